using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.People;

namespace SecurityTraining.Application.People.Imports;

/// <summary>What whoever started an import may do at this moment: a file gives nobody more, and takes from nobody who may do more.</summary>
internal sealed class ImporterRights(IRepository<User> users, IRepository<CustomRole> roles, IRepository<ApiKey> keys, TimeProvider clock)
{
    /// <param name="requestedBy">A person or an API key.</param>
    public async Task<GivableRoles> Of(Guid requestedBy, CancellationToken ct) =>
        new(await Permissions(requestedBy, ct), await roles.ListAsync(new EveryCustomRoleSpec(), ct));

    private async Task<Func<Permission, bool>> Permissions(Guid requestedBy, CancellationToken ct)
    {
        if (await keys.GetByIdAsync(requestedBy, ct) is { } key)
        {
            return key.HasEnded(clock.GetUtcNow()) ? _ => false : ApiKeyScopes.Permissions(key.Scopes).Contains;
        }

        return await users.GetByIdAsync(requestedBy, ct) switch
        {
            { Status: UserStatus.Active, CustomRoleId: { } roleId } => (await roles.GetByIdAsync(roleId, ct))!.Rights.Permissions.Contains,
            { Status: UserStatus.Active } user => permission => user.Role.Grants(permission),
            _ => _ => false,
        };
    }

    /// <summary>A company has at most <see cref="CustomRole.MaxPerCompany"/>.</summary>
    private sealed class EveryCustomRoleSpec : Specification<CustomRole>
    {
        public EveryCustomRoleSpec() => Query.OrderBy(role => role.Id).Take(CustomRole.MaxPerCompany * 2);
    }
}

/// <summary>The roles that somebody may give and take.</summary>
internal sealed class GivableRoles(Func<Permission, bool> has, IEnumerable<CustomRole> customRoles)
{
    /// <summary>Whoever had the right when the file came may have lost it, or have gone.</summary>
    public bool MayImport { get; } = has(Permission.ManagePeople);

    /// <summary>Whose holders the import may change or send away.</summary>
    public IReadOnlyList<Role> Roles { get; } = [.. Enum.GetValues<Role>().Where(role => has(Permission.ManagePeople) && role.MayBeTakenBy(has))];

    /// <inheritdoc cref="Roles"/>
    public IReadOnlyList<Guid> CustomRoleIds { get; } = [.. customRoles.Where(role => role.MayBeTakenBy(has)).Select(role => role.Id)];

    public bool Contain(Role role) => role.MayBeGivenBy(has);

    public bool Cover(User person) => Roles.Contains(person.Role) && (person.CustomRoleId is not { } id || CustomRoleIds.Contains(id));
}
