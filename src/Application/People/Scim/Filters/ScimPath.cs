using ErrorOr;

namespace SecurityTraining.Application.People.Scim.Filters;

/// <summary>The target of an operation of a PATCH (RFC 7644, 3.5.2): <c>emails[type eq "work"].value</c>.</summary>
/// <param name="Item">Which of the attribute's values are meant; null: all.</param>
public sealed record ScimPath(ScimAttribute Attribute, ScimFilter? Item = null)
{
    public static ErrorOr<ScimPath> Parse(string text)
    {
        var path = text.Trim();
        var start = path.IndexOf('[', StringComparison.Ordinal);
        if (start < 0)
        {
            return ScimAttribute.Parse(path) is { } attribute ? new ScimPath(attribute) : ScimErrors.InvalidPath(path);
        }

        var end = path.LastIndexOf(']');
        var sub = end < 0 ? "" : path[(end + 1)..];
        if (end < start || sub is not ("" or ['.', _, ..]) || ScimAttribute.Parse(path[..start] + sub) is not { } filtered)
        {
            return ScimErrors.InvalidPath(path);
        }

        var item = ScimFilterParser.Parse(path[(start + 1)..end]);
        return item.IsError ? ScimErrors.InvalidPath(path) : new ScimPath(filtered, item.Value);
    }
}
