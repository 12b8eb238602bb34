using SecurityTraining.Domain.Common;
using SecurityTraining.Domain.Companies;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.People;

namespace SecurityTraining.Application.People.Imports;

/// <summary>
/// Decides for each record whether it is taken, and takes it unless this is a dry run. Both ways come to the same decisions: a dry run
/// has nothing but its count of seats to remember from the portions before.
/// </summary>
internal sealed class PortionOfPeople(PeopleImport import, Company company, DateTimeOffset now)
{
    private readonly List<ImportError> _errors = [];
    private int _freeSeats = company.SeatLimit(now) - company.SeatsTaken - (import.DryRun ? import.Created : 0);
    private int _records;
    private int _created;
    private int _updated;

    /// <summary>Those whose addresses occur in the portion.</summary>
    public required IReadOnlyDictionary<string, User> People { get; init; }

    /// <summary>By normalised name; grows with those that are made.</summary>
    public required Dictionary<string, Department> Departments { get; init; }

    public required int ActiveAdministrators { get; set; }

    public List<User> NewPeople { get; } = [];

    public List<Department> NewDepartments { get; } = [];

    public bool HasDemotedAdministrators { get; private set; }

    public void Take(IEnumerable<PersonRecord> records)
    {
        foreach (var record in records)
        {
            _records++;
            _errors.AddRange(record.Errors);
            if (record.Entry is { } entry)
            {
                Take(record.Line, entry);
            }
        }
    }

    public ImportPortion Outcome(int progress) => new(_records, _created, _updated, _records - _created - _updated, progress, _errors);

    private void Take(int line, PersonEntry entry)
    {
        var person = People.GetValueOrDefault(entry.Email);
        var refusals = (person is null ? RefuseNew(entry) : RefuseChange(person, entry)).ToList();
        if (refusals.Count > 0)
        {
            _errors.AddRange(refusals.Select(refusal => new ImportError(line, refusal.Field, refusal.Message)));
        }
        else if (person is null)
        {
            _created++;
            _freeSeats--;
            if (!import.DryRun)
            {
                NewPeople.Add(Create(entry));
            }
        }
        else
        {
            _updated++;
            CountAdministrators(person, entry.Role);
            if (!import.DryRun)
            {
                Change(person, entry);
            }
        }
    }

    private IEnumerable<(string Field, string Message)> RefuseNew(PersonEntry entry)
    {
        if (entry.FirstName is null)
        {
            yield return (PeopleColumns.FirstName, "Must not be empty for a new person.");
        }

        if (entry.LastName is null)
        {
            yield return (PeopleColumns.LastName, "Must not be empty for a new person.");
        }

        if (_freeSeats <= 0)
        {
            yield return (PeopleColumns.Email, CompanyErrors.SeatLimitReached(company.SeatLimit(now)).Description);
        }
    }

    private IEnumerable<(string Field, string Message)> RefuseChange(User person, PersonEntry entry)
    {
        if (entry.Role is { } role && role != person.Role)
        {
            // So a file can never leave a company without any.
            if (person.Role == Role.CompanyAdmin)
            {
                yield return (PeopleColumns.Role, "The role of an administrator cannot be changed by an import.");
            }
            else if (person.Role == Role.PlatformAdmin)
            {
                yield return (PeopleColumns.Role, UserErrors.RoleReserved.Description);
            }
            else if (IsActiveAdministrator(person) && ActiveAdministrators <= 1)
            {
                yield return (PeopleColumns.Role, UserErrors.LastAdministrator.Description);
            }
        }

        if (Merge(person, entry).Count > PersonProfile.MaxCustomAttributes)
        {
            yield return ("", UserErrors.TooManyCustomAttributes.Description);
        }
    }

    private void CountAdministrators(User person, Role? role)
    {
        if (person.Status == UserStatus.Active && role is { } newRole && newRole != person.Role)
        {
            HasDemotedAdministrators |= person.Role == Role.CompanyAdmin;
            ActiveAdministrators += (newRole == Role.CompanyAdmin ? 1 : 0) - (person.Role == Role.CompanyAdmin ? 1 : 0);
        }
    }

    private User Create(PersonEntry entry)
    {
        var name = new PersonName(entry.FirstName!, entry.LastName!);
        var person = User.Create(company.Id, EmailAddress.Parse(entry.Email).Value, name, entry.Role ?? Role.Employee, now);
        Change(person, entry);
        return person;
    }

    private void Change(User person, PersonEntry entry)
    {
        if (entry.Role is { } role)
        {
            person.ChangeRole(role);
        }

        person.SetProfile(new PersonProfile(
            new PersonName(entry.FirstName ?? person.FirstName, entry.LastName ?? person.LastName),
            entry.Department is { } department ? FindOrMake(department).Id : person.DepartmentId,
            entry.JobTitle ?? person.JobTitle,
            entry.EmployeeNumber ?? person.EmployeeNumber,
            entry.ManagerEmail ?? person.ManagerEmail,
            entry.Language ?? person.Language,
            entry.TimeZone ?? person.TimeZone,
            Merge(person, entry)));
    }

    private Department FindOrMake(string name)
    {
        var normalized = Department.Normalize(name);
        if (!Departments.TryGetValue(normalized, out var department))
        {
            department = Department.Create(company.Id, name, now);
            Departments.Add(normalized, department);
            NewDepartments.Add(department);
        }

        return department;
    }

    private IReadOnlyDictionary<string, string> Merge(User person, PersonEntry entry) => entry.CustomAttributes.Count == 0
        ? person.CustomAttributes
        : person.Profile.MergeAttributes(company.Spelled(entry.CustomAttributes).Select(pair => KeyValuePair.Create(pair.Key, (string?)pair.Value)));

    private static bool IsActiveAdministrator(User person) => person is { Role: Role.CompanyAdmin, Status: UserStatus.Active };
}
