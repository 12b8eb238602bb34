using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Auditing;
using SecurityTraining.Application.Common.Pipeline;
using SecurityTraining.Application.Common.Security;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Auditing;
using SecurityTraining.Domain.Common;
using SecurityTraining.Domain.Companies;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.People;

namespace SecurityTraining.Application.Identity;

/// <param name="Email">The address that the person registered with.</param>
/// <param name="Password">Compared as it is, never shown again.</param>
/// <param name="Device">Family of the client, by which the person recognises the session.</param>
[Public]
[RetryOnConflict]
public sealed record LoginCommand(string Email, string Password, string? Device = null) : ICommand<SignedIn>;

internal sealed class LoginValidator : AbstractValidator<LoginCommand>
{
    public LoginValidator()
    {
        RuleFor(command => command.Email).IsCredential();
        RuleFor(command => command.Password).IsCredential();
        RuleFor(command => command.Device).MaximumLength(Session.MaxDeviceLength);
    }
}

internal sealed class LoginHandler(
    ISignInRoutes routes,
    ITenant tenant,
    IRepository<User> users,
    IRepository<Company> companies,
    IRepository<Session> sessions,
    IPasswordHasher hasher,
    IOpaqueTokens refreshTokens,
    IAccessTokens accessTokens,
    IAuditTrail audit,
    TimeProvider clock) : ICommandHandler<LoginCommand, SignedIn>
{
    /// <summary>
    /// Every refusal has taken the same steps: two look-ups, two reads and one hash, so that neither the answer nor its time tells whether
    /// there is an account. An unverified address is refused alike: whoever has just tried to register it would learn that it was free.
    /// </summary>
    public async Task<ErrorOr<SignedIn>> Handle(LoginCommand command, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var email = EmailAddress.Parse(command.Email);
        var route = await routes.Find(email.IsError ? command.Email : email.Value.Value, cancellationToken) ?? Nowhere(now);
        tenant.Enter(route.CompanyId);
        var user = await users.GetByIdAsync(route.UserId, cancellationToken);
        var company = await companies.GetByIdAsync(route.CompanyId, cancellationToken);

        var isRight = await hasher.Verify(command.Password, user?.PasswordHash, cancellationToken);
        if (!isRight || user is not { Status: UserStatus.Active, EmailVerifiedAt: not null } || company is not { Status: CompanyStatus.Active })
        {
            if (user is not null)
            {
                audit.Note("identity.login-failed", new AuditTarget("user", user.Id));
            }

            return SessionErrors.LoginFailed;
        }

        audit.ActsAs(user.Id, user.Role);
        user.SignedIn(now);
        var refreshToken = refreshTokens.Create(user.CompanyId);
        var session = Session.Start(user.CompanyId, user.Id, refreshToken.Hash, command.Device, now);
        sessions.Add(session);
        return SignedIn.With(accessTokens.Issue(user, session), refreshToken, user);
    }

    private static SignInRoute Nowhere(DateTimeOffset now) => new(Guid.CreateVersion7(now), Guid.CreateVersion7(now));
}
