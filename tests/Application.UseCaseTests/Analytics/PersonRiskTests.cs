using Microsoft.EntityFrameworkCore;
using SecurityTraining.Application.Analytics;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Security;
using SecurityTraining.Application.People;
using SecurityTraining.Application.People.Departments;
using SecurityTraining.Application.People.Groups;
using SecurityTraining.Application.People.Privacy;
using SecurityTraining.Application.Phishing.Tracking;
using SecurityTraining.Application.UseCaseTests.Billing;
using SecurityTraining.Application.UseCaseTests.Phishing;
using SecurityTraining.Domain.Analytics;
using SecurityTraining.Domain.Billing;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.People;
using SecurityTraining.Domain.Phishing;
using SecurityTraining.Infrastructure.Persistence;
using SecurityTraining.TestKit;

namespace SecurityTraining.Application.UseCaseTests.Analytics;

public sealed class PersonRiskTests
{
    private static readonly RiskEventKind[] Clicked = [RiskEventKind.LureClicked, RiskEventKind.LureOpened];

    [Theory, ClassData(typeof(Engines))]
    public async Task A_click_raises_the_score_a_report_lowers_it_and_time_forgives(DatabaseProvider provider)
    {
        await using var stage = await Stage.Open(provider, people: 3);
        var (app, company) = (stage.App, stage.Company);
        (await app.UpdateRisk(company)).ShouldBe(TimeSpan.FromMinutes(5));
        await stage.LaunchAndDeliver();
        await stage.Hit(company.People[0], SimulationEventKind.Clicked);
        await stage.Hit(company.People[0], SimulationEventKind.Clicked);
        await stage.Hit(company.People[1], SimulationEventKind.Clicked, userAgent: "Mozilla/5.0 (compatible; Proofpoint URL Defense)");

        (await app.UpdateRisk(company)).ShouldBe(TimeSpan.FromSeconds(30));
        var clicker = await app.RiskOf(company, 0);
        (clicker.Score, clicker.Band, clicker.ComputedAt).ShouldBe((62, RiskBand.High, app.Clock.GetUtcNow()));
        clicker.Explanation.Select(reason => reason.Kind).ShouldBe(Clicked);
        clicker.Explanation[0].ShouldBe(new RiskReason(RiskEventKind.LureClicked, app.Clock.GetUtcNow(), Weight: 20, HalfLifeDays: 90, AgeDays: 0, Points: 20));
        (await app.RiskOf(company, 1)).Score.ShouldBe(RiskPolicy.Neutral, "a scanner has clicked, not a person");
        var group = await stage.Send(new CreateGroupCommand("At risk", Rule: new GroupRule([new GroupCondition(GroupAttribute.RiskBand, ["high", "critical"])])));
        (await Members(stage, group)).ShouldBe([0]);
        (await stage.Send(new ListUsersQuery(RiskBand: RiskBand.High))).Items.ShouldHaveSingleItem().Id.ShouldBe(company.People[0].Id);
        (await stage.Send(new ListUsersQuery(RiskBand: RiskBand.Medium))).TotalItems.ShouldBe(3);
        (await stage.Send(new PreviewGroupQuery(new GroupRule([new GroupCondition(GroupAttribute.RiskBand, ["medium"])])))).TotalItems.ShouldBe(3);

        app.Clock.Advance(TimeSpan.FromSeconds(5));
        await stage.Send(new ReportPhishingCommand(Token: Stage.TokenIn(stage.MailTo(company.People[0]))));
        await app.UpdateRisk(company);
        (await app.RiskOf(company, 0)).Score.ShouldBe(47);
        (await Members(stage, group)).ShouldBeEmpty();

        app.Clock.Advance(TimeSpan.FromDays(90));
        await app.UpdateRisk(company);
        var later = await app.RiskOf(company, 0);
        later.Score.ShouldBe(43);
        later.Explanation.Select(reason => (reason.Kind, Math.Round(reason.Points, 1))).ShouldBe(
            [(RiskEventKind.LureClicked, 10), (RiskEventKind.LureReported, -7.5), (RiskEventKind.LureOpened, 0.2)]);
        (await app.RiskOf(company, 2)).ShouldSatisfyAllConditions(
            ignorer => ignorer.Score.ShouldBe(39),
            ignorer => ignorer.Explanation.Single().Kind.ShouldBe(RiskEventKind.LureIgnored));

        app.Clock.Advance(RiskPolicy.Memory);
        await app.UpdateRisk(company);
        var forgiven = await app.RiskOf(company, 0);
        (forgiven.Score, forgiven.Explanation.Count).ShouldBe((RiskPolicy.Neutral, 0));
        forgiven.History.Select(point => point.Score).ShouldBe([43, 40]);
    }

    /// <summary>Whatever is read when, and twice: what comes of it is what one look at the whole of it comes to.</summary>
    [Theory, ClassData(typeof(Engines))]
    public async Task Scores_kept_up_to_date_are_those_computed_from_scratch(DatabaseProvider provider)
    {
        await using var stage = await Stage.Open(provider, people: 12);
        var (app, company) = (stage.App, stage.Company);
        await app.Arrange(company.Id, row => row.Subscribe(PlanKind.Professional));
        var random = new Random(7);
        SimulationEventKind[] kinds = [SimulationEventKind.Opened, SimulationEventKind.Clicked, SimulationEventKind.Submitted];
        var targets = new List<TrackingTarget>();
        for (var round = 0; round < 3; round++)
        {
            await stage.LaunchAndDeliver();
            targets.AddRange(stage.Post.Accepted.TakeLast(12).Select(mail => stage.Tokens.Read(TrackingPurpose.Link, Stage.TokenIn(mail))!));
            for (var step = 0; step < 6; step++)
            {
                await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => stage.Hit(targets[random.Next(targets.Count)], kinds[random.Next(kinds.Length)])));
                await app.UpdateRisk(company);
                app.Clock.Advance(TimeSpan.FromHours(random.Next(1, 72)));
            }
        }

        await app.UpdateRisk(company);
        var stepByStep = await Scores(stage);
        stepByStep.Select(row => row.Score).Distinct().Count().ShouldBeGreaterThan(3);
        await app.InDatabase(company.Id, async (_, db) =>
        {
            await using var transaction = await db.Database.BeginTransactionAsync();
            await db.Set<RiskEvent>().ExecuteDeleteAsync();
            await db.Set<PersonRisk>().ExecuteDeleteAsync();
            await db.Set<RiskFeed>().ExecuteDeleteAsync();
            await db.Set<RiskSnapshot>().ExecuteDeleteAsync();
            await transaction.CommitAsync();
            return true;
        });
        await app.UpdateRisk(company);

        (await Scores(stage)).ShouldBe(stepByStep);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Managers_see_their_departments_everybody_sees_themselves_and_nobody_sees_another_company(DatabaseProvider provider)
    {
        await using var app = await TestApp.Start(provider);
        var company = await app.AddCompany(people: 3);
        var stranger = await app.AddCompany(people: 1, domain: "example.org");
        var manager = company.Manager(0);
        var sales = (await app.Send(new CreateDepartmentCommand("Sales", ManagerIds: [manager.UserId!.Value]), company.Admin)).Value;
        await app.Send(new UpdateUserCommand(company.People[1].Id, new UserChanges(DepartmentId: sales)), company.Admin);

        (await app.Send(new GetUserRiskQuery(company.People[1].Id), manager)).Value.Score.ShouldBe(RiskPolicy.Neutral);
        (await app.Send(new GetUserRiskQuery(company.People[2].Id), manager)).FirstError.ShouldBe(UserErrors.NotFound);
        (await app.Send(new GetUserRiskQuery(stranger.People[0].Id), company.Admin)).FirstError.ShouldBe(UserErrors.NotFound);
        (await app.Send(new GetUserRiskQuery(company.People[1].Id), company.As(Role.Employee))).FirstError.ShouldBe(CommonErrors.Forbidden);
        (await app.Send(new GetMyRiskQuery(), company.As(Role.Employee))).Value.ShouldSatisfyAllConditions(
            mine => mine.UserId.ShouldBe(company.People[0].Id),
            mine => mine.ComputedAt.ShouldBeNull());
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Erasure_takes_score_events_and_history_and_no_later_look_brings_them_back(DatabaseProvider provider)
    {
        await using var stage = await Stage.Open(provider, people: 2);
        var (app, company) = (stage.App, stage.Company);
        await stage.LaunchAndDeliver();
        await stage.Hit(company.People[0], SimulationEventKind.Submitted);
        await app.UpdateRisk(company);
        var person = company.People[0].Id;
        (await Traces(stage, person)).ShouldBe((Scores: 1, Events: 4, Points: 1));
        var data = await app.InScope(company.As(Role.Employee), async sender =>
        {
            var mine = (await sender.Send(new GetMyPersonalDataQuery())).Value;
            return (await Count(mine.RiskEvents), await Count(mine.RiskScores));
        });
        data.ShouldBe((4, 1));

        await stage.Send(new EraseUserCommand(person));
        await Eventually.Get(
            () => app.InDatabase(company.Id, (_, db) => db.Set<User>().IgnoreQueryFilters().AnyAsync(user => user.Id == person)), exists => !exists);
        (await Traces(stage, person)).ShouldBe((0, 0, 0));
        app.Clock.Advance(TimeSpan.FromDays(1));
        await app.UpdateRisk(company);

        (await Traces(stage, person)).ShouldBe((0, 0, 0));
        (await Traces(stage, company.People[1].Id)).Scores.ShouldBe(1);
    }

    private static async Task<IReadOnlyList<int>> Members(Stage stage, Guid group)
    {
        var ids = stage.Company.People.Select(person => person.Id).ToList();
        return [.. (await stage.Send(new ListGroupMembersQuery(group))).Items.Select(row => ids.IndexOf(row.Id)).Order()];
    }

    private static async Task<IReadOnlyList<(int Score, string Reasons)>> Scores(Stage stage)
    {
        var scores = new List<(int, string)>();
        foreach (var person in stage.Company.People)
        {
            var risk = await stage.Send(new GetUserRiskQuery(person.Id));
            scores.Add((risk.Score, string.Join(' ', risk.Explanation.Select(reason => $"{reason.Kind}:{reason.At:O}:{reason.Points}").Order(StringComparer.Ordinal))));
        }

        return scores;
    }

    private static Task<(int Scores, int Events, int Points)> Traces(Stage stage, Guid person) =>
        stage.App.InDatabase(stage.Company.Id, async (_, db) => (
            await db.Set<PersonRisk>().CountAsync(risk => risk.Id == person),
            await db.Set<RiskEvent>().CountAsync(entry => entry.UserId == person),
            await db.Set<RiskPoint>().CountAsync(point => point.UserId == person)));

    private static async Task<int> Count<T>(IAsyncEnumerable<T> rows)
    {
        var count = 0;
        await foreach (var _ in rows)
        {
            count++;
        }

        return count;
    }
}
