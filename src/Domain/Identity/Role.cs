namespace SecurityTraining.Domain.Identity;

/// <summary>What somebody is in their company; <see cref="RolePermissions"/> says what follows.</summary>
public enum Role
{
    Employee,

    /// <summary>Reads and assigns for their own departments.</summary>
    Manager,

    /// <summary>Reads everything of the company, changes nothing.</summary>
    Auditor,

    CompanyAdmin,

    /// <summary>Operates the installation. Never given by a company or a public route.</summary>
    PlatformAdmin,
}

/// <summary>The right to one kind of thing, asked for by a message and granted by a role.</summary>
public enum Permission
{
    ReadCompany,
    ManageCompany,
    /// <summary>To let machines in. No machine has it, so that no key can make another.</summary>
    ManageApiKeys,

    /// <summary>To make roles of the company's own. No machine has it.</summary>
    ManageRoles,

    /// <summary>To say who vouches for the company's people. No machine has it, as with keys.</summary>
    ManageSingleSignOn,
    ReadPeople,
    ManagePeople,
    ReadPhishing,
    ManagePhishing,
    ReadLearning,
    ManageLearning,

    /// <summary>To say who takes which course, and to take it off their list again.</summary>
    AssignLearning,

    /// <summary>To say that a mail looks suspicious: every role's.</summary>
    ReportPhishing,
    ReadContent,
    ManageContent,

    /// <summary>To see the company's campaigns of news by mail, and how people took them.</summary>
    ReadMailing,
    ManageMailing,

    /// <summary>To see who did what in the company, and whether the log of it is whole.</summary>
    ReadAuditLog,

    /// <summary>To see how people do: their risk scores, and what those are made of.</summary>
    ReadAnalytics,

    /// <summary>To see what the company has subscribed to, how much of it is used, and what was paid.</summary>
    ReadBilling,

    /// <summary>To subscribe, to change and to end that. No machine has it.</summary>
    ManageBilling,

    /// <summary>To keep people and groups as a company's directory has them (SCIM). No role's: only a key for this one purpose has it.</summary>
    Provision,

    OperatePlatform,
}

/// <summary>The one place that says which role may do what.</summary>
public static class RolePermissions
{
    private static readonly Permission[] Everyone = [Permission.ReportPhishing];
    private static readonly Permission[] Readers = [.. Everyone, Permission.ReadCompany, Permission.ReadPeople, Permission.ReadPhishing, Permission.ReadAuditLog, Permission.ReadContent, Permission.ReadLearning, Permission.ReadAnalytics, Permission.ReadMailing, Permission.ReadBilling];

    private static readonly Dictionary<Role, HashSet<Permission>> Map = new()
    {
        [Role.Employee] = [.. Everyone],
        [Role.Manager] = [.. Everyone, Permission.ReadCompany, Permission.ReadPeople, Permission.ReadContent, Permission.ReadLearning, Permission.AssignLearning, Permission.ReadAnalytics],
        [Role.Auditor] = [.. Readers],
        [Role.CompanyAdmin] = [.. Readers, Permission.ManageCompany, Permission.ManageApiKeys, Permission.ManageRoles, Permission.ManageSingleSignOn, Permission.ManagePeople, Permission.ManagePhishing, Permission.ManageContent, Permission.ManageLearning, Permission.AssignLearning, Permission.ManageMailing, Permission.ManageBilling],
        [Role.PlatformAdmin] = [Permission.OperatePlatform],
    };

    /// <summary>What needs no role to be given.</summary>
    public static IReadOnlyCollection<Permission> OfEverybody => Everyone;

    public static bool Grants(this Role role, Permission permission) => Map[role].Contains(permission);

    /// <summary>Nobody gives a role that may do more than they may themselves, but for what everybody may.</summary>
    /// <param name="has">What the giver may do.</param>
    public static bool MayBeGivenBy(this Role role, Func<Permission, bool> has) => Map[role].Except(Everyone).All(has);

    /// <summary>
    /// Nobody takes anything from, or sends away, somebody who may do more than they may themselves. Whose rights end with their own departments
    /// may not.
    /// </summary>
    /// <inheritdoc cref="MayBeGivenBy" path="/param"/>
    public static bool MayBeTakenBy(this Role role, Func<Permission, bool> has) => role == Role.Manager || role.MayBeGivenBy(has);

    public static IReadOnlyCollection<Permission> Permissions(this Role role) => Map[role];
}
