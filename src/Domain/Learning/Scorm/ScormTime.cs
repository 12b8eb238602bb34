using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml;
using SecurityTraining.Domain.Content;

namespace SecurityTraining.Domain.Learning.Scorm;

/// <summary>Lengths of time as the standards write them: <c>0001:30:05.25</c> (CMITimespan) and <c>PT1H30M5.25S</c> (ISO 8601).</summary>
public static partial class ScormTime
{
    private const int MaxLength = 40;

    public static string Write(ScormVersion version, int seconds)
    {
        var time = TimeSpan.FromSeconds(seconds);
        return version == ScormVersion.Scorm12
            ? string.Create(CultureInfo.InvariantCulture, $"{Math.Min((int)time.TotalHours, 9999):0000}:{time.Minutes:00}:{time.Seconds:00}")
            : string.Create(CultureInfo.InvariantCulture, $"PT{(int)time.TotalHours}H{time.Minutes}M{time.Seconds}S");
    }

    /// <returns>Null if it is none.</returns>
    public static TimeSpan? ReadSpan(string? text)
    {
        if (text is not { Length: <= MaxLength } || Span().Match(text) is not { Success: true } parts)
        {
            return null;
        }

        return TimeSpan.FromHours(Part("h")) + TimeSpan.FromMinutes(Part("m")) + TimeSpan.FromSeconds(Part("s"));

        double Part(string name) => double.Parse(parts.Groups[name].Value, CultureInfo.InvariantCulture);
    }

    /// <inheritdoc cref="ReadSpan"/>
    public static TimeSpan? ReadDuration(string? text)
    {
        if (text is not { Length: > 0 and <= MaxLength } || text[0] != 'P')
        {
            return null;
        }

        try
        {
            return XmlConvert.ToTimeSpan(text);
        }
        catch (Exception exception) when (exception is FormatException or OverflowException)
        {
            return null;
        }
    }

    [GeneratedRegex(@"^(?<h>\d{2,4}):(?<m>\d{2}):(?<s>\d{2}(\.\d{1,2})?)$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Span();
}
