using FluentValidation;
using SecurityTraining.Application.Common.Auditing;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Auditing;
using SecurityTraining.Domain.Identity;

namespace SecurityTraining.Application.Identity.Roles;

internal static class CustomRoleRules
{
    /// <summary>Whether they exist is the role's own to say.</summary>
    public static IRuleBuilderOptions<T, IReadOnlyList<string>> Permissions<T>(this IRuleBuilder<T, IReadOnlyList<string>> rule) => rule
        .NotNull()
        .Must(names => names is null || names.Count <= PermissionNames.All.Count).WithMessage("Too many permissions.")
        .Must(names => names is null || names.All(name => name is not null)).WithMessage("A permission must not be null.");

    /// <summary>What a role allows comes from a closed list, so that the log can tell it in full.</summary>
    public static void NotePermissions(this IAuditTrail audit, CustomRole role) => audit.Note(
        "identity.role-permissions",
        new AuditTarget("customRole", role.Id),
        new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["permissions"] = string.Join(' ', role.Permissions),
            ["ownDepartmentsOnly"] = role.OwnDepartmentsOnly ? "true" : "false",
        });
}

internal sealed class CustomRoleByNameSpec : Specification<CustomRole>
{
    /// <param name="normalizedName">As the role keeps it.</param>
    public CustomRoleByNameSpec(string normalizedName, Guid? except = null) => Query
        .Where(role => role.NormalizedName == normalizedName)
        .Where(role => role.Id != except, except is not null);
}
