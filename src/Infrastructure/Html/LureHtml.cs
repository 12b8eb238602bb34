using AngleSharp;
using AngleSharp.Html.Parser;
using Ganss.Xss;
using SecurityTraining.Application.Phishing;
using SecurityTraining.Domain.Phishing;

namespace SecurityTraining.Infrastructure.Html;

/// <summary>HtmlSanitizer with explicit lists: as it ships it lets forms to foreign hosts and remote pictures through.</summary>
internal sealed class LureHtml : ILureHtml
{
    private const string LinkField = "{{" + MergeFields.Link + "}}";

    private static readonly string[] Layout =
    [
        "html", "head", "title", "meta", "style", "body", "a", "abbr", "address", "article", "aside", "b", "blockquote", "br", "caption", "center", "code",
        "col", "colgroup", "dd", "div", "dl", "dt", "em", "fieldset", "figure", "figcaption", "font", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header",
        "hr", "i", "img", "label", "legend", "li", "main", "mark", "nav", "ol", "p", "pre", "s", "section", "small", "span", "strong", "sub", "sup", "table",
        "tbody", "td", "tfoot", "th", "thead", "time", "tr", "u", "ul",
    ];

    private static readonly string[] FormControls = ["form", "input", "button", "select", "option", "optgroup", "textarea"];

    private static readonly string[] Attributes =
    [
        "align", "alt", "aria-label", "aria-hidden", "bgcolor", "border", "cellpadding", "cellspacing", "charset", "checked", "class", "color", "cols", "colspan",
        "content", "data-cue", "dir", "disabled", "for", "height", "id", "lang", "maxlength", "minlength", "placeholder", "role", "rows", "rowspan",
        "scope", "selected", "size", "src", "style", "title", "type", "valign", "value", "width",
    ];

    private readonly HtmlParser _parser = new();

    public string CleanLandingPage(string html)
    {
        var document = _parser.ParseDocument(Sanitize(html, [.. Layout, .. FormControls]));
        foreach (var form in document.QuerySelectorAll("form"))
        {
            form.SetAttribute("action", LinkField);
            form.SetAttribute("method", "post");
            form.SetAttribute("autocomplete", "off");
        }

        foreach (var link in document.QuerySelectorAll("a"))
        {
            link.SetAttribute("href", "#");
        }

        return document.ToHtml();
    }

    public string CleanForPreview(string html) => Sanitize(html, Layout);

    public string CleanForTeaching(string html)
    {
        // The code is a picture attached to the mail; the page shows where it was.
        var withoutCode = html.Replace("{{" + MergeFields.QrCode + "}}", "<b>[ QR ]</b>", StringComparison.Ordinal);
        var withoutPixel = withoutCode
            .Replace("{{" + MergeFields.TrackingPixel + "}}", "", StringComparison.Ordinal)
            .Replace("{{.Tracker}}", "", StringComparison.Ordinal);
        var document = _parser.ParseDocument(Sanitize(withoutPixel, Layout));
        return document.Body!.InnerHtml;
    }

    /// <summary>A mail for sending: its layout, without forms, scripts and what lies elsewhere; its links lose where they lead.</summary>
    public static string CleanMail(string html) => Sanitize(html, Layout);

    private static string Sanitize(string html, IEnumerable<string> tags)
    {
        var sanitizer = new HtmlSanitizer(new HtmlSanitizerOptions
        {
            AllowedTags = new HashSet<string>(tags, StringComparer.OrdinalIgnoreCase),
            AllowedAttributes = new HashSet<string>(Attributes, StringComparer.OrdinalIgnoreCase),
            AllowedCssProperties = new HashSet<string>(HtmlSanitizerDefaults.AllowedCssProperties, StringComparer.OrdinalIgnoreCase),
            AllowedAtRules = new HashSet<AngleSharp.Css.Dom.CssRuleType> { AngleSharp.Css.Dom.CssRuleType.Style, AngleSharp.Css.Dom.CssRuleType.Media },
            AllowedSchemes = new HashSet<string>(["data"], StringComparer.OrdinalIgnoreCase),
            UriAttributes = new HashSet<string>(["src", "href", "action"], StringComparer.OrdinalIgnoreCase),
        });
        return sanitizer.SanitizeDocument(html);
    }
}
