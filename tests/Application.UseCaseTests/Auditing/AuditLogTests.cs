using System.Data.Common;
using System.Text.Json;
using ErrorOr;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using SecurityTraining.Application.Auditing;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Auditing;
using SecurityTraining.Application.Identity;
using SecurityTraining.Application.People;
using SecurityTraining.Application.People.Departments;
using SecurityTraining.Application.People.Imports;
using SecurityTraining.Application.Phishing.Simulations;
using SecurityTraining.Application.UseCaseTests.Identity;
using SecurityTraining.Domain.Auditing;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.People;
using SecurityTraining.Infrastructure.Persistence;
using SecurityTraining.Infrastructure.Persistence.Postgres;
using SecurityTraining.TestKit;

namespace SecurityTraining.Application.UseCaseTests.Auditing;

/// <summary>What stands in the log, and what does not.</summary>
public sealed class AuditLogTests
{
    [Theory]
    [ClassData(typeof(Engines))]
    public async Task A_change_is_told_with_who_what_and_which_fields_but_no_personal_value(DatabaseProvider provider)
    {
        await using var app = await TestApp.Start(provider);
        var company = await app.AddCompany(people: 1);
        var person = company.People[0];

        await app.Send(
            new UpdateUserCommand(person.Id, new UserChanges(
                FirstName: "Quirina", JobTitle: "Lighthouse keeper", Role: Role.Manager,
                CustomAttributes: new Dictionary<string, string?> { ["site"] = "Spiekeroog" })),
            company.Admin);

        var entry = (await app.AuditLog(company.Id)).ShouldHaveSingleItem();
        (entry.ActorKind, entry.ActorId, entry.ActorRole).ShouldBe((AuditActorKind.Person, company.Admin.UserId, Role.CompanyAdmin));
        (entry.Action, entry.TargetKind, entry.TargetId, entry.At).ShouldBe(("people.update-user", "user", person.Id, app.Clock.GetUtcNow()));
        var change = ChangeOf(entry, "user");
        Names(change.GetProperty("fields")).ShouldBe(["customAttributes", "firstName", "jobTitle", "role"]);
        change.GetProperty("values").GetRawText().ShouldBe("""{"role":{"from":"employee","to":"manager"}}""");
        change.GetProperty("commitments").EnumerateObject().Select(field => field.Name).ShouldBe(["customAttributes", "firstName", "jobTitle"], ignoreOrder: true);
        var tables = await app.AuditTables();
        foreach (var value in (string[])["Quirina", "First1", "Last1", "Lighthouse", "Spiekeroog", "example.com", "person1", "Ada"])
        {
            tables.ShouldNotContain(value, Case.Sensitive); // hashes and ids in hexadecimal say ADA now and then
        }
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task A_commitment_shows_what_the_value_was_until_the_person_is_erased(DatabaseProvider provider)
    {
        await using var app = await TestApp.Start(provider);
        var company = await app.AddCompany(people: 2);
        var person = company.People[0];
        await app.Send(new UpdateUserCommand(person.Id, new UserChanges(JobTitle: "Keeper")), company.Admin);
        await app.Send(new UpdateUserCommand(company.People[1].Id, new UserChanges(JobTitle: "Pilot")), company.Admin);
        var entry = (await app.AuditLog(company.Id))[0];
        var salt = await app.InDatabase(company.Id, (_, db) => db.AuditSalts.SingleAsync(row => row.Seq == entry.Seq));
        ChangeOf(entry, "user").GetProperty("commitments").GetProperty("jobTitle").GetString().ShouldBe(AuditSalt.Commit(salt.Salt, "jobTitle", "Keeper"));

        await app.InDatabase(company.Id, async (services, _) =>
        {
            services.GetRequiredService<IAuditTrail>().Forget(person.Id);
            return await services.GetRequiredService<IUnitOfWork>().Run(_ => Task.FromResult<ErrorOr<Success>>(Result.Success), CancellationToken.None);
        });

        (await app.InDatabase(company.Id, (_, db) => db.AuditSalts.Select(row => row.PersonId).ToListAsync())).ShouldBe([company.People[1].Id]);
        (await app.VerifyAuditLog(company)).Valid.ShouldBeTrue();
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task Sign_ins_good_and_bad_are_told_and_unknown_addresses_are_not(DatabaseProvider provider)
    {
        await using var app = await TestApp.Start(provider);
        var anna = await app.RegisterVerified();
        await app.SignIn();
        await app.Send(new LoginCommand(IdentitySteps.Email, "some wrong password"));
        await app.Send(new LoginCommand("nobody@nordwind.example", "some wrong password"));

        var log = await app.AuditLog(anna.CompanyId);

        log.Select(entry => entry.Action).ShouldBe(["identity.register-company", "identity.verify-email", "identity.login", "identity.login-failed"]);
        log.Select(entry => entry.TargetKind).ShouldBe(["company", "user", "session", "user"]);
        (log[2].ActorKind, log[2].ActorId, log[2].ActorRole).ShouldBe((AuditActorKind.Person, anna.UserId, Role.CompanyAdmin));
        (log[3].ActorKind, log[3].ActorId, log[3].TargetId).ShouldBe((AuditActorKind.Anonymous, null, anna.UserId));
        (await app.Send(new VerifyAuditLogQuery(), anna.Admin())).Value.Valid.ShouldBeTrue();
        (await app.AuditTables()).ShouldNotContain("nordwind", Case.Insensitive);
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task Whoever_uses_a_refresh_token_again_is_told_and_whoever_refreshes_is_not(DatabaseProvider provider)
    {
        await using var app = await TestApp.Start(provider);
        var anna = await app.RegisterVerified();
        var first = (await app.SignIn()).RefreshToken;
        var second = (await app.Send(new RefreshSessionCommand(first))).Value.RefreshToken;
        await app.Send(new RefreshSessionCommand(second));
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        await app.Send(new RefreshSessionCommand(first));

        (await app.AuditLog(anna.CompanyId)).Select(entry => entry.Action).Skip(3).ShouldBe(["identity.refresh-token-reused"]);
    }

    [Fact]
    public async Task What_changes_nothing_is_refused_or_done_by_the_service_itself_is_not_told()
    {
        await using var app = await TestApp.Start(DatabaseProvider.Sqlite);
        var company = await app.AddCompany(people: 1);
        var person = company.People[0];
        var import = await app.InDatabase(company.Id, async (_, db) =>
        {
            var queued = PeopleImport.Queue(company.Id, person.Id, "key", "people.csv", new ImportOptions(), app.Clock.GetUtcNow());
            db.Add(queued);
            await db.SaveChangesAsync();
            return queued.Id;
        });

        (await app.Send(new UpdateUserCommand(person.Id, new UserChanges(FirstName: person.FirstName)), company.Admin)).IsError.ShouldBeFalse();
        (await app.Send(new UpdateUserCommand(person.Id, new UserChanges(DepartmentId: Guid.CreateVersion7())), company.Admin)).IsError.ShouldBeTrue();
        (await app.Send(new CreateDepartmentCommand("Sales"), company.As(Role.Auditor))).FirstError.Code.ShouldBe("forbidden");
        (await app.Send(new FailPeopleImportCommand(import, [new ImportError(0, "", "Broken.")]), Actor.SystemOf(company.Id))).IsError.ShouldBeFalse();

        (await app.AuditLog(company.Id)).ShouldBeEmpty();
        var verified = await app.VerifyAuditLog(company);
        (verified.Valid, verified.Entries).ShouldBe((true, 0));
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task The_log_is_filtered_and_read_page_by_page(DatabaseProvider provider)
    {
        await using var app = await TestApp.Start(provider);
        var company = await app.AddCompany(people: 1);
        var started = app.Clock.GetUtcNow();
        var ids = new List<Guid>();
        foreach (var number in Enumerable.Range(1, 5))
        {
            ids.Add((await app.Send(new CreateDepartmentCommand($"Department {number}"), company.Admin)).Value);
            app.Clock.Advance(TimeSpan.FromMinutes(1));
        }

        await app.Send(new UpdateDepartmentCommand(ids[1], new DepartmentChanges(Name: "Sales")), company.As(Role.CompanyAdmin));

        async Task<IEnumerable<long>> Found(ListAuditLogQuery query) => (await app.Send(query, company.Admin)).Value.Items.Select(row => row.Seq);
        (await Found(new ListAuditLogQuery())).ShouldBe([6, 5, 4, 3, 2, 1]);
        (await Found(new ListAuditLogQuery(TargetId: ids[1]))).ShouldBe([6, 2]);
        (await Found(new ListAuditLogQuery(ActorId: company.People[0].Id))).ShouldBe([6]);
        (await Found(new ListAuditLogQuery(Action: "people.create-department", From: started.AddMinutes(1), To: started.AddMinutes(3)))).ShouldBe([3, 2]);
        var seen = new List<long>();
        string? cursor = null;
        do
        {
            var page = (await app.Send(new ListAuditLogQuery(Cursor: cursor, Limit: 4), company.As(Role.Auditor))).Value;
            seen.AddRange(page.Items.Select(row => row.Seq));
            cursor = page.NextCursor;
        }
        while (cursor is not null);
        seen.ShouldBe([6, 5, 4, 3, 2, 1]);
        (await app.Send(new ListAuditLogQuery(), company.As(Role.Manager))).FirstError.Code.ShouldBe("forbidden");
    }

    /// <summary>The statement that locks the end of the chain is also the one that says whose rows the transaction is about.</summary>
    [Fact]
    public async Task An_entry_costs_one_statement_more_and_goes_along_with_the_change()
    {
        var statements = new Statements();
        await using var app = await TestApp.Start(
            DatabaseProvider.Postgres, services => services.ConfigureDbContext<PostgresDbContext>(options => options.AddInterceptors(statements)));
        var company = await app.AddCompany(people: 1);
        var department = (await app.Send(new CreateDepartmentCommand("Sales"), company.Admin)).Value;
        statements.Seen.Clear();

        await app.Send(new UpdateDepartmentCommand(department, new DepartmentChanges(Name: "Service")), company.Admin);

        var fromTheLock = statements.Seen.SkipWhile(sql => !sql.Contains("INSERT INTO audit_heads", StringComparison.Ordinal)).ToList();
        fromTheLock.Count.ShouldBe(2);
        fromTheLock[0].ShouldContain("set_config('app.company_id'");
        fromTheLock[1].ShouldContain("UPDATE departments");
        fromTheLock[1].ShouldContain("INSERT INTO audit_entries");
        fromTheLock[1].ShouldContain("UPDATE audit_heads");
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task Exports_are_told(DatabaseProvider provider)
    {
        await using var app = await TestApp.Start(provider);
        var company = await app.AddCompany(people: 1);
        await app.Send(new ExportSimulationResultsQuery(Guid.CreateVersion7()), company.Admin);

        (await app.Send(new ExportAuditLogQuery(AuditLogFormat.Jsonl), company.As(Role.Auditor))).IsError.ShouldBeFalse();

        var entry = (await app.AuditLog(company.Id)).ShouldHaveSingleItem();
        (entry.Action, entry.ActorRole).ShouldBe(("auditing.export-audit-log", Role.Auditor));
        JsonElement.Parse(entry.Data).GetProperty("facts").GetRawText().ShouldBe("""{"format":"jsonl","entries":"all"}""");
    }

    private static JsonElement ChangeOf(AuditEntry entry, string kind) => JsonElement.Parse(entry.Data).GetProperty("changes").EnumerateArray()
        .Single(change => change.GetProperty("kind").GetString() == kind);

    private static IEnumerable<string?> Names(JsonElement list) => list.EnumerateArray().Select(name => name.GetString());

    private sealed class Statements : DbCommandInterceptor
    {
        public List<string> Seen { get; } = [];

        public override ValueTask<DbDataReader> ReaderExecutedAsync(
            DbCommand command, CommandExecutedEventData eventData, DbDataReader result, CancellationToken cancellationToken = default)
        {
            Seen.Add(command.CommandText);
            return ValueTask.FromResult(result);
        }

        public override ValueTask<int> NonQueryExecutedAsync(
            DbCommand command, CommandExecutedEventData eventData, int result, CancellationToken cancellationToken = default)
        {
            Seen.Add(command.CommandText);
            return ValueTask.FromResult(result);
        }
    }
}
