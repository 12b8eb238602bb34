using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http.Json;
using SecurityTraining.Application.Common;
using SecurityTraining.WebApi.Http.OpenApi;

namespace SecurityTraining.WebApi.Http.Json;

/// <summary>The JSON of the API: one spelling for everything, and no guessing at what a caller may have meant.</summary>
internal static class StrictJson
{
    public const int MaxDepth = 32;

    /// <remarks>After everybody else, because the framework puts a resolver of its own in front that would answer for ours.</remarks>
    public static IServiceCollection AddStrictJson(this IServiceCollection services) =>
        services.PostConfigure<JsonOptions>(options => Configure(options.SerializerOptions));

    /// <summary>Also for whatever else speaks the API's JSON, such as SignalR.</summary>
    public static void Configure(JsonSerializerOptions options)
    {
        options.PropertyNamingPolicy = JsonNamingPolicy.CamelCase;
        options.PropertyNameCaseInsensitive = false;
        options.NumberHandling = JsonNumberHandling.Strict;
        options.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
        options.AllowDuplicateProperties = false;
        options.RespectNullableAnnotations = true;
        options.RespectRequiredConstructorParameters = true;
        options.MaxDepth = MaxDepth;

        // "Unsafe" is meant for JSON inside an HTML page. Ours goes out as nosniff JSON only, where ü may stay ü.
        options.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;

        options.Converters.Add(new CleanStringConverter());
        options.Converters.Add(new TimestampConverter());
        options.Converters.Add(new NamedEnumConverterFactory());
        options.Converters.Add(new OptionalConverterFactory());
        options.TypeInfoResolver = JsonTypeInfoResolver.Combine(
            new DocumentTypes(options),
            (options.TypeInfoResolver ?? new DefaultJsonTypeInfoResolver())
                .WithAddedModifier(type => OptionalMembers.Configure(type, isForDocument: type.Options != options))
                .WithAddedModifier(HideVersion));
    }

    /// <summary>An attribute on an interface's member says nothing to the serializer about the types that implement it.</summary>
    private static void HideVersion(JsonTypeInfo type)
    {
        if (type.Kind != JsonTypeInfoKind.Object || !type.Type.IsAssignableTo(typeof(IVersioned)))
        {
            return;
        }

        foreach (var version in type.Properties.Where(property => property.Name == "version").ToList())
        {
            type.Properties.Remove(version);
        }
    }
}
