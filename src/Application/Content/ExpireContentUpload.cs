using ErrorOr;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Auditing;
using SecurityTraining.Application.Common.Pipeline;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Application.Common.Storage;
using SecurityTraining.Application.Common.Work;
using SecurityTraining.Application.Content.Scorm;
using SecurityTraining.Domain.Content;

namespace SecurityTraining.Application.Content;

/// <summary>Gives back the room of an upload that has not been completed in time.</summary>
[NotAudited]
[RetryOnConflict]
[PlatformScope]
public sealed record ExpireContentUploadCommand(Guid UploadId) : ICommand<Success>;

internal sealed class ExpireContentUploadHandler(IRepository<ContentUpload> uploads, StorageAccount account)
    : ICommandHandler<ExpireContentUploadCommand, Success>
{
    public async Task<ErrorOr<Success>> Handle(ExpireContentUploadCommand request, CancellationToken cancellationToken)
    {
        if (await uploads.GetByIdAsync(request.UploadId, cancellationToken) is { } upload)
        {
            (await account.Get(cancellationToken)).GiveBack(upload.Size ?? 0);
            uploads.Remove(upload);
        }

        return Result.Success;
    }
}

/// <summary>Also after an upload that was completed: whoever had its link may have sent the bytes once more since.</summary>
internal sealed class ContentUploadExpiryWorker(ICompanyScope company, IFileStore store) : IWorkHandler
{
    public WorkKind Kind => WorkKind.ContentUploadExpiry;

    public async Task<WorkOutcome> Handle(WorkItem item, CancellationToken ct)
    {
        var expired = await company.Send(item.CompanyId, new ExpireContentUploadCommand(item.SubjectId), ct);
        if (expired.IsError)
        {
            return WorkOutcome.Failed(expired.FirstError.Code);
        }

        await store.Delete(ContentKeys.Incoming(item.CompanyId, item.SubjectId), ct);
        return WorkOutcome.Done;
    }
}

/// <summary>Bytes that no row speaks of any more.</summary>
internal sealed class ContentRemovalWorker(IFileStore store, ScormUnpacker packages) : IWorkHandler
{
    public WorkKind Kind => WorkKind.ContentRemoval;

    public async Task<WorkOutcome> Handle(WorkItem item, CancellationToken ct)
    {
        await packages.Remove(item.CompanyId, item.SubjectId, ct);
        await store.Delete(ContentKeys.Incoming(item.CompanyId, item.SubjectId), ct);
        await store.Delete(ContentKeys.Kept(item.CompanyId, item.SubjectId), ct);
        await store.Delete(ContentKeys.Thumbnail(item.CompanyId, item.SubjectId), ct);
        return WorkOutcome.Done;
    }
}
