using ErrorOr;
using SecurityTraining.Domain.Common;

namespace SecurityTraining.Domain.Identity;

/// <summary>
/// The OpenID provider that vouches for a company's people (OpenID Connect Core 1.0, authorization code flow). A company has at most one; it
/// speaks for the addresses of the domains that the company has proven, and for no others.
/// </summary>
public sealed class IdentityProvider : AggregateRoot, ICompanyOwned
{
    public const int MaxIssuerLength = 500;
    public const int MaxClientIdLength = 200;
    public const int MaxSecretLength = 500;
    public const int MaxDomains = 50;
    public const int MaxRoleRules = 50;
    public const int MaxClaimLength = 100;
    public const int MaxClaimValueLength = 200;
    public const int MaxBreakGlassUsers = 5;

    private IdentityProvider(Guid companyId, ProviderClient client, DateTimeOffset now) : base(now)
    {
        CompanyId = companyId;
        (Issuer, ClientId, ProtectedSecret) = client;
        CreatedAt = now;
    }

    private IdentityProvider()
    {
        Issuer = ClientId = null!;
        ProtectedSecret = null!;
    }

    public Guid CompanyId { get; private set; }

    /// <summary>Exactly as the provider spells it in its documents and tokens.</summary>
    public string Issuer { get; private set; }

    public string ClientId { get; private set; }

    /// <summary>Encrypted, bound to the company.</summary>
    public byte[] ProtectedSecret { get; private set; }

    /// <summary>In the form of <see cref="DomainName.Normalize"/>.</summary>
    public IReadOnlyList<string> Domains { get; private set; } = [];

    /// <summary>The claim that says what somebody is; null: the provider decides nobody's role.</summary>
    public string? RoleClaim { get; private set; }

    /// <summary>The first whose value somebody has decides.</summary>
    public IReadOnlyList<RoleRule> RoleRules { get; private set; } = [];

    /// <summary>Of newcomers, and of those whom a <see cref="RoleClaim"/> gives no role.</summary>
    public Role DefaultRole { get; private set; }

    /// <summary>Whether somebody whom the company does not know yet gets an account by signing in.</summary>
    public bool CreatesAccounts { get; private set; }

    /// <summary>People of <see cref="Domains"/> no longer sign in with a password.</summary>
    public bool IsEnforced { get; private set; }

    /// <summary>Administrators who still may, for the day on which the provider fails; what it says of their role is not followed either.</summary>
    public IReadOnlyList<Guid> BreakGlassUserIds { get; private set; } = [];

    public DateTimeOffset CreatedAt { get; private set; }

    public static ErrorOr<IdentityProvider> SetUp(Guid companyId, ProviderClient client, ProviderRules rules, DateTimeOffset now)
    {
        var provider = new IdentityProvider(companyId, client, now);
        return provider.Follow(rules).Then(_ => provider);
    }

    /// <summary>Another client of the same provider, or another provider.</summary>
    public void Use(ProviderClient client) => (Issuer, ClientId, ProtectedSecret) = client;

    /// <summary>Whether a secret that was given for this provider may be sent to that one.</summary>
    public bool IsSameClient(string issuer, string clientId) => Issuer == issuer && ClientId == clientId;

    public ErrorOr<Success> Follow(ProviderRules rules)
    {
        if (rules.RoleRules.Select(rule => rule.Role).Append(rules.DefaultRole).Contains(Role.PlatformAdmin))
        {
            return IdentityProviderErrors.RoleReserved;
        }

        if (rules.IsEnforced && rules.BreakGlassUserIds.Count == 0)
        {
            return IdentityProviderErrors.BreakGlassRequired;
        }

        Domains = rules.Domains;
        (RoleClaim, RoleRules, DefaultRole) = (rules.RoleClaim, rules.RoleRules, rules.DefaultRole);
        (CreatesAccounts, IsEnforced, BreakGlassUserIds) = (rules.CreatesAccounts, rules.IsEnforced, rules.BreakGlassUserIds);
        return Result.Success;
    }

    public bool Serves(string domain) => Domains.Contains(domain, StringComparer.Ordinal);

    /// <summary>The company no longer has the domain.</summary>
    public void LoseDomain(string domain) => Domains = [.. Domains.Where(served => served != domain)];

    public bool MayBreakGlass(Guid userId, Role role) => role == Role.CompanyAdmin && BreakGlassUserIds.Contains(userId);

    /// <summary>Whether the person has to come by way of the provider.</summary>
    public bool Binds(Guid userId, Role role, string domain) =>
        IsEnforced && role != Role.PlatformAdmin && Serves(domain) && !MayBreakGlass(userId, role);

    /// <param name="values">Of the <see cref="RoleClaim"/>.</param>
    /// <returns>Null: whatever the person is already.</returns>
    public Role? RoleOf(IReadOnlyCollection<string> values) => RoleClaim is null
        ? null
        : RoleRules.FirstOrDefault(rule => values.Contains(rule.Value, StringComparer.Ordinal))?.Role ?? DefaultRole;
}

/// <param name="ProtectedSecret">Encrypted, bound to the company.</param>
public sealed record ProviderClient(string Issuer, string ClientId, byte[] ProtectedSecret);

/// <summary>Whom the company's provider lets in, and as what.</summary>
public sealed record ProviderRules(
    IReadOnlyList<string> Domains,
    string? RoleClaim,
    IReadOnlyList<RoleRule> RoleRules,
    Role DefaultRole,
    bool CreatesAccounts,
    bool IsEnforced,
    IReadOnlyList<Guid> BreakGlassUserIds);

/// <param name="Value">Compared as it is, capitals included.</param>
public sealed record RoleRule(string Value, Role Role);

public static class IdentityProviderErrors
{
    public static readonly Error NotFound = Error.NotFound("single_sign_on_not_found", "The company has no single sign-on.");

    public static readonly Error NotSetUp = Error.NotFound("single_sign_on_not_set_up", "There is no single sign-on for this mail domain.");

    public static readonly Error RoleReserved = Error.Forbidden("role_reserved", "This role cannot be given or taken by a company.");

    public static readonly Error BreakGlassRequired = Error.Validation(
        "single_sign_on_break_glass_required",
        "Name at least one administrator who may still sign in with a password: the provider may fail one day.");

    public static readonly Error BreakGlassUnfit = Error.Validation(
        "single_sign_on_break_glass_unfit", "Must be active administrators of the company who can sign in with a password.");

    public static readonly Error SecretRequired = Error.Validation(
        "single_sign_on_secret_required", "The secret is needed: what was given for one provider and client is not sent to another.");

    public static readonly Error DomainTaken = Error.Conflict(
        "single_sign_on_domain_taken", "Another company's single sign-on serves one of these domains.");

    public static readonly Error Required = Error.Forbidden(
        "single_sign_on_required", "Your company signs in by its own identity provider. Use single sign-on.");

    public static readonly Error AddressBound = Error.Conflict(
        "single_sign_on_binds_address", "Your company signs in by its own identity provider. Your address has to stay in one of its domains.");

    public static readonly Error ServesDomain = Error.Conflict(
        "single_sign_on_serves_domain",
        "The company's single sign-on serves this domain. An administrator has to take the domain away, or out of single sign-on first.");

    public static readonly Error LastBreakGlass = Error.Conflict(
        "single_sign_on_last_break_glass",
        "Nobody else could get in if the provider of the enforced single sign-on failed. Name another administrator for that first.");

    public static Error DomainNotVerified(string domain) => Error.Validation(
        "single_sign_on_domain_not_verified", $"{domain} is no domain that the company has verified.");

    public static Error IssuerUnfit(string why) => Error.Validation("single_sign_on_issuer_unfit", why);
}
