using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using SecurityTraining.WebApi.Http.Json;

namespace SecurityTraining.WebApi.Http.OpenApi;

/// <summary>
/// Describes each <see cref="Application.Common.Optional{T}"/> of a body as what it is over HTTP: a T, or null where that may be set.
/// </summary>
internal sealed class OptionalDocument : IOpenApiSchemaTransformer
{
    public async Task TransformAsync(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellationToken)
    {
        if (context.JsonTypeInfo.Kind != JsonTypeInfoKind.Object)
        {
            return;
        }

        foreach (var member in context.JsonTypeInfo.Properties.Where(member => OptionalConverterFactory.IsOptional(member.PropertyType)))
        {
            var type = member.PropertyType.GenericTypeArguments[0];
            var value = await context.GetOrCreateSchemaAsync(type, cancellationToken: cancellationToken);
            schema.Properties ??= new Dictionary<string, IOpenApiSchema>(StringComparer.Ordinal);
            schema.Properties[member.Name] = OptionalMembers.TakesNull(member) ? OrNull(value) : value;
        }
    }

    private static OpenApiSchema OrNull(OpenApiSchema value) => value.Type?.HasFlag(JsonSchemaType.Null) == true
        ? value
        : new() { OneOf = [new OpenApiSchema { Type = JsonSchemaType.Null }, value] };
}
