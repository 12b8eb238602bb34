using System.Collections.Frozen;
using System.Text;
using System.Text.RegularExpressions;

namespace SecurityTraining.Domain.Phishing;

/// <summary>
/// Text with merge fields: <c>{{firstName}}</c>, or <c>{{firstName|colleague}}</c> with what stands there when the person has no such
/// value. The list of fields is closed, there is nothing else to evaluate, and Gophish's spelling (<c>{{.FirstName}}</c>) means the same.
/// </summary>
public sealed partial class MergeTemplate
{
    /// <summary>Company-defined columns are written <c>{{custom.name}}</c>.</summary>
    public const string CustomPrefix = "custom.";

    private readonly List<Segment> _segments;

    private MergeTemplate(List<Segment> segments, List<string> unknown)
    {
        _segments = segments;
        UnknownFields = unknown;
    }

    /// <summary>What stands in braces and is no field, as it was written. A template that has any must not be used.</summary>
    public IReadOnlyList<string> UnknownFields { get; }

    public IEnumerable<string> Fields => _segments.Select(segment => segment.Field).OfType<string>().Distinct(StringComparer.Ordinal);

    public IEnumerable<string> CustomFields => Fields
        .Where(name => name.StartsWith(CustomPrefix, StringComparison.Ordinal))
        .Select(name => name[CustomPrefix.Length..]);

    public static MergeTemplate Parse(string text) => Parse(text, MergeFields.Resolve);

    /// <param name="resolve">The closed list: the product's own name of a field; null if there is none.</param>
    public static MergeTemplate Parse(string text, Func<string, string?> resolve)
    {
        var segments = new List<Segment>();
        var unknown = new List<string>();
        var position = 0;
        foreach (var match in Pattern().EnumerateMatches(text))
        {
            segments.Add(new Segment(text[position..match.Index], Field: null, Fallback: null));
            position = match.Index + match.Length;
            var written = text[match.Index..position];
            var parts = written[2..^2].Split('|', 2);
            if (resolve(parts[0].Trim()) is { } field)
            {
                segments.Add(new Segment(Text: "", field, parts.ElementAtOrDefault(1)?.Trim()));
            }
            else
            {
                unknown.Add(written);
            }
        }

        segments.Add(new Segment(text[position..], Field: null, Fallback: null));
        unknown.AddRange(segments.Where(segment => segment.Text.Contains("{{", StringComparison.Ordinal)).Select(_ => "{{"));
        return new MergeTemplate(segments, unknown);
    }

    /// <param name="values">By field name; a field that is absent or empty gives its fallback, or nothing.</param>
    /// <param name="encode">Makes a value harmless where the text goes: HTML, plain text, a header.</param>
    public string Render(IReadOnlyDictionary<string, string> values, Func<string, string> encode)
    {
        var result = new StringBuilder();
        foreach (var (text, field, fallback) in _segments)
        {
            result.Append(text);
            if (field is not null)
            {
                var value = values.GetValueOrDefault(field);
                result.Append(MergeFields.IsMarkup(field) ? value : encode(string.IsNullOrEmpty(value) ? fallback ?? "" : value));
            }
        }

        return result.ToString();
    }

    [GeneratedRegex(@"\{\{[^{}]*\}\}", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: Timeout.Infinite)]
    private static partial Regex Pattern();

    private sealed record Segment(string Text, string? Field, string? Fallback);
}

/// <summary>The closed list of what a lure may say about a person, and the spelling that Gophish's templates use.</summary>
public static class MergeFields
{
    public const string Link = "link";
    public const string TrackingPixel = "trackingPixel";
    public const string TrackingUrl = "trackingUrl";
    public const string QrCode = "qrCode";
    public const string RecipientId = "recipientId";
    public const string BaseUrl = "baseUrl";

    private static readonly string[] Own =
    [
        "firstName", "lastName", "fullName", "email", "jobTitle", "department", "companyName", "managerName", "employeeNumber",
        "senderName", "senderAddress", "date", Link, TrackingPixel, TrackingUrl, QrCode, RecipientId, BaseUrl,
    ];

    private static readonly FrozenDictionary<string, string> ByName = Own
        .Select(field => KeyValuePair.Create(field, field))
        .Concat(
        [
            KeyValuePair.Create(".FirstName", "firstName"),
            KeyValuePair.Create(".LastName", "lastName"),
            KeyValuePair.Create(".Position", "jobTitle"),
            KeyValuePair.Create(".Email", "email"),
            KeyValuePair.Create(".From", "senderAddress"),
            KeyValuePair.Create(".URL", Link),
            KeyValuePair.Create(".Tracker", TrackingPixel),
            KeyValuePair.Create(".TrackingURL", TrackingUrl),
            KeyValuePair.Create(".RId", RecipientId),
            KeyValuePair.Create(".BaseURL", BaseUrl),
        ])
        .ToFrozenDictionary(StringComparer.Ordinal);

    public static IReadOnlyList<string> All => Own;

    /// <summary>Fields that the service itself fills with markup; every other value is encoded for its context.</summary>
    public static bool IsMarkup(string field) => field is TrackingPixel or QrCode;

    /// <returns>The product's own name of the field (a custom one in lower case, since columns are known in any); null if there is none.</returns>
    public static string? Resolve(string name) =>
        name.StartsWith(MergeTemplate.CustomPrefix, StringComparison.Ordinal) && name.Length > MergeTemplate.CustomPrefix.Length
            ? name.ToLowerInvariant()
            : ByName.GetValueOrDefault(name);
}
