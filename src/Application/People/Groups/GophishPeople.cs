using ErrorOr;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Phishing.Imports;
using SecurityTraining.Domain.Common;
using SecurityTraining.Domain.Companies;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.People;

namespace SecurityTraining.Application.People.Groups;

/// <summary>The people and groups of one file, held against those whom the company has.</summary>
internal sealed class GophishPeople(Company company, DateTimeOffset now)
{
    private readonly List<(Element<GophishGroup> Element, List<string> Emails)> _lists = [];
    private readonly Dictionary<string, (string Place, GophishTarget Target, EmailAddress Email)> _targets = new(StringComparer.Ordinal);
    private readonly Dictionary<string, User> _people = new(StringComparer.Ordinal);
    private readonly List<(Group Group, List<string> Emails)> _groups = [];

    public List<Error> Errors { get; } = [];

    public List<User> NewPeople { get; } = [];

    public List<Group> NewGroups { get; } = [];

    public List<Group> KnownGroups { get; } = [];

    public IReadOnlyCollection<string> Addresses => _targets.Keys;

    public IReadOnlyCollection<string> GroupNames =>
        [.. _lists.Select(list => Group.Normalize(list.Element.Value.Name ?? "")).Distinct(StringComparer.Ordinal)];

    public IEnumerable<Group> Groups => _groups.Select(list => list.Group);

    public IEnumerable<Guid> MemberIds => _people.Values.Select(person => person.Id);

    /// <summary>What can be said of a group without the database.</summary>
    public void Check(Element<GophishGroup> element)
    {
        var name = element.Value.Name ?? "";
        if (string.IsNullOrWhiteSpace(name))
        {
            Refuse(element.Field("name"), "Must not be empty.");
        }
        else if (PersonRules.Text(name, Group.MaxNameLength) is { } problem)
        {
            Refuse(element.Field("name"), problem);
        }
        else if (_lists.Exists(list => Group.Normalize(list.Element.Value.Name!) == Group.Normalize(name)))
        {
            Refuse(element.Field("name"), "The file has more than one group of this name.");
        }

        var emails = new List<string>();
        var targets = element.Value.Targets ?? [];
        for (var index = 0; index < targets.Count; index++)
        {
            var place = element.Field($"targets[{index}]");
            var address = EmailAddress.Parse(targets[index]?.Email ?? "");
            if (address.IsError)
            {
                Refuse($"{place}.email", address.FirstError.Description);
                continue;
            }

            emails.Add(address.Value.Value);
            _targets.TryAdd(address.Value.Value, (place, targets[index]!, address.Value));
        }

        _lists.Add((element, [.. emails.Distinct(StringComparer.Ordinal)]));
    }

    public void Match(IEnumerable<User> known, IEnumerable<Group> groups)
    {
        foreach (var person in known)
        {
            _people[person.Email] = person;
            if (person.Status == UserStatus.Deleted)
            {
                Refuse($"{_targets[person.Email].Place}.email", UserErrors.EmailOfDeleted.Description);
            }
        }

        foreach (var (email, (place, target, address)) in _targets.Where(target => !_people.ContainsKey(target.Key)).ToList())
        {
            if (Check($"{place}.first_name", target.FirstName, PersonName.MaxLength, isRequired: true)
                & Check($"{place}.last_name", target.LastName, PersonName.MaxLength, isRequired: true)
                & Check($"{place}.position", target.Position, PersonProfile.MaxJobTitleLength, isRequired: false))
            {
                var name = new PersonName(target.FirstName!.Trim(), target.LastName!.Trim());
                var person = User.Create(company.Id, address, name, Role.Employee, now);
                person.SetProfile(person.Profile with { JobTitle = target.Position.TrimToNull() });
                NewPeople.Add(person);
                _people[email] = person;
            }
        }

        var byName = groups.ToDictionary(group => group.NormalizedName, StringComparer.Ordinal);
        foreach (var (element, emails) in _lists)
        {
            if (!byName.TryGetValue(Group.Normalize(element.Value.Name ?? ""), out var group))
            {
                group = Group.Create(company.Id, element.Value.Name ?? "", description: null, rule: null, now);
                NewGroups.Add(group);
            }
            else if (group.Rule is not null)
            {
                Refuse(element.Field("name"), GroupErrors.RuleDecides.Description);
            }
            else
            {
                KnownGroups.Add(group);
            }

            _groups.Add((group, emails));
        }
    }

    /// <summary>Everybody in their groups. Only without errors.</summary>
    public IEnumerable<GroupMember> Memberships() => _groups.SelectMany(list => list.Emails, (list, email) => list.Group.Add(_people[email].Id, now).Value);

    private bool Check(string field, string? text, int maxLength, bool isRequired)
    {
        var problem = string.IsNullOrWhiteSpace(text)
            ? isRequired ? "Must not be empty for a new person." : null
            : PersonRules.Text(text, maxLength);
        if (problem is not null)
        {
            Refuse(field, problem);
        }

        return problem is null;
    }

    private void Refuse(string field, string message) => Errors.Add(ValidationErrors.For(field, message));
}
