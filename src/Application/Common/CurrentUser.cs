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

    /// <summary>What the key or the look is for, or what a role of the company's own grants; null: what <see cref="Role"/> does.</summary>
    IReadOnlySet<Permission>? Scopes { get; }

    Role? Role { get; }

    /// <summary>They see only people of the departments that they lead, and of those below.</summary>
    bool OwnDepartmentsOnly { get; }

    /// <summary>The look by which a platform administrator reads in <see cref="CompanyId"/>, which is not their own then.</summary>
    Guid? LookId { get; }

    /// <summary>A worker of the service, which acts for no person and may do what <see cref="PlatformScopeAttribute"/> marks.</summary>
    bool IsSystem { get; }

    /// <summary>A second factor is required of the person and not set up: they may do only what <see cref="WithoutSecondFactorAttribute"/> marks.</summary>
    bool LacksSecondFactor { get; }
}

public static class CurrentUserExtensions
{
    public static bool Has(this ICurrentUser user, Permission permission) =>
        !user.LacksSecondFactor && (user.Scopes?.Contains(permission) ?? user.Role?.Grants(permission) ?? false);

    /// <inheritdoc cref="RolePermissions.MayBeGivenBy"/>
    public static bool MayGive(this ICurrentUser user, Role role) => role.MayBeGivenBy(user.Has);

    /// <inheritdoc cref="RolePermissions.MayBeGivenBy"/>
    public static bool MayGive(this ICurrentUser user, CustomRole role) => role.MayBeGivenBy(user.Has);

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
