using System.Globalization;
using System.Text.Json;
using ErrorOr;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.People.Scim.Filters;
using SecurityTraining.Domain.People;

namespace SecurityTraining.Application.People.Scim.Groups;

/// <summary>What a directory says of a group, gathered in the order in which it says it: the last word on each person counts.</summary>
internal sealed class ScimGroupChanges
{
    private static readonly HashSet<string> NotKept = new(StringComparer.Ordinal) { "schemas", "id", "meta" };

    public Optional<string?> Name { get; private set; }

    public Optional<string?> ExternalId { get; private set; }

    /// <summary>Whoever belongs to the group so far and is not <see cref="Added"/> leaves it.</summary>
    public bool ReplacesMembers { get; private set; }

    public HashSet<Guid> Added { get; } = [];

    public HashSet<Guid> Removed { get; } = [];

    public bool ConcernsMembers => ReplacesMembers || Added.Count > 0 || Removed.Count > 0;

    public static ErrorOr<ScimGroupChanges> OfResource(JsonElement resource) =>
        new ScimGroupChanges { ExternalId = null, ReplacesMembers = true }.Gather(ScimOperation.Of(ScimChange.Replace, resource));

    public static ErrorOr<ScimGroupChanges> OfOperations(IEnumerable<ScimOperation> operations)
    {
        ErrorOr<ScimGroupChanges> changes = new ScimGroupChanges();
        foreach (var operation in operations)
        {
            changes = changes.Then(gathered => gathered.Gather(operation.Assignments()));
        }

        return changes;
    }

    private ErrorOr<ScimGroupChanges> Gather(ErrorOr<List<ScimAssignment>> assignments)
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
            case "displayname":
                return ScimValues.Text("displayName", value, Group.MaxNameLength).Then(text => Set(() => Name = text));
            case "externalid":
                return ScimValues.Text("externalId", value, Group.MaxExternalIdLength).Then(text => Set(() => ExternalId = text));
            case "members" when assignment.Path.Item is { } item:
                return TakeFiltered(assignment.Change, item);
            case "members":
                return TakeMembers(assignment);
            default:
                return NotKept.Contains(attribute.Name) ? Result.Success : ScimErrors.InvalidPath(attribute.Key);
        }
    }

    /// <summary><c>members[value eq "…"]</c>, which can only be meant for taking somebody out.</summary>
    private ErrorOr<Success> TakeFiltered(ScimChange change, ScimFilter item)
    {
        if (change != ScimChange.Remove || ValuesOf(item) is not { } values)
        {
            return ScimErrors.InvalidPath("members[…]: only remove, and only by 'value eq'");
        }

        return Read(values).Then(ids => Set(() => ids.ForEach(Remove)));
    }

    private ErrorOr<Success> TakeMembers(ScimAssignment assignment)
    {
        var values = ScimValues.Items(assignment.Value)
            .Select(item => item.ValueKind == JsonValueKind.String ? item.GetString() : ScimValues.MemberText(item, "value"));
        var read = Read(values);
        if (read.IsError)
        {
            return read.Errors;
        }

        if (assignment.Change == ScimChange.Replace || (assignment.Change == ScimChange.Remove && read.Value.Count == 0))
        {
            (ReplacesMembers, _) = (true, Added.RemoveWhere(_ => true));
            Removed.Clear();
        }

        read.Value.ForEach(assignment.Change == ScimChange.Remove ? Remove : Add);
        return Result.Success;
    }

    private void Add(Guid id)
    {
        Added.Add(id);
        Removed.Remove(id);
    }

    private void Remove(Guid id)
    {
        Added.Remove(id);
        Removed.Add(id);
    }

    private static ErrorOr<List<Guid>> Read(IEnumerable<string?> values)
    {
        var ids = new List<Guid>();
        foreach (var value in values)
        {
            if (!Guid.TryParse(value, CultureInfo.InvariantCulture, out var id))
            {
                return ScimErrors.InvalidValue("members", "Each has the id of a person as its value.");
            }

            ids.Add(id);
        }

        return ids.Count > ScimLimits.MaxMembers
            ? ScimErrors.InvalidValue("members", $"At most {ScimLimits.MaxMembers} can be named at once.")
            : ids;
    }

    /// <returns>Null for a filter that asks for anything but values.</returns>
    private static IEnumerable<string?>? ValuesOf(ScimFilter item) => item switch
    {
        ScimFilter.Comparison { Attribute.Key: "value", Operator: ScimOperator.Equal, Value: string value } => [value],
        ScimFilter.Or(var left, var right) when ValuesOf(left) is { } some && ValuesOf(right) is { } others => some.Concat(others),
        _ => null,
    };

    private static Success Set(Action set)
    {
        set();
        return Result.Success;
    }
}
