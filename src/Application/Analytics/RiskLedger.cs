using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Analytics;

namespace SecurityTraining.Application.Analytics;

/// <summary>Brings some people's scores in line with what is known of them: three statements, however many they are.</summary>
internal sealed class RiskLedger(IRepository<RiskEvent> events, IRepository<PersonRisk> risks, ITenant tenant, TimeProvider clock)
{
    /// <param name="userIds">People whom the company has.</param>
    /// <param name="news">What may be known already.</param>
    /// <param name="ct">Ends the wait for the database.</param>
    public async Task<IReadOnlyList<PersonRisk>> Assess(IReadOnlyCollection<Guid> userIds, IEnumerable<LedgerEntry> news, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var companyId = tenant.CompanyId!.Value;
        var entries = await events.ListAsync(new LedgerSpec(userIds, now - RiskPolicy.Memory), ct);
        var known = entries.Select(entry => (entry.Fact.SourceId, entry.Fact.Kind)).ToHashSet();
        foreach (var entry in news.Where(entry => now - entry.Fact.At <= RiskPolicy.Memory && known.Add((entry.Fact.SourceId, entry.Fact.Kind))))
        {
            events.Add(RiskEvent.Record(companyId, entry.UserId, entry.Fact));
            entries.Add(entry);
        }

        var facts = entries.ToLookup(entry => entry.UserId, entry => entry.Fact);
        var existing = (await risks.ListAsync(new IdsSpec<PersonRisk>(userIds), ct)).ToDictionary(risk => risk.Id);
        var assessed = userIds.Select(id => existing.GetValueOrDefault(id) ?? PersonRisk.Of(companyId, id)).ToList();
        assessed.ForEach(risk => risk.Assess(facts[risk.Id], now));
        risks.AddRange(assessed.Where(risk => !existing.ContainsKey(risk.Id)));
        return assessed;
    }
}

internal sealed record LedgerEntry(Guid UserId, RiskFact Fact);

internal sealed class LedgerSpec : Specification<RiskEvent, LedgerEntry>
{
    public LedgerSpec(IReadOnlyCollection<Guid> userIds, DateTimeOffset since)
    {
        Query.Where(entry => userIds.Contains(entry.UserId) && entry.At >= since);
        Selector = entry => new LedgerEntry(entry.UserId, new RiskFact(entry.SourceId, entry.Kind, entry.At));
    }
}
