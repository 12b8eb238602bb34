using System.Text.Json;
using ErrorOr;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.People;
using SecurityTraining.Application.People.Departments;
using SecurityTraining.Application.People.Groups;
using SecurityTraining.Application.People.Scim;
using SecurityTraining.Application.People.Scim.Groups;
using SecurityTraining.Application.People.Scim.Users;
using SecurityTraining.Domain.Billing;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.People;
using SecurityTraining.Infrastructure.Persistence;
using SecurityTraining.Infrastructure.Persistence.Postgres;
using SecurityTraining.Infrastructure.Persistence.Sqlite;
using SecurityTraining.TestKit;

namespace SecurityTraining.Application.UseCaseTests.People;

/// <summary>What a directory can do to people, and what it cannot.</summary>
public sealed partial class ScimTests
{
    [Theory, ClassData(typeof(Engines))]
    public async Task Every_filter_finds_whom_it_should(DatabaseProvider provider)
    {
        await using var app = await TestApp.Start(provider);
        var company = await app.AddCompany(people: 3);
        await app.AddCompany(people: 3);
        var early = app.Clock.GetUtcNow();
        app.Clock.Advance(TimeSpan.FromDays(1));
        var oezil = await Add(app, company, """
            {"userName": "ÖZIL", "externalId": "X-1", "emails": [{"value": "mo@example.org", "type": "work"}], "title": "Clerk 100%",
             "name": {"givenName": "Mo", "familyName": "Özil"}, "timezone": "Europe/Vienna",
             "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": {"department": "R&D", "employeeNumber": "7"}}
            """);
        (await app.Send(new DeactivateUserCommand(company.People[0].Id), company.Admin)).IsError.ShouldBeFalse();
        var everybody = 5;

        (string Filter, int Found)[] cases =
        [
            ("userName eq \"özil\"", 1), ("userName eq \"Person1@example.com\"", 1), ("userName eq \"mo@example.org\"", 0),
            ("userName sw \"PERSON\"", 3), ("userName co \"@\"", 4), ("userName ew \"l\"", 1), ("userName gt \"person2\"", 3), ("userName pr", everybody),
            ("externalId eq \"X-1\"", 1), ("externalId eq \"x-1\"", 0), ("externalId pr", 1), ("not (externalId pr)", 4), ("externalId eq null", 4),
            ("externalId ne \"X-1\"", 4), ("active eq true", 4), ("active eq \"False\"", 1), ("active ne true", 1),
            ("emails.value eq \"MO@example.org\"", 1), ("emails[type eq \"work\" and value ew \"example.org\"]", 1), ("emails[type eq \"home\"]", 0),
            ("emails co \"example\"", everybody), ("emails pr", everybody), ("emails[type eq \"work\"].value eq \"mo@example.org\"", 1),
            ("name.familyName eq \"özil\"", 1), ("name.givenName sw \"first\"", 3), ("displayName eq \"mo özil\"", 1), ("name.formatted co \" ÖZ\"", 1),
            ($"id eq \"{oezil}\"", 1), ("id eq \"abc\"", 0), ("id ne \"abc\"", everybody), ("title ew \"0%\"", 1), ("title co \"_\"", 0), ("title sw \"c%k\"", 0),
            ("timezone eq \"europe/vienna\"", 1), ("urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department eq \"r&d\"", 1),
            ("urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:employeeNumber eq \"7\" or title pr", 1),
            ($"meta.created le \"{early:yyyy-MM-dd'T'HH:mm:ss'Z'}\"", 4), ($"meta.created gt \"{early:yyyy-MM-dd'T'HH:mm:ss'Z'}\"", 1),
            ($"meta.lastModified gt \"{early:yyyy-MM-dd'T'HH:mm:ss'Z'}\"", 2),
            ("(userName sw \"person\" and active eq true) or externalId eq \"X-1\"", 3), ("not (userName sw \"person\")", 2),
        ];
        foreach (var (filter, found) in cases)
        {
            var page = await app.Send(new ListScimUsersQuery(filter), Directory(company));
            (page.IsError ? page.FirstError.Description : $"{page.Value.Total} {page.Value.Resources.Count}").ShouldBe($"{found} {found}", filter);
        }

        foreach (var filter in (string[])["nickname eq \"a\"", "active eq 1", "active gt true", "id co \"a\"", "meta.created eq \"x\"", "meta.created co \"2026\"", "userName eq 5", "emails[primary pr"])
        {
            (await app.Send(new ListScimUsersQuery(filter), Directory(company))).FirstError.Code.ShouldBe(ScimErrors.InvalidFilterCode, filter);
        }
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Lists_are_paged_sorted_and_limited(DatabaseProvider provider)
    {
        await using var app = await TestApp.Start(provider);
        var company = await app.AddCompany(people: 8);

        var all = (await List(new ListScimUsersQuery(SortBy: "userName", SortOrder: "descending"))).Resources;
        all.Select(user => user.Row.Email).ShouldBe(all.Select(user => user.Row.Email).OrderDescending(StringComparer.Ordinal));
        var page = await List(new ListScimUsersQuery(SortBy: "USERNAME", SortOrder: "descending", StartIndex: 4, Count: 3));
        (page.StartIndex, page.Total).ShouldBe((4, 9));
        page.Resources.Select(user => user.Row.Id).ShouldBe(all.Skip(3).Take(3).Select(user => user.Row.Id));
        (await List(new ListScimUsersQuery(Count: 0))).ShouldBe(new ScimPage<ScimUser>([], 1, 9), new ByCounts());
        (await List(new ListScimUsersQuery(StartIndex: -5, Count: -1))).ShouldBe(new ScimPage<ScimUser>([], 1, 9), new ByCounts());
        (await List(new ListScimUsersQuery(StartIndex: 100))).ShouldBe(new ScimPage<ScimUser>([], 100, 9), new ByCounts());
        (await app.Send(new ListScimUsersQuery(SortBy: "password"), Directory(company))).IsError.ShouldBeTrue();

        async Task<ScimPage<ScimUser>> List(ListScimUsersQuery query) => (await app.Send(query, Directory(company))).Value;
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Roles_and_administrators_are_no_business_of_a_directory(DatabaseProvider provider)
    {
        await using var app = await TestApp.Start(provider);
        var company = await app.AddCompany(people: 1);
        var admin = company.Admin.UserId!.Value;
        var newcomer = await Add(app, company, """{"userName": "boss@example.com", "roles": [{"value": "companyAdmin"}], "userType": "companyAdmin"}""");
        (await Get(app, company, newcomer)).Role.ShouldBe(Role.Employee);

        // The last administrator stays; one of two may go, as people do. None gets another address by a directory: who has it could sign in.
        (await Patch(app, company, admin, "replace", "active", "false")).FirstError.ShouldBe(UserErrors.LastAdministrator);
        (await app.Send(new DeleteScimUserCommand(admin), Directory(company))).FirstError.ShouldBe(UserErrors.LastAdministrator);
        (await Patch(app, company, admin, "replace", "userName", "\"thief@example.com\"")).FirstError.ShouldBe(UserErrors.AddressIsOwn);
        (await Patch(app, company, admin, "replace", "name.familyName", "\"Lovelace\"")).IsError.ShouldBeFalse();
        (await app.Send(new UpdateUserCommand(newcomer, new UserChanges(Role: Role.CompanyAdmin)), company.Admin)).IsError.ShouldBeFalse();
        (await Patch(app, company, newcomer, "replace", "active", "false")).IsError.ShouldBeFalse();
        (await app.Send(new DeleteScimUserCommand(newcomer), Directory(company))).IsError.ShouldBeFalse();

        // Whoever comes back is an employee.
        (await Add(app, company, """{"userName": "boss@example.com"}""")).ShouldBe(newcomer);
        (await Get(app, company, newcomer)).Role.ShouldBe(Role.Employee);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_new_address_ends_what_the_old_one_could_do(DatabaseProvider provider)
    {
        await using var app = await TestApp.Start(provider);
        var company = await app.AddCompany(people: 1);
        var id = company.People[0].Id;
        await app.InDatabase(company.Id, async (services, db) =>
        {
            var user = await db.Set<User>().SingleAsync(person => person.Id == id);
            user.SetPasswordHash("hash");
            user.VerifyEmail(app.Clock.GetUtcNow());
            db.Add(Session.Start(company.Id, id, new byte[32], device: null, app.Clock.GetUtcNow()));
            await db.SaveChangesAsync();
            return true;
        });

        (await Patch(app, company, id, "replace", "userName", "\"new@example.com\"")).IsError.ShouldBeFalse();

        var row = await Get(app, company, id);
        (row.Email, row.HasPassword).ShouldBe(("new@example.com", false));
        (await app.InDatabase(company.Id, (_, db) => db.Set<Session>().AllAsync(session => session.RevokedAt != null))).ShouldBeTrue();
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Seats_are_counted_as_everywhere(DatabaseProvider provider)
    {
        await using var app = await TestApp.Start(provider);
        var company = await app.AddCompany(people: 8, arrange: company => company.Subscribe(PlanKind.Professional, seats: 10));

        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(number =>
            Task.Run(() => app.Send(new CreateScimUserCommand(Json($$"""{"userName": "new{{number}}@example.com"}""")), Directory(company)))));
        answers.Count(answer => !answer.IsError).ShouldBe(1);
        answers.Where(answer => answer.IsError).Select(answer => answer.FirstError.Code).Distinct().ShouldBe(["seat_limit_reached"]);
        (await app.SeatsTaken(company)).ShouldBe(10);

        var one = answers.Single(answer => !answer.IsError).Value;
        (await Patch(app, company, one, "replace", "active", "false")).IsError.ShouldBeFalse();
        (await app.SeatsTaken(company)).ShouldBe(9);
        (await app.Send(new DeleteScimUserCommand(one), Directory(company))).IsError.ShouldBeFalse();
        (await Add(app, company, """{"userName": "new-one@example.com"}""")).ShouldNotBe(one);
        (await Patch(app, company, company.People[0].Id, "replace", "active", "true")).IsError.ShouldBeFalse();
        (await app.SeatsTaken(company), await app.Count(company)).ShouldBe((10, 10));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Names_are_unique_and_a_group_by_rule_is_only_read(DatabaseProvider provider)
    {
        await using var app = await TestApp.Start(provider);
        var company = await app.AddCompany(people: 3);
        var one = await Add(app, company, """{"userName": "one", "externalId": "1", "emails": [{"value": "one@example.com"}]}""");
        (await Create(app, company, """{"userName": "ONE", "emails": [{"value": "two@example.com"}]}""")).FirstError.ShouldBe(UserErrors.UserNameTaken);
        (await Create(app, company, """{"userName": "two", "externalId": "1", "emails": [{"value": "two@example.com"}]}""")).FirstError.ShouldBe(UserErrors.ExternalIdTaken);
        (await Create(app, company, """{"userName": "two", "emails": [{"value": "One@example.com"}]}""")).FirstError.ShouldBe(UserErrors.EmailTaken);
        (await Create(app, company, """{"userName": "person1@example.com"}""")).FirstError.ShouldBe(UserErrors.EmailTaken);
        (await Create(app, company, """{"userName": "two"}""")).FirstError.Code.ShouldBe(ScimErrors.InvalidValueCode);
        (await Patch(app, company, company.People[0].Id, "add", "externalId", "\"1\"")).FirstError.ShouldBe(UserErrors.ExternalIdTaken);
        (await Patch(app, company, one, "replace", "externalId", "\"1\"")).IsError.ShouldBeFalse();

        var rule = new GroupRule([new GroupCondition(GroupAttribute.Role, ["employee"])]);
        var ruled = (await app.Send(new CreateGroupCommand("Everybody", Rule: rule), company.Admin)).Value;
        (await app.Send(new GetScimGroupQuery(ruled), Directory(company))).Value.Members!.Count.ShouldBe(4);
        ScimOperation[] change = [new("add", "members", Json($$"""[{"value": "{{one}}"}]"""))];
        (await app.Send(new PatchScimGroupCommand(ruled, change), Directory(company))).FirstError.Code.ShouldBe(ScimErrors.MutabilityCode);
        (await app.Send(new DeleteScimGroupCommand(ruled), Directory(company))).FirstError.Code.ShouldBe(ScimErrors.MutabilityCode);
    }

    /// <summary>However many people and groups there are: a directory of ten thousand sends a request for each of them.</summary>
    [Theory, ClassData(typeof(Engines))]
    public async Task A_request_takes_the_same_few_statements(DatabaseProvider provider)
    {
        var statements = new StatementCount();
        await using var app = await TestApp.Start(provider, services => services
            .ConfigureDbContext<PostgresDbContext>(options => options.AddInterceptors(statements))
            .ConfigureDbContext<SqliteDbContext>(options => options.AddInterceptors(statements)));
        var company = await app.AddCompany(people: 100);
        (await app.Send(new CreateDepartmentCommand("Sales"), company.Admin)).IsError.ShouldBeFalse();

        var created = await Count(new CreateScimUserCommand(Json("""
            {"userName": "new@example.com", "externalId": "1", "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":
             {"department": "Sales", "manager": {"value": "person1@example.com"}}}
            """)));
        created.ShouldBe(provider == DatabaseProvider.Sqlite ? 11 : 6); // namesakes, company and its listing, department, who is to be told, head of the log, and what is written: SQLite has no batches
        (await Count(new ListScimUsersQuery("userName eq \"new@example.com\""))).ShouldBe(2);
        (await Count(new ListScimUsersQuery(Count: 50))).ShouldBeInRange(2, 3); // those who lead them, if there are any

        var members = string.Join(',', company.People.Select(person => $$"""{"value": "{{person.Id}}"}"""));
        var group = (await app.Send(new CreateScimGroupCommand(Json($$"""{"displayName": "All", "members": [{{members}}]}""")), Directory(company))).Value;
        (await Count(new GetScimGroupQuery(group))).ShouldBe(3);
        (await Count(new PatchScimGroupCommand(group, [new("remove", $"members[value eq \"{company.People[7].Id}\"]", Value: null)])))
            .ShouldBeLessThanOrEqualTo(provider == DatabaseProvider.Sqlite ? 7 : 5);

        async Task<int> Count<T>(IMessage<T> message)
        {
            statements.Value = 0;
            var answer = await app.Send(message, Directory(company));
            (answer.IsError ? answer.FirstError.Description : "").ShouldBe("");
            return statements.Value;
        }
    }

    private static Actor Directory(TestCompany company) => Actor.Machine(company.Id, Permission.Provision);

    private static JsonElement Json(string text) => JsonSerializer.Deserialize<JsonElement>(text);

    private static Task<ErrorOr<Guid>> Create(TestApp app, TestCompany company, string resource) =>
        app.Send(new CreateScimUserCommand(Json(resource)), Directory(company));

    private static async Task<Guid> Add(TestApp app, TestCompany company, string resource)
    {
        var created = await Create(app, company, resource);
        (created.IsError ? created.FirstError.Description : "").ShouldBe("");
        return created.Value;
    }

    private static Task<ErrorOr<Success>> Patch(TestApp app, TestCompany company, Guid id, string op, string path, string value) =>
        app.Send(new PatchScimUserCommand(id, [new ScimOperation(op, path, Json(value))]), Directory(company));

    private static async Task<UserRow> Get(TestApp app, TestCompany company, Guid id) => (await app.Send(new GetUserQuery(id), company.Admin)).Value;

    private sealed class ByCounts : IEqualityComparer<ScimPage<ScimUser>>
    {
        public bool Equals(ScimPage<ScimUser>? x, ScimPage<ScimUser>? y) =>
            (x!.Resources.Count, x.StartIndex, x.Total) == (y!.Resources.Count, y.StartIndex, y.Total);

        public int GetHashCode(ScimPage<ScimUser> obj) => obj.Total;
    }

    private sealed class StatementCount : DbCommandInterceptor
    {
        public int Value { get; set; }

        public override ValueTask<InterceptionResult<System.Data.Common.DbDataReader>> ReaderExecutingAsync(
            System.Data.Common.DbCommand command, CommandEventData eventData, InterceptionResult<System.Data.Common.DbDataReader> result, CancellationToken cancellationToken = default)
        {
            Value++;
            return ValueTask.FromResult(result);
        }
    }
}
