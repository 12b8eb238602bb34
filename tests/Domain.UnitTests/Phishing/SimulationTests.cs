using SecurityTraining.Domain.Phishing;

namespace SecurityTraining.Domain.UnitTests.Phishing;

public sealed class SimulationTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 9, 0, 0, TimeSpan.Zero);
    private static readonly Guid CompanyId = Guid.CreateVersion7(Now);

    [Fact]
    public void A_draft_goes_through_its_life()
    {
        var simulation = Draft();
        simulation.Schedule(Now.AddHours(1), Now).IsError.ShouldBeFalse();
        simulation.Launch([Lure("en")], Now.AddHours(1)).IsError.ShouldBeFalse();
        simulation.Pause().IsError.ShouldBeFalse();
        simulation.Resume().IsError.ShouldBeFalse();
        simulation.FreezeUpTo(userId: null, isLast: true);
        simulation.Complete(Now.AddHours(2));

        simulation.Status.ShouldBe(SimulationStatus.Completed);
        simulation.EndedAt.ShouldBe(Now.AddHours(2));
    }

    [Theory]
    [InlineData(SimulationStatus.Draft, "pause", "resume")]
    [InlineData(SimulationStatus.Scheduled, "schedule", "pause", "resume", "change", "delete")]
    [InlineData(SimulationStatus.Running, "schedule", "launch", "resume", "change", "delete")]
    [InlineData(SimulationStatus.Paused, "schedule", "launch", "pause", "change", "delete")]
    [InlineData(SimulationStatus.Completed, "schedule", "launch", "pause", "resume", "cancel", "change", "delete")]
    [InlineData(SimulationStatus.Cancelled, "schedule", "launch", "pause", "resume", "cancel", "change", "delete")]
    public void Every_illegal_step_is_a_conflict_and_every_other_step_is_taken(SimulationStatus status, params string[] illegal)
    {
        foreach (var step in (string[])["schedule", "launch", "pause", "resume", "cancel", "change", "delete"])
        {
            var simulation = In(status);
            var outcome = Take(simulation, step);
            if (illegal.Contains(step))
            {
                outcome.FirstError.Code.ShouldBe("simulation_state", step);
                simulation.Status.ShouldBe(status, step);
            }
            else
            {
                outcome.IsError.ShouldBeFalse(step);
            }
        }
    }

    [Fact]
    public void A_start_in_the_past_is_refused() =>
        Draft().Schedule(Now, Now).FirstError.Code.ShouldBe("start_in_the_past");

    [Fact]
    public void Each_person_gets_the_lure_of_their_language_and_always_the_same()
    {
        var simulation = Draft();
        simulation.Launch([Lure("en"), Lure("de"), Lure("de")], Now);
        var person = Guid.CreateVersion7(Now);

        string Language(string language) =>
            simulation.Lures.Single(lure => lure.TemplateId == simulation.Picker().Pick(person, language, [], Now).TemplateId).Content.Language;

        Language("de").ShouldBe("de");
        Language("en").ShouldBe("en");
        simulation.Picker().Pick(person, "de", [], Now).ShouldBe(simulation.Picker().Pick(person, "de", [], Now));
    }

    [Fact]
    public void Mails_are_spread_evenly_over_the_window()
    {
        var simulation = Draft(spreadMinutes: 60);
        simulation.Launch([Lure("en")], Now);
        var planner = simulation.Planner(new HourlyBookings());
        var minutes = Enumerable.Range(0, 6000)
            .Select(_ => (planner.TimeFor(Guid.CreateVersion7(Now), "example.com", "Europe/Berlin")!.At - Now).TotalMinutes)
            .ToList();

        minutes.ShouldAllBe(minute => minute >= 0 && minute < 60);
        for (var from = 0; from < 60; from += 10)
        {
            minutes.Count(minute => minute >= from && minute < from + 10).ShouldBeInRange(850, 1150);
        }
    }

    [Fact]
    public void What_is_frozen_does_not_follow_the_template()
    {
        var template = Lure("en");
        var simulation = Draft();
        simulation.Launch([template], Now);
        template.Edit(new LureDescription("Other", "", LureCategory.Other), template.Content with { Subject = "Other" }, Now);

        simulation.Lures.Single().Content.Subject.ShouldBe("Subject");
    }

    internal static LureTemplate Lure(string language) => LureTemplate.Create(
        CompanyId,
        new LureDescription("Lure", "", LureCategory.Other),
        new LureContent(language, "Subject", "Sender", "info", "<a href=\"{{link}}\">x</a>", "{{link}}", "<form></form>", [], Premise.Neutral),
        Now);

    internal static Simulation Draft(int spreadMinutes = 0) => Simulation.Draft(
        CompanyId,
        new SimulationPlan("Test", [Guid.CreateVersion7(Now)], new Audience(All: true, [], []), StartsAt: null, spreadMinutes, SenderName: null, SenderAddress: null),
        Now);

    private static Simulation In(SimulationStatus status)
    {
        var simulation = Draft();
        if (status == SimulationStatus.Draft)
        {
            return simulation;
        }

        simulation.Schedule(Now.AddHours(1), Now);
        if (status == SimulationStatus.Scheduled)
        {
            return simulation;
        }

        simulation.Launch([Lure("en")], Now);
        switch (status)
        {
            case SimulationStatus.Paused:
                simulation.Pause();
                break;
            case SimulationStatus.Completed:
                simulation.FreezeUpTo(userId: null, isLast: true);
                simulation.Complete(Now);
                break;
            case SimulationStatus.Cancelled:
                simulation.Cancel(Now);
                break;
        }

        simulation.Status.ShouldBe(status);
        return simulation;
    }

    private static ErrorOr.ErrorOr<ErrorOr.Success> Take(Simulation simulation, string step) => step switch
    {
        "schedule" => simulation.Schedule(Now.AddDays(1), Now),
        "launch" => simulation.Launch([Lure("en")], Now),
        "pause" => simulation.Pause(),
        "resume" => simulation.Resume(),
        "cancel" => simulation.Cancel(Now),
        "change" => simulation.Change(simulation.Plan with { Name = "Changed" }),
        _ => simulation.CheckDeletable(),
    };
}
