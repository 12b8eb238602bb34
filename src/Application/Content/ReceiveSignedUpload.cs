using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Auditing;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Content;

namespace SecurityTraining.Application.Content;

/// <summary>The bytes of a signed upload, where the store has no door of its own. May be repeated until the upload is completed.</summary>
[Public]
[NotAudited]
public sealed record ReceiveSignedUploadCommand(string Token, Stream Content) : ICommand<Success>;

internal sealed class ReceiveSignedUploadValidator : AbstractValidator<ReceiveSignedUploadCommand>
{
    public ReceiveSignedUploadValidator() => RuleFor(command => command.Content).Must(content => content.CanRead);
}

internal sealed class ReceiveSignedUploadHandler(
    IContentTokens tokens, ITenant tenant, IRepository<ContentUpload> uploads, ContentReceiver receiver)
    : ICommandHandler<ReceiveSignedUploadCommand, Success>
{
    public async Task<ErrorOr<Success>> Handle(ReceiveSignedUploadCommand request, CancellationToken cancellationToken)
    {
        if (tokens.Read(ContentUse.Upload, request.Token) is not { } link)
        {
            return ContentErrors.LinkInvalid;
        }

        tenant.Enter(link.CompanyId);
        return await uploads.GetByIdAsync(link.SubjectId, cancellationToken) is { } upload
            ? await receiver.Receive(upload, request.Content, cancellationToken).Then(_ => Result.Success)
            : ContentErrors.UploadNotFound;
    }
}
