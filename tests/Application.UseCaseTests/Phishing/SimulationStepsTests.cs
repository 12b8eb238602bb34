using SecurityTraining.Application.Phishing.Simulations;
using SecurityTraining.Application.Phishing.Templates;
using SecurityTraining.Domain.Phishing;
using SecurityTraining.Infrastructure.Persistence;
using SecurityTraining.TestKit;

namespace SecurityTraining.Application.UseCaseTests.Phishing;

/// <summary>Spreading, pausing, resuming, cancelling, scheduling, duplicating.</summary>
public sealed class SimulationStepsTests
{
    /// <summary>Longer than a sender relies on what it was told before.</summary>
    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(2);

    [Theory, ClassData(typeof(Engines))]
    public async Task Mails_are_spread_over_the_time_that_was_asked_for(DatabaseProvider provider)
    {
        await using var stage = await Stage.Open(provider, people: 60);
        var start = stage.App.Clock.GetUtcNow();
        var id = await stage.Launch(simulation => simulation with { SpreadMinutes = 120 });
        await stage.WaitFor(id, summary => summary.Recipients == 60);
        var planned = await stage.Results(id);

        planned.ShouldAllBe(row => row.SendAt >= start && row.SendAt <= start.AddMinutes(120));
        planned.Count(row => row.SendAt <= start.AddMinutes(60)).ShouldBeInRange(10, 50);
        for (var minute = 30; minute <= 120; minute += 30)
        {
            stage.App.Clock.Advance(TimeSpan.FromMinutes(30));
            var due = planned.Count(row => row.SendAt <= start.AddMinutes(minute));
            await stage.WaitFor(id, summary => summary.Sent >= due);
            stage.Post.Tried.Count.ShouldBe(due, $"after {minute} minutes");
        }

        (await stage.WaitFor(id, SimulationStatus.Completed)).LaunchedAt.ShouldBe(start);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_paused_simulation_sends_nothing_until_it_is_resumed(DatabaseProvider provider)
    {
        await using var stage = await Stage.Open(provider, people: 20);
        var id = await stage.Launch(simulation => simulation with { SpreadMinutes = 60 });
        await stage.WaitFor(id, summary => summary.Recipients == 20);
        var other = await stage.Launch(simulation => simulation with { Name = "Another", SpreadMinutes = 60 });
        await stage.WaitFor(other, summary => summary.Recipients == 20);

        await stage.Send(new PauseSimulationCommand(id));
        stage.App.Clock.Advance(TimeSpan.FromMinutes(90));
        await stage.WaitFor(other, summary => summary.Sent == 20);

        (await stage.Summary(id)).Sent.ShouldBe(0);
        (await stage.Get(id)).Status.ShouldBe(SimulationStatus.Paused);

        await stage.Send(new ResumeSimulationCommand(id));
        await stage.WaitFor(id, summary => summary.Sent == 20);
        stage.Post.Tried.Count.ShouldBe(40);
        await stage.WaitFor(id, SimulationStatus.Completed);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task After_a_pause_only_the_mails_under_way_go_out(DatabaseProvider provider)
    {
        await using var stage = await Stage.Open(provider, people: 60);
        stage.Post.Hold();
        var id = await stage.Launch();
        await Eventually.Get(() => Task.FromResult(stage.Post.Tried.Count), tried => tried == stage.Post.Connections);
        await stage.WaitFor(id, summary => summary.Recipients == 60);

        await stage.Send(new PauseSimulationCommand(id));
        stage.App.Clock.Advance(Moment);
        stage.Post.Release();
        await stage.WaitFor(id, summary => summary.Sent == stage.Post.Connections);

        // Other people's mails still pass through the same senders, so they have gone through all that was waiting in line.
        await PassThrough(stage);
        stage.Post.Tried.Count(mail => !mail.Subject.StartsWith("other", StringComparison.Ordinal)).ShouldBe(stage.Post.Connections);

        await stage.Send(new ResumeSimulationCommand(id));
        stage.App.Clock.Advance(TimeSpan.FromMinutes(2));
        await stage.WaitFor(id, summary => summary.Sent == 60);
        stage.Post.Accepted.Where(mail => !mail.Subject.StartsWith("other", StringComparison.Ordinal))
            .Select(mail => mail.To.Address).Distinct(StringComparer.Ordinal).Count().ShouldBe(60);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task After_a_cancellation_only_the_mails_under_way_go_out(DatabaseProvider provider)
    {
        await using var stage = await Stage.Open(provider, people: 60);
        stage.Post.Hold();
        var id = await stage.Launch();
        await Eventually.Get(() => Task.FromResult(stage.Post.Tried.Count), tried => tried == stage.Post.Connections);
        await stage.WaitFor(id, summary => summary.Recipients == 60);

        await stage.Send(new CancelSimulationCommand(id));
        stage.App.Clock.Advance(Moment);
        stage.Post.Release();
        await stage.WaitFor(id, summary => summary.Sent == stage.Post.Connections);

        await PassThrough(stage);
        stage.Post.Tried.Count(mail => !mail.Subject.StartsWith("other", StringComparison.Ordinal)).ShouldBe(stage.Post.Connections);
        (await stage.Get(id)).Status.ShouldBe(SimulationStatus.Cancelled);
        (await stage.TrySend(new ResumeSimulationCommand(id))).FirstError.Code.ShouldBe("simulation_state");
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task What_people_do_after_a_cancellation_is_still_recorded(DatabaseProvider provider)
    {
        await using var stage = await Stage.Open(provider, people: 2);
        var id = await stage.Launch(simulation => simulation with { SpreadMinutes = 43_200 });
        await stage.WaitFor(id, summary => summary.Recipients == 2);
        var first = (await stage.Results(id)).MinBy(row => row.SendAt)!;
        stage.App.Clock.SetUtcNow(first.SendAt.AddMilliseconds(1));
        await stage.WaitFor(id, summary => summary.Sent == 1);

        await stage.Send(new CancelSimulationCommand(id));
        await stage.Hit(stage.Company.People.Single(person => person.Id == first.UserId), SimulationEventKind.Clicked);

        await Eventually.Get(
            async () =>
            {
                await stage.Pass(TimeSpan.FromSeconds(3));
                return await stage.Summary(id);
            },
            summary => summary == new SimulationSummary(2, Sent: 1, Failed: 0, Skipped: 1, Opened: 1, Clicked: 1, Submitted: 0, Reported: 0) { Raw = new RawHits(0, 1, 0) });
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_scheduled_simulation_starts_when_its_time_has_come(DatabaseProvider provider)
    {
        await using var stage = await Stage.Open(provider, people: 3);
        var start = stage.App.Clock.GetUtcNow().AddHours(6);
        var id = await stage.Draft(simulation => simulation with { StartsAt = start });
        await stage.Send(new ScheduleSimulationCommand(id));
        var marker = await stage.Draft();
        await stage.Send(new ScheduleSimulationCommand(marker, stage.App.Clock.GetUtcNow().AddHours(5)));

        stage.App.Clock.Advance(TimeSpan.FromHours(5));
        await stage.WaitFor(marker, summary => summary.Sent == 3);
        (await stage.Get(id)).Status.ShouldBe(SimulationStatus.Scheduled);

        stage.App.Clock.SetUtcNow(start);
        await stage.WaitFor(id, summary => summary.Sent == 3);
        (await stage.Get(id)).LaunchedAt.ShouldBe(start);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_scheduled_simulation_whose_template_is_gone_is_cancelled_and_says_why(DatabaseProvider provider)
    {
        await using var stage = await Stage.Open(provider, people: 3);
        var template = await stage.AddTemplate();
        var id = await stage.Draft(change: null, template);
        await stage.Send(new ScheduleSimulationCommand(id, stage.App.Clock.GetUtcNow().AddHours(1)));

        await stage.Send(new DeleteLureTemplateCommand(template));
        stage.App.Clock.Advance(TimeSpan.FromHours(2));
        var simulation = await stage.WaitFor(id, SimulationStatus.Cancelled);

        simulation.CancelReason.ShouldBe(LureTemplateErrors.NotFound.Description);
        simulation.LaunchedAt.ShouldBeNull();
        stage.Post.Tried.ShouldBeEmpty();
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_scheduled_simulation_that_is_cancelled_or_launched_by_hand_does_not_start_again(DatabaseProvider provider)
    {
        await using var stage = await Stage.Open(provider, people: 3);
        var inAnHour = stage.App.Clock.GetUtcNow().AddHours(1);
        var cancelled = await stage.Draft();
        await stage.Send(new ScheduleSimulationCommand(cancelled, inAnHour));
        var byHand = await stage.Draft();
        await stage.Send(new ScheduleSimulationCommand(byHand, inAnHour));
        var marker = await stage.Draft();
        await stage.Send(new ScheduleSimulationCommand(marker, inAnHour.AddMinutes(1)));

        await stage.Send(new CancelSimulationCommand(cancelled));
        await stage.Send(new LaunchSimulationCommand(byHand));
        await stage.WaitFor(byHand, summary => summary.Sent == 3);
        stage.App.Clock.Advance(TimeSpan.FromHours(2));
        await stage.WaitFor(marker, summary => summary.Sent == 3);

        stage.Post.Tried.Count.ShouldBe(6);
        (await stage.Get(cancelled)).Status.ShouldBe(SimulationStatus.Cancelled);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_start_that_has_passed_is_refused(DatabaseProvider provider)
    {
        await using var stage = await Stage.Open(provider, people: 1, withWorkers: false);
        var id = await stage.Draft();

        (await stage.TrySend(new ScheduleSimulationCommand(id, stage.App.Clock.GetUtcNow()))).IsError.ShouldBeTrue();
        (await stage.TrySend(new ScheduleSimulationCommand(id))).IsError.ShouldBeTrue();

        (await stage.Get(id)).Status.ShouldBe(SimulationStatus.Draft);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_duplicate_is_a_draft_of_its_own(DatabaseProvider provider)
    {
        await using var stage = await Stage.Open(provider, people: 2);
        var id = await stage.LaunchAndDeliver(simulation => simulation with { Name = "Autumn", SenderName = "IT desk" });
        await stage.Hit(stage.Company.People[0], SimulationEventKind.Clicked);

        var copy = await stage.Send(new DuplicateSimulationCommand(id));

        var (original, duplicate) = (await stage.Get(id), await stage.Get(copy));
        duplicate.Name.ShouldBe("Autumn (2)");
        duplicate.Status.ShouldBe(SimulationStatus.Draft);
        (duplicate.SenderName, duplicate.LaunchedAt, duplicate.StartsAt).ShouldBe(("IT desk", null, null));
        duplicate.TemplateIds.ShouldBe(original.TemplateIds);
        (await stage.Summary(copy)).ShouldBe(new SimulationSummary(0, 0, 0, 0, 0, 0, 0, 0));

        await stage.Send(new LaunchSimulationCommand(copy));
        await stage.WaitFor(copy, summary => summary.Sent == 2);
        (await stage.Summary(copy)).Clicked.ShouldBe(0);
        (await stage.Summary(id)).Clicked.ShouldBe(1);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Steps_that_make_no_sense_are_refused(DatabaseProvider provider)
    {
        await using var stage = await Stage.Open(provider, people: 1);
        var draft = await stage.Draft();
        var done = await stage.LaunchAndDeliver();
        await stage.WaitFor(done, SimulationStatus.Completed);

        foreach (var refused in (Task<ErrorOr.ErrorOr<ErrorOr.Success>>[])
        [
            stage.TrySend(new PauseSimulationCommand(draft)),
            stage.TrySend(new ResumeSimulationCommand(draft)),
            stage.TrySend(new PauseSimulationCommand(done)),
            stage.TrySend(new CancelSimulationCommand(done)),
            stage.TrySend(new LaunchSimulationCommand(done)),
            stage.TrySend(new ScheduleSimulationCommand(done, stage.App.Clock.GetUtcNow().AddDays(1))),
            stage.TrySend(new UpdateSimulationCommand(done, Name: "Other")),
        ])
        {
            (await refused).FirstError.Code.ShouldBe("simulation_state");
        }

        (await stage.TrySend(new DeleteSimulationCommand(done))).FirstError.Code.ShouldBe("simulation_state");
        (await stage.TrySend(new DeleteSimulationCommand(draft))).IsError.ShouldBeFalse();
    }

    private static async Task PassThrough(Stage stage)
    {
        var template = await stage.AddTemplate(change: template => template with { Subject = "other" });
        await stage.LaunchAndDeliver(change: null, template);
    }
}
