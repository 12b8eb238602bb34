using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Automation;

namespace SecurityTraining.Application.Automation;

/// <summary>Lets rules answer what has happened. What has been answered stands in the same transaction, so that each event is answered once.</summary>
internal sealed class RuleRunner(RuleMatcher matcher, RuleDeeds deeds, IRepository<AutomationAction> actions)
{
    public async Task Run(IReadOnlyCollection<AutomationRule> rules, IReadOnlyCollection<Occurrence> occurrences, CancellationToken ct)
    {
        var hits = new List<RuleHit>();
        foreach (var rule in rules)
        {
            var matches = await matcher.Match(rule, occurrences, rule.ActiveSince, ct);
            hits.AddRange(matches.Select(occurrence => new RuleHit(rule, occurrence)));
        }

        if (hits.Count > 0)
        {
            await deeds.Do(await Unanswered(hits, ct), ct);
        }
    }

    private async Task<IReadOnlyList<RuleHit>> Unanswered(List<RuleHit> hits, CancellationToken ct)
    {
        var answered = await actions.ListAsync(new AnsweredSpec(hits), ct);
        var known = answered.Select(answer => (answer.RuleId, answer.EventId)).ToHashSet();
        var last = answered.GroupBy(answer => (answer.RuleId, answer.UserId))
            .ToDictionary(group => group.Key, group => (DateTimeOffset?)group.Max(answer => answer.EventAt));
        var left = new List<RuleHit>();
        foreach (var hit in hits.OrderBy(hit => hit.Occurrence.At))
        {
            var person = (hit.Rule.Id, hit.Occurrence.UserId);
            if (!known.Add((hit.Rule.Id, hit.Occurrence.EventId)) || hit.Rule.IsCoolingDown(last.GetValueOrDefault(person), hit.Occurrence.At))
            {
                continue;
            }

            last[person] = hit.Occurrence.At;
            left.Add(hit);
        }

        return left;
    }

    private sealed class AnsweredSpec : Specification<AutomationAction, Answered>
    {
        public AnsweredSpec(IReadOnlyCollection<RuleHit> hits)
        {
            var ruleIds = hits.Select(hit => hit.Rule.Id).Distinct().ToList();
            var eventIds = hits.Select(hit => hit.Occurrence.EventId).Distinct().ToList();
            var userIds = hits.Select(hit => hit.Occurrence.UserId).Distinct().ToList();
            var since = hits.Min(hit => hit.Occurrence.At.AddDays(-hit.Rule.CooldownDays));
            Query.Where(action => ruleIds.Contains(action.RuleId)
                && (eventIds.Contains(action.EventId) || (userIds.Contains(action.UserId) && action.EventAt >= since)));
            Selector = action => new Answered(action.RuleId, action.UserId, action.EventId, action.EventAt);
        }
    }

    private sealed record Answered(Guid RuleId, Guid UserId, Guid EventId, DateTimeOffset EventAt);
}

/// <summary>A rule, and what it answers.</summary>
internal sealed record RuleHit(AutomationRule Rule, Occurrence Occurrence);
