using SecurityTraining.Domain.Phishing;

namespace SecurityTraining.Domain.UnitTests.Phishing;

public sealed class RecipientVerdictTests
{
    private const int Seed = 20261123;

    private static readonly DateTimeOffset Now = new(2026, 11, 23, 9, 0, 0, TimeSpan.Zero);
    private static readonly string?[] Clients = ["Edge on Windows", "Safari on iOS", "Firefox on Linux", null];

    [Fact]
    public void What_somebody_did_does_not_depend_on_the_order_in_which_it_became_known_or_was_judged()
    {
        var chance = new Random(Seed);
        for (var round = 0; round < 500; round++)
        {
            var hits = Enumerable.Range(0, chance.Next(1, 12)).Select(_ => AnyHit(chance)).ToArray();
            var known = State(Play(hits));

            chance.Shuffle(hits);
            State(Play(hits)).ShouldBe(known);

            // The same verdicts, given afterwards.
            var judgedLater = Play([.. hits.Select(hit => hit with { Verdict = hit.Kind == SimulationEventKind.Reported ? hit.Verdict : AnyVerdict(chance) })]);
            var right = judgedLater.Events.Where(line => line.IsHit).Zip(hits.Where(hit => hit.Kind != SimulationEventKind.Reported)).ToDictionary(pair => pair.First.Id, pair => pair.Second.Verdict);
            judgedLater.Rejudge(line => new Judgement(right[line.Id], []));
            State(judgedLater).ShouldBe(known);
        }
    }

    [Fact]
    public void Whoever_turns_out_to_be_a_machine_takes_back_what_followed_from_its_hit_alone()
    {
        var recipient = Play([HitOf(SimulationEventKind.Opened, 1), HitOf(SimulationEventKind.Submitted, 2)]);

        recipient.Rejudge(line => line.Kind == SimulationEventKind.Submitted ? new Judgement(Verdict.Scanner, [VerdictReason.ByHand]) : null).ShouldBe(1);

        (recipient.OpenedAt, recipient.ClickedAt, recipient.SubmittedAt).ShouldBe((Now.AddMinutes(1), null, null));
        recipient.RawSubmitted.ShouldBe(1);
    }

    [Fact]
    public void Of_whoever_is_forgotten_no_place_is_kept()
    {
        var recipient = Play([HitOf(SimulationEventKind.Opened, 1) with { Origin = new HitOrigin("address1", "network1") }]);

        recipient.Forget();

        (recipient.OwnNetwork, recipient.TrapCaller).ShouldBe((null, null));
        recipient.Events.ShouldAllBe(line => line.Address == null && line.Network == null);
    }

    private static Hit HitOf(SimulationEventKind kind, int minutes) => new(kind, Now.AddMinutes(minutes), Verdict.Human, Clients[0]);

    private static Hit AnyHit(Random chance)
    {
        var kind = (SimulationEventKind)chance.Next((int)SimulationEventKind.Opened, (int)SimulationEventKind.Reported + 1);
        var verdict = kind == SimulationEventKind.Reported ? Verdict.Human : AnyVerdict(chance);
        var network = chance.Next(2) == 0 ? null : new HitOrigin($"address{chance.Next(3)}"[..8], $"network{chance.Next(3)}");
        return new Hit(kind, Now.AddMinutes(chance.Next(6)), verdict, Clients[chance.Next(Clients.Length)]) { Origin = network };
    }

    private static Verdict AnyVerdict(Random chance) => (Verdict)chance.Next(Enum.GetValues<Verdict>().Length);

    private static Recipient Play(Hit[] hits)
    {
        var recipient = RecipientTests.Recipient();
        Array.ForEach(hits, recipient.Record);
        return recipient;
    }

    private static object State(Recipient recipient) => (
        recipient.OpenedAt, recipient.ClickedAt, recipient.SubmittedAt, recipient.ReportedAt, recipient.OwnSince, recipient.OwnClient, recipient.OwnNetwork,
        recipient.RawOpened, recipient.RawClicked, recipient.RawSubmitted);
}
