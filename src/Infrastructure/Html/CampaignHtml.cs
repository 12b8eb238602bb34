using System.Text;
using System.Text.RegularExpressions;
using AngleSharp;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Ganss.Xss;
using SecurityTraining.Application.Mailing;

namespace SecurityTraining.Infrastructure.Html;

/// <summary>HtmlSanitizer with explicit lists, and what else is done to the HTML of mails.</summary>
internal sealed partial class CampaignHtml : IMailHtml
{
    private const int MaxDepth = 250;

    private static readonly HashSet<string> Tags = new(StringComparer.OrdinalIgnoreCase)
    {
        "html", "head", "title", "style", "body", "a", "abbr", "b", "blockquote", "br", "caption", "center", "code", "col", "colgroup", "div", "em", "font",
        "h1", "h2", "h3", "h4", "h5", "h6", "hr", "i", "img", "li", "ol", "p", "pre", "s", "small", "span", "strong", "sub", "sup", "table", "tbody", "td",
        "tfoot", "th", "thead", "tr", "u", "ul",
    };

    private static readonly HashSet<string> Attributes = new(StringComparer.OrdinalIgnoreCase)
    {
        "align", "alt", "bgcolor", "border", "cellpadding", "cellspacing", "class", "color", "colspan", "dir", "height", "href", "lang", "role", "rowspan",
        "size", "src", "start", "style", "title", "valign", "width",
    };

    private static readonly HashSet<string> Blocks = new(StringComparer.OrdinalIgnoreCase)
    {
        "blockquote", "center", "div", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "li", "ol", "p", "pre", "table", "tr", "ul",
    };

    private readonly HtmlParser _parser = new();

    public string Clean(string html)
    {
        var sanitizer = new HtmlSanitizer(new HtmlSanitizerOptions
        {
            AllowedTags = Tags,
            AllowedAttributes = Attributes,
            AllowedCssProperties = new HashSet<string>(HtmlSanitizerDefaults.AllowedCssProperties, StringComparer.OrdinalIgnoreCase),
            AllowedAtRules = new HashSet<AngleSharp.Css.Dom.CssRuleType> { AngleSharp.Css.Dom.CssRuleType.Style, AngleSharp.Css.Dom.CssRuleType.Media },
            AllowedSchemes = new HashSet<string>(["https", "http", "mailto", "tel"], StringComparer.OrdinalIgnoreCase),
            UriAttributes = new HashSet<string>(["src", "href"], StringComparer.OrdinalIgnoreCase),
        });
        return sanitizer.SanitizeDocument(html);
    }

    public string ToText(string html)
    {
        var text = new StringBuilder();
        Write(_parser.ParseDocument(html).Body!, text, depth: 0);
        var lines = text.ToString().Split('\n').Select(line => Spaces().Replace(line, " ").Trim());
        return EmptyLines().Replace(string.Join('\n', lines), "\n\n").Trim() + "\n";
    }

    public string ReplaceLinks(string html, Func<string, string> replace)
    {
        var document = _parser.ParseDocument(html);
        foreach (var link in document.QuerySelectorAll("a[href]"))
        {
            var address = link.GetAttribute("href")!.Trim();
            if (address.StartsWith("https://", StringComparison.OrdinalIgnoreCase) || address.StartsWith("http://", StringComparison.OrdinalIgnoreCase))
            {
                link.SetAttribute("href", replace(address));
            }
        }

        return document.ToHtml();
    }

    /// <param name="depth">What nobody has nested by hand is left out, before the stack is full.</param>
    private static void Write(INode node, StringBuilder text, int depth)
    {
        if (depth > MaxDepth)
        {
            return;
        }

        foreach (var child in node.ChildNodes)
        {
            if (child is IText words)
            {
                text.Append(Spaces().Replace(words.Data, " "));
            }
            else if (child is IElement element && element.LocalName is not ("style" or "title"))
            {
                Write(element, text, depth + 1);
            }
        }
    }

    private static void Write(IElement element, StringBuilder text, int depth)
    {
        var isBlock = Blocks.Contains(element.LocalName);
        text.Append(element.LocalName switch
        {
            "li" => "\n- ",
            "br" => "\n",
            "tr" => "\n",
            _ when isBlock => "\n\n",
            _ => "",
        });
        var start = text.Length;
        Write((INode)element, text, depth);
        if (element.LocalName == "a" && element.GetAttribute("href") is { Length: > 0 } address && text.ToString(start, text.Length - start).Trim() != address)
        {
            text.Append(": ").Append(address);
        }
        else if (element.LocalName is "td" or "th")
        {
            text.Append(' ');
        }
        else if (isBlock && element.LocalName is not ("li" or "tr"))
        {
            text.Append("\n\n");
        }
    }

    [GeneratedRegex(@"\s+", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: Timeout.Infinite)]
    private static partial Regex Spaces();

    [GeneratedRegex(@"\n{3,}", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: Timeout.Infinite)]
    private static partial Regex EmptyLines();
}
