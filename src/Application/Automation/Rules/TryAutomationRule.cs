using ErrorOr;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Automation;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.People;

namespace SecurityTraining.Application.Automation.Rules;

/// <summary>Whom the rule would have hit within the last thirty days, by what is known of people now. Does nothing.</summary>
[RequirePermission(Permission.ManagePhishing)]
public sealed record TryAutomationRuleQuery(Guid Id) : IQuery<RuleTrial>
{
    public const int Days = 30;

    /// <summary>As many as somebody looks through.</summary>
    public const int MaxShown = 100;

    /// <summary>More than this are not looked at.</summary>
    public const int MaxPortions = 20;
}

/// <param name="Events">How many it would have answered.</param>
/// <param name="People">How many people those were.</param>
/// <param name="Complete">False: so much has happened that only the oldest part was looked at.</param>
/// <param name="Items">The newest of them.</param>
public sealed record RuleTrial(DateTimeOffset From, DateTimeOffset To, int Events, int People, bool Complete, IReadOnlyList<RuleTrialHit> Items);

/// <inheritdoc cref="AutomationActionRow"/>
public sealed record RuleTrialHit(Guid UserId, string FirstName, string LastName, TriggerKind Trigger, Guid EventId, DateTimeOffset EventAt);

internal sealed class TryAutomationRuleHandler(
    IRepository<AutomationRule> rules,
    IRepository<User> users,
    OccurrenceReader occurrences,
    RuleMatcher matcher,
    RuleReferences references,
    TimeProvider clock) : IQueryHandler<TryAutomationRuleQuery, RuleTrial>
{
    public async Task<ErrorOr<RuleTrial>> Handle(TryAutomationRuleQuery request, CancellationToken cancellationToken)
    {
        if (await rules.GetByIdAsync(request.Id, cancellationToken) is not { } rule)
        {
            return AutomationErrors.NotFound;
        }

        if (!references.MayKnow(rule.Trigger, rule.Conditions))
        {
            return AutomationErrors.BeyondOwn;
        }

        var now = clock.GetUtcNow();
        var from = now.AddDays(-TryAutomationRuleQuery.Days);
        var (hits, isComplete) = await Hits(rule, from, cancellationToken);
        var shown = hits.OrderByDescending(hit => hit.At).Take(TryAutomationRuleQuery.MaxShown).ToList();
        var userIds = shown.Select(hit => hit.UserId).Distinct().ToList();
        var names = (await users.ListAsync(new NamesSpec(userIds), cancellationToken)).ToDictionary(name => name.Id);
        return new RuleTrial(
            from,
            now,
            hits.Count,
            hits.Select(hit => hit.UserId).Distinct().Count(),
            isComplete,
            [.. shown.Select(hit => new RuleTrialHit(
                hit.UserId, names[hit.UserId].FirstName, names[hit.UserId].LastName, rule.Trigger.Kind, hit.EventId, hit.At))]);
    }

    private async Task<(List<Occurrence> Hits, bool IsComplete)> Hits(AutomationRule rule, DateTimeOffset from, CancellationToken ct)
    {
        var hits = new List<Occurrence>();
        var known = new HashSet<Guid>();
        var last = new Dictionary<Guid, DateTimeOffset>();
        TimeCursor? after = null;
        for (var portions = 0; portions < TryAutomationRuleQuery.MaxPortions; portions++)
        {
            var portion = await occurrences.Read(OccurrenceReader.SourceOf(rule.Trigger.Kind), from, after, ct);
            foreach (var hit in await matcher.Match(rule, portion.Items, from, ct))
            {
                DateTimeOffset? before = last.TryGetValue(hit.UserId, out var at) ? at : null;
                if (known.Add(hit.EventId) && !rule.IsCoolingDown(before, hit.At))
                {
                    last[hit.UserId] = hit.At;
                    hits.Add(hit);
                }
            }

            after = portion.Last;
            if (after is null)
            {
                return (hits, true);
            }
        }

        return (hits, false);
    }

    private sealed class NamesSpec : Specification<User, PersonOf>
    {
        public NamesSpec(IReadOnlyCollection<Guid> ids)
        {
            Query.Where(user => ids.Contains(user.Id));
            Selector = user => new PersonOf(user.Id, user.FirstName, user.LastName);
        }
    }

    private sealed record PersonOf(Guid Id, string FirstName, string LastName);
}
