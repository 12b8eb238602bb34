using SecurityTraining.Domain.Common;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.People;

namespace SecurityTraining.Application.People.Imports;

/// <summary>What a record of a file says of a person, checked as far as this is possible without the database. Null: nothing is said.</summary>
public sealed record PersonEntry(
    string Email,
    string? FirstName,
    string? LastName,
    string? Department,
    string? JobTitle,
    string? EmployeeNumber,
    string? ManagerEmail,
    Role? Role,
    string? Language,
    string? TimeZone,
    IReadOnlyDictionary<string, string> CustomAttributes);

/// <param name="Entry">Null if there are errors.</param>
public sealed record PersonRecord(int Line, PersonEntry? Entry, IReadOnlyList<ImportError> Errors);

/// <summary>Makes an entry of one record, or finds everything that is wrong with it.</summary>
internal sealed class PersonEntryReader(PeopleColumns columns, FileRecord record)
{
    private static readonly Dictionary<string, Role> Roles = new(StringComparer.OrdinalIgnoreCase)
    {
        ["employee"] = Role.Employee,
        ["mitarbeiter"] = Role.Employee,
        ["mitarbeiterin"] = Role.Employee,
        ["manager"] = Role.Manager,
        ["auditor"] = Role.Auditor,
        ["companyadmin"] = Role.CompanyAdmin,
        ["platformadmin"] = Role.PlatformAdmin,
    };

    private readonly List<ImportError> _errors = [];

    public PersonRecord Read()
    {
        if (record.Problem is { } problem)
        {
            Refuse("", problem);
        }
        else if (record.Cells.Skip(columns.Count).Any(cell => cell.Length > 0))
        {
            Refuse("", $"The record has {record.Cells.Count} cells, but the file {columns.Count} columns.");
        }
        else
        {
            var entry = ReadEntry();
            if (_errors.Count == 0)
            {
                return new PersonRecord(record.Line, entry, []);
            }
        }

        return new PersonRecord(record.Line, Entry: null, _errors);
    }

    private PersonEntry ReadEntry() => new(
        Address(PeopleColumns.Email, isRequired: true) ?? "",
        Text(PeopleColumns.FirstName, PersonName.MaxLength),
        Text(PeopleColumns.LastName, PersonName.MaxLength),
        Text(PeopleColumns.Department, Department.MaxNameLength),
        Text(PeopleColumns.JobTitle, PersonProfile.MaxJobTitleLength),
        Text(PeopleColumns.EmployeeNumber, PersonProfile.MaxEmployeeNumberLength),
        Address(PeopleColumns.ManagerEmail, isRequired: false),
        ReadRole(),
        Checked(PeopleColumns.Language, columns.Cell(record, PeopleColumns.Language)?.Split('-', '_')[0].ToLowerInvariant(), PersonRules.Language),
        Checked(PeopleColumns.TimeZone, columns.Cell(record, PeopleColumns.TimeZone), PersonRules.TimeZone),
        CustomAttributes());

    private string? Text(string field, int maxLength) =>
        Checked(field, columns.Cell(record, field), text => PersonRules.Text(text, maxLength));

    private string? Address(string field, bool isRequired)
    {
        if (columns.Cell(record, field) is not { } text)
        {
            if (isRequired)
            {
                Refuse(field, "Must not be empty.");
            }

            return null;
        }

        var address = EmailAddress.Parse(text);
        if (address.IsError)
        {
            Refuse(field, address.FirstError.Description);
            return null;
        }

        return address.Value.Value;
    }

    private Role? ReadRole()
    {
        if (columns.Cell(record, PeopleColumns.Role) is not { } text)
        {
            return null;
        }

        if (!Roles.TryGetValue(text.Replace(" ", "", StringComparison.Ordinal), out var role))
        {
            Refuse(PeopleColumns.Role, "Must be employee, manager, auditor or companyAdmin.");
        }
        else if (role == Role.PlatformAdmin)
        {
            Refuse(PeopleColumns.Role, UserErrors.RoleReserved.Description);
        }

        return role;
    }

    private Dictionary<string, string> CustomAttributes()
    {
        var attributes = new Dictionary<string, string>(columns.Custom.Count, StringComparer.Ordinal);
        foreach (var (name, index) in columns.Custom)
        {
            if (Checked(name, PeopleColumns.Cell(record, index), text => PersonRules.Text(text, PersonProfile.MaxCustomAttributeLength)) is { } value)
            {
                attributes.Add(name, value);
            }
        }

        return attributes;
    }

    private string? Checked(string field, string? text, Func<string, string?> check)
    {
        if (text is not null && check(text) is { } problem)
        {
            Refuse(field, problem);
        }

        return text;
    }

    private void Refuse(string field, string message) => _errors.Add(new ImportError(record.Line, field, message));
}
