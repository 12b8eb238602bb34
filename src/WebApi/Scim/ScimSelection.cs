using System.Text.Json.Nodes;
using SecurityTraining.Application.People.Scim.Filters;

namespace SecurityTraining.WebApi.Scim;

/// <summary>
/// Which attributes a caller wants to see: <c>attributes</c> names them, <c>excludedAttributes</c> those to leave out (RFC 7644, 3.9). What
/// identifies a resource is always shown.
/// </summary>
internal sealed class ScimSelection
{
    private readonly List<ScimAttribute> _wanted;
    private readonly List<ScimAttribute> _unwanted;

    private ScimSelection(List<ScimAttribute> wanted, List<ScimAttribute> unwanted) => (_wanted, _unwanted) = (wanted, unwanted);

    public static ValueTask<ScimSelection> BindAsync(HttpContext context) => ValueTask.FromResult(new ScimSelection(
        Read(context.Request.Query["attributes"].ToString()), Read(context.Request.Query["excludedAttributes"].ToString())));

    /// <summary>Whether anything of the attribute is shown, so that it has to be read.</summary>
    public bool Shows(string attribute) => _wanted.Count > 0
        ? _wanted.Exists(wanted => wanted.Name == attribute)
        : !_unwanted.Exists(unwanted => unwanted.Name == attribute && unwanted.Sub is null);

    public JsonObject Apply(JsonObject resource)
    {
        foreach (var (name, value) in resource.ToList())
        {
            if (name is "id" or "schemas")
            {
                continue;
            }

            var key = name.ToLowerInvariant();
            var (attribute, prefix) = key == ScimAttribute.EnterpriseUser ? (ScimAttribute.Enterprise, ScimAttribute.Enterprise) : (key, $"{key}.");
            if (_wanted.Count > 0 && !_wanted.Exists(wanted => wanted.Key == attribute || wanted.Key.StartsWith(prefix, StringComparison.Ordinal)))
            {
                resource.Remove(name);
            }
            else if (_wanted.Count > 0 && !_wanted.Exists(wanted => wanted.Key == attribute))
            {
                Prune(value, member => _wanted.Exists(wanted => Covers(wanted, prefix + member)));
            }
            else if (_wanted.Count == 0 && _unwanted.Exists(unwanted => unwanted.Key == attribute))
            {
                resource.Remove(name);
            }
            else if (_wanted.Count == 0)
            {
                Prune(value, member => !_unwanted.Exists(unwanted => unwanted.Key == prefix + member));
            }
        }

        return resource;
    }

    private static bool Covers(ScimAttribute wanted, string key) => wanted.Key == key || wanted.Name == key;

    private static void Prune(JsonNode? value, Func<string, bool> stays)
    {
        var items = value is JsonArray array ? array.OfType<JsonObject>() : value is JsonObject single ? [single] : [];
        foreach (var item in items)
        {
            foreach (var member in item.Select(member => member.Key).Where(member => !stays(member.ToLowerInvariant())).ToList())
            {
                item.Remove(member);
            }
        }
    }

    private static List<ScimAttribute> Read(string text) =>
        [.. text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(ScimAttribute.Parse).OfType<ScimAttribute>()];
}
