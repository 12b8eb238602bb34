using System.Globalization;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Common;
using SecurityTraining.Domain.Companies;
using SecurityTraining.Domain.People;
using SecurityTraining.Domain.Phishing;

namespace SecurityTraining.Application.Phishing;

/// <summary>Writes down what lures may say about people, as it is now.</summary>
public sealed class RecipientSnapshots(IRepository<Department> departments, IRepository<User> users)
{
    /// <summary>One query for the departments and one for the managers, however many people there are.</summary>
    /// <param name="sendTime">When a person's mail is due: the day that it names.</param>
    public async Task<List<RecipientSnapshot>> Take(
        Company company, IReadOnlyList<User> people, Func<User, DateTimeOffset> sendTime, CancellationToken ct)
    {
        var departmentIds = people.Select(person => person.DepartmentId).OfType<Guid>().Distinct().ToList();
        var departmentNames = departmentIds.Count == 0
            ? []
            : (await departments.ListAsync(new DepartmentNamesSpec(departmentIds), ct)).ToDictionary(row => row.Id, row => row.Name);
        var managerEmails = people.Select(person => person.ManagerEmail).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        var managerNames = managerEmails.Count == 0
            ? []
            : (await users.ListAsync(new NamesByEmailSpec(managerEmails), ct))
                .ToDictionary(row => row.Email, row => $"{row.FirstName} {row.LastName}".Trim(), StringComparer.Ordinal);

        return
        [
            .. people.Select(person => Take(
                company,
                person,
                sendTime(person),
                person.DepartmentId is { } id ? departmentNames.GetValueOrDefault(id) : null,
                person.ManagerEmail is { } manager ? managerNames.GetValueOrDefault(manager) : null)),
        ];
    }

    private static RecipientSnapshot Take(Company company, User person, DateTimeOffset sendTime, string? department, string? manager)
    {
        var language = person.Language ?? company.Language;
        var values = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["firstName"] = person.FirstName,
            ["lastName"] = person.LastName,
            ["fullName"] = person.FullName,
            ["email"] = person.Email,
            ["jobTitle"] = person.JobTitle,
            ["department"] = department,
            ["companyName"] = company.Name,
            [Recipient.ManagerField] = manager,
            ["employeeNumber"] = person.EmployeeNumber,
            ["date"] = sendTime.DayIn(person.TimeZone ?? company.TimeZone).ToString("D", CultureInfo.GetCultureInfo(language)),
        };
        foreach (var (name, value) in person.CustomAttributes)
        {
            values[MergeTemplate.CustomPrefix + name.ToLowerInvariant()] = value;
        }

        return new RecipientSnapshot(
            person.Id,
            person.Email,
            person.FullName,
            department,
            language,
            person.TimeZone ?? company.TimeZone,
            values.Where(pair => !string.IsNullOrEmpty(pair.Value)).ToDictionary(pair => pair.Key, pair => pair.Value!, StringComparer.Ordinal));
    }
}

internal sealed record DepartmentName(Guid Id, string Name);

internal sealed class DepartmentNamesSpec : Specification<Department, DepartmentName>
{
    public DepartmentNamesSpec(IReadOnlyCollection<Guid> ids)
    {
        Query.Where(department => ids.Contains(department.Id));
        Selector = department => new DepartmentName(department.Id, department.Name);
    }
}

internal sealed record NameByEmail(string Email, string FirstName, string LastName);

internal sealed class NamesByEmailSpec : Specification<User, NameByEmail>
{
    public NamesByEmailSpec(IReadOnlyCollection<string> emails)
    {
        Query.Where(user => emails.Contains(user.Email));
        Selector = user => new NameByEmail(user.Email, user.FirstName, user.LastName);
    }
}
