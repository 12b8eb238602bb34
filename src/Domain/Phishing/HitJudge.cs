namespace SecurityTraining.Domain.Phishing;

/// <summary>Tells people from machines by what a request shows of itself.</summary>
/// <param name="scannerWindow">A hit sooner than this after delivery is too soon for a person; zero turns the rule off.</param>
public sealed class HitJudge(TimeSpan scannerWindow)
{
    private static readonly string[] ScannerMarks =
    [
        "bot", "crawler", "spider", "scan", "preview", "proofpoint", "mimecast", "barracuda", "safelinks", "urldefense", "curl/", "wget/",
        "python-", "go-http-client", "java/", "headlesschrome", "okhttp", "libwww",
    ];

    public Verdict Judge(HitEvidence evidence, DateTimeOffset? deliveredAt)
    {
        if (evidence.IsPrefetch)
        {
            return Verdict.Prefetch;
        }

        var tooSoon = scannerWindow > TimeSpan.Zero && (deliveredAt is null || evidence.At - deliveredAt < scannerWindow);
        var agent = evidence.UserAgent ?? "";
        return evidence.IsHead || tooSoon || ScannerMarks.Any(mark => agent.Contains(mark, StringComparison.OrdinalIgnoreCase))
            ? Verdict.Scanner
            : Verdict.Human;
    }
}

/// <param name="IsHead">Asked for the headers only, which no browser does with a link.</param>
/// <param name="IsPrefetch">Says of itself that it loads in advance (<c>Sec-Purpose</c>, <c>Purpose</c>, <c>X-Moz</c>).</param>
public sealed record HitEvidence(DateTimeOffset At, string? UserAgent, bool IsHead, bool IsPrefetch)
{
    private static readonly (string Mark, string Name)[] Browsers =
        [("Edg", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari"), ("Outlook", "Outlook")];

    private static readonly (string Mark, string Name)[] Systems =
        [("Windows", "Windows"), ("Android", "Android"), ("iPhone", "iOS"), ("iPad", "iPadOS"), ("Mac OS X", "macOS"), ("Linux", "Linux")];

    /// <summary>The client's family; the header itself is not kept, since it can tell one person from all others.</summary>
    public string? ClientFamily => (Find(Browsers), Find(Systems)) switch
    {
        ({ } browser, { } system) => $"{browser} on {system}",
        ({ } browser, null) => browser,
        (null, { } system) => system,
        _ => string.IsNullOrWhiteSpace(UserAgent) ? null : "Other",
    };

    private string? Find((string Mark, string Name)[] families) =>
        Array.Find(families, family => UserAgent?.Contains(family.Mark, StringComparison.Ordinal) == true).Name;
}
