using System.Text.Json;
using ErrorOr;
using SecurityTraining.Application.People.Scim.Filters;

namespace SecurityTraining.Application.People.Scim;

public enum ScimChange
{
    Add,
    Remove,
    Replace,
}

/// <summary>One operation of a PATCH (RFC 7644, 3.5.2).</summary>
/// <param name="Op">As it was sent: Entra ID writes it with a capital.</param>
/// <param name="Path">Null: the members of the value name the attributes.</param>
/// <param name="Value">Null: none was sent.</param>
public sealed record ScimOperation(string Op, string? Path, JsonElement? Value)
{
    public ErrorOr<ScimChange> Change => Op.ToLowerInvariant() switch
    {
        "add" => ScimChange.Add,
        "remove" => ScimChange.Remove,
        "replace" => ScimChange.Replace,
        _ => ScimErrors.InvalidSyntax($"There is no operation '{Op}': it is add, remove or replace."),
    };

    /// <summary>What the operation says of each attribute that it names.</summary>
    public ErrorOr<List<ScimAssignment>> Assignments()
    {
        var change = Change;
        if (change.IsError)
        {
            return change.Errors;
        }

        if (!string.IsNullOrWhiteSpace(Path))
        {
            var path = ScimPath.Parse(Path);
            return path.IsError ? path.Errors : new List<ScimAssignment> { new(change.Value, path.Value, Value) };
        }

        if (change.Value == ScimChange.Remove)
        {
            return ScimErrors.NoTarget;
        }

        return Value is { ValueKind: JsonValueKind.Object } members
            ? Of(change.Value, members)
            : ScimErrors.InvalidValue("value", "Without a path it is an object.");
    }

    /// <summary>What a whole resource, or the value of an operation without a path, says of each attribute.</summary>
    public static ErrorOr<List<ScimAssignment>> Of(ScimChange change, JsonElement members)
    {
        var assignments = new List<ScimAssignment>();
        foreach (var member in members.EnumerateObject())
        {
            var path = ScimPath.Parse(member.Name);
            if (path.IsError)
            {
                return path.Errors;
            }

            assignments.Add(new ScimAssignment(change, path.Value, member.Value));
        }

        return assignments;
    }
}

/// <param name="Value">Null: none was sent.</param>
public sealed record ScimAssignment(ScimChange Change, ScimPath Path, JsonElement? Value)
{
    /// <summary>The members of a complex value, each as an assignment of its own.</summary>
    /// <param name="prefix">Before the names of the members.</param>
    public IEnumerable<ScimAssignment> Members(Func<string, ScimAttribute> prefix) => Value is { ValueKind: JsonValueKind.Object } members
        ? members.EnumerateObject().Select(member => new ScimAssignment(Change, new ScimPath(prefix(member.Name.ToLowerInvariant())), member.Value))
        : [];
}

/// <summary>Values as directories send them: flags as texts, and single things where lists belong.</summary>
internal static class ScimValues
{
    /// <returns>Null for null and for nothing but spaces.</returns>
    public static ErrorOr<string?> Text(string attribute, JsonElement? value, int maxLength)
    {
        var text = value?.ValueKind switch
        {
            null or JsonValueKind.Null or JsonValueKind.Undefined => null,
            JsonValueKind.String => value.Value.GetString(),
            JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => value.Value.GetRawText(),
            _ => "\0",
        };
        if (text == "\0")
        {
            return ScimErrors.InvalidValue(attribute, "Must be a string.");
        }

        var trimmed = text.TrimToNull();
        return trimmed is not null && PersonRules.Text(trimmed, maxLength) is { } problem ? ScimErrors.InvalidValue(attribute, problem) : trimmed;
    }

    public static ErrorOr<bool> Flag(string attribute, JsonElement? value) => value switch
    {
        { ValueKind: JsonValueKind.True } => true,
        { ValueKind: JsonValueKind.False } => false,
        { ValueKind: JsonValueKind.String } text when bool.TryParse(text.GetString(), out var flag) => flag,
        _ => ScimErrors.InvalidValue(attribute, "Must be true or false."),
    };

    public static IEnumerable<JsonElement> Items(JsonElement? value) => value switch
    {
        { ValueKind: JsonValueKind.Array } items => items.EnumerateArray(),
        null or { ValueKind: JsonValueKind.Null or JsonValueKind.Undefined } => [],
        { } single => [single],
    };

    /// <summary>A member of a complex value, by its name in any case.</summary>
    public static JsonElement? Member(JsonElement item, string name) => item.ValueKind == JsonValueKind.Object
        ? item.EnumerateObject().Where(member => member.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(member => (JsonElement?)member.Value).LastOrDefault()
        : null;

    /// <summary>The text of a member, in lower case, for a filter to look at.</summary>
    public static string? MemberText(JsonElement item, string name) => Member(item, name) switch
    {
        { ValueKind: JsonValueKind.String } text => text.GetString()!.ToLowerInvariant(),
        { ValueKind: JsonValueKind.True } => "true",
        { ValueKind: JsonValueKind.False } => "false",
        _ => null,
    };
}
