using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Pipeline;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Application.Common.Work;
using SecurityTraining.Domain.Content;

namespace SecurityTraining.Application.Content;

/// <summary>A file has passed all checks. If the company has the same bytes already, those are kept and these go.</summary>
[RetryOnConflict]
[PlatformScope]
public sealed record PublishContentCommand(Guid Id, string Sha256, bool HasThumbnail, ScormPackage? Scorm = null, int? DurationSeconds = null) : ICommand<Success>;

internal sealed class PublishContentValidator : AbstractValidator<PublishContentCommand>
{
    public PublishContentValidator() => RuleFor(command => command.Sha256).Length(ContentFile.Sha256Length);
}

internal sealed class PublishContentHandler(
    IRepository<ContentFile> files, IRepository<ContentBlob> blobs, StorageAccount account, IWorkQueue queue, TimeProvider clock)
    : ICommandHandler<PublishContentCommand, Success>
{
    public async Task<ErrorOr<Success>> Handle(PublishContentCommand request, CancellationToken cancellationToken)
    {
        if (await files.GetByIdAsync(request.Id, cancellationToken) is not { } file)
        {
            return ContentErrors.NotFound;
        }

        if (file.Status != ContentStatus.Processing)
        {
            return Result.Success;
        }

        if (await blobs.SingleOrDefaultAsync(new BlobByHashSpec(request.Sha256), cancellationToken) is { } blob)
        {
            blob.Share();
            (await account.Get(cancellationToken)).GiveBack(file.Size);
            queue.Enqueue(WorkKind.ContentRemoval, file.Id, clock.GetUtcNow());
        }
        else
        {
            blob = ContentBlob.For(file, request.Sha256, request.HasThumbnail, request.Scorm, request.DurationSeconds, clock.GetUtcNow());
            blobs.Add(blob);
        }

        file.Publish(blob);
        return Result.Success;
    }

    private sealed class BlobByHashSpec : SingleResultSpecification<ContentBlob>
    {
        public BlobByHashSpec(string sha256) => Query.Where(blob => blob.Sha256 == sha256);
    }
}
