using System.Globalization;
using MimeKit;
using SecurityTraining.Application.Common.Security;
using SecurityTraining.Application.Phishing.Returns;
using SecurityTraining.Domain.Common;
using SecurityTraining.Domain.Phishing;
using SecurityTraining.Infrastructure.Phishing.Reports;

namespace SecurityTraining.Infrastructure.Imap;

/// <summary>Tells by the token in the return address, or in what is quoted, which lure it is, and by RFC 3464 and 3834 what has become of it.</summary>
internal sealed class ReturnedMailReader(ITrackingTokens tokens) : IReturnedMailReader
{
    private const int MaxReply = 400;

    private static readonly string[] PolicyWords = ["spam", "policy", "blocked", "blacklist", "blocklist", "dmarc", "spf", "dkim", "reputation", "content"];

    public (TrackingTarget Lure, ReturnedMail Mail)? Read(ReadOnlyMemory<byte> mime)
    {
        if (MimeMailReader.Load(mime) is not { } message || FindLure(message) is not { } lure)
        {
            return null;
        }

        if (message.BodyParts.OfType<MessageDeliveryStatus>().FirstOrDefault() is { } status)
        {
            return Bounce(status) is { } bounce ? (lure, bounce) : null;
        }

        // Other reports, such as of a mail that was read (RFC 8098), say nothing about delivery.
        return message.Body is MultipartReport ? null : (lure, new ReturnedMail(Bounce: null, MimeMailReader.IsAutomatic(message), Reply: ""));
    }

    private TrackingTarget? FindLure(MimeMessage message) => MailTracesReader.Read(message).Tokens
        .Select(text => tokens.Read(TrackingPurpose.Return, text) ?? tokens.Read(TrackingPurpose.Link, text) ?? tokens.Read(TrackingPurpose.Open, text))
        .FirstOrDefault(target => target is not null);

    private static ReturnedMail? Bounce(MessageDeliveryStatus status)
    {
        // The first group is about the message, each of the others about one addressee.
        var failed = status.StatusGroups.Skip(1).FirstOrDefault(group => group["Action"]?.Trim().Equals("failed", StringComparison.OrdinalIgnoreCase) == true);
        if (failed is null)
        {
            return null;
        }

        var code = failed["Status"]?.Trim().Split(' ')[0] ?? "";
        var said = failed["Diagnostic-Code"]?.Split(';', 2)[^1].ReplaceLineEndings(" ").Trim() ?? "";
        var reply = string.Concat($"{code} {said}".Where(letter => !char.IsControl(letter))).Trim();
        return new ReturnedMail(Kind(code, said), IsAutomatic: true, reply.Cut(MaxReply));
    }

    /// <summary>By the enhanced status code (RFC 3463); where that says no more than "other", by the server's words.</summary>
    private static BounceKind Kind(string code, string said)
    {
        var numbers = code.Split('.').Select(part => int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1).ToArray();
        return numbers switch
        {
            [_, 7, ..] => BounceKind.Policy,
            [4, ..] or [5, 2, 2] or [5, 3, ..] or [5, 4, ..] => BounceKind.Soft,
            [5, 1, ..] or [5, 2, 1] => BounceKind.Hard,
            _ when PolicyWords.Any(word => said.Contains(word, StringComparison.OrdinalIgnoreCase)) => BounceKind.Policy,
            [5, ..] => BounceKind.Hard,
            _ => BounceKind.Soft,
        };
    }
}
