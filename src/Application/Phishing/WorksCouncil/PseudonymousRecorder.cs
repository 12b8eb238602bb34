using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Application.Phishing.Tracking;
using SecurityTraining.Domain.Phishing;
using SecurityTraining.Domain.Phishing.WorksCouncil;

namespace SecurityTraining.Application.Phishing.WorksCouncil;

/// <summary>Writes down what people do in works-council mode: under their pseudonym, and nowhere else.</summary>
internal sealed class PseudonymousRecorder(
    Pseudonyms pseudonyms, IPseudonymousRecords records, HitSurroundings surroundings, IRepository<Simulation> simulations)
{
    /// <param name="hits">Of simulations that still collect.</param>
    /// <param name="ct">Ends the wait for the database.</param>
    public async Task Record(IReadOnlyList<ReceivedHit> hits, CancellationToken ct)
    {
        if (hits.Count == 0)
        {
            return;
        }

        var judgements = surroundings.JudgeAlone(hits);
        await Write([.. hits.Zip(judgements, (hit, judgement) => (hit.Recipient, new Hit(hit.Kind, hit.Evidence.At, judgement.Verdict, hit.Evidence.ClientFamily)
        {
            Reasons = judgement.Reasons,
            Origin = hit.Evidence.Origin,
        }))], ct);
    }

    /// <summary>Somebody has reported the mail.</summary>
    public async Task Report(Recipient recipient, DateTimeOffset now, CancellationToken ct)
    {
        var facts = await simulations.ListAsync(new SimulationFactsSpec([recipient.SimulationId]), ct);
        if (facts.Exists(simulation => simulation.Collects(now)))
        {
            await Write([(recipient, new Hit(SimulationEventKind.Reported, now, Verdict.Human, Client: null))], ct);
        }
    }

    /// <summary>Takes away where the hits of somebody who is being erased came from.</summary>
    public async Task Forget(IReadOnlyCollection<Recipient> recipients, CancellationToken ct)
    {
        var own = recipients.Where(recipient => recipient.IsPseudonymous).ToList();
        if (own.Count > 0)
        {
            var keys = await pseudonyms.Of([.. own.Select(recipient => recipient.SimulationId)], ct);
            var known = own.Where(recipient => keys.ContainsKey(recipient.SimulationId)).Select(recipient => keys[recipient.SimulationId].Of(recipient.Id)).ToList();
            foreach (var hit in await records.HitsOf(known, ct))
            {
                hit.ForgetOrigin();
            }
        }
    }

    private async Task Write(IReadOnlyList<(Recipient Recipient, Hit Hit)> hits, CancellationToken ct)
    {
        var keys = await pseudonyms.Of([.. hits.Select(hit => hit.Recipient.SimulationId).Distinct()], ct);
        var lines = hits.Where(hit => keys.ContainsKey(hit.Recipient.SimulationId))
            .Select(hit => PseudonymousHit.Of(hit.Recipient, keys[hit.Recipient.SimulationId].Of(hit.Recipient.Id), hit.Hit))
            .ToList();
        var written = (await records.Count([.. lines.Select(line => line.Pseudonym).Distinct()], ct)).ToDictionary();
        var together = written.GroupBy(count => count.Key.Pseudonym).ToDictionary(own => own.Key, own => own.Sum(count => count.Value));
        foreach (var line in lines)
        {
            var alike = new AlikeHits(line.Pseudonym, line.Kind, line.Verdict, line.Address, line.Client);
            var (count, all) = (written.GetValueOrDefault(alike), together.GetValueOrDefault(line.Pseudonym));
            if (count < PseudonymousHit.MaxAlike && all < PseudonymousHit.MaxTogether)
            {
                (written[alike], together[line.Pseudonym]) = (count + 1, all + 1);
                records.Add(line);
            }
        }
    }
}
