using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Learning.Achievements;

namespace SecurityTraining.Application.Learning.Achievements;

/// <summary>Writes down what people have earned, each thing once.</summary>
internal sealed class PointLedger(IRepository<PointEntry> entries, ITenant tenant)
{
    /// <param name="news">Of people whom the company has; what may be known already.</param>
    /// <param name="ct">Ends the wait for the database.</param>
    public async Task Add(IReadOnlyCollection<PointFact> news, CancellationToken ct)
    {
        if (news.Count > 0)
        {
            var known = (await entries.ListAsync(new KnownSpec(news), ct)).Select(Key).ToHashSet();
            entries.AddRange(news.Where(fact => known.Add(Key(fact))).Select(fact => PointEntry.Record(tenant.CompanyId!.Value, fact)).ToList());
        }
    }

    private static (Guid UserId, PointKind Kind, Guid SourceId) Key(PointFact fact) => (fact.UserId, fact.Kind, fact.SourceId);

    private sealed class KnownSpec : Specification<PointEntry, PointFact>
    {
        public KnownSpec(IReadOnlyCollection<PointFact> news)
        {
            var userIds = news.Select(fact => fact.UserId).Distinct().ToList();
            var sourceIds = news.Select(fact => fact.SourceId).Distinct().ToList();
            Query.Where(entry => userIds.Contains(entry.UserId) && sourceIds.Contains(entry.SourceId));
            Selector = entry => new PointFact(entry.UserId, entry.Kind, entry.SourceId, entry.Points, entry.At);
        }
    }
}

/// <summary>All that somebody has earned.</summary>
internal sealed class PointsOfSpec : Specification<PointEntry, PointFact>
{
    public PointsOfSpec(Guid userId)
    {
        Query.Where(entry => entry.UserId == userId).OrderBy(entry => entry.At).OrderBy(entry => entry.Id);
        Selector = entry => new PointFact(entry.UserId, entry.Kind, entry.SourceId, entry.Points, entry.At);
    }
}
