namespace SecurityTraining.Domain.Common;

/// <summary>The languages that the product itself speaks: its mails, its pages, its library. Two letters (ISO 639-1).</summary>
public static class Languages
{
    public const string Default = "en";

    public static readonly IReadOnlyList<string> Supported = ["en", "de"];

    /// <summary>The supported language nearest to a BCP 47 tag (<c>de-AT</c> is <c>de</c>).</summary>
    public static string Nearest(string? tag)
    {
        var language = tag?.Split('-', '_')[0].ToLowerInvariant();
        return language is not null && Supported.Contains(language) ? language : Default;
    }
}

/// <summary>IANA time zone names, checked against the machine's tz database.</summary>
public static class TimeZones
{
    public const int MaxLength = 64;

    public static bool IsKnown(string name) =>
        name.Length <= MaxLength && TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) && zone.HasIanaId;
}
