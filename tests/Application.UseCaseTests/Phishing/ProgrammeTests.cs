using Microsoft.EntityFrameworkCore;
using SecurityTraining.Application.Common.Work;
using SecurityTraining.Application.People.Groups;
using SecurityTraining.Application.Phishing.Control;
using SecurityTraining.Application.Phishing.Programmes;
using SecurityTraining.Application.Phishing.Simulations;
using SecurityTraining.Application.Phishing.Templates;
using SecurityTraining.Application.UseCaseTests.Learning;
using SecurityTraining.Domain.Phishing;
using SecurityTraining.Domain.Phishing.Programmes;
using SecurityTraining.Infrastructure.Persistence;
using SecurityTraining.TestKit;

namespace SecurityTraining.Application.UseCaseTests.Phishing;

public sealed class ProgrammeTests
{
    private static readonly ProgrammeRhythmInput Monthly = new(RunFrequency.Monthly, new TimeOnly(9, 0), new TimeOnly(15, 0));

    [Theory, ClassData(typeof(Engines))]
    public async Task Runs_take_place_when_the_preview_said_though_two_instances_look(DatabaseProvider provider)
    {
        await using var stage = await Stage.Open(provider, people: 3);
        await using var beside = stage.App.StartBeside();
        await beside.StartWorkers();
        await stage.Send(new SetPhishingSettingsCommand([new Holiday(new DateOnly(2026, 12, 24), "Christmas Eve")], RequiresApproval: false));
        var id = await Create(stage, programme => programme with { Selection = LureSelection.Adaptive });
        var preview = await stage.Send(new PreviewProgrammeQuery(id));
        (preview.TimeZone, preview.Runs.Count).ShouldBe(("Europe/Berlin", 12));
        preview.Runs[1].Name.ShouldBe("Test December 2026");

        foreach (var (number, run) in preview.Runs.Take(3).Index())
        {
            (await stage.Send(new GetProgrammeQuery(id))).NextRunAt.ShouldBe(run.StartsAt);
            await stage.Rest();
            stage.App.Clock.SetUtcNow(run.StartsAt.AddSeconds(1));
            var runs = await Eventually.Get(() => Runs(stage, id), runs => runs.Count == number + 1);
            (runs[0].PlannedAt, runs[0].SimulationName, runs[0].ReasonCode).ShouldBe((run.StartsAt, run.Name, null));
            await stage.WaitFor(runs[0].SimulationId!.Value, summary => summary.Sent == 3);
        }

        var simulations = (await stage.Send(new ListSimulationsQuery(null, null, null, null, null))).Items;
        simulations.Select(simulation => simulation.Name).ShouldBe(preview.Runs.Take(3).Select(run => run.Name), ignoreOrder: true);
        (await stage.Send(new ListProgrammesQuery())).Items.ShouldHaveSingleItem().NextRunAt.ShouldBe(preview.Runs[3].StartsAt);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Of_many_who_look_at_once_one_launches(DatabaseProvider provider)
    {
        await using var stage = await Stage.Open(provider, people: 2, withWorkers: false);
        var id = await Create(stage);
        stage.App.Clock.SetUtcNow((await stage.Send(new GetProgrammeQuery(id))).NextRunAt!.Value);
        await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => stage.App.Send(new RunProgrammeCommand(id), Actor.SystemOf(stage.Company.Id))));
        (await stage.App.Work(stage.Company, WorkKind.ProgrammeRun, id)).IsDone.ShouldBeFalse("it comes back for the next month");

        (await Runs(stage, id)).ShouldHaveSingleItem().SimulationStatus.ShouldBe(SimulationStatus.Running);
        (await stage.Send(new ListSimulationsQuery(null, null, null, null, null))).TotalItems.ShouldBe(1);
        (await stage.App.InDatabase(stage.Company.Id, (_, db) => db.WorkItems.CountAsync(item => item.Kind == WorkKind.SimulationFreeze))).ShouldBe(1);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task What_cannot_be_launched_is_noted_with_its_reason_and_administrators_are_told(DatabaseProvider provider)
    {
        await using var stage = await Stage.Open(provider, people: 2, withWorkers: false);
        var template = await stage.AddTemplate();
        var id = await Create(stage, programme => programme with { TemplateIds = [template] });

        // Two must agree from now on, and nobody has.
        await stage.Send(new SetPhishingSettingsCommand([], RequiresApproval: true));
        (await Run(stage, id)).ReasonCode.ShouldBe("programme_not_approved");
        (await stage.TrySend(new ApproveProgrammeCommand(id))).FirstError.Code.ShouldBe("approval_own");
        var second = stage.Company.As(Domain.Identity.Role.CompanyAdmin);
        await stage.Send(new ApproveProgrammeCommand(id), second);
        var launched = await Run(stage, id);
        (await stage.Get(launched.SimulationId!.Value)).ApprovedBy.ShouldBe(second.UserId);

        // They have agreed on another template.
        stage.App.Clock.Advance(TimeSpan.FromMinutes(1));
        await stage.Send(new UpdateLureTemplateCommand(template, new LureTemplateChanges(Subject: "Another")));
        (await Run(stage, id)).ReasonCode.ShouldBe("template_changed_since_approval");
        await stage.Send(new SetPhishingSettingsCommand([], RequiresApproval: false));
        await stage.Send(new DeleteLureTemplateCommand(template));
        (await Run(stage, id)).ReasonCode.ShouldBe("template_not_found");
        await stage.Send(new UpdateProgrammeCommand(id, new ProgrammeChanges(Name: "Renamed although its template has gone")));
        await stage.Send(new UpdateProgrammeCommand(id, new ProgrammeChanges(TemplateIds: new[] { await stage.AddTemplate() })));
        await stage.Arrange(db => db.Users.Where(user => user.Id != stage.Company.Admin.UserId).ExecuteDeleteAsync());
        (await Run(stage, id)).ReasonCode.ShouldBe("no_eligible_recipients");

        var mails = await stage.App.InDatabase(stage.Company.Id, (_, db) => db.OutgoingMails.Select(mail => mail.Subject).ToListAsync());
        mails.Count(subject => subject == "A planned simulation was not launched").ShouldBe(4);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Those_who_were_to_be_spared_are_not_written_to_because_their_group_has_gone(DatabaseProvider provider)
    {
        await using var stage = await Stage.Open(provider, people: 3, withWorkers: false);
        var spared = await stage.Send(new CreateGroupCommand("Spared"));
        var id = await Create(stage, programme => programme with
        {
            Recipients = new SimulationRecipients(All: true, Excluded: new ExcludedRecipients(GroupIds: [spared])),
        });
        await stage.Send(new DeleteGroupCommand(spared));

        (await Run(stage, id)).ReasonCode.ShouldBe("excluded_group_gone");
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_paused_programme_rests_and_what_nobody_got_to_in_time_does_not_come_later(DatabaseProvider provider)
    {
        await using var stage = await Stage.Open(provider, people: 2, withWorkers: false);
        var id = await Create(stage, programme => programme with { Rhythm = Monthly with { WorkingDay = 31 } });
        await stage.Send(new PauseProgrammeCommand(id));
        (await stage.Send(new GetProgrammeQuery(id))).NextRunAt.ShouldBeNull();
        stage.App.Clock.Advance(TimeSpan.FromDays(10));
        (await stage.App.Work(stage.Company, WorkKind.ProgrammeRun, id)).ShouldBe(WorkOutcome.Done);
        (await Runs(stage, id)).ShouldBeEmpty();

        await stage.Send(new ResumeProgrammeCommand(id));
        var next = (await stage.Send(new GetProgrammeQuery(id))).NextRunAt!.Value;
        next.UtcDateTime.Date.ShouldBe(new DateTime(2026, 12, 31));
        (await stage.App.InDatabase(stage.Company.Id, (_, db) => db.WorkItems.CountAsync(item => item.Kind == WorkKind.ProgrammeRun))).ShouldBe(1);

        stage.App.Clock.SetUtcNow(next.AddDays(2));
        await stage.App.Work(stage.Company, WorkKind.ProgrammeRun, id);
        (await Runs(stage, id)).ShouldHaveSingleItem().ReasonCode.ShouldBe("programme_run_missed");
        (await stage.Send(new GetProgrammeQuery(id))).NextRunAt!.Value.UtcDateTime.Date.ShouldBe(new DateTime(2027, 1, 29));

        await stage.Send(new DeleteProgrammeCommand(id));
        (await stage.TrySend(new GetProgrammeQuery(id))).FirstError.Code.ShouldBe("programme_not_found");
        (await stage.App.Work(stage.Company, WorkKind.ProgrammeRun, id)).ShouldBe(WorkOutcome.Done);
    }

    private static async Task<Guid> Create(Stage stage, Func<ProgrammeInput, ProgrammeInput>? change = null)
    {
        var recipients = new SimulationRecipients(UserIds: [.. stage.Company.People.Select(person => person.Id)]);
        var programme = new ProgrammeInput("Test", Monthly, [await stage.AddTemplate()], recipients);
        return await stage.Send(new CreateProgrammeCommand(change?.Invoke(programme) ?? programme));
    }

    private static async Task<IReadOnlyList<ProgrammeRunRow>> Runs(Stage stage, Guid id) => (await stage.Send(new ListProgrammeRunsQuery(id))).Items;

    /// <summary>Lets the next run have its turn.</summary>
    private static async Task<ProgrammeRunRow> Run(Stage stage, Guid id)
    {
        stage.App.Clock.SetUtcNow((await stage.Send(new GetProgrammeQuery(id))).NextRunAt!.Value);
        await stage.App.Work(stage.Company, WorkKind.ProgrammeRun, id);
        return (await Runs(stage, id))[0];
    }
}
