using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using SecurityTraining.Application.People;
using SecurityTraining.Infrastructure.Persistence;
using SecurityTraining.TestKit;

namespace SecurityTraining.Infrastructure.IntegrationTests.Persistence;

/// <summary>
/// Many companies take turns on few connections, and much goes wrong meanwhile: whatever one of them leaves behind on a connection, the next
/// would find it. The query filters are off wherever rows are read directly, so that row-level security stands alone.
/// </summary>
public sealed class PooledTenantsTests(ITestOutputHelper output)
{
    private const int Connections = 8;
    private const int AtOnce = 32;

    private static readonly int Companies = ProofSize.Of(inSuite: 40, full: 200);
    private static readonly int Operations = ProofSize.Of(inSuite: 1_500, full: 20_000);

    [Fact]
    public async Task Nothing_of_another_company_is_ever_seen_or_touched_whatever_fails()
    {
        await using var app = await Start();
        var companies = new List<TestCompany>();
        for (var number = 0; number < Companies; number++)
        {
            companies.Add(await app.AddCompany(people: 2));
        }

        var tally = new Tally();
        var watch = Stopwatch.StartNew();
        await Parallel.ForEachAsync(Enumerable.Range(0, Operations), new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (_, _) =>
        {
            var company = companies[RandomNumberGenerator.GetInt32(companies.Count)];
            var other = companies[RandomNumberGenerator.GetInt32(companies.Count)];
            await Do(app, company, other == company ? null : other, tally);
        });

        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{Companies} companies, {Connections} connections, {Operations} operations in {watch.Elapsed.TotalSeconds:F1} s: {tally.Rows} rows read, {tally.Failures} injected failures, {tally.Foreign} foreign rows"));
        tally.Foreign.ShouldBe(0);
        tally.Rows.ShouldBeGreaterThan(Operations);
        tally.Failures.ShouldBeGreaterThan(Operations / 4);
        (await TouchedByOthers(app)).ShouldBe(0);
    }

    private static Task<TestApp> Start() => TestApp.Start(
        DatabaseProvider.Postgres,
        services => services.AddSingleton(provider => PersistenceServices.BuildDataSource(
            new NpgsqlConnectionStringBuilder(provider.GetRequiredService<IConfiguration>().GetConnectionString("Database"))
            {
                MaxPoolSize = Connections,
            }.ConnectionString)));

    /// <summary>One of the things that happen in a service, among them all the ways in which it fails.</summary>
    private static async Task Do(TestApp app, TestCompany company, TestCompany? other, Tally tally)
    {
        switch (RandomNumberGenerator.GetInt32(8))
        {
            case 0 or 1:
                var listed = (await app.Send(new ListUsersQuery(), company.Admin)).Value.Items;
                tally.Count(listed.Count, listed.Count(row => company.People.All(person => person.Id != row.Id) && row.Id != company.Admin.UserId));
                break;
            case 2 or 3:
                await app.InDatabase(company.Id, (_, db) => Look(db, company, tally));
                break;
            case 4:
                await app.InDatabase(company.Id, (_, db) => ChangeAll(db, company, tally));
                break;
            case 5:
                await Fails<PostgresException>(tally, () => app.InDatabase(company.Id, (_, db) => FailInSql(db, company, tally)));
                break;
            case 6:
                await Fails<OperationCanceledException>(tally, () => app.InDatabase(company.Id, (_, db) => HangUp(db)));
                break;
            default:
                if (other is not null)
                {
                    await Fails<PostgresException>(tally, () => app.InDatabase(company.Id, (_, db) => MoveInto(db, other)));
                }

                break;
        }
    }

    private static async Task<int> Look(AppDbContext db, TestCompany company, Tally tally)
    {
        var owners = await db.Users.IgnoreQueryFilters().Select(user => user.CompanyId).ToListAsync();
        tally.Count(owners.Count, owners.Count(owner => owner != company.Id));
        return owners.Count;
    }

    /// <summary>Aims at everybody's rows, and reaches one's own.</summary>
    private static async Task<int> ChangeAll(AppDbContext db, TestCompany company, Tally tally)
    {
        await using var transaction = await db.Database.BeginTransactionAsync();
        var mark = company.Id.ToString();
        var changed = await db.Users.IgnoreQueryFilters().ExecuteUpdateAsync(update => update.SetProperty(user => user.JobTitle, mark));
        tally.Count(changed, Math.Max(0, changed - 3));
        await Look(db, company, tally);
        if (RandomNumberGenerator.GetInt32(2) == 0)
        {
            await transaction.CommitAsync();
        }

        return changed;
    }

    private static async Task<int> FailInSql(AppDbContext db, TestCompany company, Tally tally)
    {
        await using var transaction = RandomNumberGenerator.GetInt32(2) == 0 ? await db.Database.BeginTransactionAsync() : null;
        await Look(db, company, tally);
        return await db.Database.SqlQueryRaw<int>("SELECT 1 / (count(*) - count(*))::int AS \"Value\" FROM users").SingleAsync();
    }

    /// <summary>The caller goes away in the middle of a statement, within a transaction or not.</summary>
    private static async Task<int> HangUp(AppDbContext db)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMilliseconds(RandomNumberGenerator.GetInt32(1, 6)));
        await using var transaction = RandomNumberGenerator.GetInt32(2) == 0 ? await db.Database.BeginTransactionAsync(CancellationToken.None) : null;
        return (await db.Database.SqlQueryRaw<int>("SELECT count(*)::int AS \"Value\" FROM users, pg_sleep(5)").ToListAsync(patience.Token)).Single();
    }

    /// <summary>Past the interceptor that would refuse it: the database has to.</summary>
    private static Task<int> MoveInto(AppDbContext db, TestCompany other) =>
        db.Database.ExecuteSqlAsync($"UPDATE users SET company_id = {other.Id}");

    private static async Task Fails<TException>(Tally tally, Func<Task> operation)
        where TException : Exception
    {
        await Should.ThrowAsync<TException>(operation);
        tally.Fail();
    }

    /// <summary>Seen by a superuser: people whose row carries the mark of a company that is not theirs.</summary>
    private static async Task<long> TouchedByOthers(TestApp app)
    {
        await using var connection = new NpgsqlConnection(app.Database.SuperuserConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("SELECT count(*) FROM users WHERE job_title IS NOT NULL AND job_title <> company_id::text", connection);
        return (long)(await command.ExecuteScalarAsync())!;
    }

    private sealed class Tally
    {
        private int _rows;
        private int _foreign;
        private int _failures;

        public int Rows => _rows;

        public int Foreign => _foreign;

        public int Failures => _failures;

        public void Count(int rows, int foreign)
        {
            Interlocked.Add(ref _rows, rows);
            Interlocked.Add(ref _foreign, foreign);
        }

        public void Fail() => Interlocked.Increment(ref _failures);
    }
}
