using ErrorOr;
using Microsoft.EntityFrameworkCore;
using SecurityTraining.Application.Billing;
using SecurityTraining.Application.Companies;
using SecurityTraining.Application.Identity;
using SecurityTraining.Application.Mailing.Preferences;
using SecurityTraining.Application.People;
using SecurityTraining.Application.People.Groups;
using SecurityTraining.Application.People.Privacy;
using SecurityTraining.Application.Phishing.Control;
using SecurityTraining.Application.Phishing.Simulations;
using SecurityTraining.Application.UseCaseTests.Identity;
using SecurityTraining.Application.UseCaseTests.Phishing;
using SecurityTraining.Domain.Billing;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.Mailing;
using SecurityTraining.Domain.Phishing;
using SecurityTraining.Infrastructure.Persistence;
using SecurityTraining.TestKit;

namespace SecurityTraining.Application.UseCaseTests.Billing;

public sealed class DunningTests
{
    [Theory, ClassData(typeof(Engines))]
    public async Task A_company_in_arrears_goes_on_then_only_reads_then_only_pays_and_is_back_at_once(DatabaseProvider provider)
    {
        await using var app = await TestApp.Start(provider);
        var company = await app.AddCompany(people: 2);
        var employee = company.As(Role.Employee);
        var machine = Actor.Machine(company.Id, Permission.ReadPeople, Permission.ManagePeople);
        await app.Arrange(company.Id, row =>
        {
            row.Subscribe(PlanKind.Professional);
            row.NotePaymentOverdue(app.Clock.GetUtcNow());
        });
        (await Change(company.Admin)).ShouldBeNull();
        (await app.Send(new GetUsageQuery(), company.Admin)).Value.Phase.ShouldBe(BillingPhase.PastDue);

        app.Clock.Advance(DunningPolicy.ReadOnlyAfter);
        (await Change(company.Admin), await Change(machine)).ShouldBe((SubscriptionErrors.ReadOnlyCode, SubscriptionErrors.ReadOnlyCode));
        (await Read(company.Admin), await Read(machine)).ShouldBe((null, null));
        (await app.Send(new SaveMailPreferencesCommand([]), employee)).IsError.ShouldBeFalse();
        (await app.Send(new SetKillSwitchCommand(true, "Stop"), company.Admin)).IsError.ShouldBeFalse();
        (await app.Send(new UpdateMeCommand(Language: "en"), employee)).IsError.ShouldBeFalse();

        app.Clock.Advance(DunningPolicy.SuspendedAfter - DunningPolicy.ReadOnlyAfter);
        (await Change(company.Admin), await Read(company.Admin), await Read(machine))
            .ShouldBe((SubscriptionErrors.SuspendedCode, SubscriptionErrors.SuspendedCode, SubscriptionErrors.SuspendedCode));
        (await app.Send(new SaveMailPreferencesCommand([]), employee)).FirstError.Code.ShouldBe(SubscriptionErrors.SuspendedCode);
        (await app.Send(new GetCompanyQuery(), company.Admin)).Value.BillingPhase.ShouldBe(BillingPhase.Suspended);
        (await app.Send(new GetUsageQuery(), company.Admin)).Value.SuspendedFrom.ShouldBe(app.Clock.GetUtcNow());
        (await app.Send(new GetPersonalDataQuery(company.People[0].Id), company.Admin)).IsError.ShouldBeFalse();
        var since = (await app.Send(new ListUsersQuery(), company.Admin)).FirstError.Metadata![PlanErrors.SinceKey];
        since.ShouldBe((app.Clock.GetUtcNow() - DunningPolicy.SuspendedAfter).UtcDateTime);

        await app.Arrange(company.Id, row => row.NotePaid());
        (await Change(company.Admin), await Read(machine)).ShouldBe((null, null));

        async Task<string?> Change(Actor who) => Code(await app.Send(new CreateGroupCommand($"Group {Guid.CreateVersion7(app.Clock.GetUtcNow())}"), who));

        async Task<string?> Read(Actor who) => Code(await app.Send(new ListUsersQuery(), who));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_suspended_company_lets_in_only_who_manages_billing(DatabaseProvider provider)
    {
        await using var app = await TestApp.Start(provider);
        var owner = await app.RegisterVerified();
        var admin = owner.Admin();
        app.Clock.Advance(TimeSpan.FromSeconds(1));
        await app.Send(new CreateUserCommand("erika@example.com", "Erika", "Mann"), admin);
        var token = await app.TokenIn(owner.CompanyId, "/accept-invitation");
        (await app.Send(new AcceptInvitationCommand(token, IdentitySteps.Password))).IsError.ShouldBeFalse();
        await app.Arrange(owner.CompanyId, row => row.NotePaymentOverdue(app.Clock.GetUtcNow() - DunningPolicy.SuspendedAfter));

        var email = await app.InDatabase(owner.CompanyId, (_, db) => db.Users.Where(user => user.Id == owner.UserId).Select(user => user.Email).SingleAsync());
        (await app.Send(new LoginCommand("erika@example.com", IdentitySteps.Password))).FirstError.Code.ShouldBe(SubscriptionErrors.SuspendedCode);
        (await app.Send(new LoginCommand("erika@example.com", "some wrong password"))).FirstError.Code.ShouldBe("login_failed");
        (await app.Send(new LoginCommand(email, IdentitySteps.Password))).IsError.ShouldBeFalse();
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Nothing_is_launched_or_sent_in_arrears_and_everything_goes_on_once_it_is_paid(DatabaseProvider provider)
    {
        await using var stage = await Stage.Open(provider, people: 3);
        var app = stage.App;
        var template = await stage.AddTemplate();
        var scheduled = await stage.Draft(change: null, template);
        await stage.Send(new ScheduleSimulationCommand(scheduled, app.Clock.GetUtcNow().AddHours(1)));
        var running = await stage.Draft(simulation => simulation with { StartsAt = null, SpreadMinutes = 60 }, template);
        await app.Arrange(stage.Company.Id, row => row.Subscribe(PlanKind.Professional));
        await stage.Send(new LaunchSimulationCommand(running));
        await app.Arrange(stage.Company.Id, row => row.NotePaymentOverdue(app.Clock.GetUtcNow() - DunningPolicy.ReadOnlyAfter));
        var sent = (await stage.Summary(running)).Sent;

        for (var look = 0; look < 10; look++)
        {
            await stage.Pass(TimeSpan.FromMinutes(10));
        }

        (await stage.Get(scheduled)).Status.ShouldBe(SimulationStatus.Scheduled);
        (await stage.Summary(running)).Sent.ShouldBe(sent);
        (await stage.TrySend(new ResumeSimulationCommand(running))).FirstError.Code.ShouldBe(SubscriptionErrors.ReadOnlyCode);

        await app.Arrange(stage.Company.Id, row => row.NotePaid());
        (await stage.WaitFor(scheduled, SimulationStatus.Completed)).Status.ShouldBe(SimulationStatus.Completed);
        (await stage.WaitFor(running, SimulationStatus.Completed)).Status.ShouldBe(SimulationStatus.Completed);
        (await stage.Summary(scheduled)).Sent.ShouldBe(3);
        (await stage.Summary(running)).Sent.ShouldBe(3);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Those_who_manage_billing_hear_of_everything_once(DatabaseProvider provider)
    {
        await using var app = await TestApp.Start(provider);
        var company = await app.AddCompany(people: 1);
        await Look(days: 6);
        await Look(days: 1);
        await Look(days: 6);
        await Look(days: 1);
        (await Told()).ShouldBe([SystemMailKind.TrialEnding, SystemMailKind.TrialEnding, SystemMailKind.TrialEnded]);

        app.Clock.Advance(TimeSpan.FromHours(1));
        await app.Arrange(company.Id, row =>
        {
            row.Subscribe(PlanKind.Starter);
            row.NotePaymentOverdue(app.Clock.GetUtcNow());
        });
        foreach (var days in new[] { 0, 3, 4, 7, 16 })
        {
            await Look(days);
        }

        (await Told()).Skip(3).ShouldBe(
        [
            SystemMailKind.PaymentOverdue, SystemMailKind.PaymentOverdue, SystemMailKind.PaymentOverdue,
            SystemMailKind.SubscriptionReadOnly, SystemMailKind.SubscriptionSuspended,
        ]);
        var notes = await app.InDatabase(company.Id, (_, db) => db.AuditEntries.CountAsync(entry => entry.Action == "billing.notice"));
        notes.ShouldBe(8);

        async Task Look(int days)
        {
            app.Clock.Advance(TimeSpan.FromDays(days));
            await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() => app.Send(new SendBillingNoticesCommand(), Actor.SystemOf(company.Id)))));
        }

        Task<List<SystemMailKind>> Told() => app.InDatabase(company.Id, async (_, db) =>
        {
            var mails = await db.OutgoingMails.OrderBy(mail => mail.CreatedAt).ThenBy(mail => mail.Id).ToListAsync();
            mails.ShouldAllBe(mail => mail.ToAddress.StartsWith("ada."));
            return mails.ConvertAll(mail => mail.Kind!.Value);
        });
    }

    private static string? Code<T>(ErrorOr<T> answer) => answer.IsError ? answer.FirstError.Code : null;
}
