using System.Text;
using ErrorOr;
using MimeKit;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Phishing.Imports;
using SecurityTraining.Infrastructure.Html;

namespace SecurityTraining.Infrastructure.Phishing;

/// <summary>Reads saved mails with MimeKit and AngleSharp. Nothing is fetched, and nothing of the sender's own tracking stays.</summary>
internal sealed class LureFiles(ForeignMailHtml cleaner) : ILureFiles
{
    /// <summary>Messages within messages, deeper than any mail program makes them.</summary>
    private const int MaxDepth = 20;

    public ErrorOr<ImportedMail> ReadMail(byte[] message)
    {
        MimeMessage mail;
        try
        {
            using var content = new MemoryStream(message, writable: false);
            mail = MimeMessage.Load(new ParserOptions { MaxMimeDepth = MaxDepth }, content);
        }
        catch (Exception exception) when (exception is FormatException or IOException or ArgumentException or NotSupportedException)
        {
            return LureImportErrors.NotRead.On("file");
        }

        var (body, text) = (mail.HtmlBody, mail.TextBody);
        if (body is null && text is null)
        {
            return LureImportErrors.NotRead.On("file");
        }

        var images = mail.BodyParts.OfType<MimePart>()
            .GroupBy(part => part.ContentId ?? "", StringComparer.Ordinal)
            .ToDictionary(parts => parts.Key, parts => parts.First(), StringComparer.Ordinal);
        var decoded = new Dictionary<string, byte[]?>(StringComparer.Ordinal);
        var cleaned = cleaner.Clean(
            body ?? AsHtml(text!),
            cid => decoded.TryGetValue(cid, out var bytes) ? bytes : decoded[cid] = images.TryGetValue(cid, out var part) ? Bytes(part) : null);
        var notes = cleaned.Notes.ToList();
        if (mail.Attachments.Count() is > 0 and var attachments)
        {
            notes.Add($"{attachments} attachment(s) have been left out.");
        }

        var sender = mail.From.Mailboxes.FirstOrDefault();
        return new ImportedMail(mail.Subject, sender?.Name, sender?.Address, cleaned.Html, text, notes);
    }

    public ImportedMail ReadHtml(string html)
    {
        var cleaned = cleaner.Clean(html, _ => null);
        return new ImportedMail(cleaned.Title, SenderName: null, SenderAddress: null, cleaned.Html, Text: null, cleaned.Notes);
    }

    public string ReadText(byte[] content)
    {
        using var reader = new StreamReader(new MemoryStream(content, writable: false), Encoding.UTF8, detectEncodingFromByteOrderMarks: true);
        return reader.ReadToEnd();
    }

    private static byte[] Bytes(MimePart part)
    {
        using var decoded = new MemoryStream();
        part.Content?.DecodeTo(decoded);
        return decoded.ToArray();
    }

    /// <summary>Lines as paragraphs; addresses in them become links, which the cleaning then turns round.</summary>
    private static string AsHtml(string text)
    {
        var result = new StringBuilder();
        foreach (var line in text.ReplaceLineEndings("\n").Split('\n'))
        {
            var words = line.Split(' ').Select(word =>
                word.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || word.StartsWith("https://", StringComparison.OrdinalIgnoreCase)
                    ? "<a href=\"#\">{{link}}</a>"
                    : System.Net.WebUtility.HtmlEncode(word));
            result.Append(string.Join(' ', words)).Append("<br>");
        }

        return result.ToString();
    }
}
