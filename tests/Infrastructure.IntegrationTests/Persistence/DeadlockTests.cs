using ErrorOr;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SecurityTraining.Application.Common;
using SecurityTraining.Infrastructure.Persistence;
using SecurityTraining.TestKit;

namespace SecurityTraining.Infrastructure.IntegrationTests.Persistence;

public sealed class DeadlockTests
{
    [Fact]
    public async Task Who_gives_way_to_another_transaction_learns_that_something_else_came_first()
    {
        await using var app = await TestApp.Start(DatabaseProvider.Postgres);
        var company = await app.AddCompany(people: 2);

        await app.InDatabase(company.Id, async (_, other) =>
        {
            var ids = await other.Users.OrderBy(user => user.Id).Select(user => user.Id).ToListAsync();
            await using var transaction = await other.Database.BeginTransactionAsync();
            await Touch(other, ids[^1]);
            var victim = app.InDatabase(company.Id, (services, db) => services.GetRequiredService<IUnitOfWork>().Run(
                async ct =>
                {
                    await db.Users.ForEachAsync(user => user.KnowAs($"{user.Id}", externalId: null), ct);
                    return Result.Success.ToErrorOr();
                },
                CancellationToken.None));
            await Eventually.Get(() => Waiting(other), isThere: count => count > 0);
            await Touch(other, ids[0]);
            await transaction.CommitAsync();

            (await victim).FirstError.ShouldBe(CommonErrors.ConcurrentChange);
            return true;
        });
    }

    private static Task<int> Waiting(AppDbContext db) => db.Database.SqlQuery<int>(
        $"""
        SELECT count(*)::int AS "Value" FROM pg_locks l JOIN pg_stat_activity a USING (pid)
        WHERE NOT l.granted AND a.datname = current_database()
        """).SingleAsync();

    private static Task<int> Touch(AppDbContext db, Guid id) =>
        db.Database.ExecuteSqlAsync($"UPDATE users SET version = version WHERE id = {id}");
}
