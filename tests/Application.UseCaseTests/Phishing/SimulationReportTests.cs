using SecurityTraining.Application.Phishing.Simulations;
using SecurityTraining.Application.Phishing.Tracking;
using SecurityTraining.Domain.Phishing;
using SecurityTraining.Infrastructure.Persistence;
using SecurityTraining.TestKit;

namespace SecurityTraining.Application.UseCaseTests.Phishing;

public sealed class SimulationReportTests
{
    private const int Seed = 20261123;

    [Theory, ClassData(typeof(Engines))]
    public async Task Summary_results_and_timeline_say_what_was_played(DatabaseProvider provider)
    {
        await using var stage = await Stage.Open(provider, people: 40);
        var id = await stage.LaunchAndDeliver();
        var played = await Play(stage);

        var summary = await stage.Summary(id);
        var results = await stage.Results(id);
        var timeline = await stage.Timeline(id, limit: 7);

        summary.ShouldBe(new SimulationSummary(
            40, Sent: 40, Failed: 0, Skipped: 0, played.Count(one => one.HasOpened), played.Count(one => one.HasClicked), played.Count(one => one.HasSubmitted), played.Count(one => one.HasReported))
        {
            Raw = new RawHits(Raw(played, SimulationEventKind.Opened), Raw(played, SimulationEventKind.Clicked), Raw(played, SimulationEventKind.Submitted)),
        });
        foreach (var one in played)
        {
            var row = results.Single(result => result.UserId == one.UserId);
            (row.OpenedAt is not null, row.ClickedAt is not null, row.SubmittedAt is not null, row.ReportedAt is not null)
                .ShouldBe((one.HasOpened, one.HasClicked, one.HasSubmitted, one.HasReported));
            timeline.Where(line => line.Email == row.Email && line.Kind != SimulationEventKind.Sent).Select(line => (line.Kind, line.Verdict)).Reverse()
                .ShouldBe(one.Acts);
        }

        timeline.Count.ShouldBe(40 + played.Sum(one => one.Acts.Count));
        (await Filtered(stage, id, clicked: true)).ShouldBe(summary.Clicked);
        (await Filtered(stage, id, clicked: false)).ShouldBe(40 - summary.Clicked);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task The_timeline_is_complete_without_repetitions_whatever_the_page_size(DatabaseProvider provider)
    {
        await using var stage = await Stage.Open(provider, people: 30);
        var id = await stage.LaunchAndDeliver();

        // Many at the very same moment, which only the ids tell apart.
        for (var round = 0; round < 3; round++)
        {
            await Task.WhenAll(stage.Company.People.Select(person => stage.Hit(person, SimulationEventKind.Clicked)));
            stage.App.Clock.Advance(TimeSpan.FromSeconds(round));
        }

        var whole = await stage.Timeline(id, limit: 200);
        whole.Count.ShouldBe(30 + 90);
        whole.Select(line => line.At).ShouldBe(whole.Select(line => line.At).OrderDescending());
        foreach (var limit in (int[])[1, 7, 60, 119, 120, 121])
        {
            (await stage.Timeline(id, limit)).Select(line => line.Id).ShouldBe(whole.Select(line => line.Id), $"by {limit}");
        }
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task What_happens_while_somebody_pages_neither_repeats_nor_hides_a_line(DatabaseProvider provider)
    {
        await using var stage = await Stage.Open(provider, people: 20);
        var id = await stage.LaunchAndDeliver();
        var before = (await stage.Timeline(id)).Select(line => line.Id).ToList();

        var seen = new List<Guid>();
        string? cursor = null;
        do
        {
            var page = await stage.Send(new GetSimulationTimelineQuery(id, cursor, 3));
            seen.AddRange(page.Items.Select(line => line.Id));
            cursor = page.NextCursor;
            stage.App.Clock.Advance(TimeSpan.FromSeconds(1));
            await stage.Hit(stage.Company.People[seen.Count % 20], SimulationEventKind.Opened);
        }
        while (cursor is not null);

        seen.ShouldBe(before);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Another_company_sees_nothing_of_it(DatabaseProvider provider)
    {
        await using var stage = await Stage.Open(provider, people: 1);
        var id = await stage.LaunchAndDeliver();
        var stranger = await stage.App.AddCompany(domain: "example.org");

        (await stage.TrySend(new GetSimulationSummaryQuery(id), stranger.Admin)).FirstError.ShouldBe(SimulationErrors.NotFound);
        (await stage.TrySend(new GetSimulationTimelineQuery(id, Cursor: null, Limit: null), stranger.Admin)).FirstError.ShouldBe(SimulationErrors.NotFound);
        (await stage.TrySend(new CancelSimulationCommand(id), stranger.Admin)).FirstError.ShouldBe(SimulationErrors.NotFound);
    }

    private static int Raw(List<Played> played, SimulationEventKind kind) => played.Sum(one => one.Acts.Count(act => act.Kind == kind));

    private static async Task<List<Played>> Play(Stage stage)
    {
        var chance = new Random(Seed);
        var played = new List<Played>();
        foreach (var person in stage.Company.People)
        {
            var acts = new List<(SimulationEventKind, Verdict)>();
            for (var i = chance.Next(6); i > 0; i--)
            {
                stage.App.Clock.Advance(TimeSpan.FromSeconds(1));
                var kind = (SimulationEventKind)chance.Next((int)SimulationEventKind.Opened, (int)SimulationEventKind.Reported + 1);
                if (kind == SimulationEventKind.Reported)
                {
                    await stage.Send(new ReportPhishingCommand(MessageId: stage.MailTo(person).MessageId));
                    acts.Add((kind, Verdict.Human));
                    continue;
                }

                var verdict = (Verdict)chance.Next(3);
                await stage.Hit(
                    person,
                    kind,
                    userAgent: verdict == Verdict.Scanner ? "Barracuda Sentinel" : Stage.Browser,
                    isPrefetch: verdict == Verdict.Prefetch);
                acts.Add((kind, verdict));
            }

            played.Add(new Played(person.Id, acts));
        }

        return played;
    }

    private static async Task<int> Filtered(Stage stage, Guid id, bool clicked) => (await stage.Send(new GetSimulationResultsQuery(
        id, Page: null, PageSize: null, Search: null, Sort: null, Delivery: null, Opened: null, clicked, Submitted: null, Reported: null))).TotalItems;

    private sealed record Played(Guid UserId, List<(SimulationEventKind Kind, Verdict Verdict)> Acts)
    {
        public bool HasOpened => Acts.Exists(act => act.Verdict == Verdict.Human);

        public bool HasClicked => HasSubmitted || Did(SimulationEventKind.Clicked);

        public bool HasSubmitted => Did(SimulationEventKind.Submitted);

        public bool HasReported => Did(SimulationEventKind.Reported);

        private bool Did(SimulationEventKind kind) => Acts.Contains((kind, Verdict.Human));
    }
}
