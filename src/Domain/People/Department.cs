using ErrorOr;
using SecurityTraining.Domain.Common;

namespace SecurityTraining.Domain.People;

/// <summary>A part of a company. Its name is unique within the company, in any case.</summary>
public sealed class Department : AggregateRoot, ICompanyOwned
{
    public const int MaxNameLength = 150;

    private readonly List<User> _people = [];

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

    public DateTimeOffset CreatedAt { get; private set; }

    /// <summary>For projections, which count them; no use case loads them.</summary>
    public IReadOnlyCollection<User> People => _people;

    public static Department Create(Guid companyId, string name, DateTimeOffset now) => new(companyId, name, now);

    public void Rename(string name)
    {
        Name = name.Trim();
        NormalizedName = Normalize(name);
    }

    public static string Normalize(string name) => name.Trim().ToLowerInvariant();
}

public static class DepartmentErrors
{
    public static readonly Error NotFound = Error.NotFound("department_not_found", "There is no such department.");
    public static readonly Error NameTaken = Error.Conflict("department_name_taken", "The company has a department of this name already.");
    public static readonly Error NotEmpty = Error.Conflict("department_not_empty", "People still belong to the department.");
    public static readonly Error Unknown = Error.Validation("department_unknown", "There is no such department.");
}
