using SecurityTraining.Domain.Common;

namespace SecurityTraining.Domain.Analytics;

/// <summary>A <see cref="RiskFact"/> about one person, written once and never changed.</summary>
public sealed class RiskEvent : AggregateRoot, ICompanyOwned
{
    private RiskEvent(Guid companyId, Guid userId, RiskFact fact) : base(fact.At)
    {
        CompanyId = companyId;
        UserId = userId;
        (SourceId, Kind, At) = fact;
    }

    private RiskEvent()
    {
    }

    public Guid CompanyId { get; private set; }

    public Guid UserId { get; private set; }

    /// <summary>What it happened to: of a lure, the recipient. It has each kind once.</summary>
    public Guid SourceId { get; private set; }

    public RiskEventKind Kind { get; private set; }

    public DateTimeOffset At { get; private set; }

    public static RiskEvent Record(Guid companyId, Guid userId, RiskFact fact) => new(companyId, userId, fact);
}

/// <summary>
/// How easily somebody is taken in, as of <see cref="ComputedAt"/>. Has the person's own id. Of whom nothing is known there is none, and
/// <see cref="RiskPolicy.Neutral"/> is meant.
/// </summary>
public sealed class PersonRisk : AggregateRoot, ICompanyOwned
{
    private readonly List<RiskPoint> _history = [];

    private PersonRisk(Guid companyId, Guid userId)
    {
        Id = userId;
        CompanyId = companyId;
        Score = RiskPolicy.Neutral;
        Band = RiskPolicy.BandOf(Score);
    }

    private PersonRisk()
    {
    }

    public Guid CompanyId { get; private set; }

    public int Score { get; private set; }

    /// <summary>Follows from the score; here for queries.</summary>
    public RiskBand Band { get; private set; }

    public DateTimeOffset ComputedAt { get; private set; }

    /// <summary>The day of the newest point of the history.</summary>
    public DateOnly? NotedOn { get; private set; }

    public int? NotedScore { get; private set; }

    /// <summary>For reading; no use case that changes the score loads it.</summary>
    public IReadOnlyList<RiskPoint> History => _history;

    public static PersonRisk Of(Guid companyId, Guid userId) => new(companyId, userId);

    /// <param name="facts">All that are known of the person.</param>
    /// <param name="at">The moment to compute the score for.</param>
    public void Assess(IEnumerable<RiskFact> facts, DateTimeOffset at)
    {
        Score = RiskPolicy.Assess(facts, at).Score;
        Band = RiskPolicy.BandOf(Score);
        ComputedAt = at;
    }

    /// <summary>Puts the score into the history, if it is another one than that of the last point; once a day at most.</summary>
    public void Note(DateOnly day, DateTimeOffset now)
    {
        if (Score == NotedScore || day <= NotedOn)
        {
            return;
        }

        (NotedOn, NotedScore) = (day, Score);
        _history.Add(new RiskPoint(this, day, now));
    }
}

/// <summary>Somebody's score on one day; it holds until the next point.</summary>
public sealed class RiskPoint : Entity, ICompanyOwned
{
    internal RiskPoint(PersonRisk risk, DateOnly day, DateTimeOffset now) : base(now)
    {
        CompanyId = risk.CompanyId;
        UserId = risk.Id;
        Day = day;
        Score = risk.Score;
    }

    private RiskPoint()
    {
    }

    public Guid CompanyId { get; private set; }

    public Guid UserId { get; private set; }

    public DateOnly Day { get; private set; }

    public int Score { get; private set; }
}
