using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Mailing;

namespace SecurityTraining.Application.Mailing;

/// <summary>Writes down what a mail server said to one of the service's own mails.</summary>
/// <param name="Subject">As it was sent.</param>
[PlatformScope]
public sealed record RecordMailCommand(Guid Id, string Subject, MailReceipt Receipt) : ICommand<Success>
{
    /// <summary>Refused so often for the moment, a mail is taken to be refused for good: after about three quarters of an hour.</summary>
    public const int MaxAttempts = 12;
}

internal sealed class RecordMailValidator : AbstractValidator<RecordMailCommand>
{
    public RecordMailValidator()
    {
        RuleFor(command => command.Subject).NotNull().MaximumLength(OutgoingMail.MaxSubjectLength);
        RuleFor(command => command.Receipt).NotNull();
    }
}

internal sealed class RecordMailHandler(IRepository<OutgoingMail> mails, TimeProvider clock) : ICommandHandler<RecordMailCommand, Success>
{
    public async Task<ErrorOr<Success>> Handle(RecordMailCommand request, CancellationToken cancellationToken)
    {
        if (await mails.GetByIdAsync(request.Id, cancellationToken) is not { } mail)
        {
            return OutgoingMailErrors.NotFound;
        }

        switch (request.Receipt.Verdict)
        {
            case MailVerdict.Accepted:
                mail.MarkSent(request.Subject, clock.GetUtcNow());
                break;
            case MailVerdict.PermanentFailure:
                mail.MarkFailed(request.Receipt.Reply);
                break;
            default:
                mail.NoteReply(request.Receipt.Reply);
                break;
        }

        return Result.Success;
    }
}
