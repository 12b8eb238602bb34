using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Pipeline;
using SecurityTraining.Application.Common.Security;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Identity;

namespace SecurityTraining.Application.Identity;

/// <summary>
/// Ends the session that the refresh token belongs to. With a token that is none of the caller's it ends the caller's own session: nobody
/// is told that they are signed out while they are not.
/// </summary>
[Authenticated]
[WithoutSecondFactor]
[RetryOnConflict]
[DespiteUnpaid(EvenSuspended = true)]
public sealed record LogoutCommand(string RefreshToken) : ICommand<Success>;

internal sealed class LogoutValidator : AbstractValidator<LogoutCommand>
{
    public LogoutValidator() => RuleFor(command => command.RefreshToken).IsCredential();
}

internal sealed class LogoutHandler(IOpaqueTokens refreshTokens, IRepository<Session> sessions, ICurrentUser me, TimeProvider clock)
    : ICommandHandler<LogoutCommand, Success>
{
    public async Task<ErrorOr<Success>> Handle(LogoutCommand command, CancellationToken cancellationToken)
    {
        var session = await FindByToken(command.RefreshToken, cancellationToken) ?? await FindCurrent(cancellationToken);
        session?.Revoke(clock.GetUtcNow());
        return Result.Success;
    }

    private async Task<Session?> FindByToken(string text, CancellationToken ct) =>
        refreshTokens.Read(text) is { } token
        && token.CompanyId == me.CompanyId
        && await sessions.SingleOrDefaultAsync(new SessionByTokenSpec(token.Hash), ct) is { } session
        && session.UserId == me.UserId
            ? session
            : null;

    private async Task<Session?> FindCurrent(CancellationToken ct) =>
        me.SessionId is { } id ? await sessions.GetByIdAsync(id, ct) : null;
}

/// <summary>So that the next request with an access token of the session is refused.</summary>
internal sealed class ForgetRevokedSession(ISessionStates states) : IDomainEventHandler<SessionRevoked>
{
    public Task Handle(SessionRevoked domainEvent, CancellationToken ct)
    {
        states.Forget(domainEvent.SessionId);
        return Task.CompletedTask;
    }
}
