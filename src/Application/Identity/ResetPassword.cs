using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Pipeline;
using SecurityTraining.Application.Common.Security;
using SecurityTraining.Domain.Identity;

namespace SecurityTraining.Application.Identity;

/// <summary>
/// Sets a new password by the token from the mail, and ends all sessions. It signs nobody in: that takes the new password and, where there
/// is one, the second factor.
/// </summary>
[Public]
[RetryOnConflict]
public sealed record ResetPasswordCommand(string Token, string Password) : ICommand<Success>;

internal sealed class ResetPasswordValidator : AbstractValidator<ResetPasswordCommand>
{
    public ResetPasswordValidator()
    {
        RuleFor(command => command.Token).IsCredential();
        RuleFor(command => command.Password).IsCredential();
    }
}

internal sealed class ResetPasswordHandler(AccountLinks links, NewPasswords passwords, ISignInRoutes routes, TimeProvider clock)
    : ICommandHandler<ResetPasswordCommand, Success>
{
    public async Task<ErrorOr<Success>> Handle(ResetPasswordCommand command, CancellationToken cancellationToken)
    {
        var opened = await links.Open(command.Token, TokenPurpose.ResetPassword, cancellationToken);
        if (opened.IsError)
        {
            return opened.Errors;
        }

        var (token, user, company) = opened.Value;
        var route = await routes.Find(user.Email, cancellationToken);
        if (token.Email != user.Email || route?.UserId != user.Id)
        {
            return OneTimeTokenErrors.Invalid;
        }

        var hash = await passwords.Hash(command.Password, "password", user, company, cancellationToken);
        if (hash.IsError)
        {
            return hash.Errors;
        }

        if (!await routes.TryProve(user.Email, SignInRoute.Of(user), cancellationToken))
        {
            return OneTimeTokenErrors.Invalid;
        }

        var now = clock.GetUtcNow();
        return token.Use(now).ThenDo(_ =>
        {
            user.ReplacePassword(hash.Value);
            user.VerifyEmail(now);
        });
    }
}
