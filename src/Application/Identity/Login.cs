using System.Net;
using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Auditing;
using SecurityTraining.Application.Common.Pipeline;
using SecurityTraining.Application.Common.Security;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Application.Identity.Sessions;
using SecurityTraining.Application.Identity.SingleSignOn;
using SecurityTraining.Application.Identity.TwoFactors;
using SecurityTraining.Domain.Auditing;
using SecurityTraining.Domain.Common;
using SecurityTraining.Domain.Companies;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.People;

namespace SecurityTraining.Application.Identity;

/// <param name="Email">The address that the person registered with.</param>
/// <param name="Password">Compared as it is, never shown again.</param>
/// <param name="Device">Family of the client, by which the person recognises the session.</param>
/// <param name="Address">Counts the attempts; of it only the network is kept.</param>
/// <param name="TrustedDeviceToken">Stands for the second factor, if the device has passed it before and asked to be trusted.</param>
[Public]
[RetryOnConflict]
public sealed record LoginCommand(
    string Email, string Password, string? Device = null, IPAddress? Address = null, string? TrustedDeviceToken = null) : ICommand<LoginAnswer>;

internal sealed class LoginValidator : AbstractValidator<LoginCommand>
{
    public LoginValidator()
    {
        RuleFor(command => command.Email).IsCredential();
        RuleFor(command => command.Password).IsCredential();
        RuleFor(command => command.Device).MaximumLength(Session.MaxDeviceLength);
        When(command => command.TrustedDeviceToken is not null, () => RuleFor(command => command.TrustedDeviceToken!).IsCredential());
    }
}

internal sealed class LoginHandler(
    ISignInRoutes routes,
    ITenant tenant,
    IRepository<User> users,
    IRepository<Company> companies,
    IPasswordHasher hasher,
    SignInThrottle throttle,
    SignOnDuty signOnDuty,
    SecondFactorGate gate,
    SessionOpener opener,
    IAuditTrail audit,
    TimeProvider clock) : ICommandHandler<LoginCommand, LoginAnswer>
{
    /// <summary>
    /// Every refusal has taken the same steps: two look-ups, two reads and one hash, so that neither the answer nor its time tells whether
    /// there is an account. An unverified address is refused alike: whoever has just tried to register it would learn that it was free.
    /// </summary>
    public async Task<ErrorOr<LoginAnswer>> Handle(LoginCommand command, CancellationToken cancellationToken)
    {
        var email = EmailAddress.Parse(command.Email);
        var account = email.IsError ? command.Email : email.Value.Value;
        if (await throttle.ReservePassword(account, command.Address, cancellationToken) is { IsError: true } refused)
        {
            return refused.Errors;
        }

        var route = await routes.Find(account, cancellationToken) ?? Nowhere(clock.GetUtcNow());
        tenant.Enter(route.CompanyId);
        var user = await users.GetByIdAsync(route.UserId, cancellationToken);
        var company = await companies.GetByIdAsync(route.CompanyId, cancellationToken);

        var isRight = await Verify(command.Password, user, cancellationToken);
        if (!isRight || user is not { Status: UserStatus.Active, EmailVerifiedAt: not null } || company is not { Status: CompanyStatus.Active })
        {
            if (user is not null)
            {
                audit.Note("identity.login-failed", new AuditTarget("user", user.Id));
            }

            return SessionErrors.LoginFailed;
        }

        audit.ActsAs(user.Id, user.Role);
        await throttle.TakeBack(cancellationToken);
        if (await signOnDuty.Binds(user, cancellationToken))
        {
            audit.Note("identity.login-without-single-sign-on", new AuditTarget("user", user.Id));
            return IdentityProviderErrors.Required;
        }

        var passage = await gate.Ask(user, command.TrustedDeviceToken, cancellationToken);
        if (passage.Question is { } question)
        {
            return question;
        }

        var opened = await opener.Open(user, company, command.Device, command.Address, passage.HasSecondFactor, cancellationToken);
        return opened.IsError ? opened.Errors : opened.Value;
    }

    /// <summary>A password that has not been looked at, because too many are at the moment, is no wrong one.</summary>
    private async Task<bool> Verify(string password, User? user, CancellationToken ct)
    {
        try
        {
            return await hasher.Verify(password, user?.PasswordHash, ct);
        }
        catch (PasswordHashingBusyException)
        {
            await throttle.TakeBack(ct);
            throw;
        }
    }

    private static SignInRoute Nowhere(DateTimeOffset now) => new(Guid.CreateVersion7(now), Guid.CreateVersion7(now));
}
