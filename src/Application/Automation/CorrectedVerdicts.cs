using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Application.Webhooks;
using SecurityTraining.Domain.Automation;
using SecurityTraining.Domain.People;
using SecurityTraining.Domain.Phishing;
using SecurityTraining.Domain.Webhooks;

namespace SecurityTraining.Application.Automation;

/// <summary>Lets rules and partners hear of what turns out, later, to have been people: as if it had come in as such, and once.</summary>
internal sealed class CorrectedVerdicts(
    IRepository<AutomationRule> rules,
    LureOccurrences lures,
    IReader<Recipient> recipients,
    IRepository<User> users,
    RuleRunner runner,
    WebhookPublisher partners)
{
    /// <summary>What was known of somebody before their hits are judged anew.</summary>
    public static Deeds Before(Recipient recipient) => new(recipient, Done(recipient));

    /// <param name="before">Of everybody whose hits have been judged anew.</param>
    /// <param name="ct">Ends the wait for the database.</param>
    public async Task Follow(IReadOnlyCollection<Deeds> before, CancellationToken ct)
    {
        var corrected = before.Where(deeds => Done(deeds.Recipient).Except(deeds.Known).Any()).ToList();
        if (corrected.Count == 0)
        {
            return;
        }

        // Of whoever has been deleted meanwhile nobody is told anything any more.
        var present = (await users.ListAsync(new PresentSpec([.. corrected.Select(deeds => deeds.Recipient.UserId).Distinct()]), ct)).ToHashSet();
        var found = corrected.FindAll(deeds => present.Contains(deeds.Recipient.UserId));
        if (found.Count == 0)
        {
            return;
        }

        var known = found.ToDictionary(deeds => deeds.Recipient.Id, deeds => deeds.Known);
        var occurrences = (await lures.Of(found.ConvertAll(deeds => LureTaker.Of(deeds.Recipient)), ct))
            .FindAll(occurrence => !known[occurrence.EventId].Contains(occurrence.Kind));
        var enabled = await rules.ListAsync(new EnabledRulesSpec(), ct);
        await runner.Run(enabled, occurrences, ct);
        await CountAnew(enabled, occurrences, ct);
        await partners.PublishOnce([.. occurrences.Select(OccurrenceNews.Of).OfType<WebhookNews>()], ct);
    }

    /// <summary>A click that counts after all may make a later one the n-th.</summary>
    private async Task CountAnew(List<AutomationRule> enabled, List<Occurrence> corrected, CancellationToken ct)
    {
        var counting = enabled.FindAll(rule => rule.Trigger.WithinDays is not null);
        var clicks = corrected.FindAll(occurrence => occurrence.Kind == TriggerKind.Clicked);
        if (counting.Count == 0 || clicks.Count == 0)
        {
            return;
        }

        var (first, last) = (clicks.Min(click => click.At), clicks.Max(click => click.At).AddDays(counting.Max(rule => rule.Trigger.WithinDays!.Value)));
        var userIds = clicks.Select(click => click.UserId).Distinct().ToList();
        var later = await recipients.ListAsync<LureTaker>(new LaterClicksSpec(userIds, first, last), ct);
        await runner.Run(counting, (await lures.Of(later, ct)).FindAll(occurrence => occurrence.Kind == TriggerKind.Clicked), ct);
    }

    private static List<TriggerKind> Done(Recipient recipient) =>
        [.. LureTaker.Of(recipient).Occurrences(default).Select(occurrence => occurrence.Kind)];

    private sealed class PresentSpec : Specification<User, Guid>
    {
        public PresentSpec(IReadOnlyCollection<Guid> ids)
        {
            Query.Where(user => ids.Contains(user.Id));
            Selector = user => user.Id;
        }
    }

    private sealed class LaterClicksSpec : Specification<Recipient>
    {
        /// <summary>Of a portion of people, far more mails than they get in that time.</summary>
        private const int Most = 5000;

        public LaterClicksSpec(IReadOnlyCollection<Guid> userIds, DateTimeOffset after, DateTimeOffset until) => Query
            .Where(recipient => userIds.Contains(recipient.UserId) && recipient.ClickedAt > after && recipient.ClickedAt <= until)
            .OrderBy(recipient => recipient.ClickedAt)
            .Take(Most);
    }

    /// <param name="Known">What they had done, as far as that was known.</param>
    internal sealed record Deeds(Recipient Recipient, IReadOnlyList<TriggerKind> Known);
}
