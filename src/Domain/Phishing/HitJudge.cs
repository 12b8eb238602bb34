namespace SecurityTraining.Domain.Phishing;

/// <summary>Tells people from machines by what a request shows of itself.</summary>
/// <param name="scannerWindow">A hit sooner than this after delivery is too soon for a person; zero turns the rule off.</param>
public sealed class HitJudge(TimeSpan scannerWindow)
{
    private static readonly string[] ScannerMarks =
    [
        "bot/", "bot;", "bot)", "crawler", "spider", "scanner", "linkscan", "preview", "proofpoint", "mimecast", "barracuda", "safelinks", "urldefense", "curl/", "wget/",
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
    public string? ClientFamily => Common.ClientFamily.Of(UserAgent);
}
