using System.Text.Json.Nodes;
using SecurityTraining.Application.Common.Settings;
using SecurityTraining.Application.People.Scim;
using SecurityTraining.WebApi.Endpoints;

namespace SecurityTraining.WebApi.Scim;

/// <summary>What the service says of itself, so that a directory need not be told (RFC 7643, 5 to 7).</summary>
internal static class ScimDiscovery
{
    private const string CoreSchemas = "urn:ietf:params:scim:schemas:core:2.0:";

    public static JsonObject ServiceProviderConfig(PublicAddress address) => new()
    {
        ["schemas"] = new JsonArray(CoreSchemas + "ServiceProviderConfig"),
        ["patch"] = Supported(true),
        ["bulk"] = new JsonObject { ["supported"] = false, ["maxOperations"] = 0, ["maxPayloadSize"] = 0 },
        ["filter"] = new JsonObject { ["supported"] = true, ["maxResults"] = ScimLimits.MaxCount },
        ["changePassword"] = Supported(false),
        ["sort"] = Supported(true),
        ["etag"] = Supported(true),
        ["authenticationSchemes"] = new JsonArray(new JsonObject
        {
            ["type"] = "oauthbearertoken",
            ["name"] = "API key",
            ["description"] = "An API key of the company with the scope 'scim', as a bearer token.",
            ["specUri"] = "https://www.rfc-editor.org/rfc/rfc6750",
            ["primary"] = true,
        }),
        ["meta"] = Meta("ServiceProviderConfig", address.Link($"{ScimEndpoints.Root}/v2/ServiceProviderConfig")),
    };

    public static IReadOnlyList<JsonObject> ResourceTypes(PublicAddress address) =>
    [
        ResourceType(address, "User", "/Users", ScimResources.UserSchema, ScimResources.EnterpriseSchema),
        ResourceType(address, "Group", "/Groups", ScimResources.GroupSchema, extension: null),
    ];

    public static IResult ResourceType(string name) => Find(ResourceTypes, type => type["id"]!.GetValue<string>() == name);

    public static IReadOnlyList<JsonObject> Schemas(PublicAddress address) => [.. ScimSchemas.All().Select(schema =>
    {
        var id = schema["id"]!.GetValue<string>();
        schema["schemas"] = new JsonArray(CoreSchemas + "Schema");
        schema["meta"] = Meta("Schema", address.Link($"{ScimEndpoints.Root}/v2/Schemas/{id}"));
        return schema;
    })];

    public static IResult Schema(string id) => Find(Schemas, schema => string.Equals(schema["id"]!.GetValue<string>(), id, StringComparison.OrdinalIgnoreCase));

    private static IResult Find(Func<PublicAddress, IReadOnlyList<JsonObject>> documents, Func<JsonObject, bool> isIt) =>
        documents(new PublicAddress(new Uri("http://localhost"))).Any(isIt)
            ? ScimAnswers.Document(address => documents(address).First(isIt))
            : TypedResults.NotFound();

    private static JsonObject ResourceType(PublicAddress address, string name, string endpoint, string schema, string? extension)
    {
        var type = new JsonObject
        {
            ["schemas"] = new JsonArray(CoreSchemas + "ResourceType"),
            ["id"] = name,
            ["name"] = name,
            ["endpoint"] = endpoint,
            ["schema"] = schema,
            ["meta"] = Meta("ResourceType", address.Link($"{ScimEndpoints.Root}/v2/ResourceTypes/{name}")),
        };
        if (extension is not null)
        {
            type["schemaExtensions"] = new JsonArray(new JsonObject { ["schema"] = extension, ["required"] = false });
        }

        return type;
    }

    private static JsonObject Supported(bool supported) => new() { ["supported"] = supported };

    private static JsonObject Meta(string type, string location) => new() { ["resourceType"] = type, ["location"] = location };
}
