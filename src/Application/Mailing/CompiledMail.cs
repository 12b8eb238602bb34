using System.Net;
using SecurityTraining.Domain.Common;
using SecurityTraining.Domain.Mailing;
using SecurityTraining.Domain.Phishing;

namespace SecurityTraining.Application.Mailing;

/// <summary>A mail whose merge fields have been parsed once, for all the people who get it. Values are encoded for where they stand.</summary>
/// <param name="resolve">The closed list of fields.</param>
public sealed class CompiledMail(string subject, string html, string text, Func<string, string?> resolve)
{
    private readonly MergeTemplate _subject = MergeTemplate.Parse(subject, resolve);
    private readonly MergeTemplate _html = MergeTemplate.Parse(html, resolve);
    private readonly MergeTemplate _text = MergeTemplate.Parse(text, resolve);

    public static CompiledMail Of(MailContent content) => new(content.Subject, content.Html, content.Text, CampaignFields.Resolve);

    public string Subject(IReadOnlyDictionary<string, string> values)
    {
        var rendered = _subject.Render(values, HeaderValue);
        return rendered.Cut(MailContent.MaxSubjectLength);
    }

    public string Html(IReadOnlyDictionary<string, string> values) => _html.Render(values, HtmlText);

    public string Text(IReadOnlyDictionary<string, string> values) => _text.Render(values, PlainText);

    /// <summary>A fallback that stands in cleaned HTML is encoded already, so everything is decoded before it is encoded.</summary>
    private static string HtmlText(string value) => WebUtility.HtmlEncode(WebUtility.HtmlDecode(value)).ReplaceLineEndings("<br>");

    private static string PlainText(string value) => string.Concat(value.Where(letter => letter == '\n' || !char.IsControl(letter)));

    /// <summary>A line break in a header would start another header.</summary>
    private static string HeaderValue(string value) => string.Concat(value.ReplaceLineEndings(" ").Where(letter => !char.IsControl(letter)));
}
