using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Auditing;
using SecurityTraining.Application.Common.Pipeline;
using SecurityTraining.Application.Common.Security;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Application.Identity.TwoFactors;
using SecurityTraining.Application.Mailing;
using SecurityTraining.Domain.Auditing;
using SecurityTraining.Domain.Companies;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.People;

namespace SecurityTraining.Application.Identity;

/// <summary>
/// Exchanges a refresh token for its one successor. Of many uses at the same time one writes; the others lose the race, look again, and
/// hand out the same successor. It happens every ten minutes as long as somebody works, so the audit log tells only of tokens used again.
/// </summary>
[Public]
[NotAudited]
[RetryOnConflict]
public sealed record RefreshSessionCommand(string RefreshToken) : ICommand<SignedIn>;

internal sealed class RefreshSessionValidator : AbstractValidator<RefreshSessionCommand>
{
    public RefreshSessionValidator() => RuleFor(command => command.RefreshToken).IsCredential();
}

internal sealed class RefreshSessionHandler(
    IOpaqueTokens refreshTokens,
    ITenant tenant,
    IRepository<Session> sessions,
    IRepository<User> users,
    IRepository<Company> companies,
    IAccessTokens accessTokens,
    IAuditTrail audit,
    SecondFactorRule secondFactors,
    TimeProvider clock) : ICommandHandler<RefreshSessionCommand, SignedIn>
{
    public async Task<ErrorOr<SignedIn>> Handle(RefreshSessionCommand command, CancellationToken cancellationToken)
    {
        if (refreshTokens.Read(command.RefreshToken) is not { } presented)
        {
            return SessionErrors.RefreshTokenInvalid;
        }

        tenant.Enter(presented.CompanyId);
        var successor = refreshTokens.SuccessorOf(presented);
        var session = await sessions.SingleOrDefaultAsync(new SessionByTokenSpec(presented.Hash, successor.Hash), cancellationToken);
        if (session is null
            || await users.GetByIdAsync(session.UserId, cancellationToken) is not { Status: UserStatus.Active } user
            || await companies.GetByIdAsync(session.CompanyId, cancellationToken) is not { Status: CompanyStatus.Active } company)
        {
            return SessionErrors.RefreshTokenInvalid;
        }

        var rotation = session.Rotate(presented.Hash, successor.Hash, clock.GetUtcNow());
        if (rotation.IsError)
        {
            if (rotation.FirstError == SessionErrors.RefreshTokenReused)
            {
                audit.Note("identity.refresh-token-reused", new AuditTarget("session", session.Id));
            }

            // The use is refused, but that it has ended the session stays.
            return rotation.FirstError.AndKeep();
        }

        session.RequireSecondFactor(await secondFactors.IsMissing(user, company, cancellationToken));
        return SignedIn.With(accessTokens.Issue(user, session), successor, user);
    }
}

internal sealed class TellOwnerOfReuse(IRepository<User> users, IRepository<Company> companies, IMailOutbox outbox)
    : IDomainEventHandler<RefreshTokenReused>
{
    public async Task Handle(RefreshTokenReused domainEvent, CancellationToken ct)
    {
        if (await users.GetByIdAsync(domainEvent.UserId, ct) is { } user
            && await companies.GetByIdAsync(domainEvent.CompanyId, ct) is { } company)
        {
            outbox.Send(user, new RefreshTokenReusedMail(), company.Language);
        }
    }
}
