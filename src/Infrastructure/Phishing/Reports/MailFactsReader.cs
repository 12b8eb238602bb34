using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using MimeKit;
using MimeKit.Cryptography;
using SecurityTraining.Domain.Common;
using SecurityTraining.Domain.Phishing.Reports;

namespace SecurityTraining.Infrastructure.Phishing.Reports;

/// <summary>What a mail shows of itself.</summary>
internal static partial class MailFactsReader
{
    private const int MinWordLength = 3;

    public static MailFacts Read(MimeMessage message)
    {
        var from = message.From.Mailboxes.FirstOrDefault() ?? message.Sender;
        return new MailFacts(
            new MailSender(Clean(from?.Name, MailSender.MaxNameLength), Clean(from?.Address, MailSender.MaxAddressLength).ToLowerInvariant()),
            message.ReplyTo.Mailboxes.FirstOrDefault() is { } replyTo ? Clean(replyTo.Address, MailSender.MaxAddressLength).ToLowerInvariant() : null,
            Clean(message.Subject, MailFacts.MaxSubjectLength),
            message.MessageId is { Length: > 0 } id ? Clean(id, MailFacts.MaxMessageIdLength) : null,
            message.Headers.Contains(HeaderId.Date) && message.Date.Year is > 1970 and < 9999 ? message.Date.ToUniversalTime() : null,
            Links(message),
            [.. Attachments(message).Take(MailFacts.MaxAttachments)],
            Authentication(message),
            Digest(message));
    }

    private static List<MailLink> Links(MimeMessage message)
    {
        var links = new List<MailLink>();
        if (message.HtmlBody is { } html)
        {
            using var document = new HtmlParser().ParseDocument(html);
            links.AddRange(document.QuerySelectorAll("a[href], area[href], form[action]")
                .Select(element => new MailLink(
                    Clean(element.GetAttribute("href") ?? element.GetAttribute("action"), MailLink.MaxUrlLength),
                    Clean(element.TextContent, MailLink.MaxTextLength) is { Length: > 0 } text ? text : null)));
        }

        links.AddRange(Address().Matches(message.TextBody ?? "").Select(match => new MailLink(Clean(match.Value.TrimEnd('.', ',', ')', '>'), MailLink.MaxUrlLength), Text: null)));
        return
        [
            .. links.Where(link => Uri.TryCreate(link.Url, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" or "ftp" or "file" or "data" or "javascript")
                .DistinctBy(link => link.Url, StringComparer.Ordinal)
                .Take(MailFacts.MaxLinks),
        ];
    }

    private static IEnumerable<MailAttachment> Attachments(MimeMessage message)
    {
        foreach (var part in message.BodyParts.OfType<MimePart>().Where(part => part.IsAttachment || part.FileName is not null))
        {
            using var content = new MemoryStream();
            part.Content?.DecodeTo(content);
            var name = Clean(part.FileName, MailAttachment.MaxNameLength);
            yield return new MailAttachment(
                name.Length > 0 ? name : "unnamed",
                Clean(part.ContentType.MimeType, MailAttachment.MaxNameLength),
                content.Length,
                Convert.ToHexStringLower(SHA256.HashData(content.GetBuffer().AsSpan(0, (int)content.Length))));
        }
    }

    /// <summary>Of the topmost header only, which the last server has written: those below may be the attacker's own (RFC 8601, 5).</summary>
    private static MailAuthentication Authentication(MimeMessage message)
    {
        var header = message.Headers.FirstOrDefault(header => header.Id == HeaderId.AuthenticationResults);
        if (header is null || !AuthenticationResults.TryParse(header.RawValue, out var results))
        {
            return MailAuthentication.Unknown;
        }

        return new MailAuthentication(Of("spf"), Of("dkim"), Of("dmarc"));

        // Where there are several signatures, one that holds is enough.
        string? Of(string method)
        {
            var found = results.Results.Where(result => result.Method.Equals(method, StringComparison.OrdinalIgnoreCase))
                .Select(result => Clean(result.Result, MaxResultLength).ToLowerInvariant()).ToList();
            return found.Contains("pass", StringComparer.Ordinal) ? "pass" : found.FirstOrDefault();
        }
    }

    private const int MaxResultLength = 20;

    private static string Digest(MimeMessage message)
    {
        var addressees = message.To.Mailboxes.Concat(message.Cc.Mailboxes).SelectMany(mailbox => Words($"{mailbox.Name} {mailbox.Address}"));
        var words = Words(Address().Replace(MailText.Of(message), " ")).Except(addressees, StringComparer.Ordinal);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join(' ', words))));
    }

    private static IEnumerable<string> Words(string text) =>
        Word().Matches(text.ToLowerInvariant()).Select(match => match.Value).Where(word => word.Length >= MinWordLength);

    private static string Clean(string? text, int most)
    {
        var plain = Regex.Replace(string.Concat((text ?? "").EnumerateRunes().Where(rune => !Rune.IsControl(rune) || rune.Value is '\n' or '\t').Select(rune => rune.ToString())), @"\s+", " ", RegexOptions.None, Timeout.InfiniteTimeSpan).Trim();
        return plain.Cut(most);
    }

    [GeneratedRegex(@"https?://[^\s""'<>]{1,2000}", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, matchTimeoutMilliseconds: Timeout.Infinite)]
    private static partial Regex Address();

    [GeneratedRegex(@"\p{L}+", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: Timeout.Infinite)]
    private static partial Regex Word();
}

/// <summary>The text of a mail as somebody would read it.</summary>
internal static class MailText
{
    private const int Most = 500_000;

    public static string Of(MimeMessage message)
    {
        var text = message.TextBody ?? OfHtml(message.HtmlBody ?? "");
        return text.Cut(Most);
    }

    private static string OfHtml(string html)
    {
        using var document = new HtmlParser().ParseDocument(html);
        foreach (var element in document.QuerySelectorAll("script, style, head"))
        {
            element.Remove();
        }

        foreach (var block in document.QuerySelectorAll("br, p, div, tr, li"))
        {
            block.Insert(AdjacentPosition.BeforeBegin, "\n");
        }

        return document.Body?.TextContent ?? "";
    }
}
