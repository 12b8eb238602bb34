using Microsoft.EntityFrameworkCore;
using SecurityTraining.Application.People.Groups;
using SecurityTraining.Application.Phishing.Control;
using SecurityTraining.Application.Phishing.Simulations;
using SecurityTraining.Domain.Phishing;
using SecurityTraining.Infrastructure.Persistence;
using SecurityTraining.TestKit;

namespace SecurityTraining.Application.UseCaseTests.Phishing;

public sealed class SimulationPlanTests
{
    private static readonly DayOfWeek[] Workdays =
        [DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday];

    [Theory, ClassData(typeof(Engines))]
    public async Task What_is_sent_is_what_the_preview_showed(DatabaseProvider provider)
    {
        await using var stage = await Stage.Open(provider, people: 30);
        await stage.Arrange(async db =>
        {
            foreach (var user in await db.Users.Where(user => user.FirstName.EndsWith("0") || user.FirstName.EndsWith("5")).ToListAsync())
            {
                user.SetProfile(user.Profile with { TimeZone = "America/New_York" });
            }
        });
        await stage.Send(new SetPhishingSettingsCommand([new Holiday(new DateOnly(2026, 11, 25), "Day of repentance")], RequiresApproval: false));
        Guid[] templates = [await stage.AddTemplate(), await stage.AddTemplate(), await stage.AddTemplate()];
        var start = stage.App.Clock.GetUtcNow().AddHours(22);
        var id = await stage.Draft(
            simulation => simulation with
            {
                StartsAt = start,
                EndsAt = start.AddDays(4),
                Timing = new SendTiming
                {
                    BusinessHours = new BusinessHours(new TimeOnly(9, 0), new TimeOnly(16, 30), Workdays),
                    SkipHolidays = true,
                    JitterMinutes = 20,
                    MaxPerHourAndDomain = 3,
                },
                TemplateWeights = [1, 5, 10],
            },
            templates);
        await stage.Send(new ScheduleSimulationCommand(id));

        var preview = await stage.Send(new GetSimulationPlanQuery(id, Page: 1, PageSize: 100));
        preview.StartsAt.ShouldBe(start);
        (preview.Recipients, preview.People.TotalItems, preview.WithoutRoom, preview.IsFinal).ShouldBe((30, 30, 0, false));
        preview.Days.Sum(day => day.Mails).ShouldBe(30);
        preview.Days.Select(day => day.Day).ShouldNotContain(new DateOnly(2026, 11, 25));
        preview.Hours.ShouldAllBe(hour => hour.Mails <= 3);
        foreach (var mail in preview.People.Items)
        {
            var local = TimeZoneInfo.ConvertTime(mail.SendAt, TimeZoneInfo.FindSystemTimeZoneById(mail.TimeZone));
            local.TimeOfDay.ShouldBeInRange(new TimeSpan(9, 0, 0), new TimeSpan(16, 30, 0));
        }

        // The worker that launches it is late, before anybody's office opens.
        stage.App.Clock.SetUtcNow(start.AddMinutes(17));
        await stage.WaitFor(id, summary => summary.Recipients == 30);
        var launched = await stage.Send(new GetSimulationPlanQuery(id, Page: 1, PageSize: 100));
        launched.People.Items.ShouldBe(preview.People.Items);
        launched.Hours.ShouldBe(preview.Hours);
        launched.IsFinal.ShouldBeTrue();

        foreach (var mail in preview.People.Items.DistinctBy(mail => mail.SendAt))
        {
            stage.App.Clock.SetUtcNow(mail.SendAt);
            var due = preview.People.Items.Count(other => other.SendAt <= mail.SendAt);
            await stage.WaitFor(id, summary => summary.Sent == due);
        }

        var sent = (await stage.Results(id)).ToDictionary(row => row.UserId);
        preview.People.Items.ShouldAllBe(mail => sent[mail.UserId].SentAt == mail.SendAt);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_plan_without_room_is_shown_and_refused(DatabaseProvider provider)
    {
        await using var stage = await Stage.Open(provider, people: 3, withWorkers: false);
        var today = DateOnly.FromDateTime(stage.App.Clock.GetUtcNow().Date);
        var id = await stage.Draft(simulation => simulation with
        {
            Timing = new SendTiming { Blackouts = [new Blackout(today, today.AddDays(90))] },
        });

        (await stage.Send(new GetSimulationPlanQuery(id, Page: null, PageSize: null))).WithoutRoom.ShouldBe(3);
        (await stage.TrySend(new LaunchSimulationCommand(id))).FirstError.Code.ShouldBe("plan_has_no_room");

        // An end in the night leaves no room before it, but some after it.
        await stage.Send(new UpdateSimulationCommand(
            id,
            EndsAt: stage.App.Clock.GetUtcNow().AddHours(1),
            Timing: new SendTiming { BusinessHours = new BusinessHours(new TimeOnly(6, 0), new TimeOnly(7, 0), Workdays) }));
        var plan = await stage.Send(new GetSimulationPlanQuery(id, Page: null, PageSize: null));
        (plan.Late, plan.WithoutRoom, plan.Recipients).ShouldBe((3, 0, 3));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_mail_that_was_kept_over_the_day_does_not_go_out_at_night(DatabaseProvider provider)
    {
        await using var stage = await Stage.Open(provider, people: 4);
        var id = await stage.Launch(simulation => simulation with
        {
            SpreadMinutes = 30,
            Timing = new SendTiming { BusinessHours = new BusinessHours(new TimeOnly(8, 0), new TimeOnly(16, 0), Workdays) },
        });
        await stage.WaitFor(id, summary => summary.Recipients == 4);
        await stage.Send(new PauseSimulationCommand(id));
        stage.App.Clock.SetUtcNow(new DateTimeOffset(2026, 11, 23, 22, 0, 0, TimeSpan.Zero));
        await stage.Send(new ResumeSimulationCommand(id));
        var marker = await stage.LaunchAndDeliver(simulation => simulation with { Name = "Marker" });
        (await stage.Summary(marker)).Sent.ShouldBe(4);
        (await stage.Summary(id)).Sent.ShouldBe(0);

        stage.App.Clock.SetUtcNow(new DateTimeOffset(2026, 11, 24, 7, 0, 0, TimeSpan.Zero));
        await stage.WaitFor(id, summary => summary.Sent == 4);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Whoever_is_excluded_gets_nothing(DatabaseProvider provider)
    {
        await using var stage = await Stage.Open(provider, people: 4);
        var group = await stage.Send(new CreateGroupCommand("Board"));
        await stage.Send(new AddGroupMemberCommand(group, stage.Company.People[1].Id));

        var id = await stage.LaunchAndDeliver(simulation => simulation with
        {
            Recipients = new SimulationRecipients(
                All: true, Excluded: new ExcludedRecipients([stage.Company.People[0].Id, stage.Company.Admin.UserId!.Value], GroupIds: [group])),
        });

        (await stage.Results(id)).Select(row => row.UserId).ShouldBe(stage.Company.People.Skip(2).Select(person => person.Id), ignoreOrder: true);
        (await stage.TrySend(new CreateSimulationCommand(new SimulationInput(
            "Unknown",
            [await stage.AddTemplate()],
            new SimulationRecipients(All: true, Excluded: new ExcludedRecipients(DepartmentIds: [group])))))).IsError.ShouldBeTrue();
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Adaptive_lures_follow_what_each_person_did(DatabaseProvider provider)
    {
        await using var stage = await Stage.Open(provider, people: 2);
        var (careful, careless) = (stage.Company.People[0], stage.Company.People[1]);
        var ladder = new List<Guid>();
        foreach (var premise in (Premise[])[new(0, 0, 0, 0, 8), new(0, 0, 2, 2, 0), new(4, 4, 4, 2, 0), new(8, 8, 8, 8, 0)])
        {
            for (var copy = 0; copy < 2; copy++)
            {
                var cues = premise.PriorTraining == 8 ? 20 : 10;
                ladder.Add(await stage.AddTemplate(change: template => template with
                {
                    Premise = premise,
                    Cues = [template.Cues![0] with { Count = cues }],
                }));
            }
        }

        var targets = new List<(Difficulty?, Difficulty?)>();
        for (var round = 0; round < 3; round++)
        {
            var id = await stage.LaunchAndDeliver(simulation => simulation with { Selection = LureSelection.Adaptive }, [.. ladder]);
            var rows = (await stage.Results(id)).ToDictionary(row => row.UserId);
            targets.Add((rows[careful.Id].TargetDifficulty, rows[careless.Id].TargetDifficulty));
            rows.Values.ShouldAllBe(row => !row.IsRepeat);
            var mail = stage.Post.Accepted.Last(mail => mail.To.Address == careless.Email);
            await stage.Hit(stage.Tokens.Read(Common.Security.TrackingPurpose.Link, Stage.TokenIn(mail))!, SimulationEventKind.Clicked);
            stage.App.Clock.Advance(TimeSpan.FromDays(7));
        }

        targets.ShouldBe(
        [
            (Difficulty.ModerateToLeast, Difficulty.ModerateToLeast), (Difficulty.Moderate, Difficulty.Least), (Difficulty.Very, Difficulty.Least),
        ]);
    }
}
