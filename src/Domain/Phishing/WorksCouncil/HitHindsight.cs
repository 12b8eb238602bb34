namespace SecurityTraining.Domain.Phishing.WorksCouncil;

/// <summary>
/// Says what each pseudonym did, from all hits of a simulation. What a hit shows of itself has been judged when it came; what shows only by
/// what happened around it (a burst, a machine that follows the hidden link, another computer) is judged here, by the rules of
/// <see cref="HitJudge"/>.
/// </summary>
public static class HitHindsight
{
    /// <returns>Whoever is missing did nothing.</returns>
    public static Dictionary<Guid, Deeds> Judge(IReadOnlyCollection<PseudonymousHit> hits)
    {
        var lines = hits.OrderBy(hit => hit.At).ThenBy(hit => hit.Id).Select(hit => new Line(hit)).ToList();
        foreach (var alike in lines.Where(line => line.Hit.Address is not null).GroupBy(line => (line.Hit.Address, line.Hit.Client, line.Hit.Kind)))
        {
            MarkBursts([.. alike]);
        }

        foreach (var caller in lines.Where(line => line.Hit.Caller is not null).GroupBy(line => (line.Hit.Pseudonym, line.Hit.Caller)))
        {
            MarkTrapped([.. caller]);
        }

        return lines.GroupBy(line => line.Hit.Pseudonym).ToDictionary(own => own.Key, DeedsOf);
    }

    /// <summary>A window moves over them, which knows how often each pseudonym is in it.</summary>
    private static void MarkBursts(List<Line> alike)
    {
        var within = new Dictionary<Guid, int>();
        var (from, to) = (0, 0);
        foreach (var line in alike)
        {
            while (to < alike.Count && alike[to].Hit.At - line.Hit.At <= HitJudge.BurstWindow)
            {
                within[alike[to].Hit.Pseudonym] = within.GetValueOrDefault(alike[to++].Hit.Pseudonym) + 1;
            }

            while (line.Hit.At - alike[from].Hit.At > HitJudge.BurstWindow)
            {
                var gone = alike[from++].Hit.Pseudonym;
                if (--within[gone] == 0)
                {
                    within.Remove(gone);
                }
            }

            if (within.Count >= HitJudge.BurstTokens)
            {
                line.Add(VerdictReason.ManyTokens);
            }
        }
    }

    private static void MarkTrapped(List<Line> sameCaller)
    {
        var traps = sameCaller.FindAll(line => line.Hit.Reasons.Contains(VerdictReason.Honeypot));
        foreach (var line in traps.Count == 0 ? [] : sameCaller.Except(traps))
        {
            if (traps.Exists(trap => (trap.Hit.At - line.Hit.At).Duration() <= HitJudge.HoneypotWindow))
            {
                line.Add(VerdictReason.HoneypotCaller);
            }
        }
    }

    private static Deeds DeedsOf(IEnumerable<Line> own)
    {
        var deeds = default(Deeds);
        var (computer, since) = ((OwnComputer?)null, default(DateTimeOffset));
        foreach (var line in own)
        {
            var hit = line.Hit;
            if (computer is not null && since < hit.At && computer.IsAnotherComputer(hit.Client, hit.Network))
            {
                line.Add(VerdictReason.OtherComputer);
            }

            if (line.Verdict != Verdict.Human)
            {
                continue;
            }

            if (computer is null && hit is { Kind: SimulationEventKind.Opened, Client: { } client })
            {
                (computer, since) = (new OwnComputer(client, hit.Network), hit.At);
            }

            deeds = new Deeds(
                Opened: true,
                deeds.Clicked || hit.Kind is SimulationEventKind.Clicked or SimulationEventKind.Submitted or SimulationEventKind.AttachmentOpened,
                deeds.Submitted || hit.Kind == SimulationEventKind.Submitted,
                deeds.Reported || hit.Kind == SimulationEventKind.Reported);
        }

        return deeds;
    }

    private sealed class Line(PseudonymousHit hit)
    {
        private List<VerdictReason>? _reasons;

        public PseudonymousHit Hit => hit;

        /// <summary>Rules and reports by the person themselves are not weighed.</summary>
        public Verdict Verdict => _reasons is null || hit.Reasons.Contains(VerdictReason.Rule) || hit.Kind == SimulationEventKind.Reported
            ? hit.Verdict
            : HitJudge.Weigh(_reasons);

        public void Add(VerdictReason reason) => (_reasons ??= [.. hit.Reasons]).Add(reason);
    }
}
