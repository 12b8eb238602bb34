using System.Net;
using SecurityTraining.Application.Common.Security;
using SecurityTraining.Application.Common.Settings;
using SecurityTraining.Application.Mailing;
using SecurityTraining.Domain.Phishing;

namespace SecurityTraining.Application.Phishing;

/// <summary>Takes what could do harm out of HTML that a company wrote, before it is shown under the service's own address.</summary>
public interface ILureHtml
{
    /// <summary>
    /// A landing page that captures nothing: no scripts, no foreign resources; its forms post to <c>{{link}}</c>, and their fields have no
    /// names, so that a browser sends none of their contents.
    /// </summary>
    string CleanLandingPage(string html);

    /// <summary>A mail for showing on the teaching page: its links lead nowhere, its marks (<c>data-cue</c>) are kept.</summary>
    string CleanForTeaching(string html);
}

/// <summary>Draws QR codes.</summary>
public interface IQrCodes
{
    byte[] Png(string text);
}

/// <summary>A lure whose merge fields have been parsed once, for all the people who get it.</summary>
public sealed class CompiledLure
{
    private const string Pixel = "{{" + MergeFields.TrackingPixel + "}}";

    private readonly MergeTemplate _subject;
    private readonly MergeTemplate _senderName;
    private readonly MergeTemplate _html;
    private readonly MergeTemplate _text;
    private readonly MergeTemplate _landing;
    private readonly Lazy<MergeTemplate> _teaching;

    public CompiledLure(LureContent content, ILureHtml html)
    {
        Content = content;
        _subject = MergeTemplate.Parse(content.Subject);
        _senderName = MergeTemplate.Parse(content.SenderName);
        _html = MergeTemplate.Parse(WithPixel(content.Html));
        _text = MergeTemplate.Parse(content.Text);
        _landing = MergeTemplate.Parse(html.CleanLandingPage(content.LandingHtml));
        _teaching = new Lazy<MergeTemplate>(() => MergeTemplate.Parse(html.CleanForTeaching(content.Html)));
    }

    public LureContent Content { get; }

    public bool HasQrCode => _html.Fields.Contains(MergeFields.QrCode, StringComparer.Ordinal);

    public string Subject(IReadOnlyDictionary<string, string> values) => _subject.Render(values, HeaderValue);

    public string SenderName(IReadOnlyDictionary<string, string> values) => _senderName.Render(values, HeaderValue);

    public string Html(IReadOnlyDictionary<string, string> values) => _html.Render(values, WebUtility.HtmlEncode);

    public string Text(IReadOnlyDictionary<string, string> values) => _text.Render(values, PlainText);

    public string LandingPage(IReadOnlyDictionary<string, string> values) => _landing.Render(values, WebUtility.HtmlEncode);

    public string TeachingMail(IReadOnlyDictionary<string, string> values) => _teaching.Value.Render(values, WebUtility.HtmlEncode);

    /// <summary>A lure that forgot its pixel is opened unseen, so it gets one at the end of its body.</summary>
    private static string WithPixel(string html)
    {
        if (html.Contains(MergeFields.TrackingPixel, StringComparison.Ordinal) || html.Contains(".Tracker", StringComparison.Ordinal))
        {
            return html;
        }

        var end = html.LastIndexOf("</body>", StringComparison.OrdinalIgnoreCase);
        return end < 0 ? html + Pixel : html.Insert(end, Pixel);
    }

    private static string PlainText(string value) => string.Concat(value.Where(letter => !char.IsControl(letter)));

    /// <summary>A line break in a header would start another header.</summary>
    private static string HeaderValue(string value) => PlainText(value.ReplaceLineEndings(" "));
}

/// <summary>What a person's copy of a lure is made of besides the lure.</summary>
/// <param name="MergeValues">By merge field name.</param>
public sealed record LureAddressee(
    Guid CompanyId, Guid RecipientId, Guid TrackingId, string Email, string FullName, IReadOnlyDictionary<string, string> MergeValues);

/// <summary>Makes one person's mail, landing page or teaching page from a lure.</summary>
public sealed class LureRenderer(ITrackingTokens tokens, IQrCodes qrCodes, PublicAddress address)
{
    private const string QrContentId = "qr";

    public RenderedMail Mail(CompiledLure lure, LureAddressee to, MailParty sender)
    {
        var values = Values(to, sender);
        var images = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        if (lure.HasQrCode)
        {
            images.Add(QrContentId, qrCodes.Png(values[MergeFields.Link]));
        }

        var domain = sender.Address[(sender.Address.LastIndexOf('@') + 1)..];
        return new RenderedMail(
            MessageId: $"{to.TrackingId:N}@{domain}",
            From: sender,
            To: new MailParty(to.FullName, to.Email),
            lure.Subject(values),
            lure.Text(values),
            Honeypot.Into(lure.Html(values), values[MergeFields.Link]),
            new Dictionary<string, string>(StringComparer.Ordinal),
            images);
    }

    public Dictionary<string, string> Values(LureAddressee to, MailParty sender)
    {
        var linkToken = tokens.Create(TrackingPurpose.Link, to.CompanyId, to.TrackingId);
        var link = address.Link($"/t/{linkToken}");
        var pixel = address.Link($"/t/{tokens.Create(TrackingPurpose.Open, to.CompanyId, to.TrackingId)}/open.gif");
        return new Dictionary<string, string>(to.MergeValues, StringComparer.Ordinal)
        {
            ["senderName"] = sender.Name,
            ["senderAddress"] = sender.Address,
            [MergeFields.Link] = link,
            [MergeFields.TrackingUrl] = pixel,
            [MergeFields.TrackingPixel] = $"""<img src="{pixel}" width="1" height="1" alt="" style="border:0">""",
            [MergeFields.QrCode] = $"""<img src="cid:{QrContentId}" width="200" height="200" alt="QR">""",
            [MergeFields.RecipientId] = linkToken,
            [MergeFields.BaseUrl] = address.Link(""),
        };
    }
}
