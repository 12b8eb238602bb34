using SecurityTraining.Application.Analytics;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.People;
using SecurityTraining.Application.People.Departments;
using SecurityTraining.Application.UseCaseTests.Phishing;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.People;
using SecurityTraining.Domain.Phishing;
using SecurityTraining.Infrastructure.Persistence;
using SecurityTraining.TestKit;

namespace SecurityTraining.Application.UseCaseTests.Analytics;

public sealed class RiskReportTests
{
    [Theory, ClassData(typeof(Engines))]
    public async Task The_company_and_its_departments_have_the_average_of_their_people_now_and_night_by_night(DatabaseProvider provider)
    {
        await using var stage = await Stage.Open(provider, people: 5);
        var (app, company) = (stage.App, stage.Company);
        var manager = company.Manager(4);
        var sales = await stage.Send(new CreateDepartmentCommand("Sales"));
        var field = await stage.Send(new CreateDepartmentCommand("Field", sales, ManagerIds: [manager.UserId!.Value]));
        var office = await stage.Send(new CreateDepartmentCommand("Office"));
        foreach (var (person, department) in new[] { (0, sales), (1, field), (2, office) })
        {
            await stage.Send(new UpdateUserCommand(company.People[person].Id, new UserChanges(DepartmentId: department)));
        }

        await stage.LaunchAndDeliver(input => input with { Recipients = input.Recipients with { UserIds = [company.People[0].Id, company.People[1].Id] } });
        await app.UpdateRisk(company);
        await stage.Hit(company.People[0], SimulationEventKind.Clicked);
        await stage.Hit(company.People[1], SimulationEventKind.Submitted);
        await app.UpdateRisk(company);

        // Six people: 62, 82 and four times 40.
        var report = await stage.Send(new GetRiskReportQuery());
        (report.People, report.Score, report.Bands).ShouldBe((6, 50.7, new RiskDistribution(Low: 0, Medium: 4, High: 1, Critical: 1)));
        report.Departments.Select(row => (row.Name, row.People, row.Score)).ShouldBe([("Field", 1, 82.0), ("Sales", 2, 72.0), ("Office", 1, 40.0)]);
        report.Series.ShouldHaveSingleItem().Score.ShouldBe(40, "this night nobody had clicked yet");

        app.Clock.Advance(TimeSpan.FromDays(1));
        await app.UpdateRisk(company);
        await app.UpdateRisk(company);
        report = await stage.Send(new GetRiskReportQuery());
        report.Series.Select(night => (night.Day, night.People)).ShouldBe([(new DateOnly(2026, 11, 23), 6), (new DateOnly(2026, 11, 24), 6)]);
        report.Series[1].Score!.Value.ShouldBeGreaterThan(50);
        (await stage.Send(new GetRiskReportQuery(Granularity: Granularity.Week))).Series.ShouldHaveSingleItem().Day.ShouldBe(new DateOnly(2026, 11, 24));
        (await stage.Send(new GetRiskReportQuery(To: new DateTimeOffset(2026, 11, 23, 0, 0, 0, TimeSpan.Zero)))).Series.Count.ShouldBe(1);

        var ofSales = await stage.Send(new GetRiskReportQuery(DepartmentId: sales));
        ofSales.Departments.Select(row => row.DepartmentId).ShouldBe([field, sales], ignoreOrder: true);
        (ofSales.People, ofSales.Series[1].People).ShouldBe((2, 2));
        var ofManager = await stage.Send(new GetRiskReportQuery(), manager);
        ofManager.Departments.ShouldHaveSingleItem().DepartmentId.ShouldBe(field);
        (ofManager.People, ofManager.Bands.Critical, ofManager.Series[1].People).ShouldBe((1, 1, 1));
        (await stage.TrySend(new GetRiskReportQuery(DepartmentId: office), manager)).FirstError.ShouldBe(DepartmentErrors.NotFound);
        (await stage.TrySend(new GetRiskReportQuery(DepartmentId: Guid.CreateVersion7()))).FirstError.ShouldBe(DepartmentErrors.NotFound);
        (await stage.TrySend(new GetRiskReportQuery(), company.As(Role.Employee))).FirstError.ShouldBe(CommonErrors.Forbidden);
        var backwards = new GetRiskReportQuery(From: app.Clock.GetUtcNow(), To: app.Clock.GetUtcNow().AddDays(-1));
        (await stage.TrySend(backwards)).FirstError.Type.ShouldBe(ErrorOr.ErrorType.Validation);
    }
}
