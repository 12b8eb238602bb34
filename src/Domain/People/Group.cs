using ErrorOr;
using SecurityTraining.Domain.Analytics;
using SecurityTraining.Domain.Common;
using SecurityTraining.Domain.Identity;

namespace SecurityTraining.Domain.People;

/// <summary>
/// People who are chosen together: named one by one (<see cref="GroupMember"/>), or everybody who meets a rule at the moment when somebody
/// asks. Its name is unique within the company, in any case.
/// </summary>
public sealed class Group : AggregateRoot, ICompanyOwned, IDated
{
    public const int MaxNameLength = 150;
    public const int MaxDescriptionLength = 500;
    public const int MaxExternalIdLength = 255;

    private readonly List<GroupMember> _members = [];

    private Group(Guid companyId, string name, string? description, GroupRule? rule, DateTimeOffset now) : base(now)
    {
        CompanyId = companyId;
        CreatedAt = now;
        Rule = rule;
        Name = NormalizedName = "";
        Describe(name, description);
    }

    private Group()
    {
        Name = NormalizedName = null!;
    }

    public Guid CompanyId { get; private set; }

    public string Name { get; private set; }

    public string NormalizedName { get; private set; }

    public string? Description { get; private set; }

    /// <summary>Null: its members are named one by one.</summary>
    public GroupRule? Rule { get; private set; }

    /// <summary>The id that the company's directory has for it, unique within the company.</summary>
    public string? ExternalId { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    public DateTimeOffset? ChangedAt { get; private set; }

    /// <summary>For queries; no use case loads them.</summary>
    public IReadOnlyCollection<GroupMember> Members => _members;

    public static Group Create(Guid companyId, string name, string? description, GroupRule? rule, DateTimeOffset now) =>
        new(companyId, name, description, rule, now);

    public void Describe(string name, string? description)
    {
        Name = name.Trim();
        NormalizedName = Normalize(name);
        Description = description;
    }

    public void KnowAs(string? externalId) => ExternalId = externalId;

    /// <summary>A group keeps its kind: the members of a fixed one would otherwise be gone by mistake.</summary>
    public ErrorOr<Success> ChangeRule(GroupRule? rule)
    {
        if (Rule is null != rule is null)
        {
            return GroupErrors.KindIsFixed;
        }

        Rule = rule;
        return Result.Success;
    }

    public ErrorOr<GroupMember> Add(Guid userId, DateTimeOffset now) =>
        Rule is null ? GroupMember.Of(this, userId, now) : GroupErrors.RuleDecides;

    public static string Normalize(string name) => name.Trim().ToLowerInvariant();
}

/// <summary>Who belongs to a group by what is known of them. All conditions must hold.</summary>
public sealed record GroupRule(IReadOnlyList<GroupCondition> Conditions)
{
    public const int MaxConditions = 10;

    public bool IsByRisk => Conditions.Any(condition => condition.Attribute == GroupAttribute.RiskBand);
}

public enum GroupAttribute
{
    /// <summary>By id; a department stands for everything below it, too.</summary>
    Department,
    Role,

    /// <summary>Their own, or the company's if they have none.</summary>
    Language,

    /// <summary>One of the company's own columns.</summary>
    Custom,

    /// <summary>How easily they are taken in, as last computed (<see cref="PersonRisk"/>).</summary>
    RiskBand,
}

/// <param name="Name">Of the company's own column; null for the others.</param>
/// <param name="Values">One of them must be the person's.</param>
public sealed record GroupCondition(GroupAttribute Attribute, IReadOnlyList<string> Values, string? Name = null)
{
    public const int MaxValues = 100;

    public IEnumerable<Guid> DepartmentIds() => Attribute == GroupAttribute.Department ? Values.Select(Guid.Parse) : [];

    public IEnumerable<RiskBand> RiskBands() =>
        Attribute == GroupAttribute.RiskBand ? Values.Select(value => Enum.Parse<RiskBand>(value, ignoreCase: true)) : [];

    public IEnumerable<Role> Roles() => Attribute == GroupAttribute.Role ? Values.Select(value => Enum.Parse<Role>(value, ignoreCase: true)) : [];
}

/// <summary>One person of a fixed group; a root of its own, so that a group of ten thousand need not be loaded to add one.</summary>
public sealed class GroupMember : AggregateRoot, ICompanyOwned
{
    private GroupMember(Guid companyId, Guid groupId, Guid userId, DateTimeOffset now) : base(now)
    {
        CompanyId = companyId;
        GroupId = groupId;
        UserId = userId;
    }

    private GroupMember()
    {
    }

    public Guid CompanyId { get; private set; }

    public Guid GroupId { get; private set; }

    public Guid UserId { get; private set; }

    internal static GroupMember Of(Group group, Guid userId, DateTimeOffset now) => new(group.CompanyId, group.Id, userId, now);
}

public static class GroupErrors
{
    public static readonly Error NotFound = Error.NotFound("group_not_found", "There is no such group.");
    public static readonly Error NameTaken = Error.Conflict("group_name_taken", "The company has a group of this name already.");
    public static readonly Error ExternalIdTaken = Error.Conflict("external_id_taken", "A group of the company has this external id already.");
    public static readonly Error RuleDecides = Error.Conflict("group_by_rule", "Who belongs to this group is decided by its rule.");

    public static readonly Error KindIsFixed = Error.Validation(
        "group_kind_fixed", "A group with a rule keeps one, and a group without a rule gets none.");
}
