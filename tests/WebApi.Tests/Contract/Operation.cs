using System.Text.Json;
using SecurityTraining.TestKit.Http;

namespace SecurityTraining.WebApi.Tests.Contract;

/// <param name="Schema">With every reference resolved.</param>
public sealed record Parameter(string Name, JsonElement Schema);

/// <summary>One operation of the OpenAPI document.</summary>
public sealed record Operation(
    HttpMethod Method,
    string Path,
    IReadOnlyList<Parameter> InPath,
    IReadOnlyList<Parameter> InQuery,
    string? BodyType,
    JsonElement? BodySchema,
    bool IsAnonymous,
    JsonElement Document)
{
    public string Name => $"{Method} {Path}";

    public bool IsApi => Path.StartsWith("/api/", StringComparison.Ordinal);

    public override string ToString() => Name;

    public static async Task<IReadOnlyList<Operation>> ReadAll(ApiClient client)
    {
        var document = (await client.Get("/openapi/v1.json")).Successful().Json;
        return
        [
            .. from path in document.GetProperty("paths").EnumerateObject()
               from operation in path.Value.EnumerateObject()
               select Read(document, HttpMethod.Parse(operation.Name.ToUpperInvariant()), path.Name, operation.Value),
        ];
    }

    /// <summary>Follows <c>$ref</c>, and takes the part that is no null of a union with null.</summary>
    public static JsonElement Resolve(JsonElement document, JsonElement schema)
    {
        if (schema.TryGetProperty("$ref", out var reference))
        {
            var target = reference.GetString()!.TrimStart('#', '/').Split('/').Aggregate(document, (node, step) => node.GetProperty(step));
            return Resolve(document, target);
        }

        return schema.TryGetProperty("oneOf", out var alternatives)
            ? Resolve(document, alternatives.EnumerateArray().Last(alternative => !IsNull(alternative)))
            : schema;
    }

    private static bool IsNull(JsonElement schema) =>
        schema.TryGetProperty("type", out var type) && type.ValueKind == JsonValueKind.String && type.GetString() == "null";

    private static Operation Read(JsonElement document, HttpMethod method, string path, JsonElement operation)
    {
        var parameters = operation.TryGetProperty("parameters", out var given) ? given.EnumerateArray().ToList() : [];
        JsonProperty? body = operation.TryGetProperty("requestBody", out var request)
            ? Resolve(document, request).GetProperty("content").EnumerateObject().First()
            : null;
        return new Operation(
            method,
            path,
            In("path"),
            In("query"),
            body?.Name,
            body is { } content ? Resolve(document, content.Value.GetProperty("schema")) : null,
            !operation.TryGetProperty("security", out _),
            document);

        List<Parameter> In(string place) =>
        [
            .. parameters.Where(parameter => parameter.GetProperty("in").GetString() == place)
                .Select(parameter => new Parameter(parameter.GetProperty("name").GetString()!, Resolve(document, parameter.GetProperty("schema")))),
        ];
    }
}
