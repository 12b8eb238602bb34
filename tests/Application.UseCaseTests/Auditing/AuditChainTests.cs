using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using SecurityTraining.Application.Auditing;
using SecurityTraining.Application.People;
using SecurityTraining.Application.People.Departments;
using SecurityTraining.Domain.Auditing;
using SecurityTraining.Infrastructure.Persistence;
using SecurityTraining.TestKit;

namespace SecurityTraining.Application.UseCaseTests.Auditing;

/// <summary>That the log is whole, and that it shows when it is not.</summary>
public sealed class AuditChainTests
{
    private const int Entries = 6;

    /// <summary>What somebody with the keys to the database can do to the six entries, and where it is found.</summary>
    private static readonly (string What, string Sql, AuditBreak Found)[] Faults =
    [
        ("other data", "UPDATE audit_entries SET data = '{}' WHERE seq = 3", new(3, AuditFault.Altered)),
        ("data that is no JSON", "UPDATE audit_entries SET data = 'forged' WHERE seq = 3", new(3, AuditFault.Altered)),
        ("another actor", "UPDATE audit_entries SET actor_id = target_id WHERE seq = 3", new(3, AuditFault.Altered)),
        ("no target", "UPDATE audit_entries SET target_kind = NULL, target_id = NULL WHERE seq = 6", new(6, AuditFault.Altered)),
        ("another hash", "UPDATE audit_entries SET hash = (SELECT hash FROM audit_entries WHERE seq = 2) WHERE seq = 3", new(3, AuditFault.Altered)),
        ("removed", "DELETE FROM audit_entries WHERE seq = 3", new(3, AuditFault.Missing)),
        ("removed at the start", "DELETE FROM audit_entries WHERE seq <= 2", new(1, AuditFault.Missing)),
        ("removed at the end", "DELETE FROM audit_entries WHERE seq = 6", new(6, AuditFault.Truncated)),
        ("removed altogether", "DELETE FROM audit_entries", new(1, AuditFault.Truncated)),
        (
            "removed and renumbered",
            "DELETE FROM audit_entries WHERE seq = 3; UPDATE audit_entries SET seq = seq + 1000 WHERE seq > 3; UPDATE audit_entries SET seq = seq - 1001 WHERE seq > 1000",
            new(3, AuditFault.Altered)),
        (
            "changed places",
            "UPDATE audit_entries SET seq = 1000 WHERE seq = 2; UPDATE audit_entries SET seq = 2 WHERE seq = 3; UPDATE audit_entries SET seq = 3 WHERE seq = 1000",
            new(2, AuditFault.Altered)),
        ("removed, and the head set back", "DELETE FROM audit_entries WHERE seq = 6; UPDATE audit_heads SET seq = 5", new(5, AuditFault.HeadMismatch)),
        ("no head", "DELETE FROM audit_heads", new(1, AuditFault.BeyondHead)),
        (
            "an entry that the service has not written",
            "INSERT INTO audit_entries SELECT company_id, seq + 1, at, actor_kind, actor_id, actor_role, action, target_kind, target_id, data, hash, hash FROM audit_entries WHERE seq = 6",
            new(7, AuditFault.BeyondHead)),
    ];

    public static TheoryData<DatabaseProvider, string> PlantedFaults { get; } = new(
        from provider in Enum.GetValues<DatabaseProvider>()
        from fault in Faults
        select (provider, fault.What));

    [Theory]
    [MemberData(nameof(PlantedFaults))]
    public async Task A_planted_fault_is_found(DatabaseProvider provider, string what)
    {
        await using var app = await TestApp.Start(provider);
        var company = await Write(app);
        var whole = await app.VerifyAuditLog(company);
        (whole.Valid, whole.Entries, whole.FirstBroken).ShouldBe((true, Entries, null));
        var (_, sql, found) = Faults.Single(fault => fault.What == what);

        await app.Tamper(sql);

        var broken = await app.VerifyAuditLog(company);
        (broken.Valid, broken.FirstBroken).ShouldBe((false, found));
        (await app.Send(new ListAuditLogQuery(), company.Admin)).IsError.ShouldBeFalse();
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task A_forged_entry_with_a_right_hash_is_found_by_the_next_one(DatabaseProvider provider)
    {
        await using var app = await TestApp.Start(provider);
        var company = await Write(app);
        var log = await app.AuditLog(company.Id);
        var forged = AuditHead.At(company.Id, 2, log[1].Hash)
            .Append(new AuditFact(AuditActor.System, "people.create-department", Target: null, "{}"), log[2].At);

        var hash = Convert.ToHexString(forged.Hash);
        var literal = provider == DatabaseProvider.Postgres ? $"'\\x{hash}'" : $"x'{hash}'";
        await app.Tamper(
            "UPDATE audit_entries SET actor_kind = 'System', actor_id = NULL, actor_role = NULL, target_kind = NULL, target_id = NULL, "
            + $"data = '{{}}', hash = {literal} WHERE seq = 3");

        (await app.VerifyAuditLog(company)).FirstBroken.ShouldBe(new AuditBreak(4, AuditFault.Unlinked));
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task Parallel_commands_leave_a_whole_chain_without_gaps(DatabaseProvider provider)
    {
        await using var app = await TestApp.Start(provider);
        var company = await app.AddCompany(people: 25);
        var others = await app.AddCompany(people: 1, domain: "example.org");

        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(number => Task.Run(async () =>
        {
            var done = number % 2 == 0
                ? (await app.Send(new CreateDepartmentCommand($"Department {number}"), company.Admin)).IsError
                : (await app.Send(new UpdateUserCommand(company.People[number / 2].Id, new UserChanges(JobTitle: "Clerk")), company.Admin)).IsError;
            return !done && (number % 10 != 0 || !(await app.Send(new CreateDepartmentCommand($"Other {number}"), others.Admin)).IsError);
        })));

        answers.ShouldAllBe(isDone => isDone);
        (await app.AuditLog(company.Id)).Select(entry => entry.Seq).ShouldBe(Enumerable.Range(1, 50).Select(seq => (long)seq));
        var verified = await app.VerifyAuditLog(company);
        (verified.Valid, verified.Entries).ShouldBe((true, 50));
        (await app.VerifyAuditLog(others)).Entries.ShouldBe(5);
    }

    [Theory]
    [InlineData("UPDATE audit_entries SET data = ''")]
    [InlineData("DELETE FROM audit_entries")]
    [InlineData("DELETE FROM audit_heads")]
    public async Task The_service_itself_can_only_append(string sql)
    {
        await using var onSqlite = await TestApp.Start(DatabaseProvider.Sqlite);
        await using var onPostgres = await TestApp.Start(DatabaseProvider.Postgres);

        (await Should.ThrowAsync<SqliteException>(await Attempt(onSqlite))).SqliteExtendedErrorCode.ShouldBe(1811);
        (await Should.ThrowAsync<PostgresException>(await Attempt(onPostgres))).SqlState.ShouldBe(PostgresErrorCodes.InsufficientPrivilege);

        async Task<Func<Task>> Attempt(TestApp app)
        {
            var company = await Write(app);
            return () => app.InDatabase(company.Id, (_, db) => db.Database.ExecuteSqlRawAsync(sql));
        }
    }

    private static async Task<TestCompany> Write(TestApp app)
    {
        var company = await app.AddCompany(people: 1);
        foreach (var number in Enumerable.Range(1, Entries))
        {
            app.Clock.Advance(TimeSpan.FromSeconds(1.2345678));
            (await app.Send(new CreateDepartmentCommand($"Department {number}"), company.Admin)).IsError.ShouldBeFalse();
        }

        return company;
    }
}
