using ErrorOr;
using SecurityTraining.Domain.Identity;

namespace SecurityTraining.Application.Identity.SingleSignOn;

/// <summary>What is said to the companies' identity providers (OpenID Connect Core 1.0, Discovery 1.0).</summary>
public interface IOpenIdProviders
{
    /// <summary>Whether there is a provider at the address that the service can work with.</summary>
    Task<ErrorOr<Success>> Check(string issuer, CancellationToken ct);

    /// <returns>Where the browser is sent to; an error if the provider does not answer.</returns>
    Task<ErrorOr<string>> AuthorizationUrl(IdentityProvider provider, AuthorizationRequest request, CancellationToken ct);

    /// <summary>Exchanges the code, and believes only what is signed for this client and this sign-in.</summary>
    Task<ErrorOr<ProviderIdentity>> Redeem(IdentityProvider provider, AuthorizationResponse response, CancellationToken ct);
}

/// <param name="Verifier">Only its SHA-256 goes through the browser (RFC 7636, S256).</param>
/// <param name="LoginHint">What the person has typed already.</param>
public sealed record AuthorizationRequest(string State, string Nonce, string Verifier, string LoginHint);

/// <param name="Issuer">As the browser has brought it (RFC 9207); null if it has not.</param>
/// <param name="NonceHash">SHA-256 of what the identity token must repeat.</param>
public sealed record AuthorizationResponse(string Code, string? Issuer, string Verifier, byte[] NonceHash);

/// <summary>Who somebody is, in the provider's words; the signature holds, everything else is up to the reader.</summary>
/// <param name="IsEmailVerified">Null: the provider does not say.</param>
/// <param name="HostedDomain">Google's <c>hd</c>: of the Workspace that the account belongs to.</param>
/// <param name="RoleValues">Of the claim that the company has named.</param>
/// <param name="LeavesRolesOut">The claim has too many values to be sent, and is to be had elsewhere (OpenID Connect Core 1.0, 5.6.2).</param>
/// <param name="HasSecondFactor">The provider has asked for one (RFC 8176, <c>mfa</c>).</param>
public sealed record ProviderIdentity(
    string Issuer,
    string Subject,
    string? Email,
    bool? IsEmailVerified,
    string? HostedDomain,
    string? FirstName,
    string? LastName,
    string? FullName,
    string? Locale,
    string? TimeZone,
    IReadOnlyList<string> RoleValues,
    bool LeavesRolesOut,
    bool HasSecondFactor);

/// <summary>Which company's provider vouches for the addresses of a domain: the control plane's, across all companies.</summary>
public interface ISignOnDomains
{
    Task<Guid?> FindCompany(string domain, CancellationToken ct);

    /// <summary>Makes these the company's, and no others; written with the rest of the unit of work.</summary>
    /// <returns>False if another company has one of them.</returns>
    Task<bool> TryServe(Guid companyId, IReadOnlyCollection<string> domains, CancellationToken ct);
}
