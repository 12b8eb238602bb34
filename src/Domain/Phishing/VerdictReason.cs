namespace SecurityTraining.Domain.Phishing;

/// <summary>Why a hit was taken for what it was.</summary>
public enum VerdictReason
{
    /// <summary>Asked for the headers only.</summary>
    HeadRequest,

    /// <summary>Says of itself that it loads in advance.</summary>
    DeclaredPrefetch,

    /// <summary>A mail provider's proxy that fetches every picture, whether anybody looks or not.</summary>
    PictureProxy,

    /// <summary>Its user agent is that of a security product or a program library.</summary>
    ScannerClient,

    /// <summary>Came before a mail server had taken the mail.</summary>
    BeforeDelivery,

    /// <summary>Came within <c>Phishing:ScannerWindowSeconds</c> after the delivery.</summary>
    TooSoon,

    /// <summary>Within six times as long; people can be so quick.</summary>
    SoonAfterDelivery,

    /// <summary>Followed the link in the mail that no person sees.</summary>
    Honeypot,

    /// <summary>The same caller did, within a minute.</summary>
    HoneypotCaller,

    /// <summary>The same address asked for many people's links within seconds.</summary>
    ManyTokens,

    /// <summary>Follows a link and names no language.</summary>
    NoLanguage,

    /// <summary>Follows a link and names no client.</summary>
    NoClient,

    /// <summary>Another system in another network, after the person's own hit.</summary>
    OtherComputer,

    /// <summary>The company's or the operator's rule.</summary>
    Rule,

    /// <summary>An administrator has decided.</summary>
    ByHand,
}

/// <summary>
/// What is kept of the address that a hit came from: two short keyed hashes, one of the address and one of its network. They tell whether two
/// hits came from the same place, and whether a place lies within a range that somebody names, and nothing else to who has not the key.
/// </summary>
/// <param name="Address">Of the address (IPv4) or its /64 (IPv6).</param>
/// <param name="Network">Of its /24 (IPv4) or /48 (IPv6).</param>
public sealed record HitOrigin(string Address, string Network)
{
    /// <summary>48 bits, Base64url.</summary>
    public const int HashLength = 8;
}
