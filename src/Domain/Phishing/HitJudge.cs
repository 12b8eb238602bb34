using System.Net;

namespace SecurityTraining.Domain.Phishing;

/// <summary>
/// Tells people from machines, and the person from others to whom they forwarded the mail, by what a request shows of itself and by what
/// happened around it. What speaks against a person is named; the verdict follows from these reasons alone.
/// </summary>
/// <param name="scannerWindow">A hit sooner than this after delivery is too soon for a person; zero turns what rests on it off.</param>
public sealed class HitJudge(TimeSpan scannerWindow)
{
    /// <summary>
    /// Who asks for this many people's links from one address, with one client, within <see cref="BurstWindow"/> is hardly a person. In a large
    /// office behind one address as many may be at work in that time, but seldom with the same client.
    /// </summary>
    public const int BurstTokens = 8;

    /// <summary>So many scanner windows after the delivery it is still early for a person, though possible.</summary>
    private const int EarlyWindows = 6;

    /// <summary>All that Apple's Mail Privacy Protection says of itself.</summary>
    private const string PictureProxyAgent = "Mozilla/5.0";

    private static readonly string[] ScannerMarks =
    [
        "bot/", "bot;", "bot)", "crawler", "spider", "scanner", "linkscan", "preview", "proofpoint", "mimecast", "barracuda", "safelinks", "urldefense", "curl/", "wget/",
        "python-", "go-http-client", "java/", "headlesschrome", "okhttp", "libwww",
    ];

    public static readonly TimeSpan BurstWindow = TimeSpan.FromSeconds(5);

    /// <summary>Whoever followed the link that no person sees is taken for a machine as long as this before and after it.</summary>
    public static readonly TimeSpan HoneypotWindow = TimeSpan.FromMinutes(1);

    public Judgement Judge(HitEvidence evidence, HitContext context)
    {
        if (VerdictRule.Decide(context.Rules, evidence.Address, evidence.UserAgent) is { } ruled)
        {
            return new Judgement(ruled, [VerdictReason.Rule]);
        }

        var reasons = Signs(evidence, context).ToList();
        return new Judgement(Weigh(reasons), reasons);
    }

    /// <summary>
    /// One sign that only machines give is enough; of those that people sometimes give, too, two are doubtful and three are not. Rules and
    /// decisions by hand are not weighed.
    /// </summary>
    public static Verdict Weigh(IReadOnlyCollection<VerdictReason> reasons)
    {
        if (reasons.Contains(VerdictReason.DeclaredPrefetch) || reasons.Contains(VerdictReason.PictureProxy))
        {
            return Verdict.Prefetch;
        }

        return reasons.Sum(Weight) switch
        {
            >= 3 => Verdict.Scanner,
            2 => Verdict.Unknown,
            _ => reasons.Contains(VerdictReason.OtherComputer) ? Verdict.Forwarded : Verdict.Human,
        };
    }

    private static int Weight(VerdictReason reason) => reason switch
    {
        VerdictReason.HeadRequest or VerdictReason.ScannerClient or VerdictReason.BeforeDelivery or VerdictReason.TooSoon
            or VerdictReason.Honeypot or VerdictReason.HoneypotCaller => 3,
        VerdictReason.ManyTokens => 2,
        VerdictReason.SoonAfterDelivery or VerdictReason.NoLanguage or VerdictReason.NoClient => 1,
        _ => 0,
    };

    private IEnumerable<VerdictReason> Signs(HitEvidence evidence, HitContext context)
    {
        if (evidence.IsPrefetch)
        {
            yield return VerdictReason.DeclaredPrefetch;
        }

        if (evidence.IsHead)
        {
            yield return VerdictReason.HeadRequest;
        }

        if (evidence.IsHoneypot)
        {
            yield return VerdictReason.Honeypot;
        }
        else if (context.TouchedHoneypot)
        {
            yield return VerdictReason.HoneypotCaller;
        }

        var agent = evidence.UserAgent ?? "";
        if (context.Kind == SimulationEventKind.Opened && agent == PictureProxyAgent)
        {
            yield return VerdictReason.PictureProxy;
        }

        if (ScannerMarks.Any(mark => agent.Contains(mark, StringComparison.OrdinalIgnoreCase)))
        {
            yield return VerdictReason.ScannerClient;
        }

        if (Haste(evidence.At, context.DeliveredAt) is { } haste)
        {
            yield return haste;
        }

        if (context.OtherTokens >= BurstTokens - 1)
        {
            yield return VerdictReason.ManyTokens;
        }

        // Programs that show mails and files fetch pictures without saying much of themselves; browsers that follow a link do.
        if (context.Kind is SimulationEventKind.Clicked or SimulationEventKind.Submitted)
        {
            if (!evidence.HasLanguage)
            {
                yield return VerdictReason.NoLanguage;
            }

            if (agent.Length == 0)
            {
                yield return VerdictReason.NoClient;
            }
        }

        if (context.Own?.IsAnotherComputer(evidence.ClientFamily, evidence.Origin?.Network) == true)
        {
            yield return VerdictReason.OtherComputer;
        }
    }

    private VerdictReason? Haste(DateTimeOffset at, DateTimeOffset? deliveredAt)
    {
        if (scannerWindow <= TimeSpan.Zero)
        {
            return null;
        }

        if (deliveredAt is not { } delivered || at < delivered)
        {
            return VerdictReason.BeforeDelivery;
        }

        var age = at - delivered;
        return age < scannerWindow ? VerdictReason.TooSoon : age < scannerWindow * EarlyWindows ? VerdictReason.SoonAfterDelivery : null;
    }
}

/// <param name="Reasons">What spoke against the person, and what decided; empty if nothing did.</param>
public sealed record Judgement(Verdict Verdict, IReadOnlyList<VerdictReason> Reasons);

/// <param name="IsHead">Asked for the headers only, which no browser does with a link.</param>
/// <param name="IsPrefetch">Says of itself that it loads in advance (<c>Sec-Purpose</c>, <c>Purpose</c>, <c>X-Moz</c>).</param>
public sealed record HitEvidence(DateTimeOffset At, string? UserAgent, bool IsHead, bool IsPrefetch)
{
    /// <summary>For comparing with rules; never stored.</summary>
    public IPAddress? Address { get; init; }

    /// <summary>What is kept of the address.</summary>
    public HitOrigin? Origin { get; init; }

    /// <summary>Browsers name the languages of their user (<c>Accept-Language</c>); few machines do.</summary>
    public bool HasLanguage { get; init; } = true;

    /// <summary>Followed the link that no person sees.</summary>
    public bool IsHoneypot { get; init; }

    public string? ClientFamily => Common.ClientFamily.Of(UserAgent);

    /// <summary>By what whoever followed the honeypot link is recognised again: the address or, where there is none, the client.</summary>
    public string? Caller => Origin?.Address ?? ClientFamily;
}

/// <summary>What is known around a hit.</summary>
/// <param name="DeliveredAt">Null: no mail server has taken the mail yet.</param>
public sealed record HitContext(DateTimeOffset? DeliveredAt)
{
    public SimulationEventKind Kind { get; init; } = SimulationEventKind.Clicked;

    /// <summary>Where the person themselves was when they first did something with the mail; null: they have done nothing yet.</summary>
    public OwnComputer? Own { get; init; }

    /// <summary>The same caller followed the honeypot link of this mail about this time.</summary>
    public bool TouchedHoneypot { get; init; }

    /// <summary>How many other people's links the same client at the same address asked for within <see cref="HitJudge.BurstWindow"/>.</summary>
    public int OtherTokens { get; init; }

    public IReadOnlyCollection<VerdictRule> Rules { get; init; } = [];
}

/// <param name="Client">Family of the client, such as <c>Firefox on Linux</c>.</param>
/// <param name="Network">See <see cref="HitOrigin.Network"/>.</param>
public sealed record OwnComputer(string Client, string? Network)
{
    private static readonly string[] Desks = ["Windows", "macOS", "Linux", "ChromeOS"];
    private static readonly string[] Pockets = ["Android", "iOS", "iPadOS"];

    /// <summary>
    /// Another system in another network, and not the person's own phone beside their own computer: most people have one of each, so only a
    /// second desk or a second phone shows that somebody else is reading.
    /// </summary>
    public bool IsAnotherComputer(string? client, string? network) =>
        network is not null && Network is not null && network != Network
        && SystemOf(client) is { } theirs && SystemOf(Client) is { } own && theirs != own
        && Desks.Contains(theirs, StringComparer.Ordinal) == Desks.Contains(own, StringComparer.Ordinal);

    private static string? SystemOf(string? client) =>
        client?.Split(" on ")[^1] is { } system && Desks.Concat(Pockets).Contains(system, StringComparer.Ordinal) ? system : null;
}
