using SecurityTraining.Application.Common.Security;
using SecurityTraining.Application.Phishing.Simulations;
using SecurityTraining.Domain.Phishing;
using SecurityTraining.Infrastructure.Persistence;
using SecurityTraining.TestKit;

namespace SecurityTraining.Application.UseCaseTests.Phishing;

/// <summary>What people and machines do with a mail, and what is counted of it.</summary>
public sealed class HitTests
{
    [Theory, ClassData(typeof(Engines))]
    public async Task Doing_more_implies_having_done_less(DatabaseProvider provider)
    {
        await using var stage = await Stage.Open(provider, people: 4);
        var id = await stage.LaunchAndDeliver();

        await stage.Hit(stage.Company.People[0], SimulationEventKind.Opened);
        await stage.Hit(stage.Company.People[1], SimulationEventKind.Clicked);
        await stage.Hit(stage.Company.People[2], SimulationEventKind.Submitted);

        (await stage.Summary(id)).ShouldBe(new SimulationSummary(4, Sent: 4, Failed: 0, Skipped: 0, Opened: 3, Clicked: 2, Submitted: 1, Reported: 0) { Raw = new RawHits(1, 1, 1) });
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_repeated_hit_is_written_down_and_counted_once_at_its_first_time(DatabaseProvider provider)
    {
        await using var stage = await Stage.Open(provider, people: 1);
        var id = await stage.LaunchAndDeliver();
        var first = stage.App.Clock.GetUtcNow().AddMinutes(1);

        for (var i = 0; i < 5; i++)
        {
            stage.App.Clock.Advance(TimeSpan.FromMinutes(1));
            await stage.Hit(stage.Company.People[0], SimulationEventKind.Clicked);
        }

        (await stage.Summary(id)).Clicked.ShouldBe(1);
        (await stage.Results(id)).ShouldHaveSingleItem().ClickedAt.ShouldBe(first);
        (await stage.Timeline(id)).Count(line => line.Kind == SimulationEventKind.Clicked).ShouldBe(5);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Two_hundred_hits_of_one_person_at_once_count_once_and_none_is_lost(DatabaseProvider provider)
    {
        await using var stage = await Stage.Open(provider, people: 3);
        var id = await stage.LaunchAndDeliver();

        var answers = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ =>
            Task.Run(() => stage.Hit(stage.Company.People[0], SimulationEventKind.Clicked))));

        answers.ShouldAllBe(answer => answer != null);
        (await stage.Summary(id)).Clicked.ShouldBe(1);
        (await stage.Timeline(id)).Count(line => line.Kind == SimulationEventKind.Clicked).ShouldBe(200);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Hits_during_the_delivery_are_not_lost_and_lose_no_delivery(DatabaseProvider provider)
    {
        await using var stage = await Stage.Open(provider, people: 150);
        var id = await stage.Launch();
        var hit = new HashSet<Guid>();
        while (hit.Count < 150)
        {
            var arrived = stage.Post.Accepted.Select(mail => stage.Company.People.Single(person => person.Email == mail.To.Address))
                .Where(person => hit.Add(person.Id)).ToList();
            await Task.WhenAll(arrived.Select(person => stage.Hit(person, SimulationEventKind.Clicked)));
            if (arrived.Count == 0)
            {
                await stage.Summary(id);
            }
        }

        var summary = await stage.WaitFor(id, seen => seen.Sent == 150);
        summary.Clicked.ShouldBe(150);
        stage.Post.Tried.Count.ShouldBe(150);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Scanners_and_prefetching_clients_are_written_down_but_not_counted(DatabaseProvider provider)
    {
        await using var stage = await Stage.Open(provider, people: 1);
        var id = await stage.LaunchAndDeliver();
        var person = stage.Company.People[0];

        await stage.Hit(person, SimulationEventKind.Clicked, userAgent: "Mozilla/5.0 (compatible; Proofpoint URL Defense)");
        await stage.Hit(person, SimulationEventKind.Clicked, isHead: true);
        await stage.Hit(person, SimulationEventKind.Opened, isPrefetch: true);

        (await stage.Summary(id)).ShouldBe(new SimulationSummary(1, Sent: 1, Failed: 0, Skipped: 0, Opened: 0, Clicked: 0, Submitted: 0, Reported: 0) { Raw = new RawHits(1, 2, 0) });
        (await stage.Timeline(id)).Where(line => line.Kind != SimulationEventKind.Sent).Select(line => line.Verdict).Order()
            .ShouldBe([Verdict.Scanner, Verdict.Scanner, Verdict.Prefetch]);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_hit_within_the_scanner_window_is_a_scanners_and_one_after_it_a_persons(DatabaseProvider provider)
    {
        await using var stage = await Stage.Open(
            provider, people: 1, settings: new Dictionary<string, string?>(StringComparer.Ordinal) { ["Phishing:ScannerWindowSeconds"] = "10" });
        var id = await stage.LaunchAndDeliver();
        var person = stage.Company.People[0];

        stage.App.Clock.Advance(TimeSpan.FromSeconds(9));
        await stage.Hit(person, SimulationEventKind.Clicked);
        (await stage.Summary(id)).Clicked.ShouldBe(0);

        stage.App.Clock.Advance(TimeSpan.FromSeconds(1));
        await stage.Hit(person, SimulationEventKind.Clicked);
        (await stage.Summary(id)).Clicked.ShouldBe(1);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_hit_long_after_the_launch_is_answered_but_not_recorded(DatabaseProvider provider)
    {
        await using var stage = await Stage.Open(provider, people: 2);
        var id = await stage.LaunchAndDeliver();

        stage.App.Clock.Advance(Simulation.CollectionPeriod);
        await stage.Hit(stage.Company.People[0], SimulationEventKind.Clicked);
        stage.App.Clock.Advance(TimeSpan.FromSeconds(1));
        var late = await stage.Hit(stage.Company.People[1], SimulationEventKind.Clicked);

        late.ShouldNotBeNull();
        (await stage.Summary(id)).Clicked.ShouldBe(1);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_forged_token_is_nobodys(DatabaseProvider provider)
    {
        await using var stage = await Stage.Open(provider, people: 2);
        var id = await stage.LaunchAndDeliver();
        var token = Stage.TokenIn(stage.MailTo(stage.Company.People[0]));
        var other = Stage.TokenIn(stage.MailTo(stage.Company.People[1]));

        stage.Tokens.Read(TrackingPurpose.Link, token).ShouldNotBeNull();
        stage.Tokens.Read(TrackingPurpose.Open, token).ShouldBeNull("a link's token opens nothing");
        for (var i = 0; i < token.Length; i++)
        {
            var changed = token[..i] + (token[i] == 'A' ? 'B' : 'A') + token[(i + 1)..];
            stage.Tokens.Read(TrackingPurpose.Link, changed).ShouldBeNull();
        }

        stage.Tokens.Read(TrackingPurpose.Link, token[..30] + other[30..]).ShouldBeNull();
        (await stage.Hit(new TrackingTarget(stage.Company.Id, Guid.CreateVersion7()), SimulationEventKind.Clicked)).ShouldBeNull();
        (await stage.Summary(id)).Clicked.ShouldBe(0);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_target_of_another_company_finds_nobody_in_this_one(DatabaseProvider provider)
    {
        await using var stage = await Stage.Open(provider, people: 1);
        var id = await stage.LaunchAndDeliver();
        var target = stage.TargetOf(stage.Company.People[0]);
        var stranger = await stage.App.AddCompany(domain: "example.org");

        (await stage.Hit(target with { CompanyId = stranger.Id }, SimulationEventKind.Clicked)).ShouldBeNull();

        (await stage.Summary(id)).Clicked.ShouldBe(0);
    }
}
