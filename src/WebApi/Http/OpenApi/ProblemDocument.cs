using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.OpenApi;

namespace SecurityTraining.WebApi.Http.OpenApi;

/// <summary>What failures look like, described once and referred to by every operation.</summary>
internal static class ProblemDocument
{
    private const string SchemaName = "Problem";

    public static void AddTo(OpenApiDocument document) => document.AddComponent<IOpenApiSchema>(SchemaName, new OpenApiSchema
    {
        Type = JsonSchemaType.Object,
        Description = "RFC 9457. `code` is the stable machine name of what went wrong; `errors` is given with 400 for invalid fields.",
        Required = new HashSet<string>(StringComparer.Ordinal) { "type", "title", "status", "instance", "code", "traceId" },
        Properties = new Dictionary<string, IOpenApiSchema>(StringComparer.Ordinal)
        {
            ["type"] = Text("uri"),
            ["title"] = Text(),
            ["status"] = new OpenApiSchema { Type = JsonSchemaType.Integer, Format = "int32" },
            ["detail"] = Text(),
            ["instance"] = Text(),
            ["code"] = Text(),
            ["traceId"] = Text(),
            ["errors"] = new OpenApiSchema
            {
                Type = JsonSchemaType.Object,
                AdditionalProperties = new OpenApiSchema { Type = JsonSchemaType.Array, Items = Text() },
            },
        },
    });

    public static void AddResponse(OpenApiOperation operation, int status, OpenApiDocument? document)
    {
        operation.Responses ??= [];
        operation.Responses.TryAdd(status.ToString(CultureInfo.InvariantCulture), new OpenApiResponse
        {
            Description = ReasonPhrases.GetReasonPhrase(status),
            Content = new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal)
            {
                [Problems.MediaType] = new() { Schema = new OpenApiSchemaReference(SchemaName, document) },
            },
        });
    }

    private static OpenApiSchema Text(string? format = null) => new() { Type = JsonSchemaType.String, Format = format };
}
