using ErrorOr;
using SecurityTraining.Domain.Common;

namespace SecurityTraining.Domain.People;

/// <summary>
/// A part of a company, perhaps within another part. Its name is unique within the company, in any case. Which departments lie above it is
/// kept beside it, so that a query finds everybody below a department without climbing.
/// </summary>
public sealed class Department : AggregateRoot, ICompanyOwned
{
    public const int MaxNameLength = 150;

    /// <summary>Levels of the tree, the top included.</summary>
    public const int MaxDepth = 10;

    public const int MaxLeaders = 20;

    private readonly List<User> _people = [];
    private readonly List<DepartmentAncestor> _ancestors = [];
    private readonly List<DepartmentLeader> _leaders = [];

    private Department(Guid companyId, string name, DateTimeOffset now) : base(now)
    {
        CompanyId = companyId;
        CreatedAt = now;
        Name = NormalizedName = "";
        Rename(name);
    }

    private Department()
    {
        Name = NormalizedName = null!;
    }

    public Guid CompanyId { get; private set; }

    public string Name { get; private set; }

    public string NormalizedName { get; private set; }

    /// <summary>Null at the top of the tree.</summary>
    public Guid? ParentId { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    /// <summary>For projections, which count them; no use case loads them.</summary>
    public IReadOnlyCollection<User> People => _people;

    /// <summary>Every department above this one, near or far.</summary>
    public IReadOnlyCollection<DepartmentAncestor> Ancestors => _ancestors;

    /// <summary>Whom the company has made responsible for it and for everything below it.</summary>
    public IReadOnlyCollection<DepartmentLeader> Leaders => _leaders;

    public static Department Create(Guid companyId, string name, DateTimeOffset now) => new(companyId, name, now);

    public void Rename(string name)
    {
        Name = name.Trim();
        NormalizedName = Normalize(name);
    }

    /// <summary>Puts the department, with all that lies below it, under another one.</summary>
    /// <param name="parent">With its ancestors loaded; null: to the top.</param>
    /// <param name="descendants">Everything below this department, with ancestors loaded.</param>
    /// <param name="now">For the new rows.</param>
    public ErrorOr<Success> MoveUnder(Department? parent, IReadOnlyCollection<Department> descendants, DateTimeOffset now)
    {
        if (parent is not null && (parent.Id == Id || parent.IsBelow(Id)))
        {
            return DepartmentErrors.Cycle;
        }

        var above = parent is null ? [] : parent.AncestorIds().Append(parent.Id).ToList();
        var former = AncestorIds().ToHashSet();
        var height = descendants.Select(below => below._ancestors.Count - _ancestors.Count).DefaultIfEmpty(0).Max();
        if (above.Count + height >= MaxDepth)
        {
            return DepartmentErrors.TooDeep;
        }

        ParentId = parent?.Id;
        foreach (var moved in descendants.Append(this))
        {
            moved.SetAncestors([.. moved.AncestorIds().Where(id => !former.Contains(id)), .. above], now);
        }

        return Result.Success;
    }

    public bool IsBelow(Guid departmentId) => _ancestors.Exists(ancestor => ancestor.AncestorId == departmentId);

    /// <summary>Names those who lead the department, in place of those who did.</summary>
    public void LedBy(IReadOnlyCollection<Guid> userIds, DateTimeOffset now)
    {
        _leaders.RemoveAll(leader => !userIds.Contains(leader.UserId));
        var added = userIds.Where(id => !_leaders.Exists(leader => leader.UserId == id)).Distinct().ToList();
        _leaders.AddRange(added.Select(id => new DepartmentLeader(this, id, now)));
    }

    public static string Normalize(string name) => name.Trim().ToLowerInvariant();

    private IEnumerable<Guid> AncestorIds() => _ancestors.Select(ancestor => ancestor.AncestorId);

    private void SetAncestors(IReadOnlyCollection<Guid> ids, DateTimeOffset now)
    {
        _ancestors.RemoveAll(ancestor => !ids.Contains(ancestor.AncestorId));
        var added = ids.Where(id => !IsBelow(id)).ToList();
        _ancestors.AddRange(added.Select(id => new DepartmentAncestor(this, id, now)));
    }
}

/// <summary>That one department lies somewhere below another.</summary>
public sealed class DepartmentAncestor : Entity, ICompanyOwned
{
    internal DepartmentAncestor(Department department, Guid ancestorId, DateTimeOffset now) : base(now)
    {
        CompanyId = department.CompanyId;
        DepartmentId = department.Id;
        AncestorId = ancestorId;
    }

    private DepartmentAncestor()
    {
    }

    public Guid CompanyId { get; private set; }

    public Guid DepartmentId { get; private set; }

    public Guid AncestorId { get; private set; }

    /// <summary>For queries; no use case loads it.</summary>
    public Department? Ancestor { get; private set; }
}

/// <summary>That somebody leads a department. Of people with the role of a manager it also says whom they see.</summary>
public sealed class DepartmentLeader : Entity, ICompanyOwned
{
    internal DepartmentLeader(Department department, Guid userId, DateTimeOffset now) : base(now)
    {
        CompanyId = department.CompanyId;
        DepartmentId = department.Id;
        UserId = userId;
    }

    private DepartmentLeader()
    {
    }

    public Guid CompanyId { get; private set; }

    public Guid DepartmentId { get; private set; }

    public Guid UserId { get; private set; }
}

public static class DepartmentErrors
{
    public static readonly Error NotFound = Error.NotFound("department_not_found", "There is no such department.");
    public static readonly Error NameTaken = Error.Conflict("department_name_taken", "The company has a department of this name already.");
    public static readonly Error NotEmpty = Error.Conflict("department_not_empty", "People or other departments still belong to the department.");
    public static readonly Error Unknown = Error.Validation("department_unknown", "There is no such department.");
    public static readonly Error Cycle = Error.Validation("department_cycle", "A department cannot lie below itself.");

    public static readonly Error TooDeep = Error.Validation(
        "department_too_deep", $"The tree of departments may have at most {Department.MaxDepth} levels.");
}
