using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Pipeline;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Application.Mailing;
using SecurityTraining.Domain.Phishing;

namespace SecurityTraining.Application.Phishing.Senders;

/// <summary>Writes down how a profile has done with some mails, in that order.</summary>
[PlatformScope]
[RetryOnConflict]
public sealed record NoteSendingsCommand(Guid ProfileId, IReadOnlyList<MailReceipt> Receipts) : ICommand<Success>;

internal sealed class NoteSendingsValidator : AbstractValidator<NoteSendingsCommand>
{
    public NoteSendingsValidator() => RuleFor(command => command.Receipts).NotEmpty();
}

internal sealed class NoteSendingsHandler(IRepository<SendingHealth> healths, TimeProvider clock) : ICommandHandler<NoteSendingsCommand, Success>
{
    public async Task<ErrorOr<Success>> Handle(NoteSendingsCommand request, CancellationToken cancellationToken)
    {
        if (await healths.GetByIdAsync(request.ProfileId, cancellationToken) is not { } health)
        {
            return SendingProfileErrors.NotFound;
        }

        var now = clock.GetUtcNow();
        foreach (var (verdict, reply) in request.Receipts)
        {
            if (verdict == MailVerdict.Accepted)
            {
                health.NoteSuccess(now);
            }
            else
            {
                health.NoteFailure(reply, verdict == MailVerdict.Unavailable, now);
            }
        }

        return Result.Success;
    }
}
