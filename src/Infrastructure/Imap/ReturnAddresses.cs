using MimeKit;
using SecurityTraining.Application.Common.Security;
using SecurityTraining.Infrastructure.Mail;

namespace SecurityTraining.Infrastructure.Imap;

/// <summary>A return address of its own for each lure, with a signed token: whatever comes back is known by where it comes (VERP).</summary>
internal sealed class ReturnAddresses
{
    /// <summary>Of the part before the @, by RFC 5321, 4.5.3.1.1.</summary>
    private const int MaxLocalPart = 64;

    private readonly ITrackingTokens _tokens;
    private readonly (string LocalPart, string Domain)? _address;

    public ReturnAddresses(ITrackingTokens tokens, MailOptions options)
    {
        _tokens = tokens;
        if (options.Bounces.Address is not { Length: > 0 } address)
        {
            return;
        }

        var token = tokens.Create(TrackingPurpose.Return, Guid.Empty, Guid.Empty);
        if (!MailboxAddress.TryParse(address, out var parsed) || parsed.LocalPart.Length + 1 + token.Length > MaxLocalPart)
        {
            throw new InvalidOperationException(
                $"{MailOptions.Section}:{nameof(MailOptions.Bounces)}:{nameof(BounceOptions.Address)} must be a mail address with at most four characters before the @.");
        }

        _address = (parsed.LocalPart, parsed.Domain);
    }

    /// <returns>Null: none has been configured.</returns>
    public string? For(Guid companyId, Guid trackingId) =>
        _address is var (local, domain) ? $"{local}+{_tokens.Create(TrackingPurpose.Return, companyId, trackingId)}@{domain}" : null;
}
