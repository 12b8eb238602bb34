using SecurityTraining.Application.Identity.SingleSignOn;
using SecurityTraining.Application.People.Attributes;
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
    private readonly List<ImportSample> _createdPeople = [];
    private readonly List<ImportSample> _updatedPeople = [];
    private readonly List<ImportSample> _unchangedPeople = [];
    private int _freeSeats = company.SeatLimit(now) - company.SeatsTaken - (import.DryRun ? import.Created : 0);
    private int _records;
    private int _created;
    private int _updated;
    private int _unchanged;

    /// <summary>Those whose addresses occur in the portion.</summary>
    public required IReadOnlyDictionary<string, User> People { get; init; }

    /// <summary>By normalised name; grows with those that are made.</summary>
    public required Dictionary<string, Department> Departments { get; init; }

    public required DefinedAttributes Attributes { get; init; }

    public required int ActiveAdministrators { get; set; }

    /// <summary>See <see cref="BreakGlass.Able"/>.</summary>
    public required List<Guid> BehindTheGlass { get; init; }

    /// <summary>What whoever started the import may give and take.</summary>
    public required GivableRoles Givable { get; init; }

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

    public ImportPortion Outcome(int progress) => new(
        _records,
        _created,
        _updated,
        _unchanged,
        _records - _created - _updated - _unchanged,
        progress,
        _errors,
        new ImportSamples(_createdPeople, _updatedPeople, _unchangedPeople, Missing: []));

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
            Show(_createdPeople, line, entry.Email, $"{entry.FirstName} {entry.LastName}", []);
            if (!import.DryRun)
            {
                NewPeople.Add(Create(entry));
            }
        }
        else
        {
            Update(line, person, entry);
        }
    }

    private void Update(int line, User person, PersonEntry entry)
    {
        var profile = ProfileAfter(person, entry);
        var fields = PersonChanges.Between(person, profile, entry.Role);
        if (fields.Count == 0)
        {
            _unchanged++;
            Show(_unchangedPeople, line, person.Email, person.FullName, fields);
            return;
        }

        _updated++;
        Show(_updatedPeople, line, person.Email, person.FullName, fields);
        CountAdministrators(person, entry.Role);
        if (!import.DryRun)
        {
            Change(person, profile, entry.Role);
        }
    }

    private static void Show(List<ImportSample> people, int line, string email, string name, IReadOnlyList<string> fields)
    {
        if (people.Count < PeopleImport.MaxSamples)
        {
            people.Add(new ImportSample(line, email, name, fields));
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

        if (entry.Role is { } role && !Givable.Contain(role))
        {
            yield return (PeopleColumns.Role, UserErrors.RoleBeyondOwn.Description);
        }

        if (_freeSeats <= 0)
        {
            yield return (PeopleColumns.Email, company.NoSeatLeft(now).Description);
        }

        foreach (var refusal in RefuseAttributes(entry))
        {
            yield return refusal;
        }
    }

    private IEnumerable<(string Field, string Message)> RefuseAttributes(PersonEntry entry) => entry.CustomAttributes
        .Select(pair => (pair.Key, Read: Attributes.Read(pair.Key, pair.Value)))
        .Where(read => read.Read.IsError)
        .Select(read => (read.Key, read.Read.FirstError.Description));

    private IEnumerable<(string Field, string Message)> RefuseChange(User person, PersonEntry entry)
    {
        if (person.Status == UserStatus.Deleted)
        {
            yield return (PeopleColumns.Email, UserErrors.EmailOfDeleted.Description);
        }

        var attributes = RefuseAttributes(entry).ToList();
        foreach (var refusal in attributes)
        {
            yield return refusal;
        }

        if (entry.Role is { } role && role != person.Role)
        {
            // Whoever imports is an administrator, or may change none. As they stay one, a file can never leave a company without any.
            if (person.Id == import.RequestedBy)
            {
                yield return (PeopleColumns.Role, "Nobody can change their own role by an import.");
            }
            else if (person.Role == Role.PlatformAdmin)
            {
                yield return (PeopleColumns.Role, UserErrors.RoleReserved.Description);
            }
            else if (!Givable.Contain(role) || !Givable.Cover(person))
            {
                yield return (PeopleColumns.Role, UserErrors.RoleBeyondOwn.Description);
            }
            else if (IsActiveAdministrator(person) && ActiveAdministrators <= 1)
            {
                yield return (PeopleColumns.Role, UserErrors.LastAdministrator.Description);
            }
            else if (BehindTheGlass is [var last] && last == person.Id)
            {
                yield return (PeopleColumns.Role, IdentityProviderErrors.LastBreakGlass.Description);
            }
        }

        if (attributes.Count == 0 && Merge(person, entry).Count > PersonProfile.MaxCustomAttributes)
        {
            yield return ("", UserErrors.TooManyCustomAttributes.Description);
        }
    }

    private void CountAdministrators(User person, Role? role)
    {
        if (person.Status == UserStatus.Active && role is { } newRole && newRole != person.Role)
        {
            HasDemotedAdministrators |= person.Role == Role.CompanyAdmin;
            BehindTheGlass.Remove(person.Id);
            ActiveAdministrators += (newRole == Role.CompanyAdmin ? 1 : 0) - (person.Role == Role.CompanyAdmin ? 1 : 0);
        }
    }

    private User Create(PersonEntry entry)
    {
        var name = new PersonName(entry.FirstName!, entry.LastName!);
        var person = User.Create(company.Id, EmailAddress.Parse(entry.Email).Value, name, entry.Role ?? Role.Employee, now);
        Change(person, ProfileAfter(person, entry), entry.Role);
        return person;
    }

    private static void Change(User person, PersonProfile profile, Role? role)
    {
        if (role is { } newRole)
        {
            person.ChangeRole(newRole);
        }

        person.SetProfile(profile);
    }

    private PersonProfile ProfileAfter(User person, PersonEntry entry) => new(
        new PersonName(entry.FirstName ?? person.FirstName, entry.LastName ?? person.LastName),
        entry.Department is { } department ? FindOrMake(department).Id : person.DepartmentId,
        entry.JobTitle ?? person.JobTitle,
        entry.EmployeeNumber ?? person.EmployeeNumber,
        entry.ManagerEmail ?? person.ManagerEmail,
        entry.Language ?? person.Language,
        entry.TimeZone ?? person.TimeZone,
        Merge(person, entry));

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
        : person.Profile.MergeAttributes(company.Spelled(entry.CustomAttributes)
            .Select(pair => KeyValuePair.Create(pair.Key, (string?)Attributes.Read(pair.Key, pair.Value).Value)));

    private static bool IsActiveAdministrator(User person) => person is { Role: Role.CompanyAdmin, Status: UserStatus.Active };
}

/// <summary>Which columns of a file would change a person.</summary>
internal static class PersonChanges
{
    public static IReadOnlyList<string> Between(User person, PersonProfile after, Role? role)
    {
        var before = person.Profile;
        (string Field, bool Differs)[] fields =
        [
            (PeopleColumns.FirstName, before.Name.FirstName != after.Name.FirstName),
            (PeopleColumns.LastName, before.Name.LastName != after.Name.LastName),
            (PeopleColumns.Department, before.DepartmentId != after.DepartmentId),
            (PeopleColumns.JobTitle, before.JobTitle != after.JobTitle),
            (PeopleColumns.EmployeeNumber, before.EmployeeNumber != after.EmployeeNumber),
            (PeopleColumns.ManagerEmail, before.ManagerEmail != after.ManagerEmail),
            (PeopleColumns.Language, before.Language != after.Language),
            (PeopleColumns.TimeZone, before.TimeZone != after.TimeZone),
            (PeopleColumns.Role, role is not null && role != person.Role),
        ];
        var custom = after.CustomAttributes
            .Where(pair => before.CustomAttributes.GetValueOrDefault(pair.Key) != pair.Value)
            .Select(pair => pair.Key);
        return [.. fields.Where(field => field.Differs).Select(field => field.Field), .. custom];
    }
}
