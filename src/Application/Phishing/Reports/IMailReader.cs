using SecurityTraining.Domain.Phishing.Reports;

namespace SecurityTraining.Application.Phishing.Reports;

/// <summary>Reads mails that others have written. Never throws for what stands in them, and opens nothing that they name.</summary>
public interface IMailReader
{
    /// <param name="mime">A whole mail, or only its header (RFC 5322).</param>
    /// <returns>Null if it is no mail at all.</returns>
    ReadMail? Read(ReadOnlyMemory<byte> mime);

    /// <summary>The mail that somebody has forwarded, as an attachment or within the text, and who has.</summary>
    /// <inheritdoc cref="Read" path="/returns"/>
    ForwardedMail? ReadForwarded(ReadOnlyMemory<byte> mime);
}

/// <param name="Mime">Of the mail that <paramref name="Facts"/> is about.</param>
public sealed record ReadMail(MailFacts Facts, MailTraces Traces, ReadOnlyMemory<byte> Mime);

/// <param name="Forwarder">In lower case.</param>
/// <param name="IsAutomatic">A machine has answered or forwarded it: nobody reports anything (RFC 3834).</param>
public sealed record ForwardedMail(string Forwarder, bool IsAutomatic, ReadMail Mail);

/// <summary>What may show that a mail is a lure of ours, also deep within others that it was attached to.</summary>
/// <param name="MessageIds">Without angle brackets.</param>
/// <param name="Tokens">What could be tokens of links; not checked.</param>
public sealed record MailTraces(IReadOnlyList<string> MessageIds, IReadOnlyList<string> Tokens)
{
    /// <summary>Of each kind; a mail with more has been made to be slow.</summary>
    public const int Most = 100;
}
