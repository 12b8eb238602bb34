using System.Globalization;
using System.Text.Json.Nodes;
using SecurityTraining.Application.Common.Settings;
using SecurityTraining.Application.People.Scim.Groups;
using SecurityTraining.Application.People.Scim.Users;
using SecurityTraining.Domain.People;
using SecurityTraining.WebApi.Endpoints;

namespace SecurityTraining.WebApi.Scim;

/// <summary>People and groups as RFC 7643 writes them. What there is nothing to say of is left out.</summary>
internal static class ScimResources
{
    public const string UserSchema = "urn:ietf:params:scim:schemas:core:2.0:User";
    public const string GroupSchema = "urn:ietf:params:scim:schemas:core:2.0:Group";
    public const string EnterpriseSchema = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

    public static string UserPath(Guid id) => $"{ScimEndpoints.Users}/{id}";

    public static string GroupPath(Guid id) => $"{ScimEndpoints.Groups}/{id}";

    /// <summary>Weak: it names a state, not bytes.</summary>
    public static string Tag(int version) => string.Create(CultureInfo.InvariantCulture, $"W/\"{version}\"");

    public static JsonObject Of(ScimUser user, PublicAddress address)
    {
        var row = user.Row;
        var enterprise = new JsonObject()
            .Put("employeeNumber", row.EmployeeNumber)
            .Put("department", row.DepartmentName);
        if (user.Superior is { } superior)
        {
            enterprise["manager"] = new JsonObject
            {
                ["value"] = superior.Id.ToString(),
                ["$ref"] = address.Link(UserPath(superior.Id)),
                ["displayName"] = superior.Name.Trim(),
            };
        }

        var resource = new JsonObject { ["schemas"] = enterprise.Count == 0 ? new JsonArray(UserSchema) : new JsonArray(UserSchema, EnterpriseSchema), ["id"] = row.Id.ToString() }
            .Put("externalId", row.ExternalId)
            .Put("userName", row.UserName ?? row.Email);
        resource["name"] = new JsonObject()
            .Put("formatted", $"{row.FirstName} {row.LastName}".Trim())
            .Put("familyName", row.LastName)
            .Put("givenName", row.FirstName);
        resource.Put("displayName", $"{row.FirstName} {row.LastName}".Trim())
            .Put("title", row.JobTitle)
            .Put("preferredLanguage", row.Language)
            .Put("timezone", row.TimeZone);
        resource["active"] = row.Status == UserStatus.Active;
        resource["emails"] = new JsonArray(new JsonObject { ["value"] = row.Email, ["type"] = "work", ["primary"] = true });
        if (enterprise.Count > 0)
        {
            resource[EnterpriseSchema] = enterprise;
        }

        resource["meta"] = Meta("User", row.CreatedAt, row.ChangedAt, address.Link(UserPath(row.Id)), row.Version);
        return resource;
    }

    public static JsonObject Of(ScimGroup group, PublicAddress address)
    {
        var row = group.Row;
        var resource = new JsonObject { ["schemas"] = new JsonArray(GroupSchema), ["id"] = row.Id.ToString() }
            .Put("externalId", row.ExternalId)
            .Put("displayName", row.Name);
        if (group.Members is { } members)
        {
            resource["members"] = new JsonArray([.. members.Select(member => new JsonObject
            {
                ["value"] = member.Id.ToString(),
                ["$ref"] = address.Link(UserPath(member.Id)),
                ["display"] = member.Name.Trim(),
                ["type"] = "User",
            })]);
        }

        resource["meta"] = Meta("Group", row.CreatedAt, row.ChangedAt, address.Link(GroupPath(row.Id)), group.Version);
        return resource;
    }

    /// <summary>A page of resources (RFC 7644, 3.4.2).</summary>
    public static JsonObject List(IEnumerable<JsonObject> resources, int startIndex, int total)
    {
        var items = new JsonArray([.. resources]);
        return new JsonObject
        {
            ["schemas"] = new JsonArray("urn:ietf:params:scim:api:messages:2.0:ListResponse"),
            ["totalResults"] = total,
            ["startIndex"] = startIndex,
            ["itemsPerPage"] = items.Count,
            ["Resources"] = items,
        };
    }

    /// <param name="version">Null: what is shown has none.</param>
    private static JsonObject Meta(string type, DateTimeOffset created, DateTimeOffset? changed, string location, int? version) => new JsonObject
    {
        ["resourceType"] = type,
        ["created"] = Moment(created),
        ["lastModified"] = Moment(changed ?? created),
        ["location"] = location,
    }.Put("version", version is { } state ? Tag(state) : null);

    private static string Moment(DateTimeOffset moment) => moment.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    private static JsonObject Put(this JsonObject resource, string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            resource[name] = value;
        }

        return resource;
    }
}
