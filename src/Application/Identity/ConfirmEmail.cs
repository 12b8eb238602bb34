using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Pipeline;
using SecurityTraining.Domain.Identity;

namespace SecurityTraining.Application.Identity;

/// <summary>Puts the address to which the token was sent in the place of the old one; from then on the person signs in with it.</summary>
[Public]
[RetryOnConflict]
public sealed record ConfirmEmailCommand(string Token) : ICommand<Success>;

internal sealed class ConfirmEmailValidator : AbstractValidator<ConfirmEmailCommand>
{
    public ConfirmEmailValidator() => RuleFor(command => command.Token).IsCredential();
}

internal sealed class ConfirmEmailHandler(AccountLinks links, AddressChanges changes, TimeProvider clock) : ICommandHandler<ConfirmEmailCommand, Success>
{
    public async Task<ErrorOr<Success>> Handle(ConfirmEmailCommand command, CancellationToken cancellationToken)
    {
        var opened = await links.Open(command.Token, TokenPurpose.ConfirmEmail, cancellationToken);
        if (opened.IsError)
        {
            return opened.Errors;
        }

        var (token, user, _) = opened.Value;
        var changed = await changes.Move(user, token.Email, cancellationToken);
        if (changed.IsError)
        {
            return changed.Errors;
        }

        // Sent to the address that is the person's no more.
        await links.Withdraw(user.Id, cancellationToken, TokenPurpose.ResetPassword, TokenPurpose.VerifyEmail);
        return token.Use(clock.GetUtcNow());
    }
}
