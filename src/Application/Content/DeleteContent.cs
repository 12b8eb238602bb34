using ErrorOr;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Pipeline;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Application.Common.Work;
using SecurityTraining.Domain.Content;
using SecurityTraining.Domain.Identity;

namespace SecurityTraining.Application.Content;

/// <summary>
/// Takes a file away; with the last one that is made of them its bytes go, too, unless a published version of a course is made of it.
/// </summary>
[RetryOnConflict]
[RequirePermission(Permission.ManageContent)]
public sealed record DeleteContentCommand(Guid Id) : ICommand<Deleted>;

internal sealed class DeleteContentHandler(
    IRepository<ContentFile> files, IRepository<ContentBlob> blobs, StorageAccount account, IWorkQueue queue, TimeProvider clock)
    : ICommandHandler<DeleteContentCommand, Deleted>
{
    public async Task<ErrorOr<Deleted>> Handle(DeleteContentCommand request, CancellationToken cancellationToken)
    {
        if (await files.GetByIdAsync(request.Id, cancellationToken) is not { } file)
        {
            return ContentErrors.NotFound;
        }

        if (file.Status == ContentStatus.Processing)
        {
            await Release(file.Id, file.Size, cancellationToken);
        }
        else if (!file.IsTaught && file.BlobId is { } blobId && await blobs.GetByIdAsync(blobId, cancellationToken) is { } blob && blob.Leave())
        {
            blobs.Remove(blob);
            await Release(blob.ObjectId, blob.Size, cancellationToken);
        }

        file.Delete(clock.GetUtcNow());
        return Result.Deleted;
    }

    private async Task Release(Guid objectId, long size, CancellationToken ct)
    {
        (await account.Get(ct)).GiveBack(size);
        queue.Enqueue(WorkKind.ContentRemoval, objectId, clock.GetUtcNow());
    }
}
