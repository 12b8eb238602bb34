using AngleSharp.Html.Parser;
using Ganss.Xss;
using Markdig;
using SecurityTraining.Application.Learning.Outline;

namespace SecurityTraining.Infrastructure.Html;

/// <summary>Markdig without raw HTML, and HtmlSanitizer with explicit lists behind it, so that neither has to be right alone.</summary>
internal sealed class LessonHtml : ILessonHtml
{
    private static readonly string[] Layout =
    [
        "a", "b", "blockquote", "br", "code", "del", "div", "em", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "i", "li", "ol", "p", "pre", "s", "small", "span",
        "strong", "sub", "sup", "table", "tbody", "td", "th", "thead", "tr", "u", "ul",
    ];

    private readonly MarkdownPipeline _markdown = new MarkdownPipelineBuilder().UsePipeTables().UseEmphasisExtras().DisableHtml().Build();

    private readonly HtmlParser _parser = new();

    public string Render(string markdown)
    {
        var document = _parser.ParseDocument(Sanitize(Markdown.ToHtml(markdown, _markdown), ["href", "title", "start", "align"], ["https", "mailto"]));
        foreach (var link in document.QuerySelectorAll("a"))
        {
            link.SetAttribute("target", "_blank");
            link.SetAttribute("rel", "noopener noreferrer");
        }

        return document.Body!.InnerHtml;
    }

    public string CleanExercise(string html)
    {
        var document = _parser.ParseDocument(Sanitize(html, ["href", "title", "align", "data-region"], []));
        foreach (var link in document.QuerySelectorAll("a"))
        {
            link.SetAttribute("href", "#");
        }

        return document.Body!.InnerHtml;
    }

    private static string Sanitize(string html, IEnumerable<string> attributes, IEnumerable<string> schemes) => new HtmlSanitizer(new HtmlSanitizerOptions
    {
        AllowedTags = new HashSet<string>(Layout, StringComparer.OrdinalIgnoreCase),
        AllowedAttributes = new HashSet<string>(attributes, StringComparer.OrdinalIgnoreCase),
        AllowedSchemes = new HashSet<string>(schemes, StringComparer.OrdinalIgnoreCase),
        UriAttributes = new HashSet<string>(["href"], StringComparer.OrdinalIgnoreCase),
    }).Sanitize(html);
}
