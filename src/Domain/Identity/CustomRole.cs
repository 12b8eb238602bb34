using ErrorOr;
using SecurityTraining.Domain.Common;

namespace SecurityTraining.Domain.Identity;

/// <summary>
/// A role of the company's own. Whoever has it is an employee who may besides do what the role's permissions say. Its name is unique
/// within the company, in any case.
/// </summary>
public sealed class CustomRole : AggregateRoot, ICompanyOwned
{
    public const int MaxNameLength = 100;
    public const int MaxDescriptionLength = 500;

    /// <summary>More than anybody tells apart.</summary>
    public const int MaxPerCompany = 50;

    private CustomRole(Guid companyId, string name, string? description, DateTimeOffset now) : base(now)
    {
        CompanyId = companyId;
        CreatedAt = now;
        Permissions = [];
        Name = NormalizedName = "";
        Describe(name, description);
    }

    private CustomRole()
    {
        Name = NormalizedName = null!;
        Permissions = [];
    }

    public Guid CompanyId { get; private set; }

    public string Name { get; private set; }

    public string NormalizedName { get; private set; }

    public string? Description { get; private set; }

    /// <summary>Names from <see cref="PermissionNames"/>, with those that they imply.</summary>
    public IReadOnlyList<string> Permissions { get; private set; }

    /// <summary>Without names that no longer exist: they can be kept, but not given.</summary>
    public IReadOnlyList<string> KnownPermissions => [.. Permissions.Where(name => PermissionNames.Find(name) is not null)];

    /// <summary>Whether it shows only people of the departments that somebody leads, and of those below, as managers see them.</summary>
    public bool OwnDepartmentsOnly { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    public CustomRights Rights => CustomRights.Of(Permissions, OwnDepartmentsOnly);

    public static ErrorOr<CustomRole> Create(
        Guid companyId, string name, string? description, IReadOnlyCollection<string> permissions, bool ownDepartmentsOnly, DateTimeOffset now)
    {
        var role = new CustomRole(companyId, name, description, now);
        return role.Allow(permissions, ownDepartmentsOnly).Then(_ => role);
    }

    public void Describe(string name, string? description)
    {
        Name = name.Trim();
        NormalizedName = Normalize(name);
        Description = description;
    }

    /// <summary>Holds for everybody who has the role from their next request on.</summary>
    public ErrorOr<Success> Allow(IReadOnlyCollection<string> permissions, bool ownDepartmentsOnly)
    {
        if (permissions.FirstOrDefault(name => PermissionNames.Find(name) is null) is { } unknown)
        {
            return CustomRoleErrors.UnknownPermission(unknown);
        }

        var all = PermissionNames.WithImplied(permissions);
        if (ownDepartmentsOnly && all.FirstOrDefault(name => !CustomRights.HasLimit(PermissionNames.Find(name)!.Value)) is { } unlimited)
        {
            return CustomRoleErrors.CannotBeLimited(unlimited);
        }

        if (!Permissions.SequenceEqual(all, StringComparer.Ordinal))
        {
            Permissions = all;
        }

        OwnDepartmentsOnly = ownDepartmentsOnly;
        return Result.Success;
    }

    /// <inheritdoc cref="RolePermissions.MayBeGivenBy"/>
    public bool MayBeGivenBy(Func<Permission, bool> has) => Rights.Permissions.Except(RolePermissions.OfEverybody).All(has);

    /// <inheritdoc cref="RolePermissions.MayBeTakenBy"/>
    public bool MayBeTakenBy(Func<Permission, bool> has) => OwnDepartmentsOnly || MayBeGivenBy(has);

    public static string Normalize(string name) => name.Trim().ToLowerInvariant();
}

/// <summary>What somebody with a role of the company's own may do at this moment.</summary>
/// <param name="Permissions">With those that everybody has.</param>
/// <param name="OwnDepartmentsOnly">See <see cref="CustomRole.OwnDepartmentsOnly"/>.</param>
public sealed record CustomRights(IReadOnlySet<Permission> Permissions, bool OwnDepartmentsOnly)
{
    /// <summary>Names that no longer exist grant nothing.</summary>
    public static CustomRights Of(IEnumerable<string> names, bool ownDepartmentsOnly) =>
        new(names.Select(PermissionNames.Find).OfType<Permission>().Concat(RolePermissions.OfEverybody).ToHashSet(), ownDepartmentsOnly);

    /// <summary>Whether everything that the permission opens keeps to the departments that somebody leads: what managers have.</summary>
    public static bool HasLimit(Permission permission) => Role.Manager.Grants(permission);
}

public static class CustomRoleErrors
{
    public static readonly Error NotFound = Error.NotFound("role_not_found", "There is no such role.");
    public static readonly Error Unknown = Error.Validation("role_unknown", "There is no such role.");
    public static readonly Error NameTaken = Error.Conflict("role_name_taken", "The company has a role of this name already.");
    public static readonly Error BeyondOwn = Error.Forbidden("role_beyond_own", "This role may do more than you may yourself.");

    public static readonly Error NeedsEmployee = Error.Conflict(
        "custom_role_needs_employee", "Who has a role of the company's own is an employee. Set role to employee with the same request.");

    public static readonly Error TooMany = Error.Conflict("role_limit_reached", $"A company may have at most {CustomRole.MaxPerCompany} roles of its own.");

    public static Error InUse(int people) => Error.Conflict("role_in_use", $"This role cannot be deleted: {people} people have it.");

    public static Error UnknownPermission(string name) => Error.Validation(
        "permission_unknown", $"There is no permission '{name}'. Known: {string.Join(", ", PermissionNames.All)}.");

    public static Error CannotBeLimited(string name) => Error.Validation(
        "permission_not_limitable", $"'{name}' reaches beyond single departments, so that a role limited to them cannot have it.");
}
