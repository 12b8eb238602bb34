namespace SecurityTraining.Domain.Identity;

/// <summary>
/// The permissions that a company can put into roles of its own, by the names under which callers and the database know them. What everybody
/// may need not be given, and to operate the platform cannot be. Nor can <see cref="Permission.ManageSingleSignOn"/>: who has it could let themselves
/// in as an administrator, and so has to be one.
/// </summary>
public static class PermissionNames
{
    private static readonly Dictionary<string, Permission> Map = new(StringComparer.Ordinal)
    {
        ["company:read"] = Permission.ReadCompany,
        ["company:write"] = Permission.ManageCompany,
        ["people:read"] = Permission.ReadPeople,
        ["people:write"] = Permission.ManagePeople,
        ["phishing:read"] = Permission.ReadPhishing,
        ["phishing:write"] = Permission.ManagePhishing,
        ["content:read"] = Permission.ReadContent,
        ["content:write"] = Permission.ManageContent,
        ["learning:read"] = Permission.ReadLearning,
        ["learning:write"] = Permission.ManageLearning,
        ["learning:assign"] = Permission.AssignLearning,
        ["analytics:read"] = Permission.ReadAnalytics,
        ["mailing:read"] = Permission.ReadMailing,
        ["mailing:write"] = Permission.ManageMailing,
        ["billing:read"] = Permission.ReadBilling,
        ["billing:write"] = Permission.ManageBilling,
        ["audit:read"] = Permission.ReadAuditLog,
        ["roles:write"] = Permission.ManageRoles,
        ["api-keys:write"] = Permission.ManageApiKeys,
    };

    /// <summary>Whoever changes something is shown what it has become.</summary>
    private static readonly Dictionary<Permission, Permission> Implied = new()
    {
        [Permission.ManageCompany] = Permission.ReadCompany,
        [Permission.ManagePeople] = Permission.ReadPeople,
        [Permission.ManagePhishing] = Permission.ReadPhishing,
        [Permission.ManageContent] = Permission.ReadContent,
        [Permission.ManageLearning] = Permission.ReadLearning,
        [Permission.AssignLearning] = Permission.ReadLearning,
        [Permission.ManageMailing] = Permission.ReadMailing,
        [Permission.ManageBilling] = Permission.ReadBilling,
        [Permission.ManageRoles] = Permission.ReadPeople,
    };

    public static IReadOnlyCollection<string> All => Map.Keys;

    public static Permission? Find(string name) => Map.TryGetValue(name, out var permission) ? permission : null;

    /// <returns>The names, and those that they imply, in the order of the catalogue.</returns>
    public static IReadOnlyList<string> WithImplied(IReadOnlyCollection<string> names)
    {
        var permissions = names.Select(Find).OfType<Permission>().ToHashSet();
        permissions.UnionWith(permissions.Where(Implied.ContainsKey).Select(permission => Implied[permission]).ToList());
        return [.. Map.Where(pair => permissions.Contains(pair.Value)).Select(pair => pair.Key)];
    }
}
