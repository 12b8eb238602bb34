using AutoMapper;
using SecurityTraining.Application.Analytics;
using SecurityTraining.Application.Common.Settings;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Phishing;

namespace SecurityTraining.Application.Phishing.Tracking;

internal sealed record ReceivedHit(Recipient Recipient, SimulationEventKind Kind, HitEvidence Evidence, int? Stage)
{
    /// <summary>As it will stand among the others; it has no id yet.</summary>
    public HitLine Line { get; } = new(default, Recipient.Id, Evidence.Origin?.Address, Evidence.ClientFamily, Kind, Evidence.At);
}

/// <summary>
/// Judges hits by what happens around them, and writes them down. What only shows by and by (a burst, a machine that follows the hidden
/// link at last) reaches back to the hits of the moments before.
/// </summary>
internal sealed class HitSurroundings(
    IRepository<Recipient> recipients,
    IReader<SimulationEvent> lines,
    IRepository<VerdictRule> rules,
    RiskCorrections risks,
    PhishingOptions options)
{
    private readonly HitJudge _judge = new(TimeSpan.FromSeconds(options.ScannerWindowSeconds));

    /// <summary>What the operator knows for all companies stands for a rule of each.</summary>
    private readonly IReadOnlyList<VerdictRule> _operatorRules =
    [
        .. options.ScannerRanges.Select(range =>
            VerdictRule.Create(Guid.Empty, range, userAgent: null, Verdict.Scanner, note: null, DateTimeOffset.UnixEpoch).Value),
    ];

    public async Task Record(IReadOnlyList<ReceivedHit> hits, CancellationToken ct)
    {
        if (hits.Count == 0)
        {
            return;
        }

        var known = await rules.ListAsync(new VerdictRulesSpec(), ct);
        VerdictRule[] all = [.. known, .. _operatorRules];
        var before = await LinesAround(hits, ct);
        List<HitLine> around = [.. before, .. hits.Select(hit => hit.Line)];
        var callers = hits.Where(hit => hit.Evidence.IsHoneypot).Select(hit => (hit.Recipient.Id, hit.Evidence.Caller, hit.Evidence.At)).ToList();
        var judged = hits.Select(hit => (Hit: hit, Judgement: _judge.Judge(hit.Evidence, Context(hit, around, callers, all)))).ToList();
        await ReachBack(hits, before, around, ct);
        foreach (var (hit, judgement) in judged)
        {
            var (at, evidence) = (hit.Evidence.At, hit.Evidence);
            hit.Recipient.Record(new Hit(hit.Kind, at, judgement.Verdict, evidence.ClientFamily)
            {
                Reasons = judgement.Reasons,
                Origin = evidence.Origin,
                Stage = hit.Stage,
            });
        }
    }

    /// <summary>
    /// Judges hits by what each shows of itself. The company's own rules stay out: somebody who calls all machines but one computer could
    /// read off a figure what its owner did.
    /// </summary>
    public IReadOnlyList<Judgement> JudgeAlone(IReadOnlyList<ReceivedHit> hits) =>
        [.. hits.Select(hit => _judge.Judge(hit.Evidence, new HitContext(hit.Recipient.SentAt) { Kind = hit.Kind, Rules = _operatorRules }))];

    private static HitContext Context(
        ReceivedHit hit,
        List<HitLine> around,
        List<(Guid RecipientId, string? Caller, DateTimeOffset At)> callers,
        IReadOnlyCollection<VerdictRule> rules) => new(hit.Recipient.SentAt)
        {
            Kind = hit.Kind,
            Own = hit.Recipient.Own(hit.Evidence.At),
            TouchedHoneypot = hit.Recipient.IsTrapped(hit.Evidence.Caller, hit.Evidence.At)
                || callers.Exists(trap => IsSame(trap, hit.Recipient.Id, hit.Evidence.Caller, hit.Evidence.At)),
            OtherTokens = OthersAt(hit.Line, around),
            Rules = rules,
        };

    private async Task<List<HitLine>> LinesAround(IReadOnlyList<ReceivedHit> hits, CancellationToken ct)
    {
        var addresses = hits.Select(hit => hit.Evidence.Origin?.Address).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        var trapped = hits.Where(hit => hit.Evidence.IsHoneypot).Select(hit => hit.Recipient.Id).Distinct().ToList();
        if (addresses.Count == 0 && trapped.Count == 0)
        {
            return [];
        }

        var first = hits.Min(hit => hit.Evidence.At);
        return await lines.ListAsync<HitLine>(new LinesAroundSpec(addresses, trapped, first), ct);
    }

    /// <summary>Gives the hits of the moments before their new reasons.</summary>
    private async Task ReachBack(IReadOnlyList<ReceivedHit> hits, List<HitLine> before, List<HitLine> around, CancellationToken ct)
    {
        var found = new Dictionary<Guid, VerdictReason>();
        foreach (var line in before)
        {
            if (hits.Any(hit => hit.Evidence.IsHoneypot && IsSame((hit.Recipient.Id, hit.Evidence.Caller, hit.Evidence.At), line.RecipientId, line.Caller, line.At)))
            {
                found[line.Id] = VerdictReason.HoneypotCaller;
            }
            else if (line.Address is not null && OthersAt(line, around) >= HitJudge.BurstTokens - 1)
            {
                found[line.Id] = VerdictReason.ManyTokens;
            }
        }

        var affected = before.Where(line => found.ContainsKey(line.Id)).Select(line => line.RecipientId).Distinct().ToList();
        if (affected.Count == 0)
        {
            return;
        }

        var changed = new List<Recipient>();
        foreach (var recipient in await recipients.ListAsync(new RecipientsWithEventsSpec(affected), ct))
        {
            if (recipient.Rejudge(line => found.TryGetValue(line.Id, out var reason) ? With(line, reason) : null) > 0)
            {
                changed.Add(recipient);
            }
        }

        await risks.Follow(changed, ct);
    }

    private static Judgement? With(SimulationEvent line, VerdictReason reason)
    {
        if (line.IsDecidedByHand || line.Reasons.Contains(VerdictReason.Rule) || line.Reasons.Contains(reason))
        {
            return null;
        }

        VerdictReason[] reasons = [.. line.Reasons, reason];
        return new Judgement(HitJudge.Weigh(reasons), reasons);
    }

    private static int OthersAt(HitLine line, List<HitLine> around) => line.Address is null
        ? 0
        : around
            .Where(other => other.Address == line.Address && other.Client == line.Client && other.Kind == line.Kind && IsNear(other.At, line.At))
            .Select(other => other.RecipientId)
            .Where(id => id != line.RecipientId)
            .Distinct()
            .Count();

    private static bool IsNear(DateTimeOffset one, DateTimeOffset other) => (one - other).Duration() <= HitJudge.BurstWindow;

    private static bool IsSame((Guid RecipientId, string? Caller, DateTimeOffset At) trap, Guid recipientId, string? caller, DateTimeOffset at) =>
        trap.RecipientId == recipientId && caller is not null && trap.Caller == caller && (trap.At - at).Duration() <= HitJudge.HoneypotWindow;

    private sealed class LinesAroundSpec : Specification<SimulationEvent>
    {
        /// <summary>More than these show nothing that they do not.</summary>
        private const int Most = 500;

        public LinesAroundSpec(IReadOnlyCollection<string> addresses, IReadOnlyCollection<Guid> trapped, DateTimeOffset at)
        {
            var (burst, trap) = (at - HitJudge.BurstWindow, at - HitJudge.HoneypotWindow);
            Query
                .Where(line => line.At >= trap)
                .Where(line => (addresses.Contains(line.Address!) && line.At >= burst) || trapped.Contains(line.RecipientId))
                .Where(SimulationEvent.Hits)
                .OrderByDescending(line => line.At)
                .Take(Most);
        }
    }
}

internal sealed record HitLine(Guid Id, Guid RecipientId, string? Address, string? Client, SimulationEventKind Kind, DateTimeOffset At)
{
    public string? Caller => Address ?? Client;
}

internal sealed class HitLineProfile : Profile
{
    public HitLineProfile() => CreateProjection<SimulationEvent, HitLine>();
}

internal sealed class VerdictRulesSpec : Specification<VerdictRule>
{
    public VerdictRulesSpec() => Query.OrderBy(rule => rule.Id).Take(VerdictRule.MaxPerCompany).AsNoTracking();
}

internal sealed class RecipientsWithEventsSpec : Specification<Recipient>
{
    public RecipientsWithEventsSpec(IReadOnlyCollection<Guid> ids) =>
        Query.Where(recipient => ids.Contains(recipient.Id)).Include(recipient => recipient.Events);
}
