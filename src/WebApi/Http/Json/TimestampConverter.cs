using System.Text.Json;
using System.Text.Json.Serialization;

namespace SecurityTraining.WebApi.Http.Json;

/// <summary>
/// RFC 3339: written in UTC with <c>Z</c>, read with any offset. Without one it would mean a different moment to everybody.
/// </summary>
internal sealed class TimestampConverter : JsonConverter<DateTimeOffset>
{
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && HasOffset(reader.GetString()!) && reader.TryGetDateTimeOffset(out var moment)
            ? moment.ToUniversalTime()
            : throw new RefusedJsonException("Must be an RFC 3339 timestamp with an offset, such as 2026-11-23T09:30:00Z.");

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options)
    {
        // To the millisecond, as PostgreSQL and SQLite would not agree on less.
        var ticks = value.UtcTicks;
        writer.WriteStringValue(new DateTime(ticks - (ticks % TimeSpan.TicksPerMillisecond), DateTimeKind.Utc));
    }

    private static bool HasOffset(string text) =>
        text.IndexOf('T', StringComparison.Ordinal) is > 0 and var time
        && text.AsSpan(time).IndexOfAny('Z', '+', '-') > 0;
}
