using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using SecurityTraining.Application.People.Scim;
using SecurityTraining.WebApi.Http.Json;

namespace SecurityTraining.WebApi.Scim;

internal static class ScimJson
{
    public const string MediaType = "application/scim+json";

    private static readonly JsonSerializerOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static async Task Send(this JsonObject body, HttpContext context)
    {
        var bytes = JsonSerializer.SerializeToUtf8Bytes(body, Options);
        context.Response.ContentType = $"{MediaType}; charset=utf-8";
        context.Response.ContentLength = bytes.Length;
        await context.Response.Body.WriteAsync(bytes, context.RequestAborted);
    }
}

/// <summary>
/// The JSON of a directory, as <c>application/scim+json</c> or <c>application/json</c>. Not bound to types: names count in any case, and what the
/// schema does not know is the use case's to judge.
/// </summary>
internal sealed record ScimBody(JsonElement Json)
{
    private static readonly JsonDocumentOptions Limits = new() { MaxDepth = StrictJson.MaxDepth };

    public static async ValueTask<ScimBody> BindAsync(HttpContext context)
    {
        if (!context.Request.HasJsonContentType())
        {
            throw new BadHttpRequestException("The body is no JSON.", StatusCodes.Status415UnsupportedMediaType);
        }

        try
        {
            using var document = await JsonDocument.ParseAsync(context.Request.Body, Limits, context.RequestAborted);
            Check(document.RootElement);
            return new ScimBody(document.RootElement.Clone());
        }
        catch (JsonException unreadable)
        {
            throw new BadHttpRequestException("The body is no JSON.", StatusCodes.Status400BadRequest, unreadable);
        }
    }

    /// <summary>Of a PATCH (RFC 7644, 3.5.2).</summary>
    public IReadOnlyList<ScimOperation> Operations() => Member(Json, "operations") is { ValueKind: JsonValueKind.Array } operations
        ? [.. operations.EnumerateArray().Select(operation => new ScimOperation(
            Text(Member(operation, "op")) ?? "", Text(Member(operation, "path")), Member(operation, "value")))]
        : [];

    private static JsonElement? Member(JsonElement item, string name) => item.ValueKind == JsonValueKind.Object
        ? item.EnumerateObject().Where(member => member.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(member => (JsonElement?)member.Value).LastOrDefault()
        : null;

    private static string? Text(JsonElement? value) => value?.ValueKind switch
    {
        null or JsonValueKind.Null => null,
        JsonValueKind.String => value.Value.GetString(),
        _ => value.Value.GetRawText(),
    };

    /// <summary>Text that every part behind can store, names included; half a surrogate pair the reader refuses when it is looked at.</summary>
    private static void Check(JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.String when value.GetString()!.Contains('\0', StringComparison.Ordinal):
                throw new RefusedJsonException("Must not contain the character U+0000.");
            case JsonValueKind.Array:
                foreach (var item in value.EnumerateArray())
                {
                    Check(item);
                }

                break;
            case JsonValueKind.Object:
                foreach (var member in value.EnumerateObject())
                {
                    if (member.Name.Contains('\0', StringComparison.Ordinal))
                    {
                        throw new RefusedJsonException("Must not contain the character U+0000.");
                    }

                    Check(member.Value);
                }

                break;
        }
    }
}
