using System.Text.Json;
using ErrorOr;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.People.Scim.Filters;
using SecurityTraining.Domain.Common;
using SecurityTraining.Domain.People;

namespace SecurityTraining.Application.People.Scim.Users;

/// <summary>
/// What a directory says of a person, gathered attribute by attribute from a whole resource or from the operations of a PATCH. Attributes of
/// the standard that are not kept are passed over; names that no schema knows are refused.
/// </summary>
internal sealed class ScimPersonChanges
{
    private const string Work = "work";

    private static readonly HashSet<string> NotKept = new(StringComparer.Ordinal)
    {
        "schemas", "id", "meta", "groups", "nickname", "profileurl", "usertype", "locale", "password", "phonenumbers", "ims", "photos", "addresses",
        "entitlements", "roles", "x509certificates", "enterprise:costcenter", "enterprise:organization", "enterprise:division",
    };

    private static readonly HashSet<string> NotKeptOfName = new(StringComparer.Ordinal) { "middlename", "honorificprefix", "honorificsuffix" };

    public Optional<string?> UserName { get; private set; }

    public Optional<string?> ExternalId { get; private set; }

    public Optional<bool> Active { get; private set; }

    public Optional<string?> GivenName { get; private set; }

    public Optional<string?> FamilyName { get; private set; }

    /// <summary>The whole name, for those whose parts the directory does not send.</summary>
    public Optional<string?> FullName { get; private set; }

    /// <summary>The address at work.</summary>
    public Optional<string?> Email { get; private set; }

    public Optional<string?> Title { get; private set; }

    public Optional<string?> Language { get; private set; }

    public Optional<string?> TimeZone { get; private set; }

    public Optional<string?> EmployeeNumber { get; private set; }

    public Optional<string?> Department { get; private set; }

    /// <summary>The id of a person, or a mail address.</summary>
    public Optional<string?> Superior { get; private set; }

    /// <summary>Whether the directory says by what it knows the person. What else it says leaves a name that it has not given as it is: none.</summary>
    public bool Identifies => UserName.IsSet || ExternalId.IsSet || Email.IsSet;

    /// <summary>That the person has left, and nothing else.</summary>
    public static ScimPersonChanges Leaving => new() { Active = false };

    /// <summary>Of a whole resource: what it does not mention is taken away, as far as a person can be without it.</summary>
    public static ErrorOr<ScimPersonChanges> OfResource(JsonElement resource) => new ScimPersonChanges
    {
        ExternalId = null,
        Title = null,
        Language = null,
        TimeZone = null,
        EmployeeNumber = null,
        Department = null,
        Superior = null,
    }.Gather(ScimOperation.Of(ScimChange.Replace, resource));

    public static ErrorOr<ScimPersonChanges> OfOperations(IEnumerable<ScimOperation> operations)
    {
        ErrorOr<ScimPersonChanges> changes = new ScimPersonChanges();
        foreach (var operation in operations)
        {
            changes = changes.Then(gathered => gathered.Gather(operation.Assignments()));
        }

        return changes;
    }

    private ErrorOr<ScimPersonChanges> Gather(ErrorOr<List<ScimAssignment>> assignments)
    {
        if (assignments.IsError)
        {
            return assignments.Errors;
        }

        foreach (var assignment in assignments.Value)
        {
            var taken = Take(assignment);
            if (taken.IsError)
            {
                return taken.Errors;
            }
        }

        return this;
    }

    private ErrorOr<Success> Take(ScimAssignment assignment)
    {
        var (attribute, value) = (assignment.Path.Attribute, assignment.Change == ScimChange.Remove ? null : assignment.Value);
        switch (attribute.Key)
        {
            case "username":
                return Text(attribute, value, User.MaxUserNameLength, text => UserName = text);
            case "externalid":
                return Text(attribute, value, User.MaxExternalIdLength, text => ExternalId = text);
            case "active":
                return ScimValues.Flag("active", value).Then(flag => Set(() => Active = flag));
            case "name.givenname":
                return Text(attribute, value, PersonName.MaxLength, text => GivenName = text);
            case "name.familyname":
                return Text(attribute, value, PersonName.MaxLength, text => FamilyName = text);
            case "displayname" or "name.formatted":
                return Text(attribute, value, PersonName.MaxLength * 2, text => FullName = text);
            case "title":
                return Text(attribute, value, PersonProfile.MaxJobTitleLength, text => Title = text);
            case "preferredlanguage":
                return Text(attribute, value, 100, text => Language = Supported(text));
            case "timezone":
                return Text(attribute, value, TimeZones.MaxLength, text => TimeZone = text);
            case "enterprise:employeenumber":
                return Text(attribute, value, PersonProfile.MaxEmployeeNumberLength, text => EmployeeNumber = text);
            case "enterprise:department":
                return Text(attribute, value, Domain.People.Department.MaxNameLength, text => Department = text);
            case "enterprise:manager" or "enterprise:manager.value":
                return Text(attribute, LinkOf(value), EmailAddress.MaxLength, text => Superior = text);
            case "name":
                return Each(assignment.Members(member => new ScimAttribute("name", member)));
            case ScimAttribute.Enterprise:
                return Each(assignment.Members(member => new ScimAttribute(ScimAttribute.Enterprise + member)));
            case "emails" or "emails.value":
                return TakeEmail(assignment);
            default:
                return IsNotKept(attribute) ? Result.Success : ScimErrors.InvalidPath(attribute.Key);
        }
    }

    /// <summary>Of several addresses the one at work counts, then the primary one, then the first; others are not kept.</summary>
    private ErrorOr<Success> TakeEmail(ScimAssignment assignment)
    {
        var single = assignment.Path.Item is not null || assignment.Path.Attribute.Sub is not null;
        if (assignment.Path.Item?.IsMetBy(name => name switch { "type" => Work, "primary" => "true", _ => null }) == false)
        {
            return Result.Success;
        }

        if (assignment.Change == ScimChange.Remove)
        {
            Email = null;
            return Result.Success;
        }

        var items = ScimValues.Items(assignment.Value).ToList();
        var chosen = items.Find(item => ScimValues.MemberText(item, "type") == Work) is { ValueKind: not JsonValueKind.Undefined } work ? work
            : items.Find(item => ScimValues.MemberText(item, "primary") == "true") is { ValueKind: not JsonValueKind.Undefined } primary ? primary
            : items.FirstOrDefault();
        var isOther = !single && assignment.Change == ScimChange.Add && ScimValues.MemberText(chosen, "type") is { } type && type != Work
            && ScimValues.MemberText(chosen, "primary") != "true";
        return items.Count == 0 || isOther
            ? Result.Success
            : Text(assignment.Path.Attribute, LinkOf(chosen), EmailAddress.MaxLength, text => Email = text);
    }

    private ErrorOr<Success> Each(IEnumerable<ScimAssignment> assignments) => Gather(assignments.ToList()).Then(_ => Result.Success);

    private static ErrorOr<Success> Text(ScimAttribute attribute, JsonElement? value, int maxLength, Action<string?> set) =>
        ScimValues.Text(attribute.Key, value, maxLength).Then(text => Set(() => set(text)));

    private static Success Set(Action set)
    {
        set();
        return Result.Success;
    }

    /// <summary>The <c>value</c> of a complex value, or the plain one that some send instead.</summary>
    private static JsonElement? LinkOf(JsonElement? value) => value switch
    {
        { ValueKind: JsonValueKind.Array } items => items.EnumerateArray().Select(item => LinkOf(item)).FirstOrDefault(),
        { ValueKind: JsonValueKind.Object } item => ScimValues.Member(item, "value"),
        _ => value,
    };

    /// <summary>People whose language the product does not speak are written to in their company's.</summary>
    private static string? Supported(string? tag)
    {
        var language = tag?.Split('-', '_', ',', ';')[0].ToLowerInvariant();
        return language is not null && Languages.Supported.Contains(language) ? language : null;
    }

    private static bool IsNotKept(ScimAttribute attribute) =>
        NotKept.Contains(attribute.Name)
        || (attribute.Name == "name" && NotKeptOfName.Contains(attribute.Sub ?? ""))
        || (attribute.Name == "emails" && attribute.Sub is "type" or "primary" or "display")
        || (attribute is { Name: "enterprise:manager", Sub: "displayname" or "$ref" });
}
