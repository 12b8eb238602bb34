using SecurityTraining.Application.Analytics;
using SecurityTraining.Application.People.Privacy;
using SecurityTraining.Application.Phishing.Verdicts;
using SecurityTraining.Domain.Analytics;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.Phishing;
using SecurityTraining.Infrastructure.Persistence;
using SecurityTraining.TestKit;

namespace SecurityTraining.Application.UseCaseTests.Phishing;

/// <summary>Who is taken to be behind a hit, why, and what follows when that changes.</summary>
public sealed class VerdictTests
{
    private const string Edge = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36 Edg/140.0";
    private const string Mac = "Mozilla/5.0 (Macintosh; Intel Mac OS X 14_0) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Safari/605.1.15";
    private const string Phone = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Mobile Safari/604.1";

    [Theory, ClassData(typeof(Engines))]
    public async Task Whoever_asks_for_many_peoples_links_at_once_is_no_person_from_the_first_of_them_on(DatabaseProvider provider)
    {
        await using var stage = await Stage.Open(provider, people: HitJudge.BurstTokens + 1);
        var id = await stage.LaunchAndDeliver();

        await stage.HitFrom(stage.Company.People[0], SimulationEventKind.Clicked, "198.51.100.7");
        (await stage.Summary(id)).Clicked.ShouldBe(1, "one alone may be a person");
        foreach (var person in stage.Company.People.Skip(1))
        {
            stage.App.Clock.Advance(TimeSpan.FromSeconds(0.5));
            await stage.HitFrom(person, SimulationEventKind.Clicked, "198.51.100.7");
        }

        var summary = await stage.Summary(id);
        (summary.Clicked, summary.Raw.Clicked).ShouldBe((0, HitJudge.BurstTokens + 1));
        (await Hits(stage, id)).ShouldAllBe(hit => hit.Verdict == Verdict.Unknown && hit.Reasons.Contains(VerdictReason.ManyTokens));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Whoever_follows_the_hidden_link_is_a_machine_with_all_that_it_does_about_that_time(DatabaseProvider provider)
    {
        await using var stage = await Stage.Open(provider, people: 1);
        var id = await stage.LaunchAndDeliver();
        var person = stage.Company.People[0];
        stage.MailTo(person).Html.ShouldContain($"/t/{Stage.TokenIn(stage.MailTo(person))}/terms");

        await stage.HitFrom(person, SimulationEventKind.Clicked, "198.51.100.7");
        await stage.HitFrom(person, SimulationEventKind.Clicked, "198.51.100.7", isHoneypot: true);
        await stage.HitFrom(person, SimulationEventKind.Submitted, "198.51.100.7");
        (await stage.Summary(id)).Opened.ShouldBe(0);

        await stage.HitFrom(person, SimulationEventKind.Clicked, "203.0.113.9");
        (await stage.Summary(id)).Clicked.ShouldBe(1, "the person comes from elsewhere");
        (await Hits(stage, id)).Select(hit => hit.Verdict).Order().ShouldBe([Verdict.Human, Verdict.Scanner, Verdict.Scanner, Verdict.Scanner]);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Another_computer_elsewhere_shows_that_the_mail_was_passed_on_and_the_persons_phone_does_not(DatabaseProvider provider)
    {
        await using var stage = await Stage.Open(provider, people: 2);
        var id = await stage.LaunchAndDeliver();
        var (first, second) = (stage.Company.People[0], stage.Company.People[1]);

        await stage.HitFrom(first, SimulationEventKind.Opened, "203.0.113.9", Edge);
        await stage.HitFrom(second, SimulationEventKind.Opened, "203.0.113.9", Edge);
        stage.App.Clock.Advance(TimeSpan.FromMinutes(5));
        await stage.HitFrom(first, SimulationEventKind.Clicked, "198.51.100.7", Mac);
        await stage.HitFrom(second, SimulationEventKind.Clicked, "198.51.100.7", Phone);

        (await Hits(stage, id, Verdict.Forwarded)).ShouldHaveSingleItem().Reasons.ShouldBe([VerdictReason.OtherComputer]);
        (await stage.Results(id)).Where(row => row.ClickedAt is not null).ShouldHaveSingleItem().UserId.ShouldBe(second.Id);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_rule_judges_what_comes_in_and_on_request_what_came_before_but_for_what_was_decided_by_hand(DatabaseProvider provider)
    {
        await using var stage = await Stage.Open(provider, people: 4);
        var id = await stage.LaunchAndDeliver();
        await stage.HitFrom(stage.Company.People[0], SimulationEventKind.Clicked, "203.0.113.9");
        await stage.HitFrom(stage.Company.People[1], SimulationEventKind.Clicked, "203.0.113.200");
        await stage.HitFrom(stage.Company.People[2], SimulationEventKind.Clicked, "203.0.114.9");
        var decided = (await Hits(stage, id)).Single(hit => hit.Email == stage.Company.People[1].Email);
        await stage.Send(new ReclassifyHitCommand(id, decided.Id, Verdict.Human));

        var rule = await stage.Send(new CreateVerdictRuleCommand(Verdict.Scanner, AddressRange: "203.0.113.77/24"));
        (await stage.Send(new GetVerdictRuleQuery(rule))).AddressRange.ShouldBe("203.0.113.0/24");
        (await stage.Summary(id)).Clicked.ShouldBe(3);
        await stage.HitFrom(stage.Company.People[3], SimulationEventKind.Clicked, "203.0.113.1");
        (await stage.Summary(id)).Clicked.ShouldBe(3, "it holds for what comes in");

        await stage.Send(new ApplyVerdictRuleCommand(rule));
        var applied = await Eventually.Get(() => stage.Send(new GetVerdictRuleQuery(rule)), row => row.Application == RuleApplication.Completed);
        applied.HitsChanged.ShouldBe(1);
        (await Hits(stage, id, Verdict.Scanner)).Select(hit => hit.Email).Order(StringComparer.Ordinal)
            .ShouldBe([stage.Company.People[0].Email, stage.Company.People[3].Email]);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Every_kind_of_range_finds_the_earlier_hits_within_it(DatabaseProvider provider)
    {
        await using var stage = await Stage.Open(provider, people: 3);
        var id = await stage.LaunchAndDeliver();
        await stage.HitFrom(stage.Company.People[0], SimulationEventKind.Clicked, "203.0.113.9");
        await stage.HitFrom(stage.Company.People[1], SimulationEventKind.Clicked, "2001:db8:1:2::5");
        await stage.HitFrom(stage.Company.People[2], SimulationEventKind.Clicked, "192.0.2.1");

        foreach (var (range, hits) in (IEnumerable<(string, int)>)
            [("203.0.113.8/30", 1), ("203.0.113.4/30", 0), ("203.0.0.0/16", 1), ("203.0.113.9", 1), ("2001:db8:1:2::/64", 1), ("2001:db8::/32", 1), ("2001:db8:2::/48", 0)])
        {
            var rule = await stage.Send(new CreateVerdictRuleCommand(Verdict.Scanner, range));
            await stage.Send(new ApplyVerdictRuleCommand(rule));
            (await Eventually.Get(() => stage.Send(new GetVerdictRuleQuery(rule)), row => row.Application == RuleApplication.Completed))
                .HitsChanged.ShouldBe(hits, range);
            foreach (var hit in await Hits(stage, id, Verdict.Scanner))
            {
                await stage.Send(new DeleteVerdictRuleCommand(rule));
                rule = await stage.Send(new CreateVerdictRuleCommand(Verdict.Human, range));
                await stage.Send(new ApplyVerdictRuleCommand(rule));
                await Eventually.Get(() => stage.Send(new GetVerdictRuleQuery(rule)), row => row.Application == RuleApplication.Completed);
                hit.Verdict.ShouldBe(Verdict.Scanner);
            }

            await stage.Send(new DeleteVerdictRuleCommand(rule));
        }
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_persons_score_follows_when_a_hit_turns_out_to_be_somebody_elses(DatabaseProvider provider)
    {
        await using var stage = await Stage.Open(provider, people: 1, withWorkers: true);
        var id = await stage.LaunchAndDeliver();
        var person = stage.Company.People[0];
        await stage.HitFrom(person, SimulationEventKind.Clicked, "203.0.113.9");
        var hit = (await Hits(stage, id)).ShouldHaveSingleItem();

        await stage.Send(new ReclassifyHitCommand(id, hit.Id, Verdict.Scanner));
        (await stage.Send(new GetUserRiskQuery(person.Id))).Score.ShouldBe(RiskPolicy.Neutral);
        await stage.Send(new ReclassifyHitCommand(id, hit.Id, Verdict.Human));
        (await stage.Send(new GetUserRiskQuery(person.Id))).Score.ShouldBeGreaterThan(RiskPolicy.Neutral);
        await stage.Send(new ReclassifyHitCommand(id, hit.Id, Verdict.Forwarded));
        (await stage.Send(new GetUserRiskQuery(person.Id))).Score.ShouldBe(RiskPolicy.Neutral);
        (await stage.Results(id)).ShouldHaveSingleItem().ClickedAt.ShouldBeNull();

        var stranger = await stage.App.AddCompany(domain: "example.org");
        (await stage.TrySend(new ReclassifyHitCommand(id, hit.Id, Verdict.Human), stranger.Admin)).FirstError.ShouldBe(SimulationErrors.NotFound);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task No_address_is_kept_and_the_person_gets_what_is(DatabaseProvider provider)
    {
        await using var stage = await Stage.Open(provider, people: 1);
        var id = await stage.LaunchAndDeliver();
        await stage.HitFrom(stage.Company.People[0], SimulationEventKind.Clicked, "203.0.113.9");

        await stage.Arrange(db =>
        {
            var line = db.SimulationEvents.Single(line => line.SimulationId == id && line.Kind == SimulationEventKind.Clicked);
            line.Address!.Length.ShouldBe(HitOrigin.HashLength);
            line.Network!.Length.ShouldBe(HitOrigin.HashLength);
            line.Address.ShouldNotBe(line.Network);
            return Task.CompletedTask;
        });
        var hits = await stage.App.InScope(stage.Company.As(Role.Employee), async sender =>
            await (await sender.Send(new GetMyPersonalDataQuery())).Value.Hits.ToListAsync());
        hits.Single(hit => hit.Kind == SimulationEventKind.Clicked).ShouldSatisfyAllConditions(
            hit => hit.Address.ShouldNotBeNull(), hit => hit.Verdict.ShouldBe(Verdict.Human));
    }

    private static async Task<IReadOnlyList<HitRow>> Hits(Stage stage, Guid id, Verdict? verdict = null) =>
        (await stage.Send(new GetSimulationHitsQuery(id, Cursor: null, Limit: 200, verdict))).Items;
}
