using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Auditing;
using SecurityTraining.Application.Common.Security;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Common;
using SecurityTraining.Domain.Companies;
using SecurityTraining.Domain.Identity;

namespace SecurityTraining.Application.Identity.SingleSignOn;

/// <summary>Sends somebody to the provider of their address's domain. Nobody is looked for, so that it says nothing about who has an account.</summary>
[Public]
[NotAudited]
public sealed record StartSignOnCommand(string Email) : ICommand<StartedSignOn>;

/// <param name="AuthorizationUrl">Where the browser goes.</param>
/// <param name="State">Goes to the provider and back.</param>
/// <param name="BrowserSecret">Stays in the browser, in a cookie that no script reads.</param>
public sealed record StartedSignOn(string AuthorizationUrl, string State, string BrowserSecret);

internal sealed class StartSignOnValidator : AbstractValidator<StartSignOnCommand>
{
    public StartSignOnValidator() => RuleFor(command => command.Email).IsEmail();
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
    TimeProvider clock) : ICommandHandler<StartSignOnCommand, StartedSignOn>
{
    public async Task<ErrorOr<StartedSignOn>> Handle(StartSignOnCommand command, CancellationToken cancellationToken)
    {
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
        var (verifier, nonce, browser) = (SignOnSecret.Create(), SignOnSecret.Create(), SignOnSecret.Create());
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
