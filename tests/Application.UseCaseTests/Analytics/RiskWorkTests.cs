using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SecurityTraining.Application.Common.Work;
using SecurityTraining.Application.Identity;
using SecurityTraining.Domain.Analytics;
using SecurityTraining.Infrastructure.Persistence;
using SecurityTraining.TestKit;

namespace SecurityTraining.Application.UseCaseTests.Analytics;

public sealed class RiskWorkTests
{
    [Theory, ClassData(typeof(Engines))]
    public async Task Every_company_has_one_item_of_work_also_those_from_before_there_were_scores(DatabaseProvider provider)
    {
        await using var app = await TestApp.Start(provider);
        var registered = (await app.Send(new RegisterCompanyCommand("Südwind", "Ada", "Able", "ada@example.net", "correct wombat fiddles"))).Value;
        (await Items(app, registered.CompanyId)).ShouldBe(1);
        var company = await app.AddCompany();
        (await Items(app, company.Id)).ShouldBe(0);

        await CleanUp(app, company);
        await CleanUp(app, company);

        (await Items(app, company.Id)).ShouldBe(1);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task What_is_forgotten_is_deleted(DatabaseProvider provider)
    {
        await using var app = await TestApp.Start(provider);
        var company = await app.AddCompany(people: 1);
        var (person, now) = (company.People[0].Id, app.Clock.GetUtcNow());
        await app.InDatabase(company.Id, (_, db) =>
        {
            var risk = PersonRisk.Of(company.Id, person);
            risk.Assess([], now);
            risk.Note(DateOnly.FromDateTime(now.UtcDateTime), now);
            db.Add(risk);
            db.Add(RiskEvent.Record(company.Id, person, new RiskFact(person, RiskEventKind.LureOpened, now)));
            db.Add(RiskEvent.Record(company.Id, person, new RiskFact(person, RiskEventKind.LureClicked, now.AddDays(1))));
            return db.SaveChangesAsync();
        });

        app.Clock.Advance(RiskPolicy.Memory + TimeSpan.FromHours(12));
        await CleanUp(app, company);

        (await app.InDatabase(company.Id, (_, db) => db.Set<RiskEvent>().Select(entry => entry.Kind).ToListAsync())).ShouldBe([RiskEventKind.LureClicked]);
        app.Clock.Advance(TimeSpan.FromDays(1));
        await CleanUp(app, company);
        (await app.InDatabase(company.Id, (_, db) => db.Set<RiskPoint>().CountAsync())).ShouldBe(0);
    }

    private static Task<int> Items(TestApp app, Guid companyId) => app.InDatabase(companyId, (_, db) =>
        db.WorkItems.CountAsync(item => item.CompanyId == companyId && item.Kind == WorkKind.RiskUpdate));

    private static async Task CleanUp(TestApp app, TestCompany company)
    {
        var item = new WorkItem(Guid.CreateVersion7(), company.Id, WorkKind.CleanUp, company.Id, GroupId: null, Attempt: 1);
        await app.Services.GetServices<IWorkHandler>().Single(handler => handler.Kind == WorkKind.CleanUp).Handle(item, CancellationToken.None);
    }
}
