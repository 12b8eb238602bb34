using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Application.Webhooks;
using SecurityTraining.Domain.Automation;
using SecurityTraining.Domain.Phishing;
using SecurityTraining.Domain.Webhooks;

namespace SecurityTraining.Application.Automation;

/// <summary>Lets rules and partners hear of what turns out, later, to have been people: as if it had come in as such, and once.</summary>
internal sealed class CorrectedVerdicts(
    IRepository<AutomationRule> rules, IReader<SimulationLure> lures, RuleRunner runner, WebhookPublisher partners)
{
    /// <summary>What was known of somebody before their hits are judged anew.</summary>
    public static Deeds Before(Recipient recipient) => new(recipient, Done(recipient));

    /// <param name="before">Of everybody whose hits have been judged anew.</param>
    /// <param name="ct">Ends the wait for the database.</param>
    public async Task Follow(IReadOnlyCollection<Deeds> before, CancellationToken ct)
    {
        var found = before.Where(deeds => Done(deeds.Recipient).Except(deeds.Known).Any()).ToList();
        if (found.Count == 0)
        {
            return;
        }

        var lureIds = found.Select(deeds => deeds.Recipient.LureId).Distinct().ToList();
        var difficulties = (await lures.ListAsync<LureDifficulty>(new IdsSpec<SimulationLure>(lureIds), ct)).ToDictionary(lure => lure.Id, lure => lure.Difficulty);
        var occurrences = found
            .SelectMany(deeds => LureTaker.Of(deeds.Recipient).Occurrences(difficulties[deeds.Recipient.LureId])
                .Where(occurrence => !deeds.Known.Contains(occurrence.Kind)))
            .ToList();
        await runner.Run(await rules.ListAsync(new EnabledRulesSpec(), ct), occurrences, ct);
        await partners.PublishOnce([.. occurrences.Select(OccurrenceNews.Of).OfType<WebhookNews>()], ct);
    }

    private static List<TriggerKind> Done(Recipient recipient) =>
        [.. LureTaker.Of(recipient).Occurrences(default).Select(occurrence => occurrence.Kind)];

    /// <param name="Known">What they had done, as far as that was known.</param>
    internal sealed record Deeds(Recipient Recipient, IReadOnlyList<TriggerKind> Known);
}
