using SecurityTraining.Domain.Identity;

namespace SecurityTraining.Application.Common;

/// <summary>Who is asking. Set from the access token by HTTP, by a worker for itself, by a test as it likes.</summary>
public interface ICurrentUser
{
    /// <summary>Null for anonymous callers and for the system itself.</summary>
    Guid? UserId { get; }

    Guid? CompanyId { get; }

    Guid? SessionId { get; }

    /// <summary>The key of the machine that is asking; then there is no person.</summary>
    Guid? ApiKeyId { get; }

    /// <summary>What the key is for.</summary>
    IReadOnlySet<Permission>? Scopes { get; }

    Role? Role { get; }

    /// <summary>A worker of the service, which acts for no person and may do what <see cref="PlatformScopeAttribute"/> marks.</summary>
    bool IsSystem { get; }

    /// <summary>A second factor is required of the person and not set up: they may do only what <see cref="WithoutSecondFactorAttribute"/> marks.</summary>
    bool LacksSecondFactor { get; }
}

public static class CurrentUserExtensions
{
    public static bool Has(this ICurrentUser user, Permission permission) =>
        user.Scopes is { } scopes ? scopes.Contains(permission) : user is { LacksSecondFactor: false, Role: { } role } && role.Grants(permission);

    /// <inheritdoc cref="RolePermissions.MayBeGivenBy"/>
    public static bool MayGive(this ICurrentUser user, Role role) => role.MayBeGivenBy(user.Has);

    /// <summary>Whoever is asking, person or machine; only for use cases that the pipeline has let in as such.</summary>
    public static Guid RequireCallerId(this ICurrentUser user) =>
        user.UserId ?? user.ApiKeyId ?? throw new InvalidOperationException("The use case needs somebody signed in.");

    /// <summary>The signed-in person; only for use cases that the pipeline has let in as such.</summary>
    public static Guid RequireUserId(this ICurrentUser user) =>
        user.UserId ?? throw new InvalidOperationException("The use case needs a signed-in person.");

    /// <summary>The company of the signed-in person; only for use cases that the pipeline has let in as such.</summary>
    public static Guid RequireCompanyId(this ICurrentUser user) =>
        user.CompanyId ?? throw new InvalidOperationException("The use case needs a signed-in person.");
}
