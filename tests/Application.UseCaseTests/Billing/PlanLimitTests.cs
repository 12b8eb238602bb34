using ErrorOr;
using SecurityTraining.Application.Billing;
using SecurityTraining.Application.Companies;
using SecurityTraining.Application.Content;
using SecurityTraining.Application.Identity.ApiKeys;
using SecurityTraining.Application.Identity.SingleSignOn;
using SecurityTraining.Application.People;
using SecurityTraining.Application.Phishing.Simulations;
using SecurityTraining.Application.Platform;
using SecurityTraining.Application.UseCaseTests.Phishing;
using SecurityTraining.Application.Webhooks;
using SecurityTraining.Domain.Billing;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.Phishing;
using SecurityTraining.Infrastructure.Persistence;
using SecurityTraining.TestKit;

namespace SecurityTraining.Application.UseCaseTests.Billing;

public sealed class PlanLimitTests
{
    [Theory, ClassData(typeof(Engines))]
    public async Task Eight_launches_at_once_get_exactly_the_simulations_of_the_month(DatabaseProvider provider)
    {
        await using var stage = await Stage.Open(provider, people: 3, withWorkers: false);
        await stage.App.Arrange(stage.Company.Id, company => company.Subscribe(PlanKind.Free));
        var template = await stage.AddTemplate();
        var drafts = new List<Guid>();
        while (drafts.Count < 8)
        {
            drafts.Add(await stage.Draft(change: null, template));
        }

        var answers = await Task.WhenAll(drafts.Select(id => Task.Run(() => stage.TrySend(new LaunchSimulationCommand(id)))));

        var refused = answers.Where(answer => answer.IsError).Select(answer => answer.FirstError).ToList();
        refused.Count.ShouldBe(6);
        refused.ShouldAllBe(error => error.Code == PlanErrors.LimitCode && (string)error.Metadata![PlanErrors.PlanKey] == "starter");
        (await Usage(stage)).Simulations.ShouldBe(new Usage(2, 2));

        // One for the next month can be scheduled; what is due in this one is told so before anything else happens.
        var left = drafts.Where((_, index) => answers[index].IsError).ToList();
        (await stage.TrySend(new ScheduleSimulationCommand(left[0], stage.App.Clock.GetUtcNow().AddDays(1)))).FirstError.Code.ShouldBe(PlanErrors.LimitCode);
        (await stage.TrySend(new ScheduleSimulationCommand(left[0], stage.App.Clock.GetUtcNow().AddDays(14)))).IsError.ShouldBeFalse();
        stage.App.Clock.Advance(TimeSpan.FromDays(14));
        (await Usage(stage)).Simulations.Used.ShouldBe(0);
        await stage.Send(new LaunchSimulationCommand(left[1]));
        await stage.Send(new LaunchSimulationCommand(left[2]));
        await stage.Send(new LaunchDueSimulationCommand(left[0]), Actor.SystemOf(stage.Company.Id));
        var late = await stage.Get(left[0]);
        (late.Status, late.CancelReason).ShouldBe((SimulationStatus.Cancelled, PlanErrors.TooManySimulations(2).Description));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task What_a_plan_lacks_is_refused_with_the_plan_that_has_it(DatabaseProvider provider)
    {
        await using var app = await TestApp.Start(provider);
        var company = await app.AddCompany();
        await app.Arrange(company.Id, row => row.Subscribe(PlanKind.Free));
        var soon = app.Clock.GetUtcNow().AddDays(1);

        Offer(await app.Send(new CreateApiKeyCommand("Key", ["people:read"], soon), company.Admin)).ShouldBe("basic");
        Offer(await app.Send(new CreateApiKeyCommand("Directory", ["scim"], soon), company.Admin)).ShouldBe("professional");
        Offer(await app.Send(new CreateWebhookEndpointCommand("https://partner.invalid/", ["person.created"]), company.Admin)).ShouldBe("basic");
        Offer(await app.Send(new SaveSingleSignOnCommand("https://idp.invalid", "client", ["example.com"], "secret"), company.Admin)).ShouldBe("professional");
        Offer(await app.Send(new ListUsersQuery(), Actor.Machine(company.Id, Permission.ReadPeople))).ShouldBe("basic");
        var upload = await app.Send(new StartContentUploadCommand("film.mp4", 1536L * 1024 * 1024), company.Admin);
        (upload.FirstError.Code, upload.FirstError.Metadata![PlanErrors.PlanKey]).ShouldBe(("content_quota_exceeded", "starter"));

        await app.Arrange(company.Id, row => row.Subscribe(PlanKind.Basic));
        (await app.Send(new CreateApiKeyCommand("Key", ["people:read"], soon), company.Admin)).IsError.ShouldBeFalse();
        (await app.Send(new ListUsersQuery(), Actor.Machine(company.Id, Permission.ReadPeople))).IsError.ShouldBeFalse();
        Offer(await app.Send(new CreateApiKeyCommand("Both", ["scim", "people:read"], soon), company.Admin)).ShouldBe("professional");
        (await app.Send(new StartContentUploadCommand("film.mp4", 1536L * 1024 * 1024), company.Admin)).IsError.ShouldBeFalse();
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task After_the_trial_more_people_than_seats_stay_but_nothing_new_goes_to_them(DatabaseProvider provider)
    {
        await using var stage = await Stage.Open(provider, people: 12, withWorkers: false);
        var draft = await stage.Draft();
        stage.App.Clock.Advance(TimeSpan.FromDays(15));

        var refused = await stage.TrySend(new LaunchSimulationCommand(draft));
        (refused.FirstError.Code, refused.FirstError.Metadata![PlanErrors.PlanKey]).ShouldBe((PlanErrors.OverSeatsCode, "starter"));
        (await stage.TrySend(new CreateUserCommand("one.more@example.com", "One", "More"))).FirstError.Code.ShouldBe("seat_limit_reached");
        (await stage.TrySend(new UpdateUserCommand(stage.Company.People[0].Id, new UserChanges(JobTitle: "Clerk")))).IsError.ShouldBeFalse();
        (await Usage(stage)).People.ShouldBe(new Usage(13, 10));

        foreach (var person in stage.Company.People.Take(3))
        {
            await stage.Send(new DeactivateUserCommand(person.Id));
        }

        await stage.Send(new LaunchSimulationCommand(draft));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task The_operator_agrees_on_seats_beyond_every_plan(DatabaseProvider provider)
    {
        await using var app = await TestApp.Start(provider);
        var company = await app.AddCompany();
        var platform = await app.AddCompany(domain: "example.org");
        var operators = platform.Admin with { Role = Role.PlatformAdmin };

        (await app.Send(new AgreeOnEnterpriseCommand(company.Id, 1200), operators)).IsError.ShouldBeFalse();
        var row = (await app.Send(new GetCompanyQuery(), company.Admin)).Value;
        (row.Plan, row.SeatLimit, row.TrialEndsAt, row.BillingPhase).ShouldBe((PlanKind.Enterprise, 1200, null, BillingPhase.Current));
        (await app.Send(new AgreeOnEnterpriseCommand(company.Id, 1), company.Admin)).FirstError.Code.ShouldBe("forbidden");

        (await app.Send(new EndEnterpriseCommand(company.Id), operators)).IsError.ShouldBeFalse();
        (await app.Send(new GetUsageQuery(), company.Admin)).Value.People.ShouldBe(new Usage(1, 10));
    }

    private static string? Offer<T>(ErrorOr<T> answer) => answer.FirstError.Code == PlanErrors.FeatureCode
        ? (string)answer.FirstError.Metadata![PlanErrors.PlanKey]
        : answer.FirstError.Code;

    private static Task<UsageRow> Usage(Stage stage) => stage.Send(new GetUsageQuery());
}
