using System.Net;

namespace SecurityTraining.Application.Phishing;

/// <summary>A link in every lure that people neither see nor reach with the keyboard or a screen reader: who follows it reads source text.</summary>
public static class Honeypot
{
    /// <summary>Below the address of the mail's own link.</summary>
    public const string Path = "/terms";

    /// <summary>Puts it at the end of the mail's body.</summary>
    /// <param name="html">A whole mail.</param>
    /// <param name="link">The mail's own link.</param>
    public static string Into(string html, string link)
    {
        var trap = $"""<a href="{WebUtility.HtmlEncode(link + Path)}" tabindex="-1" aria-hidden="true" style="display:none;mso-hide:all;font-size:0;max-height:0;overflow:hidden"></a>""";
        var end = html.LastIndexOf("</body>", StringComparison.OrdinalIgnoreCase);
        return end < 0 ? html + trap : html.Insert(end, trap);
    }
}
