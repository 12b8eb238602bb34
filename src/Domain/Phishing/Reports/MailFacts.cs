using System.Security.Cryptography;
using System.Text;

namespace SecurityTraining.Domain.Phishing.Reports;

/// <summary>What a mail shows of itself to somebody who has to judge it. Texts are cut to what is kept.</summary>
/// <param name="Digest">Of the words of the text, without digits and addresses, so that copies to different people agree.</param>
public sealed record MailFacts(
    MailSender From,
    string? ReplyTo,
    string Subject,
    string? MessageId,
    DateTimeOffset? SentAt,
    IReadOnlyList<MailLink> Links,
    IReadOnlyList<MailAttachment> Attachments,
    MailAuthentication Authentication,
    string Digest)
{
    public const int MaxSubjectLength = 300;
    public const int MaxMessageIdLength = 300;
    public const int MaxLinks = 50;
    public const int MaxAttachments = 50;

    /// <summary>The same for copies of one mailing to many people: their tokens, names and Message-IDs differ, the rest does not.</summary>
    /// <returns>SHA-256 in lower-case hexadecimal digits.</returns>
    public string Fingerprint()
    {
        string[] parts =
        [
            From.Address,
            Subject,
            Digest,
            .. Links.Select(link => link.Host).OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal),
            .. Attachments.Select(file => file.Sha256).Order(StringComparer.Ordinal),
        ];
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', parts))));
    }
}

/// <param name="Name">What mail programs show; empty if there is none.</param>
/// <param name="Address">In lower case; empty if the mail names none.</param>
public sealed record MailSender(string Name, string Address)
{
    public const int MaxNameLength = 200;
    public const int MaxAddressLength = 320;

    public string Domain => Address[(Address.LastIndexOf('@') + 1)..];
}

/// <param name="Text">What the reader sees; null: the address itself.</param>
public sealed record MailLink(string Url, string? Text)
{
    public const int MaxUrlLength = 2000;
    public const int MaxTextLength = 200;

    /// <summary>In lower case and ASCII; null if the address leads to no host.</summary>
    public string? Host => Uri.TryCreate(Url, UriKind.Absolute, out var uri) && uri.Host.Length > 0 ? uri.IdnHost.ToLowerInvariant() : null;
}

/// <param name="Size">In bytes, unpacked.</param>
/// <param name="Sha256">In lower-case hexadecimal digits.</param>
public sealed record MailAttachment(string Name, string MediaType, long Size, string Sha256)
{
    public const int MaxNameLength = 255;
}

/// <summary>What the receiving mail server says of the sender (RFC 8601); null: nothing.</summary>
public sealed record MailAuthentication(string? Spf, string? Dkim, string? Dmarc)
{
    public static readonly MailAuthentication Unknown = new(Spf: null, Dkim: null, Dmarc: null);
}
