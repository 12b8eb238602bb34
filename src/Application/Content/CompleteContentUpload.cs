using ErrorOr;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Pipeline;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Application.Common.Storage;
using SecurityTraining.Application.Common.Work;
using SecurityTraining.Domain.Content;
using SecurityTraining.Domain.Identity;

namespace SecurityTraining.Application.Content;

/// <summary>All bytes are there: makes the upload a file, which a worker then checks. Once more, it finds the file that is there.</summary>
[RetryOnConflict]
[RequirePermission(Permission.ManageContent)]
public sealed record CompleteContentUploadCommand(Guid Id) : ICommand<Guid>;

internal sealed class CompleteContentUploadHandler(
    IRepository<ContentUpload> uploads,
    IRepository<ContentFile> files,
    StorageAccount account,
    IFileStore store,
    ContentPolicy policy,
    IWorkQueue queue,
    TimeProvider clock) : ICommandHandler<CompleteContentUploadCommand, Guid>
{
    public async Task<ErrorOr<Guid>> Handle(CompleteContentUploadCommand request, CancellationToken cancellationToken)
    {
        if (await uploads.GetByIdAsync(request.Id, cancellationToken) is not { } upload)
        {
            return await files.GetByIdAsync(request.Id, cancellationToken) is { } known ? known.Id : ContentErrors.UploadNotFound;
        }

        var now = clock.GetUtcNow();
        if (!upload.IsOpen(now))
        {
            return ContentErrors.UploadNotFound;
        }

        if (await store.Length(ContentKeys.Incoming(upload.CompanyId, upload.Id), cancellationToken) is not { } size)
        {
            return ContentErrors.NotUploaded;
        }

        var completed = upload.Complete(await account.Get(cancellationToken), policy, size, now);
        if (completed.IsError && upload.Size is not null)
        {
            return completed.Errors;
        }

        uploads.Remove(upload);
        if (completed.IsError)
        {
            queue.Enqueue(WorkKind.ContentRemoval, upload.Id, now);
            return completed.FirstError.AndKeep();
        }

        files.Add(completed.Value);
        queue.Enqueue(WorkKind.ContentCheck, completed.Value.Id, now);
        return completed.Value.Id;
    }
}
