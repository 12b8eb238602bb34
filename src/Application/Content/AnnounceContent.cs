using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Auditing;
using SecurityTraining.Application.Common.Pipeline;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Application.Common.Work;
using SecurityTraining.Domain.Content;
using SecurityTraining.Domain.Identity;

namespace SecurityTraining.Application.Content;

/// <summary>The first step of an upload through the service, whose size shows only at its end.</summary>
[NotAudited]
[RetryOnConflict]
[RequirePermission(Permission.ManageContent)]
public sealed record AnnounceContentCommand(string? FileName) : ICommand<Guid>;

internal sealed class AnnounceContentValidator : AbstractValidator<AnnounceContentCommand>
{
    public AnnounceContentValidator() => RuleFor(command => command.FileName).NotNull().OverridePropertyName("file").WithMessage(ContentErrors.Missing.Description);
}

internal sealed class AnnounceContentHandler(
    IRepository<ContentUpload> uploads, StorageAccount account, ContentPolicy policy, IWorkQueue queue, ICurrentUser me, TimeProvider clock)
    : ICommandHandler<AnnounceContentCommand, Guid>
{
    public async Task<ErrorOr<Guid>> Handle(AnnounceContentCommand request, CancellationToken cancellationToken)
    {
        var storage = await account.Get(cancellationToken);
        var upload = ContentUpload.Start(storage, policy, me.RequireCallerId(), request.FileName!, size: null, sha256: null, clock.GetUtcNow());
        if (upload.IsError)
        {
            return upload.Errors;
        }

        uploads.Add(upload.Value);
        queue.Enqueue(WorkKind.ContentUploadExpiry, upload.Value.Id, upload.Value.RemovedAt);
        return upload.Value.Id;
    }
}
