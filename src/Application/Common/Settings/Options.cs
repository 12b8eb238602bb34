namespace SecurityTraining.Application.Common.Settings;

/// <summary>Where the service is reached from outside: the base of every link in a mail or document, without a slash at its end.</summary>
public sealed record PublicAddress(Uri Url)
{
    public string Link(string path) => $"{Url.AbsoluteUri.TrimEnd('/')}{path}";
}

public sealed class PhishingOptions
{
    public const string Section = "Phishing";

    /// <summary>Domains (and what lies below them) that need no DNS proof; refused in Production.</summary>
    public IReadOnlyList<string> AllowedUnverifiedDomains { get; set; } = [];

    /// <summary>A hit sooner than this after delivery is suspected to be a scanner's; 0 turns this one rule off.</summary>
    public int ScannerWindowSeconds { get; set; } = 10;

    /// <summary>Domains of the installation that every company may send lures from, besides its own verified ones.</summary>
    public IReadOnlyList<string> SenderDomains { get; set; } = [];

    /// <summary>The most people one simulation may have.</summary>
    public int MaxRecipients { get; set; } = 100_000;
}
