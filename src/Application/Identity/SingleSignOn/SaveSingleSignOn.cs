using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Security;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Application.People;
using SecurityTraining.Domain.Billing;
using SecurityTraining.Domain.Common;
using SecurityTraining.Domain.Companies;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.People;

namespace SecurityTraining.Application.Identity.SingleSignOn;

/// <summary>Sets up the company's identity provider, or replaces what was set up. The provider is asked before anything is kept.</summary>
/// <param name="Issuer">As the provider spells it; https.</param>
/// <param name="ClientSecret">Absent: as before, which only the same issuer and client get.</param>
/// <param name="Domains">Verified ones of the company.</param>
/// <param name="RoleClaim">Absent: the provider decides nobody's role.</param>
/// <param name="RoleMap">The first that fits decides.</param>
[RequirePermission(Permission.ManageSingleSignOn)]
public sealed record SaveSingleSignOnCommand(
    string Issuer,
    string ClientId,
    IReadOnlyList<string> Domains,
    string? ClientSecret = null,
    string? RoleClaim = null,
    IReadOnlyList<RoleRule>? RoleMap = null,
    Role DefaultRole = Role.Employee,
    bool CreateAccounts = false,
    bool Enforced = false,
    IReadOnlyList<Guid>? BreakGlassUserIds = null) : ICommand<Success>;

internal sealed class SaveSingleSignOnValidator : AbstractValidator<SaveSingleSignOnCommand>
{
    public SaveSingleSignOnValidator()
    {
        RuleFor(command => command.Issuer).NotEmpty().MaximumLength(IdentityProvider.MaxIssuerLength);
        RuleFor(command => command.ClientId).NotEmpty().Text(IdentityProvider.MaxClientIdLength);
        RuleFor(command => command.ClientSecret).Text(IdentityProvider.MaxSecretLength);
        RuleFor(command => command.ClientSecret).NotEmpty().When(command => command.ClientSecret is not null);
        RuleFor(command => command.Domains).NotEmpty().Must(domains => domains is null || domains.Count <= IdentityProvider.MaxDomains)
            .WithMessage($"At most {IdentityProvider.MaxDomains} domains.");
        RuleForEach(command => command.Domains).NotEmpty().MaximumLength(DomainName.MaxLength);
        RuleFor(command => command.RoleClaim).Text(IdentityProvider.MaxClaimLength);
        RuleFor(command => command.RoleClaim).NotEmpty().When(command => command.RoleClaim is not null || command.RoleMap?.Count > 0)
            .WithMessage("Name the claim whose values the map is about.");
        RuleFor(command => command.RoleMap).Must(map => map is null || map.Count <= IdentityProvider.MaxRoleRules)
            .WithMessage($"At most {IdentityProvider.MaxRoleRules} values.");
        RuleForEach(command => command.RoleMap).NotNull().ChildRules(rule =>
        {
            rule.RuleFor(entry => entry.Value).NotEmpty().Text(IdentityProvider.MaxClaimValueLength);
            rule.RuleFor(entry => entry.Role).IsInEnum();
        });
        RuleFor(command => command.DefaultRole).IsInEnum();
        RuleFor(command => command.BreakGlassUserIds).Must(ids => ids is null || ids.Count <= IdentityProvider.MaxBreakGlassUsers)
            .WithMessage($"At most {IdentityProvider.MaxBreakGlassUsers} administrators.");
    }
}

internal sealed class SaveSingleSignOnHandler(
    IRepository<IdentityProvider> providers,
    IRepository<MailDomain> mailDomains,
    IRepository<User> users,
    IRepository<Company> companies,
    IOpenIdProviders openId,
    ISignOnDomains routes,
    ICompanySecrets secrets,
    ICurrentUser me,
    TimeProvider clock) : ICommandHandler<SaveSingleSignOnCommand, Success>
{
    public async Task<ErrorOr<Success>> Handle(SaveSingleSignOnCommand request, CancellationToken cancellationToken)
    {
        // Whoever names the provider could name their own, and come back from it as an administrator.
        if (!me.MayGive(Role.CompanyAdmin))
        {
            return UserErrors.RoleBeyondOwn;
        }

        // Read before the look at those behind the glass: none of them can be sent away at the same moment.
        var companyId = me.RequireCompanyId();
        var company = (await companies.GetByIdAsync(companyId, cancellationToken))!;
        if (company.Require(PlanFeature.SingleSignOn, clock.GetUtcNow()) is { IsError: true } beyondPlan)
        {
            return beyondPlan.Errors;
        }

        var provider = await providers.SingleOrDefaultAsync(new OwnProviderSpec(), cancellationToken);
        if (Client(request, provider, companyId) is not { } client)
        {
            return IdentityProviderErrors.SecretRequired.On("clientSecret");
        }

        var rules = await Rules(request, cancellationToken);
        if (rules.IsError)
        {
            return rules.Errors;
        }

        var saved = provider is null
            ? IdentityProvider.SetUp(companyId, client, rules.Value, clock.GetUtcNow())
            : provider.Follow(rules.Value).Then(_ => provider);
        if (saved.IsError)
        {
            return saved.Errors.On("breakGlassUserIds");
        }

        if (!await routes.TryServe(companyId, rules.Value.Domains, cancellationToken))
        {
            return IdentityProviderErrors.DomainTaken;
        }

        if (await openId.Check(request.Issuer, cancellationToken) is { IsError: true } unfit)
        {
            return unfit.Errors.On("issuer");
        }

        if (provider is null)
        {
            providers.Add(saved.Value);
        }

        saved.Value.Use(client);
        companies.Touch(company);
        return Result.Success;
    }

    private ProviderClient? Client(SaveSingleSignOnCommand request, IdentityProvider? current, Guid companyId) => request.ClientSecret switch
    {
        { } secret => new ProviderClient(request.Issuer, request.ClientId, secrets.Protect(companyId, SecretUse.ProviderClient, secret)),
        null when current?.IsSameClient(request.Issuer, request.ClientId) == true =>
            new ProviderClient(current.Issuer, current.ClientId, current.ProtectedSecret),
        null => null,
    };

    private async Task<ErrorOr<ProviderRules>> Rules(SaveSingleSignOnCommand request, CancellationToken ct)
    {
        var domains = request.Domains.Select(name => DomainName.Normalize(name) ?? name).Distinct(StringComparer.Ordinal).ToList();
        var verified = await mailDomains.ListAsync(new VerifiedDomainsSpec(domains), ct);
        if (domains.Except(verified, StringComparer.Ordinal).FirstOrDefault() is { } foreign)
        {
            return IdentityProviderErrors.DomainNotVerified(foreign).On("domains");
        }

        var breakGlass = (request.BreakGlassUserIds ?? []).Distinct().ToList();
        return breakGlass.Count == await users.CountAsync(new AbleAdministratorsSpec(breakGlass), ct)
            ? new ProviderRules(domains, request.RoleClaim, request.RoleMap ?? [], request.DefaultRole, request.CreateAccounts, request.Enforced, breakGlass)
            : IdentityProviderErrors.BreakGlassUnfit.On("breakGlassUserIds");
    }
}
