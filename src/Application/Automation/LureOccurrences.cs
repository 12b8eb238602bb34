using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Automation;
using SecurityTraining.Domain.Phishing;

namespace SecurityTraining.Application.Automation;

/// <summary>Tells what people did with their lures, with one look at how hard those were to notice.</summary>
internal sealed class LureOccurrences(IReader<SimulationLure> lures)
{
    public async Task<List<Occurrence>> Of(IReadOnlyCollection<LureTaker> takers, CancellationToken ct)
    {
        var lureIds = takers.Select(taker => taker.LureId).Distinct().ToList();
        var difficulties = (await lures.ListAsync<LureDifficulty>(new IdsSpec<SimulationLure>(lureIds), ct))
            .ToDictionary(lure => lure.Id, lure => lure.Difficulty);
        return [.. takers.SelectMany(taker => taker.Occurrences(difficulties[taker.LureId]))];
    }
}

internal sealed record LureDifficulty(Guid Id, Difficulty Difficulty);

internal sealed record LureTaker(
    Guid Id, Guid SimulationId, Guid UserId, Guid LureId, DateTimeOffset? ClickedAt, DateTimeOffset? SubmittedAt, DateTimeOffset? ReportedAt)
{
    public static LureTaker Of(Recipient recipient) => new(
        recipient.Id, recipient.SimulationId, recipient.UserId, recipient.LureId, recipient.ClickedAt, recipient.SubmittedAt, recipient.ReportedAt);

    public IEnumerable<Occurrence> Occurrences(Difficulty difficulty)
    {
        (TriggerKind Kind, DateTimeOffset? At)[] times =
            [(TriggerKind.Clicked, ClickedAt), (TriggerKind.Submitted, SubmittedAt), (TriggerKind.Reported, ReportedAt)];
        return times.Where(time => time.At is not null).Select(time => new Occurrence(time.Kind, Id, UserId, time.At!.Value, difficulty, SimulationId: SimulationId));
    }
}
