using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Analytics;
using SecurityTraining.Domain.People;
using SecurityTraining.Domain.Phishing;

namespace SecurityTraining.Application.Analytics;

/// <summary>Takes back what people's scores hold of hits that were not theirs after all, and adds what was.</summary>
internal sealed class RiskCorrections(
    IRepository<RiskEvent> events, IRepository<PersonRisk> risks, IRepository<User> users, ITenant tenant, TimeProvider clock)
{
    /// <param name="corrected">Their hits have been judged anew.</param>
    /// <param name="ct">Ends the wait for the database.</param>
    public async Task Follow(IReadOnlyCollection<Recipient> corrected, CancellationToken ct)
    {
        if (corrected.Count == 0)
        {
            return;
        }

        var now = clock.GetUtcNow();
        var companyId = tenant.CompanyId!.Value;
        var userIds = corrected.Select(recipient => recipient.UserId).Distinct().ToList();
        var present = await users.ListAsync(new PresentSpec(userIds), ct);
        var truth = corrected.Where(recipient => present.Contains(recipient.UserId))
            .SelectMany(recipient => LureOutcome.Of(recipient).Facts())
            .Where(entry => now - entry.Fact.At <= RiskPolicy.Memory)
            .ToHashSet();
        var sources = corrected.Select(recipient => recipient.Id).ToHashSet();
        var known = await events.ListAsync(new EventsOfSpec(present), ct);
        foreach (var wrong in known.Where(entry => sources.Contains(entry.SourceId) && !truth.Contains(Entry(entry))).ToList())
        {
            known.Remove(wrong);
            events.Remove(wrong);
        }

        foreach (var entry in truth.Except(known.Select(Entry)))
        {
            var added = RiskEvent.Record(companyId, entry.UserId, entry.Fact);
            known.Add(added);
            events.Add(added);
        }

        var facts = known.ToLookup(entry => entry.UserId, entry => Entry(entry).Fact);
        var existing = (await risks.ListAsync(new IdsSpec<PersonRisk>(present), ct)).ToDictionary(risk => risk.Id);
        foreach (var userId in present)
        {
            if (!existing.TryGetValue(userId, out var risk))
            {
                risk = PersonRisk.Of(companyId, userId);
                risks.Add(risk);
            }

            risk.Assess(facts[userId], now);
        }
    }

    private static LedgerEntry Entry(RiskEvent entry) => new(entry.UserId, new RiskFact(entry.SourceId, entry.Kind, entry.At));

    private sealed class EventsOfSpec : Specification<RiskEvent>
    {
        public EventsOfSpec(IReadOnlyCollection<Guid> userIds) => Query.Where(entry => userIds.Contains(entry.UserId));
    }

    private sealed class PresentSpec : Specification<User, Guid>
    {
        public PresentSpec(IReadOnlyCollection<Guid> ids)
        {
            Query.Where(user => ids.Contains(user.Id)).IncludeDeleted();
            Selector = user => user.Id;
        }
    }
}
