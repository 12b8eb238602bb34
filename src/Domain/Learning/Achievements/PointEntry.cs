using SecurityTraining.Domain.Common;
using SecurityTraining.Domain.People;

namespace SecurityTraining.Domain.Learning.Achievements;

/// <summary>A <see cref="PointFact"/>, written once and never changed: everything else can be reckoned from these anew.</summary>
public sealed class PointEntry : AggregateRoot, ICompanyOwned
{
    private PointEntry(Guid companyId, PointFact fact) : base(fact.At)
    {
        CompanyId = companyId;
        (UserId, Kind, SourceId, Points, At) = fact;
    }

    private PointEntry()
    {
    }

    public Guid CompanyId { get; private set; }

    public Guid UserId { get; private set; }

    /// <summary>For queries; no use case changes them by it.</summary>
    public User? Person { get; private set; }

    public PointKind Kind { get; private set; }

    public Guid SourceId { get; private set; }

    public int Points { get; private set; }

    public DateTimeOffset At { get; private set; }

    public static PointEntry Record(Guid companyId, PointFact fact) => new(companyId, fact);
}
