using System.Text.RegularExpressions;
using MimeKit;
using SecurityTraining.Application.Phishing.Reports;

namespace SecurityTraining.Infrastructure.Phishing.Reports;

/// <summary>Collects what may be traces of a lure: from headers, texts and all mails within the mail.</summary>
internal static partial class MailTracesReader
{
    private const int MaxDepth = 20;

    private static readonly string[] IdHeaders = ["Message-ID", "In-Reply-To", "References", "Resent-Message-ID", "X-MS-Exchange-Parent-Message-Id", "X-Forwarded-Message-Id"];

    public static MailTraces Read(MimeMessage message)
    {
        var (ids, tokens) = (new HashSet<string>(StringComparer.Ordinal), new HashSet<string>(StringComparer.Ordinal));
        Collect(message, ids, tokens, depth: 0);
        return new MailTraces([.. ids.Take(MailTraces.Most)], [.. tokens.Take(MailTraces.Most)]);
    }

    private static void Collect(MimeMessage message, HashSet<string> ids, HashSet<string> tokens, int depth)
    {
        Collect(message.Headers, ids, tokens);
        foreach (var part in message.BodyParts)
        {
            switch (part)
            {
                case MessagePart { Message: { } inner } when depth < MaxDepth:
                    Collect(inner, ids, tokens, depth + 1);
                    break;

                // A delivery report may give back no more than the header (RFC 3462).
                case TextPart text:
                    Collect(text.Text, ids, tokens);
                    break;
                case MimePart { Content: { } content } file when IsText(file):
                    Collect(TextOf(content), ids, tokens);
                    break;
            }
        }
    }

    private static void Collect(HeaderList headers, HashSet<string> ids, HashSet<string> tokens)
    {
        foreach (var header in headers)
        {
            if (IdHeaders.Contains(header.Field, StringComparer.OrdinalIgnoreCase))
            {
                ids.UnionWith(MimeKit.Utils.MimeUtils.EnumerateReferences(header.Value));
            }
            else
            {
                tokens.UnionWith(Token().Matches(header.Value).Select(match => match.Value));
            }
        }
    }

    private static void Collect(string? text, HashSet<string> ids, HashSet<string> tokens)
    {
        if (text is not null)
        {
            tokens.UnionWith(Token().Matches(text).Select(match => match.Value));
            ids.UnionWith(MessageId().Matches(text).Select(match => match.Value));
        }
    }

    private static bool IsText(MimePart file) =>
        file.ContentType.IsMimeType("text", "*") || file.FileName?.EndsWith(".eml", StringComparison.OrdinalIgnoreCase) == true;

    private static string TextOf(IMimeContent file)
    {
        using var content = new MemoryStream();
        file.DecodeTo(content);
        return System.Text.Encoding.UTF8.GetString(content.GetBuffer(), 0, (int)content.Length);
    }

    /// <summary>59 characters of Base64url, also behind a slash that a link scanner has encoded.</summary>
    [GeneratedRegex(@"((?<![A-Za-z0-9_-])|(?<=%2[Ff]))[A-Za-z0-9_-]{59}(?![A-Za-z0-9_-])", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: Timeout.Infinite)]
    private static partial Regex Token();

    [GeneratedRegex(@"(?<![0-9a-f])[0-9a-f]{32}@[A-Za-z0-9.-]{1,253}", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: Timeout.Infinite)]
    private static partial Regex MessageId();
}
