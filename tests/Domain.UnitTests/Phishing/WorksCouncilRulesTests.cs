using SecurityTraining.Domain.Phishing;
using SecurityTraining.Domain.Phishing.WorksCouncil;

namespace SecurityTraining.Domain.UnitTests.Phishing;

public sealed class WorksCouncilRulesTests
{
    private const string Browser = "Firefox on Linux";
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 9, 0, 0, TimeSpan.Zero);

    private readonly Simulation _simulation = Simulation.Draft(
        Guid.CreateVersion7(Now), new SimulationPlan("Test", [Guid.CreateVersion7(Now)], new Audience(All: true, [], []), null, 0, null, null), Now, new WorksCouncilTerms(3, 1, 7));

    private readonly Guid[] _pseudonyms = [.. Enumerable.Range(0, HitJudge.BurstTokens).Select(_ => Guid.CreateVersion7(Now))];

    [Fact]
    public void Whoever_asks_for_many_links_at_once_or_follows_the_hidden_one_is_no_person_with_hindsight()
    {
        var burst = _pseudonyms.Select((one, index) => Hit(one, SimulationEventKind.Clicked, index * 0.5, "office")).ToList();
        var trapped = new[]
        {
            Hit(_pseudonyms[0], SimulationEventKind.Clicked, 100, "scanner"),
            Hit(_pseudonyms[0], SimulationEventKind.Clicked, 130, "scanner", Verdict.Scanner, VerdictReason.Honeypot),
            Hit(_pseudonyms[1], SimulationEventKind.Submitted, 130, "scanner"),
        };

        var deeds = HitHindsight.Judge([.. burst, .. trapped]);

        deeds[_pseudonyms[0]].ShouldBe(default);
        deeds[_pseudonyms[1]].ShouldBe(new Deeds(Opened: true, Clicked: true, Submitted: true, Reported: false), "the hidden link was another's");
        HitHindsight.Judge(burst[1..])[_pseudonyms[1]].Clicked.ShouldBeTrue("one fewer may be people");
    }

    [Fact]
    public void Another_computer_elsewhere_and_what_a_rule_says_is_no_deed_of_theirs()
    {
        var deeds = HitHindsight.Judge(
        [
            Hit(_pseudonyms[0], SimulationEventKind.Opened, 0, "desk"),
            Hit(_pseudonyms[0], SimulationEventKind.Clicked, 60, "elsewhere", client: "Edge on Windows"),
            Hit(_pseudonyms[1], SimulationEventKind.Clicked, 60, "desk", Verdict.Scanner, VerdictReason.Rule),
            Hit(_pseudonyms[2], SimulationEventKind.Reported, 60, null),
        ]);

        deeds[_pseudonyms[0]].ShouldBe(new Deeds(Opened: true, Clicked: false, Submitted: false, Reported: false));
        deeds[_pseudonyms[1]].IsNothing.ShouldBeTrue();
        deeds[_pseudonyms[2]].ShouldBe(new Deeds(Opened: true, Clicked: false, Submitted: false, Reported: true));
    }

    [Fact]
    public void Nobody_agrees_to_their_own_request_and_nobody_before_the_end_or_after_the_key_has_gone()
    {
        var (one, other) = (Guid.CreateVersion7(Now), Guid.CreateVersion7(Now));
        Unmasking.Request(_simulation, _pseudonyms[0], "Why", one, Now).FirstError.ShouldBe(WorksCouncilErrors.StillCollecting);
        _simulation.CloseResults(new Disclosure(3).Of([]), Now);
        var unmasking = Unmasking.Request(_simulation, _pseudonyms[0], "Why", one, Now).Value;

        unmasking.Approve(_simulation, one, Now).FirstError.ShouldBe(WorksCouncilErrors.OwnRequest);
        unmasking.Approve(_simulation, other, Now.AddDays(7)).FirstError.ShouldBe(WorksCouncilErrors.KeyDestroyed);
        unmasking.ApprovedBy.ShouldBeNull();
        unmasking.Approve(_simulation, other, Now.AddDays(6)).IsError.ShouldBeFalse();
        unmasking.ApprovedBy.ShouldBe(other);
    }

    [Fact]
    public void What_somebody_does_in_works_council_mode_cannot_be_written_down_beside_their_name()
    {
        var recipient = Recipient();
        Should.Throw<InvalidOperationException>(() => recipient.Record(new Hit(SimulationEventKind.Clicked, Now, Verdict.Human, Browser)));
        recipient.NoteReplied(isAutomatic: false, Now);
        recipient.Events.ShouldBeEmpty();
    }

    [Fact]
    public void The_mode_is_kept_by_copies_and_by_changes()
    {
        _simulation.Change(_simulation.Plan with { Name = "Other" }).IsError.ShouldBeFalse();
        _simulation.Duplicate("Copy", Now).WorksCouncil.ShouldBe(new WorksCouncilTerms(3, 1, 7));
    }

    private PseudonymousHit Hit(
        Guid pseudonym, SimulationEventKind kind, double second, string? address, Verdict verdict = Verdict.Human, VerdictReason? reason = null, string client = Browser) =>
        PseudonymousHit.Of(Recipient(), pseudonym, new Hit(kind, Now.AddSeconds(second), verdict, address is null ? null : client)
        {
            Reasons = reason is { } known ? [known] : [],
            Origin = address is null ? null : new HitOrigin(address, address),
        });

    private Recipient Recipient()
    {
        var simulation = Simulation.Draft(_simulation.CompanyId, _simulation.Plan, Now, _simulation.WorksCouncil);
        simulation.Launch([SimulationTests.Lure("en")], Now);
        var person = new RecipientSnapshot(Guid.CreateVersion7(Now), "a@example.com", "A B", Department: null, "en", "Europe/Berlin", new Dictionary<string, string>());
        return Domain.Phishing.Recipient.Freeze(simulation, simulation.Picker().Pick(person.UserId, "en", [], Now), person, Now, Guid.CreateVersion7(Now), Now);
    }
}
