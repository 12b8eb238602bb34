using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace SecurityTraining.WebApi.Http.OpenApi;

/// <summary>
/// The OpenAPI generator can describe what the framework's converters write, but not what ours do. It works on a copy of the options; there
/// the framework's converters stand in for those of ours that write the same.
/// </summary>
/// <param name="own">The options that requests are read with: they keep our converters.</param>
internal sealed class DocumentTypes(JsonSerializerOptions own) : IJsonTypeInfoResolver
{
    private static readonly JsonStringEnumConverter Enums = new(JsonNamingPolicy.CamelCase, allowIntegerValues: false);
    private static readonly MethodInfo CreateValueInfo =
        typeof(JsonMetadataServices).GetMethod(nameof(JsonMetadataServices.CreateValueInfo))!;

    public JsonTypeInfo? GetTypeInfo(Type type, JsonSerializerOptions options)
    {
        var standIn = options == own ? null
            : type == typeof(string) ? JsonMetadataServices.StringConverter
            : type == typeof(DateTimeOffset) ? JsonMetadataServices.DateTimeOffsetConverter
            : type.IsEnum ? Enums.CreateConverter(type, options)
            : null;
        return standIn is null ? null : (JsonTypeInfo)CreateValueInfo.MakeGenericMethod(type).Invoke(null, [options, standIn])!;
    }
}
