using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Auditing;
using SecurityTraining.Application.Common.Security;
using SecurityTraining.Application.Common.Settings;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Common;
using SecurityTraining.Domain.Companies;
using SecurityTraining.Domain.Identity;

namespace SecurityTraining.Application.Identity.SingleSignOn;

/// <summary>Sends somebody to the provider of their address's domain. Nobody is looked for, so that it says nothing about who has an account.</summary>
/// <param name="Challenge">
/// SHA-256 of a verifier, as base64url (RFC 7636, S256): the code for the session then works only with the verifier, so that nobody can be signed in
/// by a code that somebody else has got. Required where browsers are sent on to a frontend.
/// </param>
[Public]
[NotAudited]
public sealed record StartSignOnCommand(string Email, string? Challenge = null) : ICommand<StartedSignOn>;

/// <param name="AuthorizationUrl">Where the browser goes.</param>
/// <param name="State">Goes to the provider and back.</param>
/// <param name="BrowserSecret">Stays in the browser, in a cookie that no script reads; ends with the challenge, if there is one.</param>
public sealed record StartedSignOn(string AuthorizationUrl, string State, string BrowserSecret);

internal sealed class StartSignOnValidator : AbstractValidator<StartSignOnCommand>
{
    public StartSignOnValidator()
    {
        RuleFor(command => command.Email).IsEmail();
        RuleFor(command => command.Challenge).Matches("^[A-Za-z0-9_-]{43}\\z").WithMessage("Must be a SHA-256 as base64url without padding.");
    }
}

internal sealed class StartSignOnHandler(
    ISignOnDomains domains,
    ITenant tenant,
    IRepository<IdentityProvider> providers,
    IRepository<Company> companies,
    IRepository<SignOn> signOns,
    IOpenIdProviders openId,
    IOpaqueTokens tokens,
    ICompanySecrets secrets,
    SignOnFrontend frontend,
    TimeProvider clock) : ICommandHandler<StartSignOnCommand, StartedSignOn>
{
    public async Task<ErrorOr<StartedSignOn>> Handle(StartSignOnCommand command, CancellationToken cancellationToken)
    {
        if (frontend.Url is not null && command.Challenge is null)
        {
            tenant.EnterControlPlane();
            return SignOnErrors.ChallengeRequired;
        }

        var email = EmailAddress.Parse(command.Email).Value;
        if (await domains.FindCompany(email.Domain, cancellationToken) is not { } companyId)
        {
            tenant.EnterControlPlane();
            return IdentityProviderErrors.NotSetUp;
        }

        tenant.Enter(companyId);
        if (await providers.SingleOrDefaultAsync(new OwnProviderSpec(), cancellationToken) is not { } provider
            || !provider.Serves(email.Domain)
            || await companies.GetByIdAsync(companyId, cancellationToken) is not { Status: CompanyStatus.Active })
        {
            return IdentityProviderErrors.NotSetUp;
        }

        var state = tokens.Create(companyId);
        var (verifier, nonce, browser) = (SignOnSecret.Create(), SignOnSecret.Create(), SignOnSecret.CreateWith(command.Challenge));
        var url = await openId.AuthorizationUrl(provider, new AuthorizationRequest(state.Value, nonce, verifier, email.Value), cancellationToken);
        if (url.IsError)
        {
            return url.Errors;
        }

        signOns.Add(SignOn.Begin(
            companyId,
            provider.Id,
            new SignOnSecrets(
                state.Hash,
                SignOnSecret.Hash(browser),
                SignOnSecret.Hash(nonce),
                secrets.Protect(companyId, SecretUse.CodeVerifier, verifier)),
            clock.GetUtcNow()));
        return new StartedSignOn(url.Value, state.Value, browser);
    }
}
