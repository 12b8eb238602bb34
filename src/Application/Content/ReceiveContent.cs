using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Auditing;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Application.Common.Work;
using SecurityTraining.Domain.Content;
using SecurityTraining.Domain.Identity;

namespace SecurityTraining.Application.Content;

/// <summary>
/// The second step of an upload through the service: the bytes. They are looked at before the answer, so that a wrong file is refused there
/// and then; the worker looks once more.
/// </summary>
[NotAudited]
[RequirePermission(Permission.ManageContent)]
public sealed record ReceiveContentCommand(Guid UploadId, Stream Content) : ICommand<Guid>;

internal sealed class ReceiveContentValidator : AbstractValidator<ReceiveContentCommand>
{
    public ReceiveContentValidator() => RuleFor(command => command.Content).Must(content => content.CanRead);
}

internal sealed class ReceiveContentHandler(
    IRepository<ContentUpload> uploads, ContentReceiver receiver, ContentInspector inspector, IWorkQueue queue, TimeProvider clock)
    : ICommandHandler<ReceiveContentCommand, Guid>
{
    public async Task<ErrorOr<Guid>> Handle(ReceiveContentCommand request, CancellationToken cancellationToken)
    {
        if (await uploads.GetByIdAsync(request.UploadId, cancellationToken) is not { } upload)
        {
            return ContentErrors.UploadNotFound;
        }

        var received = await receiver.Receive(upload, request.Content, cancellationToken);
        var inspected = await received.ThenAsync(size =>
            inspector.Inspect(ContentKeys.Incoming(upload.CompanyId, upload.Id), upload.Type, size, cancellationToken));
        if (!inspected.IsError)
        {
            return upload.Id;
        }

        uploads.Remove(upload);
        queue.Enqueue(WorkKind.ContentRemoval, upload.Id, clock.GetUtcNow());
        return inspected.FirstError.AndKeep();
    }
}
