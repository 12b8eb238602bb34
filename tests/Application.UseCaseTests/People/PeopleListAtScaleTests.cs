using System.Data.Common;
using System.Diagnostics;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using SecurityTraining.Application.People;
using SecurityTraining.Application.People.Departments;
using SecurityTraining.Application.People.Groups;
using SecurityTraining.Domain.Analytics;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.People;
using SecurityTraining.Infrastructure.Persistence;
using SecurityTraining.Infrastructure.Persistence.Postgres;
using SecurityTraining.Infrastructure.Persistence.Sqlite;
using SecurityTraining.TestKit;

namespace SecurityTraining.Application.UseCaseTests.People;

/// <summary>The list of people of a company that has ten thousand, beside others that have forty thousand.</summary>
public sealed partial class PeopleListAtScaleTests(ITestOutputHelper output)
{
    private const int People = 10_000;
    private static readonly int Rounds = ProofSize.Of(inSuite: 3, full: 10);

    [Theory, ClassData(typeof(Engines))]
    public async Task Every_filter_and_sort_takes_the_same_few_statements_over_the_companys_own_rows(DatabaseProvider provider)
    {
        var recorder = new Recorder();
        await using var app = await TestApp.Start(provider, services => services
            .ConfigureDbContext<PostgresDbContext>(options => options.AddInterceptors(recorder))
            .ConfigureDbContext<SqliteDbContext>(options => options.AddInterceptors(recorder)));
        var company = await app.AddCompany(People);
        var (department, manager) = await Arrange(app, company);
        var fixedGroup = (await app.Send(new CreateGroupCommand("Fixed"), company.Admin)).Value;
        await app.Send(new AddGroupMemberCommand(fixedGroup, company.People[5].Id), company.Admin);
        var rule = new GroupRule([new GroupCondition(GroupAttribute.Department, [department.ToString()]), new GroupCondition(GroupAttribute.Role, ["employee"])]);
        var ruled = (await app.Send(new CreateGroupCommand("Ruled", Rule: rule), company.Admin)).Value;
        if (provider == DatabaseProvider.Postgres)
        {
            await CrowdWithOthers(app, company);
        }

        (string Name, ListUsersQuery Query, Actor Caller, int Statements)[] cases =
        [
            ("plain", new ListUsersQuery(), company.Admin, 1),
            ("search", new ListUsersQuery(Search: "first99 last"), company.Admin, 2),
            ("search nobody", new ListUsersQuery(Search: "nobody has this"), company.Admin, 1),
            ("role", new ListUsersQuery(Role: Role.Employee), company.Admin, 2),
            ("status", new ListUsersQuery(Status: UserStatus.Active), company.Admin, 2),
            ("department", new ListUsersQuery(DepartmentId: department), company.Admin, 2),
            ("risk band", new ListUsersQuery(RiskBand: RiskBand.Critical), company.Admin, 2),
            ("fixed group", new ListUsersQuery(GroupId: fixedGroup), company.Admin, 2),
            ("group by rule", new ListUsersQuery(GroupId: ruled), company.Admin, 3),
            ("manager", new ListUsersQuery(), manager, 2),
            .. UserSorting.Fields.Names.SelectMany(name => new[] { name, $"-{name}" })
                .Select(sort => ($"sort {sort}", new ListUsersQuery(Sort: sort, Page: 250), company.Admin, 2)),
        ];
        foreach (var (name, query, caller, statements) in cases)
        {
            var milliseconds = new List<double>();
            for (var round = 0; round < Rounds; round++)
            {
                recorder.Commands.Clear();
                var started = Stopwatch.GetTimestamp();
                var answer = await app.Send(query, caller);
                milliseconds.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
                (answer.IsError ? answer.FirstError.Code : "").ShouldBe("", name);
            }

            recorder.Commands.Count.ShouldBe(statements, name);
            var slowest = milliseconds.Max();
            output.WriteLine($"{provider} {name}: at most {slowest:0} ms, {recorder.Commands.Count} statements");
            milliseconds.Order().ElementAt(Rounds / 2).ShouldBeLessThan(1000, name);
            if (provider == DatabaseProvider.Postgres)
            {
                foreach (var command in recorder.Commands.ToList())
                {
                    await ShouldStayInside(app, company, command, name);
                }
            }
        }
    }

    /// <summary>A third of the people in a department below one that somebody leads.</summary>
    private static async Task<(Guid Department, Actor Manager)> Arrange(TestApp app, TestCompany company)
    {
        var (manager, now) = (company.As(Role.Manager), app.Clock.GetUtcNow());
        var top = (await app.Send(new CreateDepartmentCommand("Top", ManagerIds: [manager.UserId!.Value]), company.Admin)).Value;
        var below = (await app.Send(new CreateDepartmentCommand("Below", top), company.Admin)).Value;
        await app.InDatabase(company.Id, async (_, db) =>
        {
            await using var transaction = await db.Database.BeginTransactionAsync();
            await db.Set<User>().Where(user => user.Email.StartsWith("person1") || user.Email.StartsWith("person5"))
                .ExecuteUpdateAsync(update => update.SetProperty(user => user.DepartmentId, below));
            foreach (var (person, index) in company.People.Select((person, index) => (person, index)))
            {
                var risk = PersonRisk.Of(company.Id, person.Id);
                risk.Assess(Enumerable.Repeat(RiskEventKind.LureClicked, index % 3).Select(kind => new RiskFact(Guid.CreateVersion7(), kind, now)), now);
                db.Add(risk);
            }

            await db.SaveChangesAsync();
            await transaction.CommitAsync();
            return true;
        });
        return (top, manager);
    }

    private static async Task CrowdWithOthers(TestApp app, TestCompany company)
    {
        var others = new List<Guid>();
        for (var other = 0; other < 4; other++)
        {
            others.Add((await app.AddCompany()).Id);
        }

        await using var connection = new NpgsqlConnection(app.Database.SuperuserConnectionString);
        await connection.OpenAsync();
        await using var crowd = new NpgsqlCommand(
            """
            DO $$
            DECLARE columns text := (SELECT string_agg(column_name, ', ') FROM information_schema.columns
                WHERE table_name = 'users' AND is_generated = 'NEVER' AND column_name NOT IN ('id', 'company_id', 'department_id'));
            BEGIN
                EXECUTE format('INSERT INTO users (id, company_id, %s) SELECT gen_random_uuid(), c.id, %s
                    FROM users u, unnest($1::uuid[]) AS c(id) WHERE u.company_id = $2 AND u.role = ''Employee''', columns,
                    regexp_replace(columns, '(\w+)', 'u.\1', 'g'));
            END $$
            """.Replace("$1", $"''{{{string.Join(',', others)}}}''", StringComparison.Ordinal).Replace("$2", $"''{company.Id}''", StringComparison.Ordinal),
            connection);
        await crowd.ExecuteNonQueryAsync();
        await using var analyze = new NpgsqlCommand("ANALYZE", connection);
        await analyze.ExecuteNonQueryAsync();
    }

    /// <summary>Whatever reads people does so by an index, and by the company's part of it.</summary>
    private static async Task ShouldStayInside(TestApp app, TestCompany company, Recorded command, string name)
    {
        await using var connection = new NpgsqlConnection(app.Database.ConnectionString);
        await connection.OpenAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using var tenant = new NpgsqlCommand($"SELECT set_config('app.company_id', '{company.Id}', true)", connection, transaction);
        await tenant.ExecuteNonQueryAsync();
        var sql = command.Text[(command.Text.StartsWith("select set_config", StringComparison.Ordinal) ? command.Text.IndexOf(";\n", StringComparison.Ordinal) + 2 : 0)..];
        await using var explain = new NpgsqlCommand($"EXPLAIN {sql}", connection, transaction);
        foreach (var parameter in command.Parameters.Where(parameter => parameter.ParameterName != "app_company"))
        {
            explain.Parameters.Add(parameter.Clone());
        }

        var lines = new List<string>();
        await using (var reader = await explain.ExecuteReaderAsync())
        {
            while (await reader.ReadAsync())
            {
                lines.Add(reader.GetString(0));
            }
        }

        var plan = string.Join('\n', lines);
        plan.ShouldNotContain("Seq Scan on users", Case.Sensitive, $"{name}:\n{sql}\n{plan}");
        foreach (var (line, index) in lines.Select((line, index) => (line, index)).Where(entry => ReadsUsers().IsMatch(entry.line)))
        {
            lines.Skip(index + 1).Take(4).ShouldContain(next => next.Contains("Cond:") && next.Contains("company_id ="), $"{name}, {line}:\n{plan}");
        }
    }

    [GeneratedRegex(@"(Index Scan using|Index Only Scan using|Bitmap Index Scan on) (ix|pk)_users")]
    private static partial Regex ReadsUsers();

    private sealed record Recorded(string Text, IReadOnlyList<NpgsqlParameter> Parameters);

    private sealed class Recorder : DbCommandInterceptor
    {
        public List<Recorded> Commands { get; } = [];

        public override ValueTask<DbDataReader> ReaderExecutedAsync(
            DbCommand command, CommandExecutedEventData eventData, DbDataReader result, CancellationToken cancellationToken = default)
        {
            Commands.Add(new Recorded(command.CommandText, [.. command.Parameters.OfType<NpgsqlParameter>().Select(parameter => parameter.Clone())]));
            return ValueTask.FromResult(result);
        }
    }
}
