using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Pipeline;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Application.Phishing.Tracking;
using SecurityTraining.Domain.Phishing;

namespace SecurityTraining.Application.Phishing.Returns;

/// <summary>Writes down that a lure has come back or has been answered.</summary>
[PlatformScope]
[RetryOnConflict]
public sealed record RecordReturnedMailCommand(Guid TrackingId, ReturnedMail Mail) : ICommand<Success>;

/// <param name="Bounce">Null: it is an answer.</param>
/// <param name="IsAutomatic">A machine has written it, such as an absence note (RFC 3834).</param>
/// <param name="Reply">Of a bounce: the status and what the server says. Of answers nothing is kept.</param>
public sealed record ReturnedMail(BounceKind? Bounce, bool IsAutomatic, string Reply);

/// <summary>Reads what comes back: delivery reports (RFC 3464), absence notes, answers.</summary>
public interface IReturnedMailReader
{
    /// <returns>Null for what is none of these, for reports of success or delay, and for what names no lure.</returns>
    (Common.Security.TrackingTarget Lure, ReturnedMail Mail)? Read(ReadOnlyMemory<byte> mime);
}

internal sealed class RecordReturnedMailValidator : AbstractValidator<RecordReturnedMailCommand>
{
    public RecordReturnedMailValidator()
    {
        RuleFor(command => command.Mail).NotNull();
        RuleFor(command => command.Mail.Bounce).IsInEnum();
    }
}

internal sealed class RecordReturnedMailHandler(IRepository<Recipient> recipients, TimeProvider clock) : ICommandHandler<RecordReturnedMailCommand, Success>
{
    public async Task<ErrorOr<Success>> Handle(RecordReturnedMailCommand request, CancellationToken cancellationToken)
    {
        var recipient = (await recipients.ListAsync(new RecipientsByTrackingIdSpec([request.TrackingId]), cancellationToken)).SingleOrDefault();
        if (request.Mail.Bounce is { } kind)
        {
            recipient?.NoteBounce(kind, request.Mail.Reply, clock.GetUtcNow());
        }
        else
        {
            recipient?.NoteReplied(request.Mail.IsAutomatic, clock.GetUtcNow());
        }

        return Result.Success;
    }
}
