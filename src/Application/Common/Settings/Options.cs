namespace SecurityTraining.Application.Common.Settings;

/// <summary>Where the service is reached from outside: the base of every link in a mail or document, without a slash at its end.</summary>
public sealed record PublicAddress(Uri Url)
{
    public string Link(string path) => $"{Url.AbsoluteUri.TrimEnd('/')}{path}";
}

/// <summary>The frontend that browsers are sent to after single sign-on, with the code behind the <c>#</c>.</summary>
/// <param name="Url">Null: a page of the service shows the code.</param>
public sealed record SignOnFrontend(Uri? Url);

/// <summary>The page of a frontend where people find their courses: what mails about learning lead to.</summary>
/// <param name="Url">Null: such mails have no link.</param>
public sealed record LearnerPage(Uri? Url);

/// <summary>How many failed attempts to prove who one is are looked at; 0 turns a limit off.</summary>
public sealed class ThrottlingOptions
{
    public const string Section = "Throttling";

    /// <summary>Wrong passwords for one mail address from one client address within a minute.</summary>
    public int PerAccountAndAddressPerMinute { get; set; } = 5;

    /// <summary>Wrong passwords from one client address within a minute.</summary>
    public int PerAddressPerMinute { get; set; } = 30;

    /// <summary>Failures of one account within an hour after which each next one has to wait longer.</summary>
    public int PerAccountPerHour { get; set; } = 10;
}

public sealed class PhishingOptions
{
    public const string Section = "Phishing";

    /// <summary>Domains (and what lies below them) that need no DNS proof; refused in Production.</summary>
    public IReadOnlyList<string> AllowedUnverifiedDomains { get; set; } = [];

    /// <summary>A hit sooner than this after delivery is suspected to be a scanner's; 0 turns this one rule off.</summary>
    public int ScannerWindowSeconds { get; set; } = 10;

    /// <summary>Address ranges (CIDR) from which every company's mail is scanned: what comes from there is a scanner's.</summary>
    public IReadOnlyList<string> ScannerRanges { get; set; } = [];

    /// <summary>Domains of the installation that every company may send lures from, besides its own verified ones.</summary>
    public IReadOnlyList<string> SenderDomains { get; set; } = [];

    /// <summary>The most people one simulation may have.</summary>
    public int MaxRecipients { get; set; } = 100_000;
}
