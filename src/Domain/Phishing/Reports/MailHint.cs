namespace SecurityTraining.Domain.Phishing.Reports;

/// <summary>What a first look by rules says, for whoever decides: it decides nothing itself.</summary>
public sealed record MailHint(HintLevel Level, IReadOnlyList<HintReason> Reasons);

public enum HintLevel
{
    /// <summary>Nothing stands out, which proves nothing.</summary>
    Unremarkable,
    Suspicious,
    Dangerous,
}

/// <param name="Detail">The domain, address, link or file that it is about.</param>
public sealed record HintReason(HintReasonKind Kind, string? Detail)
{
    public const int MaxDetailLength = 300;
}

public enum HintReasonKind
{
    SpfFailed,
    DkimFailed,
    DmarcFailed,

    /// <summary>The sender's domain, or that of a link, looks like one of the company's and is none.</summary>
    LookalikeDomain,

    /// <summary>The sender's name says another address, a colleague or the company.</summary>
    DisplayNameSpoof,

    /// <summary>Answers go to another domain than the sender's.</summary>
    ReplyToDiffers,

    /// <summary>A link says one domain and leads to another.</summary>
    LinkTextDiffers,

    /// <summary>A link leads to a bare IP address.</summary>
    LinkToAddress,

    /// <summary>A file that can run, or can hold what runs.</summary>
    RiskyAttachment,
}
