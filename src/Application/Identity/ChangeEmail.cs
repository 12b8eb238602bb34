using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Pipeline;
using SecurityTraining.Application.Common.Security;
using SecurityTraining.Application.Identity.SingleSignOn;
using SecurityTraining.Application.Mailing;
using SecurityTraining.Domain.Common;
using SecurityTraining.Domain.Identity;

namespace SecurityTraining.Application.Identity;

/// <summary>
/// Asks for another address of one's own. Nothing changes until the new one is confirmed, and whether it is taken is told only to whoever
/// confirms it. The old address gets a link that undoes the change.
/// </summary>
[Authenticated]
[RetryOnConflict]
[DespiteUnpaid(EvenSuspended = true)]
public sealed record ChangeEmailCommand(string NewEmail, string Password) : ICommand<Success>;

internal sealed class ChangeEmailValidator : AbstractValidator<ChangeEmailCommand>
{
    public ChangeEmailValidator()
    {
        RuleFor(command => command.NewEmail).IsEmail();
        RuleFor(command => command.Password).IsCredential();
    }
}

internal sealed class ChangeEmailHandler(
    CurrentPassword currentPassword,
    SignOnDuty signOnDuty,
    IMailAllowances allowances,
    AccountLinks links,
    IMailOutbox outbox) : ICommandHandler<ChangeEmailCommand, Success>
{
    public async Task<ErrorOr<Success>> Handle(ChangeEmailCommand command, CancellationToken cancellationToken)
    {
        var confirmed = await currentPassword.Confirm(command.Password, "password", cancellationToken);
        if (confirmed.IsError)
        {
            return confirmed.Errors;
        }

        var (user, company) = confirmed.Value;
        var address = EmailAddress.Parse(command.NewEmail).Value;
        var email = address.Value;
        if (email == user.Email)
        {
            return ValidationErrors.For("newEmail", "This is your address already.");
        }

        if (await signOnDuty.AllowMove(user, address, cancellationToken) is { IsError: true } bound)
        {
            return bound.Errors;
        }

        if (!await allowances.TryTake(MailReason.AddressChange, email, cancellationToken))
        {
            return MailAllowanceErrors.UsedUp;
        }

        await links.Withdraw(user.Id, cancellationToken, TokenPurpose.ConfirmEmail);
        outbox.Send(user, new ConfirmEmailMail(links.Issue(user, TokenPurpose.ConfirmEmail, email).Url), company.Language, email);
        outbox.Send(user, new EmailChangeNotice(links.Issue(user, TokenPurpose.UndoEmailChange).Url), company.Language);
        return Result.Success;
    }
}
