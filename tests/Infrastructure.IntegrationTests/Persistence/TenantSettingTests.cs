using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SecurityTraining.Application.Common;
using SecurityTraining.Domain.Companies;
using SecurityTraining.Infrastructure.Persistence;
using SecurityTraining.TestKit;

namespace SecurityTraining.Infrastructure.IntegrationTests.Persistence;

public sealed class TenantSettingTests
{
    private const string PlanMode = "select current_setting('plan_cache_mode') as \"Value\"";
    private const string Told = "select current_setting('app.company_id', true) as \"Value\"";

    [Fact]
    public async Task Background_work_plans_its_statements_anew_and_requests_do_not()
    {
        await using var app = await TestApp.Start(DatabaseProvider.Postgres);
        var company = await app.AddCompany(people: 1);

        (await Ask(app, company.Id, isSystem: true, PlanMode)).ShouldBe("force_custom_plan");
        (await Ask(app, company.Id, isSystem: false, PlanMode)).ShouldBe("auto");
    }

    [Fact]
    public async Task Nothing_stays_behind_on_a_connection_that_goes_back_to_the_pool()
    {
        await using var app = await TestApp.Start(DatabaseProvider.Postgres);
        var company = await app.AddCompany(people: 1);

        (await Ask(app, company.Id, isSystem: true, Told)).ShouldBe(company.Id.ToString());
        (await Ask(app, companyId: null, isSystem: false, PlanMode)).ShouldBe("auto");
        (await Ask(app, companyId: null, isSystem: false, Told)).ShouldBe("");
    }

    /// <summary>The driver wipes what a session was told when its connection goes back; nothing must be left for it to wipe.</summary>
    [Fact]
    public async Task A_read_leaves_nothing_on_its_connection()
    {
        await using var app = await TestApp.Start(DatabaseProvider.Postgres);
        var company = await app.AddCompany(people: 1);

        var left = await app.InDatabase(company.Id, async (_, db) =>
        {
            await db.Database.OpenConnectionAsync();
            (await db.Users.CountAsync()).ShouldBe(2);
            await using var ask = db.Database.GetDbConnection().CreateCommand();
            ask.CommandText = "SELECT current_setting('app.company_id', true)";
            return await ask.ExecuteScalarAsync();
        });

        (left as string ?? "").ShouldBe("");
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task In_a_transaction_whichever_statement_comes_first_brings_the_company_along(bool savesFirst)
    {
        await using var app = await TestApp.Start(DatabaseProvider.Postgres);
        var company = await app.AddCompany(people: 3);

        var changed = await app.InDatabase(company.Id, async (_, db) =>
        {
            await using var transaction = await db.Database.BeginTransactionAsync();
            if (savesFirst)
            {
                db.Add(MailDomain.Claim(company.Id, "first.example", app.Clock.GetUtcNow()).Value);
                await db.SaveChangesAsync();
            }

            var people = company.People.Select(person => person.Id).ToList();
            var rows = await db.Users.Where(user => people.Contains(user.Id))
                .ExecuteUpdateAsync(update => update.SetProperty(user => user.JobTitle, "Clerk"));
            await transaction.CommitAsync();
            return rows;
        });

        changed.ShouldBe(3);
    }

    private static async Task<string> Ask(TestApp app, Guid? companyId, bool isSystem, string sql)
    {
        await using var scope = app.Services.CreateAsyncScope();
        if (isSystem)
        {
            scope.ServiceProvider.GetRequiredService<Caller>().ActAsSystem();
        }

        var tenant = scope.ServiceProvider.GetRequiredService<ITenant>();
        if (companyId is { } id)
        {
            tenant.Enter(id);
        }
        else
        {
            tenant.EnterControlPlane();
        }

        return await scope.ServiceProvider.GetRequiredService<AppDbContext>().Database.SqlQueryRaw<string>(sql).SingleAsync();
    }
}
