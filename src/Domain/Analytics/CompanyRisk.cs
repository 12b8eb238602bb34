using SecurityTraining.Domain.Common;

namespace SecurityTraining.Domain.Analytics;

/// <summary>The scores of some people, as numbers that can be added up.</summary>
public sealed record RiskTotals(int People, long ScoreSum, int Low, int Medium, int High, int Critical)
{
    public static readonly RiskTotals None = new(0, 0, 0, 0, 0, 0);

    /// <summary>Their average, to one decimal; null of nobody.</summary>
    public double? Score => People == 0 ? null : Math.Round((double)ScoreSum / People, 1, MidpointRounding.AwayFromZero);

    public static RiskTotals operator +(RiskTotals left, RiskTotals right) => new(
        left.People + right.People,
        left.ScoreSum + right.ScoreSum,
        left.Low + right.Low,
        left.Medium + right.Medium,
        left.High + right.High,
        left.Critical + right.Critical);
}

/// <summary>
/// What the scores of one department's own people came to on one night; those of a whole company are the sum of its departments'. Names no
/// person, and stays when the department goes.
/// </summary>
public sealed class RiskSnapshot : AggregateRoot, ICompanyOwned
{
    private RiskSnapshot(Guid companyId, DateOnly day, Guid? departmentId, RiskTotals totals, DateTimeOffset now) : base(now)
    {
        CompanyId = companyId;
        Day = day;
        DepartmentId = departmentId;
        (People, ScoreSum, Low, Medium, High, Critical) = totals;
    }

    private RiskSnapshot()
    {
    }

    public Guid CompanyId { get; private set; }

    public DateOnly Day { get; private set; }

    /// <summary>Null: people without a department.</summary>
    public Guid? DepartmentId { get; private set; }

    public int People { get; private set; }

    public long ScoreSum { get; private set; }

    public int Low { get; private set; }

    public int Medium { get; private set; }

    public int High { get; private set; }

    public int Critical { get; private set; }

    public static RiskSnapshot Take(Guid companyId, DateOnly day, Guid? departmentId, RiskTotals totals, DateTimeOffset now) =>
        new(companyId, day, departmentId, totals, now);
}

/// <summary>How far a company's scores have followed what its people do. Has the company's own id.</summary>
public sealed class RiskFeed : AggregateRoot, ICompanyOwned
{
    /// <summary>What is written down now may carry a time up to so long ago, so it is read again until it is older.</summary>
    public static readonly TimeSpan Overlap = TimeSpan.FromMinutes(1);

    /// <summary>How far every night looks back, for what came later than that.</summary>
    public static readonly TimeSpan NightlyOverlap = TimeSpan.FromDays(2);

    private static readonly TimeSpan ShortestWait = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(5);

    private RiskFeed(Guid companyId)
    {
        Id = CompanyId = companyId;
    }

    private RiskFeed()
    {
    }

    public Guid CompanyId { get; private set; }

    /// <summary>The id up to which all events are known; ids sort by time. Null: nothing has been read yet.</summary>
    public Guid? ReadUpTo { get; private set; }

    /// <summary>When the newest event that has been read happened.</summary>
    public DateTimeOffset? LastNewsAt { get; private set; }

    /// <summary>The last day (UTC) whose nightly work is done.</summary>
    public DateOnly? ClosedOn { get; private set; }

    public static RiskFeed Of(Guid companyId) => new(companyId);

    /// <summary>Where to read from; null: from the beginning.</summary>
    public Guid? Start(bool isNightly, DateTimeOffset now)
    {
        var longAgo = TimeOrderedId.FirstAt(now - NightlyOverlap);
        return isNightly && ReadUpTo > longAgo ? longAgo : ReadUpTo;
    }

    public void Read(Guid lastId, DateTimeOffset at, DateTimeOffset now)
    {
        var settled = TimeOrderedId.FirstAt(now - Overlap);
        var reached = lastId < settled ? lastId : settled;
        ReadUpTo = ReadUpTo > reached ? ReadUpTo : reached;
        LastNewsAt = LastNewsAt > at ? LastNewsAt : at;
    }

    public void Close(DateOnly day) => ClosedOn = day;

    /// <summary>When to look again: soon while something is going on, less often the longer all is quiet.</summary>
    public TimeSpan Wait(DateTimeOffset now)
    {
        var wait = (now - (LastNewsAt ?? DateTimeOffset.MinValue)) / 10;
        return wait < ShortestWait ? ShortestWait : wait > LongestWait ? LongestWait : wait;
    }
}
