using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Pipeline;
using SecurityTraining.Application.Common.Security;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.People;

namespace SecurityTraining.Application.Identity;

/// <summary>Confirms an address by the token that was sent there.</summary>
[Public]
[RetryOnConflict]
public sealed record VerifyEmailCommand(string Token) : ICommand<Success>;

internal sealed class VerifyEmailValidator : AbstractValidator<VerifyEmailCommand>
{
    public VerifyEmailValidator() => RuleFor(command => command.Token).IsCredential();
}

internal sealed class VerifyEmailHandler(
    IOpaqueTokens tokens, ITenant tenant, IRepository<OneTimeToken> oneTimeTokens, IRepository<User> users, TimeProvider clock)
    : ICommandHandler<VerifyEmailCommand, Success>
{
    public async Task<ErrorOr<Success>> Handle(VerifyEmailCommand command, CancellationToken cancellationToken)
    {
        if (tokens.Read(command.Token) is not { } token)
        {
            return OneTimeTokenErrors.Invalid;
        }

        tenant.Enter(token.CompanyId);
        var stored = await oneTimeTokens.SingleOrDefaultAsync(new OneTimeTokenSpec(TokenPurpose.VerifyEmail, token.Hash), cancellationToken);
        if (stored is null || await users.GetByIdAsync(stored.UserId, cancellationToken) is not { } user)
        {
            return OneTimeTokenErrors.Invalid;
        }

        var now = clock.GetUtcNow();
        return stored.Use(now).ThenDo(_ => user.VerifyEmail(now));
    }
}
