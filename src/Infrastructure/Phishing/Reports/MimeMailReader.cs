using System.Text;
using System.Text.RegularExpressions;
using MimeKit;
using SecurityTraining.Application.Phishing.Reports;
using SecurityTraining.Domain.Common;
using SecurityTraining.Domain.Phishing.Reports;

namespace SecurityTraining.Infrastructure.Phishing.Reports;

/// <summary>Reads with MimeKit, which takes whatever has been mailed since 1982.</summary>
internal sealed class MimeMailReader : IMailReader
{
    /// <summary>Mails within mails within mails.</summary>
    private const int MaxDepth = 20;

    public ReadMail? Read(ReadOnlyMemory<byte> mime) =>
        Load(mime) is { } message && IsMail(message) ? new ReadMail(MailFactsReader.Read(message), MailTracesReader.Read(message), mime) : null;

    public ForwardedMail? ReadForwarded(ReadOnlyMemory<byte> mime)
    {
        if (Load(mime) is not { } outer || EmailAddress.Parse(outer.From.Mailboxes.FirstOrDefault()?.Address) is not { IsError: false, Value: var forwarder })
        {
            return null;
        }

        var traces = MailTracesReader.Read(outer);
        var mail = Attached(outer) is { } inner && IsMail(inner)
            ? new ReadMail(MailFactsReader.Read(inner), traces, Bytes(inner))
            : new ReadMail(QuotedMail.Read(MailFactsReader.Read(outer), MailText.Of(outer)), traces, mime);
        return new ForwardedMail(forwarder.Value, IsAutomatic(outer), mail);
    }

    public static MimeMessage? Load(ReadOnlyMemory<byte> mime)
    {
        try
        {
            var options = ParserOptions.Default.Clone();
            options.MaxMimeDepth = MaxDepth;
            using var stream = new MemoryStream(mime.ToArray(), writable: false);
            return MimeMessage.Load(options, stream);
        }
        catch (FormatException)
        {
            return null;
        }
    }

    /// <summary>RFC 3834, and the older customs of mail servers.</summary>
    public static bool IsAutomatic(MimeMessage message) =>
        message.Headers["Auto-Submitted"] is { } submitted && !submitted.Trim().StartsWith("no", StringComparison.OrdinalIgnoreCase)
        || message.Headers.Contains("X-Autoreply") || message.Headers.Contains("X-Autorespond") || message.Headers.Contains("X-Auto-Reply-From")
        || message.Headers["Precedence"]?.Trim().ToLowerInvariant() is "auto_reply" or "bulk" or "junk"
        || message.Headers["Return-Path"]?.Trim() == "<>"
        || message.Body is MultipartReport;

    private static bool IsMail(MimeMessage message) => message.From.Count > 0 || !string.IsNullOrEmpty(message.Subject);

    private static MimeMessage? Attached(MimeMessage outer)
    {
        var parts = outer.BodyParts.ToList();
        if (parts.OfType<MessagePart>().FirstOrDefault(part => part.Message is not null) is { Message: { } message })
        {
            return message;
        }

        // Some programs send a mail as a file like any other.
        var file = parts.OfType<MimePart>().FirstOrDefault(part => part.FileName?.EndsWith(".eml", StringComparison.OrdinalIgnoreCase) == true);
        if (file?.Content is not { } packed)
        {
            return null;
        }

        using var content = new MemoryStream();
        packed.DecodeTo(content);
        return Load(content.ToArray());
    }

    private static byte[] Bytes(MimeMessage message)
    {
        using var stream = new MemoryStream();
        message.WriteTo(stream);
        return stream.ToArray();
    }
}

/// <summary>What can be told of a mail that was forwarded within the text: its header as mail programs quote it.</summary>
internal static partial class QuotedMail
{
    private const int Searched = 20_000;

    /// <summary>No header that is quoted has longer lines, and the patterns take their time with long ones.</summary>
    private const int MaxLine = 700;

    public static MailFacts Read(MailFacts outer, string text)
    {
        var head = text.Length > Searched ? text[..Searched] : text;
        var lines = head.Split('\n').Where(line => line.Length <= MaxLine).ToList();
        var from = Find(From(), lines);
        var subject = Find(Subject(), lines);
        var address = from.Success ? Plain(from.Groups["address"].Value, EmailAddress.MaxLength).ToLowerInvariant() : "";
        return outer with
        {
            From = new MailSender(Plain(from.Groups["name"].Value, MailSender.MaxNameLength), address),
            ReplyTo = null,
            MessageId = null,
            SentAt = null,
            Subject = subject.Success ? Plain(subject.Groups["text"].Value, MailFacts.MaxSubjectLength) : outer.Subject,

            // What the server says of the mail that came in is about the colleague who has forwarded it.
            Authentication = MailAuthentication.Unknown,
        };
    }

    private static Match Find(Regex pattern, List<string> lines) =>
        lines.Select(line => pattern.Match(line)).FirstOrDefault(match => match.Success) ?? Match.Empty;

    private static string Plain(string text, int most) =>
        string.Concat(text.EnumerateRunes().Where(rune => !Rune.IsControl(rune))).Trim(' ', '*', '"').Cut(most);

    [GeneratedRegex(@"^[\s>*]{0,20}(From|Von|De|Da):\*?[ \t]*(?<name>[^<\r\n\[]{0,200}?)[ \t]*[<\[(]?(mailto:)?(?<address>[^\s<>\[\]():]{1,64}@[^\s<>\[\]():]{1,253})", RegexOptions.Multiline | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex From();

    [GeneratedRegex(@"^[\s>*]{0,20}(Subject|Betreff|Objet|Oggetto):\*?[ \t]*(?<text>[^\r\n]{1,300})", RegexOptions.Multiline | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Subject();
}
