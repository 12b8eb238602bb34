using AngleSharp.Html.Parser;
using SecurityTraining.Domain.Phishing;

namespace SecurityTraining.Infrastructure.Html;

/// <param name="Notes">What has been left out.</param>
internal sealed record ForeignMail(string? Title, string Html, IReadOnlyList<string> Notes);

/// <summary>
/// Makes a mail of our own from somebody else's, perhaps a real attacker's: its links lead to us, its pictures come along or stay out, and
/// neither scripts nor tracking of theirs is left.
/// </summary>
internal sealed class ForeignMailHtml
{
    private const string LinkField = "{{" + MergeFields.Link + "}}";

    private readonly HtmlParser _parser = new();

    /// <param name="html">Whatever was in the mail.</param>
    /// <param name="attached">The picture with a content id; null if there is none.</param>
    public ForeignMail Clean(string html, Func<string, byte[]?> attached)
    {
        var document = _parser.ParseDocument(html);
        var images = new EmbeddedImages();
        foreach (var image in document.QuerySelectorAll("img").ToList())
        {
            var source = image.GetAttribute("src") ?? "";
            if (source.StartsWith("cid:", StringComparison.OrdinalIgnoreCase))
            {
                images.Embed(image, attached(Uri.UnescapeDataString(source[4..])));
            }
            else if (source.StartsWith("data:", StringComparison.OrdinalIgnoreCase))
            {
                images.Embed(image, EmbeddedImages.FromData(source));
            }
            else
            {
                images.Drop(image);
            }
        }

        var links = document.QuerySelectorAll("a[href], area[href]").Length;
        var title = document.Title;
        var cleaned = _parser.ParseDocument(LureHtml.CleanMail(document.DocumentElement.OuterHtml));
        var leads = links > 0;
        foreach (var link in cleaned.QuerySelectorAll("a"))
        {
            link.SetAttribute("href", LinkField);
        }

        if (!leads && !cleaned.Body!.TextContent.Contains(LinkField, StringComparison.Ordinal))
        {
            var link = cleaned.CreateElement("a");
            link.SetAttribute("href", LinkField);
            link.TextContent = LinkField;
            cleaned.Body!.AppendChild(link);
            images.Notes.Add("The mail had no link; one has been added at its end.");
        }

        return new ForeignMail(string.IsNullOrWhiteSpace(title) ? null : title, "<!doctype html>" + cleaned.DocumentElement.OuterHtml, images.Notes);
    }
}
