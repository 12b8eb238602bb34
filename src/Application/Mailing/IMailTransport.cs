namespace SecurityTraining.Application.Mailing;

/// <summary>Hands mails to a mail server (or what stands in for one), several at once.</summary>
public interface IMailTransport
{
    /// <summary>How many mails can be under way at the same time.</summary>
    int Connections { get; }

    /// <returns>What the server said. Never throws for what a server or a network can do.</returns>
    Task<MailReceipt> Send(RenderedMail mail, CancellationToken ct);
}

/// <param name="MessageId">Without angle brackets; the same for each try, so that a repetition can be recognised.</param>
/// <param name="Headers">Further header fields, by name; their values have no line breaks.</param>
/// <param name="Images">PNG, JPEG, GIF or WebP files shown inside the HTML part, by content id.</param>
public sealed record RenderedMail(
    string MessageId,
    MailParty From,
    MailParty To,
    string Subject,
    string Text,
    string Html,
    IReadOnlyDictionary<string, string> Headers,
    IReadOnlyDictionary<string, byte[]> Images)
{
    /// <summary>Where mail servers send what they cannot deliver (the envelope's sender, RFC 5321); null: to <see cref="From"/>.</summary>
    public string? ReturnAddress { get; init; }

    public IReadOnlyList<MailAttachment> Attachments { get; init; } = [];
}

/// <param name="MediaType">Such as <c>application/pdf</c>.</param>
public sealed record MailAttachment(string FileName, string MediaType, byte[] Content);

public sealed record MailParty(string Name, string Address);

public enum MailVerdict
{
    Accepted,

    /// <summary>Another try may succeed (SMTP 4xx).</summary>
    TemporaryFailure,

    /// <summary>Another try will not (SMTP 5xx).</summary>
    PermanentFailure,

    /// <summary>The server was not reached or refuses everybody: nothing was learnt about this mail.</summary>
    Unavailable,
}

/// <param name="Reply">The server's own words.</param>
public sealed record MailReceipt(MailVerdict Verdict, string Reply);
