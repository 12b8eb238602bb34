using System.Text.RegularExpressions;
using SecurityTraining.Domain.Mailing;
using SecurityTraining.Domain.Phishing;

namespace SecurityTraining.Application.Mailing.Delivery;

/// <summary>Makes a version of a template ready for sending: numbered links, a picture that counts openings, and a way to unsubscribe.</summary>
internal static partial class TrackedContents
{
    private const string Pixel = "{{" + MergeFields.TrackingPixel + "}}";
    private const string Unsubscribe = "{{" + CampaignFields.UnsubscribeLink + "}}";
    private const string BodyEnd = "</body>";

    public static TrackedContent Of(MailContent content, IMailHtml html)
    {
        var links = new List<string>();
        var tracked = html.ReplaceLinks(content.Html, Number);
        var text = WebAddress().Replace(content.Text, match => Number(match.Value));
        var (words, label) = content.Language == "de"
            ? ("Sie erhalten diese Nachricht von {{companyName}}.", "Abbestellen oder Einstellungen ändern")
            : ("You receive this message from {{companyName}}.", "Unsubscribe or change your preferences");
        if (!tracked.Contains(Unsubscribe, StringComparison.Ordinal))
        {
            tracked = AtEnd(tracked, $"""<p style="color:#5b6675;font-size:12px">{words} <a href="{Unsubscribe}" style="color:#5b6675">{label}</a></p>""");
        }

        if (!text.Contains(Unsubscribe, StringComparison.Ordinal))
        {
            text = $"{text.TrimEnd()}\n\n-- \n{words}\n{label}: {Unsubscribe}\n";
        }

        return new TrackedContent(content with { Html = AtEnd(tracked, Pixel), Text = text }, links);

        string Number(string address)
        {
            var index = links.IndexOf(address);
            if (index < 0)
            {
                index = links.Count;
                links.Add(address);
            }

            return "{{" + CampaignFields.Link(index + 1) + "}}";
        }
    }

    private static string AtEnd(string html, string addition)
    {
        var end = html.LastIndexOf(BodyEnd, StringComparison.OrdinalIgnoreCase);
        return end < 0 ? html + addition : html.Insert(end, addition);
    }

    /// <summary>Up to what can end an address but hardly belongs to it, such as the full stop of the sentence.</summary>
    [GeneratedRegex("""https?://[^\s<>"]*[^\s<>".,;:!?)\]]""", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, matchTimeoutMilliseconds: Timeout.Infinite)]
    private static partial Regex WebAddress();
}
