using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using ErrorOr;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Common;
using SecurityTraining.Domain.Companies;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.People;

namespace SecurityTraining.Application.Identity.SingleSignOn;

public static class SignOnPaths
{
    public const string Start = "/sso/start";

    /// <summary>What is registered with the provider as the client's redirect URI.</summary>
    public const string Callback = "/sso/callback";
}

/// <summary>256 random bits as text, of which the hash is kept.</summary>
internal static class SignOnSecret
{
    private const int Length = 32;

    private static readonly int TextLength = Base64Url.GetEncodedLength(Length);

    public static string Create() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Length));

    /// <summary>A secret that brings the application's challenge along: its hash is kept, so that whoever holds it cannot exchange the challenge.</summary>
    public static string CreateWith(string? challenge) => Create() + challenge;

    public static string? ChallengeIn(string secret) => secret.Length > TextLength ? secret[TextLength..] : null;

    /// <summary>RFC 7636, 4.2, S256.</summary>
    public static string ChallengeOf(string verifier) => Base64Url.EncodeToString(Hash(verifier));

    /// <summary>By which a code is found: with a challenge, only by whoever knows its verifier.</summary>
    public static byte[] HandoverHash(byte[] codeHash, string? challenge) =>
        challenge is null ? codeHash : SHA256.HashData([.. codeHash, .. Encoding.UTF8.GetBytes(challenge)]);

    public static byte[] Hash(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));
}

/// <summary>The company's provider; there is at most one.</summary>
internal sealed class OwnProviderSpec : SingleResultSpecification<IdentityProvider>
{
    public OwnProviderSpec() => Query.Where(_ => true);
}

internal sealed class SignOnByStateSpec : SingleResultSpecification<SignOn>
{
    public SignOnByStateSpec(byte[] hash) => Query.Where(signOn => signOn.StateHash == hash);
}

internal sealed class VerifiedDomainsSpec : Specification<MailDomain, string>
{
    public VerifiedDomainsSpec(IReadOnlyCollection<string> names)
    {
        Query.Where(domain => names.Contains(domain.Name) && domain.VerifiedAt != null);
        Selector = domain => domain.Name;
    }
}

/// <summary>Administrators whom a password would let in.</summary>
internal sealed class AbleAdministratorsSpec : Specification<User>
{
    public AbleAdministratorsSpec(IReadOnlyCollection<Guid> ids) => Query.Where(user =>
        ids.Contains(user.Id)
        && user.Role == Role.CompanyAdmin
        && user.Status == UserStatus.Active
        && user.PasswordHash != null
        && user.EmailVerifiedAt != null);
}

/// <summary>Keeps somebody who gets in on the day on which the provider of enforced single sign-on fails.</summary>
internal sealed class BreakGlass(IRepository<IdentityProvider> providers, IRepository<User> users)
{
    /// <returns>Those who could get in; nobody, if single sign-on is not enforced.</returns>
    public async Task<IReadOnlyList<Guid>> Able(CancellationToken ct) =>
        await providers.SingleOrDefaultAsync(new OwnProviderSpec(), ct) is { IsEnforced: true } provider
            ? (await users.ListAsync(new AbleAdministratorsSpec(provider.BreakGlassUserIds), ct)).ConvertAll(user => user.Id)
            : [];

    /// <summary>Whether the company can do without this administrator. The company's version guards it, as with the last administrator.</summary>
    public async Task<ErrorOr<Success>> AllowLossOf(User user, CancellationToken ct) =>
        await Able(ct) is [var only] && only == user.Id ? IdentityProviderErrors.LastBreakGlass : Result.Success;
}

/// <summary>Whether somebody has to come by way of their company's provider.</summary>
internal sealed class SignOnDuty(IRepository<IdentityProvider> providers)
{
    public async Task<bool> Binds(User user, CancellationToken ct) =>
        await providers.SingleOrDefaultAsync(new OwnProviderSpec(), ct) is { } provider && provider.Binds(user.Id, user.Role, user.EmailDomain);

    /// <summary>Nobody gets out of it by an address of another domain.</summary>
    public async Task<ErrorOr<Success>> AllowMove(User user, EmailAddress address, CancellationToken ct) =>
        await providers.SingleOrDefaultAsync(new OwnProviderSpec(), ct) is { } provider
            && provider.Binds(user.Id, user.Role, user.EmailDomain)
            && !provider.Serves(address.Domain)
                ? IdentityProviderErrors.AddressBound
                : Result.Success;
}
