using ErrorOr;
using SecurityTraining.Domain.Common;

namespace SecurityTraining.Domain.Identity;

/// <summary>
/// How a machine of a company calls in: it may do what its scopes say and stands for no person. Only the SHA-256 of its 256 random bits is
/// kept. After a rotation the old secret works for a while, so that nobody has to change two systems in the same second.
/// </summary>
public sealed class ApiKey : AggregateRoot, ICompanyOwned
{
    public const int MaxNameLength = 100;

    public static readonly TimeSpan MaxLifetime = TimeSpan.FromDays(2 * 365);
    public static readonly TimeSpan MaxOverlap = TimeSpan.FromDays(7);

    /// <summary>How precise <see cref="LastUsedAt"/> is: not every request is worth a write.</summary>
    public static readonly TimeSpan LastUsePrecision = TimeSpan.FromMinutes(5);

    private ApiKey(Guid id, Guid companyId, Guid createdBy, string name, IReadOnlyList<string> scopes, byte[] hash, DateTimeOffset? expiresAt, DateTimeOffset now)
    {
        Id = id;
        CompanyId = companyId;
        CreatedBy = createdBy;
        Name = name;
        Scopes = scopes;
        Hash = hash;
        ExpiresAt = expiresAt;
        CreatedAt = now;
    }

    private ApiKey()
    {
        Name = null!;
        Scopes = [];
        Hash = null!;
    }

    public Guid CompanyId { get; private set; }

    /// <summary>The person who made it; they may have left since.</summary>
    public Guid CreatedBy { get; private set; }

    public string Name { get; private set; }

    /// <summary>Names from <see cref="ApiKeyScopes"/>.</summary>
    public IReadOnlyList<string> Scopes { get; private set; }

    public byte[] Hash { get; private set; }

    /// <summary>Of the secret before the last rotation.</summary>
    public byte[]? FormerHash { get; private set; }

    public DateTimeOffset? FormerHashUntil { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    public DateTimeOffset? ExpiresAt { get; private set; }

    public DateTimeOffset? LastUsedAt { get; private set; }

    public DateTimeOffset? RevokedAt { get; private set; }

    /// <param name="id">Part of the key itself, so the caller has it first.</param>
    /// <param name="expiresAt">Null: works until it is revoked.</param>
    public static ErrorOr<ApiKey> Issue(
        Guid id, Guid companyId, Guid createdBy, string name, IReadOnlyCollection<string> scopes, byte[] hash, DateTimeOffset? expiresAt, DateTimeOffset now)
    {
        if (scopes.FirstOrDefault(scope => ApiKeyScopes.Find(scope) is null) is { } unknown)
        {
            return ApiKeyErrors.UnknownScope(unknown);
        }

        return expiresAt is { } end && (end <= now || end > now + MaxLifetime)
            ? ApiKeyErrors.InvalidExpiry
            : new ApiKey(id, companyId, createdBy, name, [.. scopes.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)], hash, expiresAt, now);
    }

    public bool HasEnded(DateTimeOffset now) => RevokedAt is not null || ExpiresAt <= now;

    public bool Accepts(ReadOnlySpan<byte> hash, DateTimeOffset now) =>
        !HasEnded(now)
        && (hash.SequenceEqual(Hash) || (FormerHashUntil > now && hash.SequenceEqual(FormerHash)));

    /// <param name="overlap">How long the secret until now goes on working; at most <see cref="MaxOverlap"/>.</param>
    public ErrorOr<Success> Rotate(byte[] hash, TimeSpan overlap, DateTimeOffset now)
    {
        if (HasEnded(now))
        {
            return ApiKeyErrors.Ended;
        }

        FormerHash = Hash;
        FormerHashUntil = now + overlap;
        Hash = hash;
        return Result.Success;
    }

    /// <summary>
    /// Whoever makes a key, or gets its new secret, may do what it may themselves. What a directory may do is no role's; as it may send anybody
    /// away, it takes somebody who may do everything in the company.
    /// </summary>
    public bool MayBeGivenBy(Func<Permission, bool> has) => ApiKeyScopes.Permissions(Scopes)
        .Except(RolePermissions.OfEverybody)
        .All(permission => permission == Permission.Provision ? Role.CompanyAdmin.MayBeGivenBy(has) : has(permission));

    public void Revoke(DateTimeOffset now) => RevokedAt ??= now;

    public bool IsUseWorthNoting(DateTimeOffset now) => !(now - LastUsedAt < LastUsePrecision);

    public void NoteUse(DateTimeOffset now) => LastUsedAt = now;
}

/// <summary>
/// What an API key can be allowed: what the company's administrator may do, but for making keys; and what only a directory does.
/// </summary>
public static class ApiKeyScopes
{
    private static readonly Dictionary<string, Permission> Map = new(StringComparer.Ordinal)
    {
        ["company:read"] = Permission.ReadCompany,
        ["company:write"] = Permission.ManageCompany,
        ["people:read"] = Permission.ReadPeople,
        ["people:write"] = Permission.ManagePeople,
        ["learning:read"] = Permission.ReadLearning,
        ["learning:write"] = Permission.ManageLearning,
        ["phishing:read"] = Permission.ReadPhishing,
        ["phishing:write"] = Permission.ManagePhishing,
        ["phishing:report"] = Permission.ReportPhishing,
        ["analytics:read"] = Permission.ReadAnalytics,
        ["content:read"] = Permission.ReadContent,
        ["content:write"] = Permission.ManageContent,
        ["mailing:read"] = Permission.ReadMailing,
        ["mailing:write"] = Permission.ManageMailing,
        ["billing:read"] = Permission.ReadBilling,
        ["scim"] = Permission.Provision,
    };

    public static IReadOnlyCollection<string> All => Map.Keys;

    public static Permission? Find(string scope) => Map.TryGetValue(scope, out var permission) ? permission : null;

    /// <summary>Scopes that no longer exist grant nothing. One scope is enough for courses and for who takes them.</summary>
    public static IReadOnlySet<Permission> Permissions(IEnumerable<string> scopes)
    {
        var permissions = scopes.Select(Find).OfType<Permission>().ToHashSet();
        if (permissions.Contains(Permission.ManageLearning))
        {
            permissions.Add(Permission.AssignLearning);
        }

        return permissions;
    }
}

public static class ApiKeyErrors
{
    public static readonly Error NotFound = Error.NotFound("api_key_not_found", "There is no such API key.");
    public static readonly Error Ended = Error.Conflict("api_key_ended", "The API key has been revoked or has expired.");

    public static readonly Error InvalidExpiry = Error.Validation("api_key_expiry_invalid", "A key expires in the future, and within two years.");

    public static readonly Error ScopeBeyondOwn = Error.Forbidden("api_key_scope_beyond_own", "The key would be able to do more than you may yourself.");

    public static Error UnknownScope(string scope) => Error.Validation(
        "api_key_scope_unknown", $"There is no scope '{scope}'. Known: {string.Join(", ", ApiKeyScopes.All)}.");
}
