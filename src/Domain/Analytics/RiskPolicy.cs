namespace SecurityTraining.Domain.Analytics;

/// <summary>What somebody did that says something about how easily they are taken in.</summary>
public enum RiskEventKind
{
    /// <summary>A lure arrived and nothing came of it; void as soon as anything does.</summary>
    LureIgnored,
    LureOpened,
    LureClicked,
    LureSubmitted,
    LureReported,
}

public enum RiskBand
{
    Low,
    Medium,
    High,
    Critical,
}

/// <param name="Weight">Points at the moment of the event; what is above zero raises the score.</param>
/// <param name="HalfLifeDays">After so many days half of the points are left.</param>
public sealed record RiskRule(RiskEventKind Kind, int Weight, int HalfLifeDays);

/// <summary>Something that has happened to one source (a lure) at one time; the same kind happens to a source once.</summary>
public sealed record RiskFact(Guid SourceId, RiskEventKind Kind, DateTimeOffset At);

/// <param name="AgeDays">How long ago, at the time of the assessment.</param>
/// <param name="Points">What is left of the weight.</param>
public sealed record RiskContribution(RiskFact Fact, RiskRule Rule, double AgeDays, double Points);

/// <param name="Score">0 (nothing to fear) to 100.</param>
/// <param name="Contributions">Oldest first; with <see cref="RiskPolicy.Neutral"/> they add up to the score, before it is kept within its bounds.</param>
public sealed record RiskAssessment(int Score, IReadOnlyList<RiskContribution> Contributions)
{
    public RiskBand Band => RiskPolicy.BandOf(Score);
}

/// <summary>
/// How a risk score is made: everybody starts in the middle, each event adds its points, and time takes them away again. The score at a
/// moment follows from the set of events alone, so that it does not matter in which order, how often or when they became known.
/// </summary>
public static class RiskPolicy
{
    /// <summary>The score of somebody of whom nothing is known.</summary>
    public const int Neutral = 40;

    public const int Highest = 100;
    public const int MediumFrom = 30;
    public const int HighFrom = 55;
    public const int CriticalFrom = 75;

    /// <summary>What is longer ago is forgotten, and removed.</summary>
    public static readonly TimeSpan Memory = TimeSpan.FromDays(2 * 365);

    /// <summary>So long somebody may take before a lure counts as ignored.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromDays(3);

    public static IReadOnlyList<RiskRule> Rules { get; } =
    [
        new(RiskEventKind.LureIgnored, Weight: -4, HalfLifeDays: 60),
        new(RiskEventKind.LureOpened, Weight: 2, HalfLifeDays: 30),
        new(RiskEventKind.LureClicked, Weight: 20, HalfLifeDays: 90),
        new(RiskEventKind.LureSubmitted, Weight: 20, HalfLifeDays: 120),
        new(RiskEventKind.LureReported, Weight: -15, HalfLifeDays: 90),
    ];

    private static readonly Dictionary<RiskEventKind, RiskRule> ByKind = Rules.ToDictionary(rule => rule.Kind);

    public static RiskBand BandOf(int score) => score switch
    {
        >= CriticalFrom => RiskBand.Critical,
        >= HighFrom => RiskBand.High,
        >= MediumFrom => RiskBand.Medium,
        _ => RiskBand.Low,
    };

    public static RiskAssessment Assess(IEnumerable<RiskFact> facts, DateTimeOffset at)
    {
        var known = facts.Where(fact => fact.At <= at && at - fact.At <= Memory)
            .GroupBy(fact => (fact.SourceId, fact.Kind))
            .Select(same => same.MinBy(fact => fact.At)!)
            .ToList();
        var reactedTo = known.Where(fact => fact.Kind != RiskEventKind.LureIgnored).Select(fact => fact.SourceId).ToHashSet();

        // Sums of floating-point numbers depend on their order, so there is one.
        List<RiskContribution> contributions =
        [
            .. known.Where(fact => fact.Kind != RiskEventKind.LureIgnored || (at - fact.At >= Patience && !reactedTo.Contains(fact.SourceId)))
                .OrderBy(fact => fact.At).ThenBy(fact => fact.SourceId).ThenBy(fact => fact.Kind)
                .Select(fact => Weigh(fact, at)),
        ];
        var score = Math.Clamp(Neutral + contributions.Sum(contribution => contribution.Points), 0, Highest);
        return new RiskAssessment((int)Math.Round(score, MidpointRounding.AwayFromZero), contributions);
    }

    private static RiskContribution Weigh(RiskFact fact, DateTimeOffset at)
    {
        var rule = ByKind[fact.Kind];
        var age = (at - fact.At).TotalDays;
        return new RiskContribution(fact, rule, age, rule.Weight * Math.Pow(2, -age / rule.HalfLifeDays));
    }
}
