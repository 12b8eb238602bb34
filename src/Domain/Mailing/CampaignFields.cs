using System.Globalization;
using SecurityTraining.Domain.Phishing;

namespace SecurityTraining.Domain.Mailing;

/// <summary>The closed list of what the mails of campaigns may say about a person.</summary>
public static class CampaignFields
{
    /// <summary>Leads to the page on which they say which news they want.</summary>
    public const string UnsubscribeLink = "unsubscribeLink";

    private const string LinkPrefix = "link.";

    private static readonly HashSet<string> Written = new(StringComparer.Ordinal)
    {
        "firstName", "lastName", "fullName", "email", "jobTitle", "department", "companyName", "managerName", "employeeNumber", "date", UnsubscribeLink,
    };

    /// <summary>What somebody may write into a template.</summary>
    public static string? Resolve(string name) => name.StartsWith(MergeTemplate.CustomPrefix, StringComparison.Ordinal)
        ? MergeFields.Resolve(name)
        : Written.Contains(name) ? name : null;

    /// <summary>Also what the service puts into the copy of a campaign: numbered links and the picture that counts openings.</summary>
    public static string? ResolveFrozen(string name) =>
        name == MergeFields.TrackingPixel || name.StartsWith(LinkPrefix, StringComparison.Ordinal) ? name : Resolve(name);

    /// <param name="number">1 for the first.</param>
    public static string Link(int number) => string.Create(CultureInfo.InvariantCulture, $"{LinkPrefix}{number}");

    /// <returns>Null for a field that is no link.</returns>
    public static int? NumberOf(string field) =>
        field.StartsWith(LinkPrefix, StringComparison.Ordinal)
        && int.TryParse(field.AsSpan(LinkPrefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
