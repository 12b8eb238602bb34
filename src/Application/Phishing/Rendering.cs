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

    /// <summary>A mail for showing to an administrator: nothing in it runs, leads anywhere or is fetched.</summary>
    string CleanForPreview(string html);

    /// <summary>A mail for showing on the teaching page: its links lead nowhere, its marks (<c>data-cue</c>) are kept.</summary>
    string CleanForTeaching(string html);
}

/// <summary>Draws QR codes.</summary>
public interface IQrCodes
{
    byte[] Png(string text);
}

/// <summary>Makes the files that come with lures.</summary>
public interface ILureDocuments
{
    byte[] Write(AttachmentKind kind, LureDocument document);
}

/// <param name="Pixel">The address of a picture that is loaded when the file is opened, where the format has such a thing.</param>
public sealed record LureDocument(string Title, IReadOnlyList<string> Paragraphs, string LinkText, string Link, string Pixel);

/// <summary>A lure whose merge fields have been parsed once, for all the people who get it.</summary>
public sealed class CompiledLure
{
    private const string Pixel = "{{" + MergeFields.TrackingPixel + "}}";

    private readonly MergeTemplate _subject;
    private readonly MergeTemplate _senderName;
    private readonly MergeTemplate _html;
    private readonly MergeTemplate _mail;
    private readonly MergeTemplate _text;
    private readonly List<MergeTemplate> _stages;
    private readonly Lazy<MergeTemplate> _teaching;
    private readonly List<(LureAttachment File, MergeTemplate Title, MergeTemplate Text, MergeTemplate LinkText)> _attachments;

    public CompiledLure(LureContent content, ILureHtml html)
    {
        Content = content;
        _subject = MergeTemplate.Parse(content.Subject);
        _senderName = MergeTemplate.Parse(content.SenderName);
        _html = MergeTemplate.Parse(WithPixel(content.Html));
        (var mail, Images) = MailImages.Detach(WithPixel(content.Html));
        _mail = MergeTemplate.Parse(mail);
        _text = MergeTemplate.Parse(content.Text);
        _stages = [.. content.FurtherStages.Prepend(content.LandingHtml).Select(stage => MergeTemplate.Parse(html.CleanLandingPage(stage)))];
        _attachments =
        [
            .. content.Attachments.Select(file =>
                (file, MergeTemplate.Parse(file.Title), MergeTemplate.Parse(file.Text), MergeTemplate.Parse(file.LinkText))),
        ];
        _teaching = new Lazy<MergeTemplate>(() => MergeTemplate.Parse(html.CleanForTeaching(content.Html)));
    }

    public LureContent Content { get; }

    /// <summary>By content id.</summary>
    public IReadOnlyDictionary<string, byte[]> Images { get; }

    public bool HasQrCode => _html.Fields.Contains(MergeFields.QrCode, StringComparer.Ordinal);

    public string Subject(IReadOnlyDictionary<string, string> values) => _subject.Render(values, HeaderValue);

    public string SenderName(IReadOnlyDictionary<string, string> values) => _senderName.Render(values, HeaderValue);

    public string Html(IReadOnlyDictionary<string, string> values) => _html.Render(values, WebUtility.HtmlEncode);

    /// <summary>As it is sent: its pictures are <see cref="Images"/>.</summary>
    public string MailHtml(IReadOnlyDictionary<string, string> values) => _mail.Render(values, WebUtility.HtmlEncode);

    public string Text(IReadOnlyDictionary<string, string> values) => _text.Render(values, PlainText);

    /// <param name="values">By merge field name; link and tracking address are the files' own.</param>
    public IEnumerable<(LureAttachment File, LureDocument Document)> Attachments(IReadOnlyDictionary<string, string> values) =>
        _attachments.Select(part => (part.File, new LureDocument(
            part.Title.Render(values, PlainText),
            [.. part.Text.Render(values, PlainText).ReplaceLineEndings("\n").Split('\n').Where(line => line.Length > 0)],
            part.LinkText.Render(values, PlainText),
            values[MergeFields.Link],
            values[MergeFields.TrackingUrl])));

    public int StageCount => _stages.Count;

    /// <param name="values">By merge field name; the link is where the stage's form leads.</param>
    /// <param name="stage">From 1.</param>
    public string LandingPage(IReadOnlyDictionary<string, string> values, int stage = 1) =>
        _stages[stage - 1].Render(values, WebUtility.HtmlEncode);

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
public sealed class LureRenderer(ITrackingTokens tokens, IQrCodes qrCodes, ILureDocuments documents, PublicAddress address)
{
    private const string QrContentId = "qr";

    public RenderedMail Mail(CompiledLure lure, LureAddressee to, MailParty sender)
    {
        var values = Values(to, sender);
        var images = new Dictionary<string, byte[]>(lure.Images, StringComparer.Ordinal);
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
            Honeypot.Into(lure.MailHtml(values), values[MergeFields.Link]),
            new Dictionary<string, string>(StringComparer.Ordinal),
            images)
        {
            Attachments = lure.Content.Attachments.Count == 0 ? [] : Attachments(lure, to, values),
        };
    }

    /// <summary>The links in files have tokens of their own, so that it can be told that a file was opened.</summary>
    private List<MailAttachment> Attachments(CompiledLure lure, LureAddressee to, Dictionary<string, string> values)
    {
        var link = address.Link($"/t/{tokens.Create(TrackingPurpose.Attachment, to.CompanyId, to.TrackingId)}");
        var own = new Dictionary<string, string>(values, StringComparer.Ordinal)
        {
            [MergeFields.Link] = link,
            [MergeFields.TrackingUrl] = $"{link}/open.gif",
            [MergeFields.TrackingPixel] = "",
            [MergeFields.QrCode] = "",
        };
        return [.. lure.Attachments(own).Select(part => new MailAttachment(part.File.FullName, MediaTypeOf(part.File.Kind), documents.Write(part.File.Kind, part.Document)))];
    }

    private static string MediaTypeOf(AttachmentKind kind) => kind switch
    {
        AttachmentKind.Pdf => "application/pdf",
        AttachmentKind.Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        _ => "text/html",
    };

    /// <param name="to">Who gets the mail or sees the page.</param>
    /// <param name="sender">Who it says that it is from.</param>
    /// <param name="stage">Of the landing page, from 1: its form leads to the one after it.</param>
    public Dictionary<string, string> Values(LureAddressee to, MailParty sender, int stage = 1)
    {
        var linkToken = tokens.Create(TrackingPurpose.Link, to.CompanyId, to.TrackingId);
        var formToken = stage == 1 ? linkToken : tokens.Create(TrackingPurposes.OfStage(stage), to.CompanyId, to.TrackingId);
        var link = address.Link($"/t/{formToken}");
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
