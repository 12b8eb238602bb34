using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using SecurityTraining.Application.Common;

namespace SecurityTraining.WebApi.Http.Json;

internal sealed class OptionalConverterFactory : JsonConverterFactory
{
    public override bool CanConvert(Type typeToConvert) => IsOptional(typeToConvert);

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        Create(typeToConvert, takesNull: true, options);

    public static bool IsOptional(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Optional<>);

    public static JsonConverter Create(Type optional, bool takesNull, JsonSerializerOptions options) =>
        (JsonConverter)Activator.CreateInstance(
            typeof(OptionalConverter<>).MakeGenericType(optional.GenericTypeArguments), takesNull, options)!;
}

internal sealed class OptionalConverter<T>(bool takesNull, JsonSerializerOptions options) : JsonConverter<Optional<T>>
{
    private readonly JsonConverter<T> inner = (JsonConverter<T>)options.GetConverter(typeof(T));

    /// <summary>Null is a value to set here, not the absence of one.</summary>
    public override bool HandleNull => true;

    public override Optional<T> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.Null)
        {
            return inner.Read(ref reader, typeof(T), options)!;
        }

        return takesNull && default(T) is null ? default(T)! : throw new RefusedJsonException("Must not be null.");
    }

    public override void Write(Utf8JsonWriter writer, Optional<T> value, JsonSerializerOptions options)
    {
        if (value is { IsSet: true, Value: not null })
        {
            inner.Write(writer, value.Value, options);
        }
        else
        {
            writer.WriteNullValue();
        }
    }
}

/// <summary>Members of type <see cref="Optional{T}"/> may always be absent, and may be null only if their declaration says so.</summary>
internal static class OptionalMembers
{
    /// <param name="type">Any type.</param>
    /// <param name="isForDocument">
    /// The OpenAPI generator works on a copy of the options, and would fail at the default value of such a parameter (a struct's is null
    /// in reflection). It does not get to see these members; <see cref="OpenApi.OptionalDocument"/> describes them.
    /// </param>
    public static void Configure(JsonTypeInfo type, bool isForDocument)
    {
        if (type.Kind != JsonTypeInfoKind.Object)
        {
            return;
        }

        foreach (var property in type.Properties.Where(property => OptionalConverterFactory.IsOptional(property.PropertyType)))
        {
            property.IsRequired = false;
            property.CustomConverter = OptionalConverterFactory.Create(property.PropertyType, TakesNull(property), type.Options);
            if (isForDocument)
            {
                (property.Get, property.Set) = (null, null);
            }
        }
    }

    /// <summary>
    /// <c>Optional&lt;string&gt;</c> and <c>Optional&lt;string?&gt;</c> are one type at run time; the declaration tells them apart.
    /// </summary>
    public static bool TakesNull(JsonPropertyInfo property) =>
        property.AttributeProvider is not PropertyInfo declared
        || new NullabilityInfoContext().Create(declared).GenericTypeArguments is not [var value]
        || value.ReadState != NullabilityState.NotNull;
}
