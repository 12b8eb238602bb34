using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Pipeline;
using SecurityTraining.Application.Common.Security;
using SecurityTraining.Domain.Identity;

namespace SecurityTraining.Application.Identity;

/// <summary>Confirms an address by the token that was sent there, unless somebody else has proven in the meantime that it is theirs.</summary>
[Public]
[RetryOnConflict]
public sealed record VerifyEmailCommand(string Token) : ICommand<Success>;

internal sealed class VerifyEmailValidator : AbstractValidator<VerifyEmailCommand>
{
    public VerifyEmailValidator() => RuleFor(command => command.Token).IsCredential();
}

internal sealed class VerifyEmailHandler(AccountLinks links, ISignInRoutes routes, TimeProvider clock) : ICommandHandler<VerifyEmailCommand, Success>
{
    public async Task<ErrorOr<Success>> Handle(VerifyEmailCommand command, CancellationToken cancellationToken)
    {
        var opened = await links.Open(command.Token, TokenPurpose.VerifyEmail, cancellationToken);
        if (opened.IsError)
        {
            return opened.Errors;
        }

        // An account that has lost the address to somebody else must not get it back with an old mail, even if they have not proven it either.
        var (token, user, _) = opened.Value;
        var route = await routes.Find(user.Email, cancellationToken);
        if (token.Email != user.Email || route?.UserId != user.Id || !await routes.TryProve(user.Email, SignInRoute.Of(user), cancellationToken))
        {
            return OneTimeTokenErrors.Invalid;
        }

        var now = clock.GetUtcNow();
        return token.Use(now).ThenDo(_ => user.VerifyEmail(now));
    }
}
