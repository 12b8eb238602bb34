using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Pipeline;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Application.Mailing;
using SecurityTraining.Domain.Identity;

namespace SecurityTraining.Application.Identity;

/// <summary>
/// Brings the old address back, or keeps the new one from being confirmed. Whoever asked for the change knew the password, so it works no
/// more: the owner of the old address gets a link for a new one, and all sessions end.
/// </summary>
[Public]
[RetryOnConflict]
public sealed record UndoEmailChangeCommand(string Token) : ICommand<Success>;

internal sealed class UndoEmailChangeValidator : AbstractValidator<UndoEmailChangeCommand>
{
    public UndoEmailChangeValidator() => RuleFor(command => command.Token).IsCredential();
}

internal sealed class UndoEmailChangeHandler(
    AccountLinks links, AddressChanges changes, IRepository<OneTimeToken> oneTimeTokens, IMailOutbox outbox, TimeProvider clock)
    : ICommandHandler<UndoEmailChangeCommand, Success>
{
    public async Task<ErrorOr<Success>> Handle(UndoEmailChangeCommand command, CancellationToken cancellationToken)
    {
        var opened = await links.Open(command.Token, TokenPurpose.UndoEmailChange, cancellationToken);
        if (opened.IsError)
        {
            return opened.Errors;
        }

        var (token, user, company) = opened.Value;
        var changed = await changes.Move(user, token.Email, cancellationToken);
        if (changed.IsError)
        {
            return changed.Errors;
        }

        var now = clock.GetUtcNow();
        await links.Withdraw(user.Id, cancellationToken, TokenPurpose.ConfirmEmail, TokenPurpose.ResetPassword, TokenPurpose.VerifyEmail);

        // Only later ones: a thief who has changed the address twice must not take the owner's link away with their own.
        foreach (var later in await oneTimeTokens.ListAsync(new LaterUndoSpec(token), cancellationToken))
        {
            later.Withdraw(now);
        }

        user.ForgetPassword();
        outbox.Send(user, new ResetPasswordMail(links.Issue(user, TokenPurpose.ResetPassword).Url), company.Language);
        return token.Use(now);
    }

    private sealed class LaterUndoSpec : Specification<OneTimeToken>
    {
        public LaterUndoSpec(OneTimeToken token)
        {
            var (id, userId, expiresAt) = (token.Id, token.UserId, token.ExpiresAt);
            Query.Where(other => other.UserId == userId && other.Purpose == TokenPurpose.UndoEmailChange && other.UsedAt == null)
                .Where(other => other.ExpiresAt >= expiresAt && other.Id != id);
        }
    }
}
