using SecurityTraining.Domain.People;

namespace SecurityTraining.Application.People.Imports;

/// <summary>
/// What the columns of a file mean. Their names are read in English and German, in any case, without spaces, underscores and hyphens;
/// columns without a name are left out, and those that are not known are the company's own.
/// </summary>
internal sealed class PeopleColumns
{
    public const string Email = "email";
    public const string FirstName = "firstName";
    public const string LastName = "lastName";
    public const string Department = "department";
    public const string JobTitle = "jobTitle";
    public const string Role = "role";
    public const string Language = "language";
    public const string TimeZone = "timeZone";
    public const string ManagerEmail = "managerEmail";
    public const string EmployeeNumber = "employeeNumber";

    private static readonly string[] Required = [Email, FirstName, LastName];

    private static readonly Dictionary<string, string> Fields = new (string Field, string[] Names)[]
        {
            (Email, ["email", "mail", "emailaddress", "mailaddress", "emailadresse", "mailadresse"]),
            (FirstName, ["firstname", "givenname", "forename", "vorname"]),
            (LastName, ["lastname", "surname", "familyname", "nachname", "familienname", "name"]),
            (Department, ["department", "abteilung"]),
            (JobTitle, ["jobtitle", "job", "title", "position", "titel", "funktion", "stellenbezeichnung"]),
            (Role, ["role", "rolle"]),
            (Language, ["language", "sprache"]),
            (TimeZone, ["timezone", "zeitzone"]),
            (ManagerEmail, ["manager", "manageremail", "supervisor", "vorgesetzter", "vorgesetzte", "vorgesetzteremail"]),
            (EmployeeNumber, ["employeenumber", "employeeid", "personnelnumber", "personalnummer", "mitarbeiternummer"]),
        }
        .SelectMany(entry => entry.Names, (entry, name) => (entry.Field, name))
        .ToDictionary(entry => entry.name, entry => entry.Field, StringComparer.Ordinal);

    private readonly Dictionary<string, int> _fields = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _custom = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<ImportError> _errors = [];

    public PeopleColumns(FileRecord header)
    {
        Count = header.Cells.Count;
        for (var index = 0; index < Count; index++)
        {
            Add(header.Line, header.Cells[index].Trim(), index);
        }

        if (header.Problem is { } problem)
        {
            _errors.Add(new ImportError(header.Line, "", problem));
        }

        foreach (var field in Required.Where(field => !_fields.ContainsKey(field)))
        {
            _errors.Add(new ImportError(header.Line, field, $"The file has no column {field}."));
        }

        if (_custom.Count > PersonProfile.MaxCustomAttributes)
        {
            _errors.Add(new ImportError(header.Line, "", UserErrors.TooManyCustomAttributes.Description));
        }
    }

    public int Count { get; }

    /// <summary>Why the file cannot be imported.</summary>
    public IReadOnlyList<ImportError> Errors => _errors;

    /// <summary>The company's own columns, and where they are.</summary>
    public IReadOnlyDictionary<string, int> Custom => _custom;

    /// <returns>Null for a cell that is empty or not there.</returns>
    public string? Cell(FileRecord record, string field) => _fields.TryGetValue(field, out var index) ? Cell(record, index) : null;

    public static string? Cell(FileRecord record, int index) => index < record.Cells.Count ? record.Cells[index].TrimToNull() : null;

    private void Add(int line, string name, int index)
    {
        if (name.Length == 0)
        {
            return;
        }

        var key = string.Concat(name.Where(character => !char.IsWhiteSpace(character) && character is not ('_' or '-'))).ToLowerInvariant();
        if (Fields.TryGetValue(key, out var field))
        {
            if (!_fields.TryAdd(field, index))
            {
                _errors.Add(new ImportError(line, field, $"The file has more than one column {field}."));
            }
        }
        else if (PersonRules.AttributeName(name) is { } problem)
        {
            _errors.Add(new ImportError(line, Shorten(name), problem));
        }
        else if (!_custom.TryAdd(name, index))
        {
            _errors.Add(new ImportError(line, name, $"The file has more than one column {name}."));
        }
    }

    private static string Shorten(string name) => name.Length <= PersonProfile.MaxCustomAttributeNameLength
        ? name
        : $"{name[..PersonProfile.MaxCustomAttributeNameLength]}…";
}
