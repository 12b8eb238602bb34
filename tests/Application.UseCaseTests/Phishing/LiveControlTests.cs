using SecurityTraining.Application.Mailing;
using SecurityTraining.Application.Phishing.Control;
using SecurityTraining.Application.Phishing.Simulations;
using SecurityTraining.Application.Phishing.Templates;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.Phishing;
using SecurityTraining.Infrastructure.Persistence;
using SecurityTraining.TestKit;

namespace SecurityTraining.Application.UseCaseTests.Phishing;

public sealed class LiveControlTests
{
    [Theory, ClassData(typeof(Engines))]
    public async Task People_can_be_added_while_it_runs_and_nobody_gets_two_mails(DatabaseProvider provider)
    {
        await using var stage = await Stage.Open(provider, people: 6);
        var first = stage.Company.People.Take(3).Select(person => person.Id).ToList();
        var id = await stage.Launch(simulation => simulation with { SpreadMinutes = 60, Recipients = new SimulationRecipients(UserIds: first) });
        await stage.WaitFor(id, summary => summary.Recipients == 3);

        await stage.Send(new AddSimulationRecipientsCommand(id, new SimulationRecipients(UserIds: [stage.Company.People[2].Id, stage.Company.People[3].Id])));
        await stage.Send(new AddSimulationRecipientsCommand(id, new SimulationRecipients(UserIds: [.. stage.Company.People.Skip(3).Select(person => person.Id)])));
        await stage.WaitFor(id, summary => summary.Recipients == 6);
        stage.App.Clock.Advance(TimeSpan.FromMinutes(61));
        await stage.WaitFor(id, SimulationStatus.Completed);

        stage.Post.Accepted.Select(mail => mail.To.Address).Order(StringComparer.Ordinal)
            .ShouldBe(stage.Company.People.Select(person => person.Email).Order(StringComparer.Ordinal));
        (await stage.TrySend(new AddSimulationRecipientsCommand(id, new SimulationRecipients(UserIds: first)))).FirstError.Code
            .ShouldBe("simulation_state");
    }

    /// <summary>As it happens when the service is killed right after the launch, or has many people to write down.</summary>
    [Theory, ClassData(typeof(Engines))]
    public async Task A_simulation_ends_although_people_were_added_before_the_first_were_written_down(DatabaseProvider provider)
    {
        await using var stage = await Stage.Open(provider, people: 4, withWorkers: false);
        var ids = stage.Company.People.Select(person => person.Id).ToList();
        var id = await stage.Launch(simulation => simulation with { Recipients = new SimulationRecipients(UserIds: ids[..2]) });
        await stage.Send(new AddSimulationRecipientsCommand(id, new SimulationRecipients(UserIds: ids[2..])));

        await stage.App.StartWorkers();

        await stage.WaitFor(id, SimulationStatus.Completed);
        stage.Post.Accepted.Count.ShouldBe(4);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Somebody_can_be_left_out_and_taken_in_again(DatabaseProvider provider)
    {
        await using var stage = await Stage.Open(provider, people: 3);
        var id = await stage.Launch(simulation => simulation with { SpreadMinutes = 60 });
        await stage.WaitFor(id, summary => summary.Recipients == 3);
        var rows = await stage.Results(id);

        await stage.Send(new SkipRecipientCommand(id, rows[0].Id));
        await stage.Send(new SkipRecipientCommand(id, rows[1].Id));
        (await stage.TrySend(new SkipRecipientCommand(id, rows[1].Id))).FirstError.Code.ShouldBe("recipient_not_skippable");
        (await stage.TrySend(new RetryRecipientCommand(id, rows[2].Id))).FirstError.Code.ShouldBe("recipient_not_retryable");
        await stage.Send(new RetryRecipientCommand(id, rows[1].Id));
        await stage.WaitFor(id, summary => summary.Sent == 1);
        stage.App.Clock.Advance(TimeSpan.FromMinutes(61));
        await stage.WaitFor(id, SimulationStatus.Completed);
        stage.Post.Tried.Select(mail => mail.To.Address).ShouldBe([rows[1].Email, rows[2].Email], ignoreOrder: true);

        // What is over goes on for one mail.
        await stage.Send(new RetryRecipientCommand(id, rows[0].Id));
        (await stage.Get(id)).Status.ShouldBe(SimulationStatus.Running);
        await stage.WaitFor(id, SimulationStatus.Completed);
        stage.Post.Tried.Count.ShouldBe(3);
        (await stage.TrySend(new SkipRecipientCommand(await stage.Draft(), rows[0].Id))).FirstError.Code.ShouldBe("recipient_not_found");
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_mail_that_is_under_way_is_not_sent_a_second_time_by_skip_and_retry(DatabaseProvider provider)
    {
        await using var stage = await Stage.Open(provider, people: 1);
        stage.Post.Hold();
        var id = await stage.Launch();
        await Eventually.Get(() => Task.FromResult(stage.Post.Tried.Count), tried => tried == 1);
        var row = (await stage.Results(id)).Single();

        await stage.Send(new SkipRecipientCommand(id, row.Id));
        (await stage.TrySend(new RetryRecipientCommand(id, row.Id))).FirstError.Type.ShouldBe(ErrorOr.ErrorType.Conflict);
        stage.Post.Release();
        await stage.WaitFor(id, summary => summary.Sent == 1);
        await stage.WaitFor(id, SimulationStatus.Completed);
        stage.Post.Tried.Count.ShouldBe(1);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_refused_mail_gets_another_try(DatabaseProvider provider)
    {
        await using var stage = await Stage.Open(provider, people: 2);
        var isFull = true;
        stage.Post.Answer = (_, _) => isFull ? new MailReceipt(MailVerdict.PermanentFailure, "552 Full") : new MailReceipt(MailVerdict.Accepted, "250 OK");
        var id = await stage.Launch();
        await stage.WaitFor(id, SimulationStatus.Completed);

        isFull = false;
        foreach (var row in await stage.Results(id))
        {
            await stage.Send(new RetryRecipientCommand(id, row.Id));
        }

        (await stage.WaitFor(id, summary => summary.Sent == 2)).Failed.ShouldBe(0);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task The_kill_switch_stops_all_but_the_mails_under_way_until_it_is_turned_off(DatabaseProvider provider)
    {
        await using var stage = await Stage.Open(provider, people: 40);
        var draft = await stage.Draft();
        stage.Post.Hold();
        var id = await stage.Launch();
        await Eventually.Get(() => Task.FromResult(stage.Post.Tried.Count), tried => tried == stage.Post.Connections);
        await stage.WaitFor(id, summary => summary.Recipients == 40);

        await stage.Send(new SetKillSwitchCommand(IsOn: true, "A journalist has called"));
        stage.App.Clock.Advance(TimeSpan.FromSeconds(2));
        stage.Post.Release();
        await stage.WaitFor(id, summary => summary.Sent == stage.Post.Connections);
        (await stage.TrySend(new LaunchSimulationCommand(draft))).FirstError.Code.ShouldBe("kill_switch_on");
        stage.App.Clock.Advance(TimeSpan.FromMinutes(2));
        (await stage.Send(new GetKillSwitchQuery())).Reason.ShouldBe("A journalist has called");

        // The installation's switch holds for everybody, whatever the company's says.
        var platform = stage.Company.Admin with { Role = Role.PlatformAdmin };
        await stage.Send(new SetInstallationKillSwitchCommand(IsOn: true, "Under attack"), platform);
        await stage.Send(new SetKillSwitchCommand(IsOn: false));
        stage.App.Clock.Advance(TimeSpan.FromMinutes(2));
        (await stage.TrySend(new LaunchSimulationCommand(draft))).FirstError.Code.ShouldBe("kill_switch_on");
        (await stage.TrySend(new SetInstallationKillSwitchCommand(IsOn: false))).FirstError.Type.ShouldBe(ErrorOr.ErrorType.Forbidden);
        stage.Post.Tried.Count.ShouldBe(stage.Post.Connections);

        await stage.Send(new SetInstallationKillSwitchCommand(IsOn: false), platform);
        await stage.WaitFor(id, SimulationStatus.Completed);
        stage.Post.Accepted.Select(mail => mail.To.Address).ShouldBeUnique();
        stage.Post.Accepted.Count.ShouldBe(40);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Where_two_must_agree_nothing_is_sent_before_somebody_else_approves(DatabaseProvider provider)
    {
        await using var stage = await Stage.Open(provider, people: 2);
        await stage.Send(new SetPhishingSettingsCommand([], RequiresApproval: true));
        var second = stage.Company.As(Role.CompanyAdmin);
        var template = await stage.AddTemplate();
        var id = await stage.Draft(change: null, template);

        await stage.Send(new LaunchSimulationCommand(id));
        (await stage.Get(id)).Status.ShouldBe(SimulationStatus.AwaitingApproval);
        (await stage.TrySend(new ApproveSimulationCommand(id))).FirstError.Code.ShouldBe("approval_own");
        (await stage.TrySend(new ApproveSimulationCommand(id), Actor.Machine(stage.Company.Id, Permission.ManagePhishing))).FirstError.Code
            .ShouldBe("approval_people_only");
        (await stage.TrySend(new UpdateSimulationCommand(id, Name: "Other"))).FirstError.Code.ShouldBe("simulation_state");
        (await stage.TrySend(new LaunchSimulationCommand(id))).FirstError.Code.ShouldBe("simulation_state");
        stage.Post.Tried.ShouldBeEmpty();

        await stage.Send(new ApproveSimulationCommand(id), second);
        await stage.WaitFor(id, summary => summary.Sent == 2);

        // What was approved is what is sent: a lure that has changed since is not.
        var later = await stage.Draft(change: null, template);
        await stage.Send(new ScheduleSimulationCommand(later, stage.App.Clock.GetUtcNow().AddHours(2)));
        await stage.Send(new ApproveSimulationCommand(later), second);
        (await stage.Get(later)).Status.ShouldBe(SimulationStatus.Scheduled);
        stage.App.Clock.Advance(TimeSpan.FromHours(1));
        await stage.Send(new UpdateLureTemplateCommand(template, new LureTemplateChanges(Subject: "Swapped")));
        stage.App.Clock.Advance(TimeSpan.FromHours(2));
        (await stage.WaitFor(later, SimulationStatus.Cancelled)).CancelReason.ShouldBe(PhishingPolicyErrors.ChangedSinceApproval.Description);
        stage.Post.Tried.Count.ShouldBe(2);
    }
}
