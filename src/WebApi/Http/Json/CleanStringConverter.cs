using System.Text.Json;
using System.Text.Json.Serialization;

namespace SecurityTraining.WebApi.Http.Json;

/// <summary>
/// Text that every part behind it can store: no U+0000, which PostgreSQL refuses. Half a surrogate pair, and bytes that are no UTF-8, the
/// reader refuses itself.
/// </summary>
internal sealed class CleanStringConverter : JsonConverter<string>
{
    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType is not (JsonTokenType.String or JsonTokenType.Null))
        {
            throw new RefusedJsonException("Must be a string.");
        }

        return Clean(reader.GetString());
    }

    public override string ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Clean(reader.GetString())!;

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue(value);

    public override void WriteAsPropertyName(Utf8JsonWriter writer, string value, JsonSerializerOptions options) =>
        writer.WritePropertyName(value);

    private static string? Clean(string? text) =>
        text is not null && text.Contains('\0', StringComparison.Ordinal)
            ? throw new RefusedJsonException("Must not contain the character U+0000.")
            : text;
}
