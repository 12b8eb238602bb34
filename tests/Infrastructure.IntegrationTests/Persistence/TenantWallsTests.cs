using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using SecurityTraining.Domain.Companies;
using SecurityTraining.Infrastructure.Persistence;
using SecurityTraining.TestKit;

namespace SecurityTraining.Infrastructure.IntegrationTests.Persistence;

/// <summary>The walls between companies, each where the others do not stand in front of it.</summary>
public sealed class TenantWallsTests
{
    [Theory, ClassData(typeof(Engines))]
    public async Task A_query_for_which_no_company_was_entered_throws(DatabaseProvider provider)
    {
        await using var app = await TestApp.Start(provider);
        await app.AddCompany(people: 1);
        await using var scope = app.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDbContext>();

        await Should.ThrowAsync<TenantViolationException>(() => db.Users.ToListAsync());
        await Should.ThrowAsync<TenantViolationException>(() => db.Users.IgnoreQueryFilters().CountAsync());
        await Should.ThrowAsync<TenantViolationException>(() => db.Database.ExecuteSqlAsync($"DELETE FROM users"));
    }

    /// <summary>SQLite has no row-level security: whoever leaves the filter out sees everybody.</summary>
    [Fact]
    public async Task The_query_filter_alone_shows_only_ones_own()
    {
        await using var app = await TestApp.Start(DatabaseProvider.Sqlite);
        var (mine, _) = (await app.AddCompany(people: 2), await app.AddCompany(people: 3));

        var (seen, all) = await app.InDatabase(mine.Id, async (_, db) => (await db.Users.CountAsync(), await db.Users.IgnoreQueryFilters().CountAsync()));

        (seen, all).ShouldBe((3, 7));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_row_of_another_company_is_not_saved_nor_changed_nor_deleted(DatabaseProvider provider)
    {
        await using var app = await TestApp.Start(provider);
        var (mine, others) = (await app.AddCompany(), await app.AddCompany(people: 1));

        await Refused(db => db.Add(MailDomain.Claim(others.Id, "taken.example", app.Clock.GetUtcNow()).Value));
        await Refused(db => db.Attach(others.People[0]).Entity.Deactivate());
        await Refused(db => db.Remove(others.People[0]));

        Task Refused(Action<AppDbContext> change) => Should.ThrowAsync<TenantViolationException>(() => app.InDatabase(mine.Id, (_, db) =>
        {
            change(db);
            return db.SaveChangesAsync();
        }));
    }

    /// <summary>Written by somebody for whom neither filter nor interceptor nor row-level security counts.</summary>
    [Theory, ClassData(typeof(Engines))]
    public async Task No_row_can_point_into_another_company(DatabaseProvider provider)
    {
        await using var app = await TestApp.Start(provider);
        var (mine, others) = (await app.AddCompany(people: 1), await app.AddCompany());
        var (own, foreign) = (await Department(mine), await Department(others));
        var person = mine.People[0].Id;

        (await Execute(app, $"UPDATE users SET department_id = '{Text(own)}' WHERE id = '{Text(person)}'")).ShouldBe(1);
        var refused = await Should.ThrowAsync<Exception>(
            () => Execute(app, $"UPDATE users SET department_id = '{Text(foreign)}' WHERE id = '{Text(person)}'"));
        (refused is SqliteException { SqliteErrorCode: 19 } or PostgresException { SqlState: PostgresErrorCodes.ForeignKeyViolation }).ShouldBeTrue(refused.Message);

        Task<Guid> Department(TestCompany company) => app.InDatabase(company.Id, async (_, db) =>
        {
            var department = Domain.People.Department.Create(company.Id, "Sales", app.Clock.GetUtcNow());
            db.Add(department);
            await db.SaveChangesAsync();
            return department.Id;
        });

        string Text(Guid id) => provider == DatabaseProvider.Sqlite ? id.ToString().ToUpperInvariant() : id.ToString();
    }

    [Theory]
    [InlineData("postgres")]
    [InlineData("st_test_owner")]
    public async Task A_login_for_which_row_level_security_does_not_count_does_not_start(string login)
    {
        await using var app = await TestApp.Start(DatabaseProvider.Postgres);
        var connection = new NpgsqlConnectionStringBuilder(app.Database.SuperuserConnectionString);
        if (login != connection.Username)
        {
            (connection.Username, connection.Password) = (login, "test");
        }

        await using var beside = app.StartBeside(new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["ConnectionStrings:Database"] = connection.ConnectionString,
        });

        (await Should.ThrowAsync<InvalidOperationException>(() => beside.Services.PrepareDatabase())).Message.ShouldContain($"'{login}'");
    }

    private static async Task<int> Execute(TestApp app, string sql)
    {
        await using System.Data.Common.DbConnection connection = app.Database.Provider == DatabaseProvider.Sqlite
            ? new SqliteConnection($"Data Source={Path.Combine(app.DataFolder, "securitytraining.db")};Foreign Keys=True")
            : new NpgsqlConnection(app.Database.SuperuserConnectionString);
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return await command.ExecuteNonQueryAsync();
    }
}
