using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using SecurityTraining.Domain.Common;

namespace SecurityTraining.WebApi.Http.Json;

/// <summary>Tells a caller what is wrong with their JSON, without the names of our types that the serializer's messages contain.</summary>
internal static partial class JsonRefusals
{
    /// <summary>Where a message belongs that is about the whole body.</summary>
    public const string Body = "body";

    private const int MaxPathLength = 200;

    public static Dictionary<string, string[]> Explain(JsonException exception)
    {
        var path = Path(exception.Path);
        if (exception.Message.Contains("missing required properties", StringComparison.Ordinal))
        {
            return MissingMembers().Matches(exception.Message)
                .ToDictionary(member => Join(path, member.Groups["name"].Value), _ => (string[])["Is required."], StringComparer.Ordinal);
        }

        return new(StringComparer.Ordinal) { [path.Length == 0 ? Body : path] = [Message(exception)] };
    }

    private static string Message(JsonException exception) => exception switch
    {
        RefusedJsonException => exception.Message,
        { InnerException: JsonException } => Unreadable(exception),
        _ when exception.Message.Contains("could not be mapped to any .NET member", StringComparison.Ordinal) => "Is not a known field.",
        _ when exception.Message.StartsWith("Duplicate ", StringComparison.Ordinal) => "Is given more than once.",
        _ when exception.Message.Contains("doesn't allow", StringComparison.Ordinal) => "Must not be null.",
        _ => "Has the wrong type or format.",
    };

    private static string Unreadable(JsonException exception) => string.Create(
        CultureInfo.InvariantCulture,
        $"Is not valid JSON, or more than {StrictJson.MaxDepth} levels deep (line {exception.LineNumber + 1}).");

    /// <summary>The serializer's <c>$.items[0].name</c> without the root.</summary>
    private static string Path(string? path)
    {
        return (path ?? "").TrimStart('$').TrimStart('.').Cut(MaxPathLength);
    }

    private static string Join(string path, string member) => path.Length == 0 ? member : $"{path}.{member}";

    /// <summary>The names after the colon of <c>… missing required properties including: 'a', 'b'.</c></summary>
    [GeneratedRegex("(?<=including:.*)'(?<name>[^']+)'", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 2000)]
    private static partial Regex MissingMembers();
}
