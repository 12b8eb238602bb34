using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SecurityTraining.Application.Analytics;
using SecurityTraining.Application.Auditing;
using SecurityTraining.Application.People.Privacy;
using SecurityTraining.Application.Phishing.Simulations;
using SecurityTraining.Application.Phishing.Tracking;
using SecurityTraining.Application.Phishing.Verdicts;
using SecurityTraining.Application.Phishing.WorksCouncil;
using SecurityTraining.Domain.Common;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.Mailing;
using SecurityTraining.Domain.People;
using SecurityTraining.Domain.Phishing;
using SecurityTraining.Domain.Phishing.WorksCouncil;
using SecurityTraining.Infrastructure.Persistence;
using SecurityTraining.TestKit;

namespace SecurityTraining.Application.UseCaseTests.Phishing;

/// <summary>Twelve people, of whom six open their mail, four click, three submit and one reports; a machine follows somebody's link, too.</summary>
public sealed class WorksCouncilTests
{
    private const int People = 12;

    [Theory, ClassData(typeof(Engines))]
    public async Task Nothing_is_shown_before_the_end_and_then_only_what_hides_everybody(DatabaseProvider provider)
    {
        await using var stage = await Stage.Open(provider, People);
        await stage.Send(new CreateVerdictRuleCommand(Verdict.Scanner, UserAgent: "Firefox"));
        var id = await Play(stage);

        (await stage.TrySend(new GetSimulationSummaryQuery(id))).FirstError.Code.ShouldBe("works_council_mode");
        (await stage.TrySend(new GetSimulationHitsQuery(id, Cursor: null, Limit: null))).FirstError.Code.ShouldBe("works_council_mode");
        (await stage.TrySend(new ListPseudonymousResultsQuery(id, Page: null, PageSize: null))).FirstError.Code.ShouldBe("results_not_closed");
        (await stage.TrySend(Filtered(id, clicked: true))).FirstError.Code.ShouldBe("works_council_mode");
        (await stage.TrySend(Filtered(id, sort: "-reportedAt"))).FirstError.Code.ShouldBe("works_council_mode");
        (await stage.Results(id)).ShouldAllBe(row => row.SentAt != null && row.OpenedAt == null && row.ClickedAt == null && row.SubmittedAt == null && row.ReportedAt == null);
        (await stage.Timeline(id)).ShouldAllBe(line => line.Kind == SimulationEventKind.Sent);
        (await Report(stage, id)).Results.ShouldBeNull();

        // Left over from a count that was broken off.
        await stage.Arrange(async db =>
        {
            var simulation = await db.Simulations.SingleAsync();
            db.Add(PseudonymousResult.Of(simulation, Guid.CreateVersion7(), new(Opened: true, Clicked: true, Submitted: true, Reported: true), new(1, 1, 1, 1))!);
        });

        var report = await Close(stage, id);

        report.Results!.People.ShouldBe(People);
        report.Results.Total.ShouldBe(new(Opened: 6, Clicked: 4, Submitted: 3, Reported: null));
        report.Results.Groups.ShouldHaveSingleItem().Counts.ShouldBe(report.Results.Total);
        var rows = (await stage.Send(new ListPseudonymousResultsQuery(id, Page: null, PageSize: null))).Items;
        rows.Count.ShouldBe(6);
        (rows.Count(row => row.Clicked == true), rows.Count(row => row.Submitted == true)).ShouldBe((4, 3));
        rows.ShouldAllBe(row => row.Opened == true && row.Reported == null);
        rows.Select(row => row.Pseudonym).Intersect((await stage.Results(id)).SelectMany(row => new[] { row.Id, row.UserId })).ShouldBeEmpty();
        (await stage.TrySend(new GetSimulationSummaryQuery(id))).FirstError.Code.ShouldBe("works_council_mode");

        // What comes too late is answered with the same page, and changes nothing.
        (await stage.Hit(stage.Company.People[9], SimulationEventKind.Clicked)).ShouldNotBeNull();
        (await Rows(stage, "pseudonymous_hits")).ShouldBe(0);
        (await Report(stage, id)).Results!.Total.ShouldBe(report.Results.Total);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Two_people_find_out_who_is_behind_a_pseudonym_and_after_the_end_nobody_can(DatabaseProvider provider)
    {
        await using var stage = await Stage.Open(provider, People);
        var id = await Play(stage);
        await Close(stage, id);
        var pseudonym = (await stage.Send(new ListPseudonymousResultsQuery(id, Page: null, PageSize: null))).Items.First(row => row.Clicked == true).Pseudonym;
        var (admin, other) = (stage.Company.Admin, stage.Company.As(Role.Auditor));
        var machine = Actor.Machine(stage.Company.Id, Permission.ManagePhishing, Permission.ReadAuditLog);

        (await stage.TrySend(new RequestUnmaskingCommand(id, pseudonym, "Why"), machine)).FirstError.Code.ShouldBe("unmasking_people_only");
        (await stage.TrySend(new RequestUnmaskingCommand(id, Guid.CreateVersion7(stage.App.Clock.GetUtcNow()), "Why"))).FirstError.Code.ShouldBe("pseudonym_not_found");
        var request = await stage.Send(new RequestUnmaskingCommand(id, pseudonym, "Their account sends spam"));
        (await stage.TrySend(new ApproveUnmaskingCommand(id, request), admin)).FirstError.Code.ShouldBe("unmasking_own");
        (await stage.TrySend(new ApproveUnmaskingCommand(id, request), machine)).FirstError.Code.ShouldBe("unmasking_people_only");
        var newcomer = Guid.Empty;
        await stage.Arrange(db =>
        {
            var user = User.Create(
                stage.Company.Id, EmailAddress.Parse("second.self@example.com").Value, new PersonName("Second", "Self"), Role.Auditor, stage.App.Clock.GetUtcNow());
            db.Add(user);
            newcomer = user.Id;
            return Task.CompletedTask;
        });
        var secondSelf = admin with { UserId = newcomer };
        (await stage.TrySend(new ApproveUnmaskingCommand(id, request), secondSelf)).FirstError.Code.ShouldBe("unmasking_account_too_new");
        (await stage.TrySend(new RequestUnmaskingCommand(id, pseudonym, "Why"), secondSelf)).FirstError.Code.ShouldBe("unmasking_account_too_new");
        (await stage.TrySend(new ApproveUnmaskingCommand(id, request), stage.Company.As(Role.Employee))).FirstError.Code.ShouldBe("forbidden");
        var person = await stage.Send(new ApproveUnmaskingCommand(id, request), other);

        stage.Company.People.Take(4).Select(clicker => clicker.Id).ShouldContain(person.UserId);
        person.Email.ShouldBe(stage.Company.People.Single(clicker => clicker.Id == person.UserId).Email);
        var row = (await stage.Send(new ListUnmaskingsQuery(id, Page: null, PageSize: null))).Items.ShouldHaveSingleItem();
        (row.Pseudonym, row.RequestedBy, row.ApprovedBy).ShouldBe((pseudonym, admin.UserId!.Value, other.UserId));
        var log = (await stage.Send(new ListAuditLogQuery())).Items;
        foreach (var action in (string[])["phishing.request-unmasking", "phishing.approve-unmasking", "phishing.learn-who-is-behind-a-pseudonym"])
        {
            log.Count(entry => entry.Action == action).ShouldBe(1, action);
        }

        var key = await stage.App.InDatabase(stage.Company.Id, (_, db) => db.PseudonymKeys.Select(row => row.ProtectedKey).SingleAsync());
        (provider == DatabaseProvider.Postgres || IsInFiles(stage, key)).ShouldBeTrue("or nothing is shown below");
        var open = await stage.Send(new RequestUnmaskingCommand(id, pseudonym, "Once more"));
        stage.App.Clock.Advance(TimeSpan.FromDays(1));
        (await stage.TrySend(new ApproveUnmaskingCommand(id, open), other)).FirstError.Code.ShouldBe("pseudonym_key_destroyed");
        await Eventually.Get(
            async () =>
            {
                await stage.Pass(TimeSpan.FromMinutes(61));
                return await Report(stage, id);
            },
            report => report.PseudonymKeyDestroyedAt is not null);

        (await stage.TrySend(new RequestUnmaskingCommand(id, pseudonym, "Too late"))).FirstError.Code.ShouldBe("pseudonym_key_destroyed");
        (await Rows(stage, "pseudonym_keys"), await Rows(stage, "pseudonymous_hits"), await Rows(stage, "pseudonymous_results")).ShouldBe((0, 0, 6));
        (await Report(stage, id)).Results!.Total.Clicked.ShouldBe(4, "figures stay");

        await Eventually.Get(
            () => stage.App.InDatabase(stage.Company.Id, async (services, db) =>
            {
                await services.GetRequiredService<DatabaseEngine>().ForgetFormerStates(db, CancellationToken.None);
                return provider == DatabaseProvider.Sqlite && IsInFiles(stage, key);
            }),
            isThere => !isThere);

        // Without the key nothing that is left says who did it: neither an id, nor a time, nor the order.
        await stage.App.InDatabase(stage.Company.Id, async (_, db) =>
        {
            var pseudonyms = await db.PseudonymousResults.Select(result => result.Id).ToListAsync();
            var known = await db.Recipients.Select(recipient => recipient.Id)
                .Concat(db.Recipients.Select(recipient => recipient.UserId)).Concat(db.Recipients.Select(recipient => recipient.TrackingId)).ToListAsync();
            pseudonyms.Intersect(known).ShouldBeEmpty();
            typeof(Domain.Phishing.WorksCouncil.PseudonymousResult).GetProperties().Select(property => property.Name)
                .ShouldBe(["Id", "CompanyId", "SimulationId", "Opened", "Clicked", "Submitted", "Reported"], ignoreOrder: true);
            return true;
        });
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Scores_points_ladders_and_exports_know_nothing_of_it(DatabaseProvider provider)
    {
        await using var stage = await Stage.Open(provider, People);
        var id = await Play(stage);
        var clicker = stage.Company.People[0];

        await stage.Send(new FollowBehaviourCommand(After: null, IsNightly: true), Actor.SystemOf(stage.Company.Id));

        (await Rows(stage, "risk_events"), await Rows(stage, "point_entries")).ShouldBe((0, 0));
        await stage.Arrange(db =>
        {
            db.Add(OutgoingMail.Queue(
                stage.Company.Id, clicker.Email, clicker.FullName, "Report a suspicious mail", [1], stage.App.Clock.GetUtcNow(), SystemMailKind.ReportLink));
            return Task.CompletedTask;
        });
        await stage.App.InScope(stage.Company.Admin, async sender =>
        {
            var data = (await sender.Send(new GetPersonalDataQuery(clicker.Id))).Value;
            (await data.Simulations.ToListAsync()).ShouldHaveSingleItem().ClickedAt.ShouldBeNull();
            (await data.Hits.ToListAsync()).ShouldHaveSingleItem().Kind.ShouldBe(SimulationEventKind.Sent);
            (await data.Mails.ToListAsync()).ShouldNotContain(mail => mail.Subject == "Report a suspicious mail");
            return true;
        });

        // Who is erased meanwhile is still counted, and where they were is forgotten.
        await stage.HitFrom(clicker, SimulationEventKind.Clicked, "203.0.113.9");
        await stage.Send(new EraseUserCommand(clicker.Id));
        await Eventually.Get(() => stage.App.InDatabase(stage.Company.Id, (_, db) => db.Users.IgnoreQueryFilters().AnyAsync(user => user.Id == clicker.Id)), there => !there);
        (await stage.App.InDatabase(stage.Company.Id, (_, db) => db.PseudonymousHits.AnyAsync(hit => hit.Address != null))).ShouldBeFalse();
        (await Close(stage, id)).Results!.Total.Clicked.ShouldBe(4);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task It_takes_enough_people_and_is_for_good(DatabaseProvider provider)
    {
        await using var stage = await Stage.Open(provider, people: 5, withWorkers: false);
        var id = await stage.Draft(simulation => simulation with { WorksCouncil = new(SmallestGroup: 3) });

        (await stage.TrySend(new LaunchSimulationCommand(id))).FirstError.Code.ShouldBe("works_council_too_few");
        (await stage.Get(await stage.Send(new DuplicateSimulationCommand(id)))).WorksCouncil.ShouldBe(new(3, 14, 7));
        await stage.Send(new UpdateSimulationCommand(id, Name: "Other"));
        (await stage.Get(id)).WorksCouncil.ShouldBe(new(3, 14, 7));
        (await stage.TrySend(new CreateSimulationCommand(new("Few", [Guid.CreateVersion7(stage.App.Clock.GetUtcNow())], new(All: true), WorksCouncil: new(SmallestGroup: 2))))).IsError.ShouldBeTrue();

        var ordinary = await stage.Draft();
        (await stage.TrySend(new GetWorksCouncilReportQuery(ordinary))).FirstError.Code.ShouldBe("not_works_council_mode");
        (await stage.TrySend(new RequestUnmaskingCommand(ordinary, Guid.CreateVersion7(stage.App.Clock.GetUtcNow()), "Why"))).FirstError.Code.ShouldBe("not_works_council_mode");
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_machine_that_asks_again_and_again_does_not_push_out_the_person(DatabaseProvider provider)
    {
        await using var stage = await Stage.Open(provider, People);
        var id = await Play(stage);
        var person = stage.Company.People[7];
        for (var time = 0; time <= PseudonymousHit.MaxAlike; time++)
        {
            await stage.HitFrom(person, SimulationEventKind.Clicked, "198.51.100.7");
        }

        await stage.HitFrom(person, SimulationEventKind.Clicked, "198.51.100.7", isHoneypot: true);
        await stage.HitFrom(person, SimulationEventKind.Clicked, "203.0.113.9");

        (await Close(stage, id)).Results!.Total.Clicked.ShouldBe(5);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task It_takes_a_plan_that_has_it(DatabaseProvider provider)
    {
        await using var stage = await Stage.Open(provider, people: 6, withWorkers: false);
        var draft = await stage.Draft(simulation => simulation with { WorksCouncil = new(SmallestGroup: 3) });
        var ordinary = await stage.Draft();
        stage.App.Clock.Advance(TimeSpan.FromDays(15));

        (await stage.TrySend(new LaunchSimulationCommand(draft))).FirstError.Code.ShouldBe("plan_feature_missing");
        (await stage.TrySend(new DuplicateSimulationCommand(draft))).FirstError.Code.ShouldBe("plan_feature_missing");
        var template = (await stage.Get(draft)).TemplateIds;
        (await stage.TrySend(new CreateSimulationCommand(new("New", template, new(All: true), WorksCouncil: new())))).FirstError.Code.ShouldBe("plan_feature_missing");
        await stage.Send(new DuplicateSimulationCommand(ordinary));
        await stage.Send(new LaunchSimulationCommand(ordinary));
    }

    private static async Task<Guid> Play(Stage stage)
    {
        var id = await stage.Launch(simulation => simulation with { WorksCouncil = new(SmallestGroup: 3, CollectDays: 1, UnmaskDays: 1) });
        await Eventually.Get(() => Report(stage, id), report => report.Delivery.Sent == People);
        await stage.WaitFor(id, SimulationStatus.Completed);
        var people = stage.Company.People;
        foreach (var person in people.Take(4))
        {
            await stage.Hit(person, SimulationEventKind.Clicked);
        }

        foreach (var person in people.Take(3))
        {
            await stage.Hit(person, SimulationEventKind.Submitted);
        }

        await stage.Hit(people[4], SimulationEventKind.Opened);
        await stage.Send(
            new ReportPhishingCommand(Token: Stage.TokenIn(stage.MailTo(people[5]))), stage.Company.Admin with { UserId = people[5].Id, Role = Role.Employee });
        await stage.Hit(people[6], SimulationEventKind.Clicked, isHead: true);
        return id;
    }

    private static Task<WorksCouncilReport> Report(Stage stage, Guid id) => stage.Send(new GetWorksCouncilReportQuery(id));

    private static async Task<WorksCouncilReport> Close(Stage stage, Guid id)
    {
        stage.App.Clock.Advance(TimeSpan.FromDays(1));
        return await Eventually.Get(
            async () =>
            {
                await stage.Pass(TimeSpan.FromSeconds(61));
                return await Report(stage, id);
            },
            report => report.ResultsClosedAt is not null);
    }

    private static bool IsInFiles(Stage stage, byte[] bytes) => Directory.GetFiles(stage.App.DataFolder, "*.db*").Any(file =>
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray().AsSpan().IndexOf(bytes) >= 0;
    });

    private static Task<int> Rows(Stage stage, string table) => stage.App.InDatabase(stage.Company.Id, async (_, db) => table switch
    {
        "pseudonym_keys" => await db.PseudonymKeys.CountAsync(),
        "pseudonymous_hits" => await db.PseudonymousHits.CountAsync(),
        "pseudonymous_results" => await db.PseudonymousResults.CountAsync(),
        "risk_events" => await db.RiskEvents.CountAsync(),
        _ => await db.PointEntries.CountAsync(),
    });

    private static GetSimulationResultsQuery Filtered(Guid id, bool? clicked = null, string? sort = null) => new(
        id, Page: null, PageSize: null, Search: null, sort, Delivery: null, Opened: null, clicked, Submitted: null, Reported: null);
}
