using System.Text.RegularExpressions;
using AngleSharp;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Ganss.Xss;
using SecurityTraining.Application.Phishing;
using SecurityTraining.Domain.Phishing;

namespace SecurityTraining.Infrastructure.Html;

/// <summary>HtmlSanitizer with explicit lists: as it ships it lets forms to foreign hosts and remote pictures through.</summary>
internal sealed partial class LureHtml : ILureHtml
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

    private static readonly HtmlParser Parser = new();

    public string CleanLandingPage(string html)
    {
        var document = Sanitize(html, [.. Layout, .. FormControls]);
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

    public string CleanForPreview(string html) => Sanitize(html, Layout).ToHtml();

    public string CleanForTeaching(string html)
    {
        // The code is a picture attached to the mail; the page shows where it was.
        var withoutCode = html.Replace("{{" + MergeFields.QrCode + "}}", "<b>[ QR ]</b>", StringComparison.Ordinal);
        var withoutPixel = withoutCode
            .Replace("{{" + MergeFields.TrackingPixel + "}}", "", StringComparison.Ordinal)
            .Replace("{{.Tracker}}", "", StringComparison.Ordinal);
        return Sanitize(withoutPixel, Layout).Body!.InnerHtml;
    }

    /// <summary>A mail for sending: its layout, without forms, scripts and what lies elsewhere; its links lose where they lead.</summary>
    public static string CleanMail(string html) => Sanitize(html, Layout).ToHtml();

    /// <summary>The sanitizer leaves relative addresses, which mean whoever shows the page, and does not know every function that fetches.</summary>
    private static IHtmlDocument Detach(IHtmlDocument document)
    {
        foreach (var element in document.QuerySelectorAll("[src]").Where(element => !IsData(element.GetAttribute("src"))))
        {
            element.RemoveAttribute("src");
        }

        foreach (var element in document.QuerySelectorAll("[style]"))
        {
            element.SetAttribute("style", Inert(element.GetAttribute("style")!));
        }

        foreach (var style in document.QuerySelectorAll("style"))
        {
            style.TextContent = Inert(style.TextContent);
        }

        return document;
    }

    private static bool IsData(string? address) => address?.TrimStart().StartsWith("data:", StringComparison.OrdinalIgnoreCase) == true;

    /// <summary>
    /// Without escapes and merge fields, behind which a function could hide, and without what could end a style element, there is no way left to
    /// name an address in CSS.
    /// </summary>
    private static string Inert(string css)
    {
        var plain = css.Replace('\\', ' ').Replace("{{", " ", StringComparison.Ordinal);
        return Fetching().Replace(plain, "none(").Replace('<', ' ');
    }

    [GeneratedRegex(@"(image-set|src|image|cross-fade)\s*\(|url\s*\(\s*(?![""']?\s*data:)|@import", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Fetching();

    private static IHtmlDocument Sanitize(string html, IEnumerable<string> tags)
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
        return Detach(Parser.ParseDocument(sanitizer.SanitizeDocument(html)));
    }
}
