using Microsoft.EntityFrameworkCore;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.People;
using SecurityTraining.Application.People.Departments;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.People;
using SecurityTraining.Infrastructure.Persistence;
using SecurityTraining.TestKit;

namespace SecurityTraining.Application.UseCaseTests.People;

public sealed class UserTests
{
    [Theory, ClassData(typeof(Engines))]
    public async Task A_person_is_created_read_and_changed_member_by_member(DatabaseProvider provider)
    {
        await using var app = await TestApp.Start(provider);
        var company = await app.AddCompany();
        var sales = (await app.Send(new CreateDepartmentCommand("Sales"), company.Admin)).Value;
        var id = (await app.Send(
            new CreateUserCommand(
                "Max.Muster@Example.COM", "Max", "Muster", Role.Manager, sales, "Clerk", "4711", "boss@example.com", "de", "Europe/Vienna",
                new Dictionary<string, string> { ["Site"] = "Graz", ["Desk"] = "12" }),
            company.Admin)).Value;

        await app.Send(
            new UpdateUserCommand(id, new UserChanges(
                LastName: "Mustermann",
                JobTitle: (string?)null,
                CustomAttributes: new Dictionary<string, string?> { ["site"] = "Linz", ["Desk"] = null })),
            company.Admin);

        var row = (await app.Send(new GetUserQuery(id), company.Admin)).Value;
        (row.Email, row.FirstName, row.LastName, row.Role, row.DepartmentName, row.JobTitle, row.EmployeeNumber, row.ManagerEmail)
            .ShouldBe(("max.muster@example.com", "Max", "Mustermann", Role.Manager, "Sales", null, "4711", "boss@example.com"));
        (row.Language, row.TimeZone, row.Version).ShouldBe(("de", "Europe/Vienna", 2));
        row.CustomAttributes.ShouldBe(new Dictionary<string, string> { ["Site"] = "Linz" });
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task People_are_listed_searched_filtered_and_sorted(DatabaseProvider provider)
    {
        await using var app = await TestApp.Start(provider);
        var company = await app.AddCompany(people: 30);
        await app.AddCompany(people: 5);
        await app.Send(new DeactivateUserCommand(company.People[6].Id), company.Admin);

        (await List(app, company, new ListUsersQuery())).TotalItems.ShouldBe(31);
        (await List(app, company, new ListUsersQuery(Search: "LAST12 first"))).Items.Single().Email.ShouldBe("person12@example.com");
        (await List(app, company, new ListUsersQuery(Search: "%"))).TotalItems.ShouldBe(0);
        (await List(app, company, new ListUsersQuery(Status: UserStatus.Deactivated))).Items.Single().Email.ShouldBe("person7@example.com");
        (await List(app, company, new ListUsersQuery(Role: Role.CompanyAdmin))).TotalItems.ShouldBe(1);
        var page = await List(app, company, new ListUsersQuery(Sort: "-email", Page: 2, PageSize: 10));
        page.Items.Count.ShouldBe(10);
        page.Items.Select(row => row.Email).ShouldBe(page.Items.Select(row => row.Email).OrderDescending(StringComparer.Ordinal));
        (await app.Send(new ListUsersQuery(Sort: "passwordHash"), company.Admin)).FirstError.Code.ShouldBe(ValidationErrors.Code);
    }

    [Fact]
    public async Task What_is_wrong_with_a_person_is_told_all_at_once()
    {
        await using var app = await TestApp.Start(DatabaseProvider.Sqlite);
        var company = await app.AddCompany();

        var answer = await app.Send(
            new CreateUserCommand(
                "nobody", "", "Line\nbreak", (Role)99, JobTitle: new string('x', 151), Language: "fr", TimeZone: "Mars/Base",
                CustomAttributes: new Dictionary<string, string> { ["1st"] = "x" }),
            company.Admin);

        answer.Errors.Select(error => error.Metadata![ValidationErrors.FieldKey]).ShouldBe(
            ["email", "firstName", "lastName", "role", "jobTitle", "language", "timeZone", "customAttributes.1st"]);
        var patch = await app.Send(new UpdateUserCommand(company.Admin.UserId!.Value, new UserChanges(FirstName: "", Language: "fr")), company.Admin);
        patch.Errors.Select(error => error.Metadata![ValidationErrors.FieldKey]).ShouldBe(["firstName", "language"]);
    }

    [Fact]
    public async Task Roles_are_guarded()
    {
        await using var app = await TestApp.Start(DatabaseProvider.Sqlite);
        var company = await app.AddCompany(people: 1);
        var person = company.People[0].Id;
        var admin = company.Admin.UserId!.Value;

        (await app.Send(new CreateUserCommand("a@example.com", "A", "A", Role.PlatformAdmin), company.Admin)).FirstError.ShouldBe(UserErrors.RoleReserved);
        (await app.Send(new UpdateUserCommand(person, new UserChanges(Role: Role.PlatformAdmin)), company.Admin)).FirstError.ShouldBe(UserErrors.RoleReserved);
        (await app.Send(new UpdateUserCommand(admin, new UserChanges(Role: Role.Employee)), company.Admin)).FirstError.ShouldBe(UserErrors.LastAdministrator);
        (await app.Send(new DeactivateUserCommand(admin), company.Admin)).FirstError.ShouldBe(UserErrors.LastAdministrator);
        (await app.Send(new ListUsersQuery(), company.As(Role.Employee))).FirstError.ShouldBe(CommonErrors.Forbidden);
        (await app.Send(new DeactivateUserCommand(person), company.As(Role.Auditor))).FirstError.ShouldBe(CommonErrors.Forbidden);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Whoever_loses_rights_loses_their_sessions(DatabaseProvider provider)
    {
        await using var app = await TestApp.Start(provider);
        var company = await app.AddCompany(people: 3);
        var now = app.Clock.GetUtcNow();
        await app.InDatabase(company.Id, async (_, db) =>
        {
            db.AddRange(company.People.Select((person, index) => Session.Start(company.Id, person.Id, [(byte)index], device: null, now)));
            return await db.SaveChangesAsync();
        });
        await app.Send(new UpdateUserCommand(company.People[1].Id, new UserChanges(Role: Role.CompanyAdmin)), company.Admin);

        await app.Send(new DeactivateUserCommand(company.People[0].Id), company.Admin);
        (await Revoked(app, company)).ShouldBe([company.People[0].Id]);
        await app.Send(new UpdateUserCommand(company.People[1].Id, new UserChanges(Role: Role.Auditor)), company.Admin);

        (await Revoked(app, company)).ShouldBe([company.People[0].Id, company.People[1].Id], ignoreOrder: true);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_department_is_deleted_only_when_it_is_empty(DatabaseProvider provider)
    {
        await using var app = await TestApp.Start(provider);
        var company = await app.AddCompany(people: 2);
        var sales = (await app.Send(new CreateDepartmentCommand(" Sales "), company.Admin)).Value;
        await app.Send(new UpdateUserCommand(company.People[0].Id, new UserChanges(DepartmentId: sales)), company.Admin);

        (await app.Send(new CreateDepartmentCommand("SALES"), company.Admin)).FirstError.ShouldBe(DepartmentErrors.NameTaken);
        (await app.Send(new ListDepartmentsQuery(), company.Admin)).Value.Items.Single().ShouldSatisfyAllConditions(
            row => row.Name.ShouldBe("Sales"), row => row.People.ShouldBe(1));
        (await app.Send(new DeleteDepartmentCommand(sales), company.Admin)).FirstError.ShouldBe(DepartmentErrors.NotEmpty);
        (await app.Send(new UpdateDepartmentCommand(sales, new DepartmentChanges(Name: "sales")), company.Admin)).IsError.ShouldBeFalse();
        await app.Send(new UpdateUserCommand(company.People[0].Id, new UserChanges(DepartmentId: (Guid?)null)), company.Admin);
        (await app.Send(new DeleteDepartmentCommand(sales), company.Admin)).IsError.ShouldBeFalse();
        (await app.Send(new UpdateUserCommand(company.People[0].Id, new UserChanges(DepartmentId: sales)), company.Admin)).FirstError.Code
            .ShouldBe(DepartmentErrors.Unknown.Code);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_department_that_is_filled_and_deleted_at_once_ends_in_a_clear_answer(DatabaseProvider provider)
    {
        await using var app = await TestApp.Start(provider);
        var company = await app.AddCompany(people: 1);
        for (var round = 0; round < 10; round++)
        {
            var department = (await app.Send(new CreateDepartmentCommand($"Department {round}"), company.Admin)).Value;

            var answers = await Task.WhenAll(
                Task.Run(async () => (await app.Send(new DeleteDepartmentCommand(department), company.Admin)).ErrorsOrEmptyList),
                Task.Run(async () => (await app.Send(
                    new UpdateUserCommand(company.People[0].Id, new UserChanges(DepartmentId: department)), company.Admin)).ErrorsOrEmptyList));

            answers.Count(errors => errors.Count == 0).ShouldBe(1);
            answers.SelectMany(errors => errors).Single().Code.ShouldBeOneOf(DepartmentErrors.NotEmpty.Code, DepartmentErrors.Unknown.Code);
        }
    }

    private static async Task<PagedList<UserListRow>> List(TestApp app, TestCompany company, ListUsersQuery query) =>
        (await app.Send(query, company.Admin)).Value;

    private static Task<List<Guid>> Revoked(TestApp app, TestCompany company) => app.InDatabase(company.Id, (_, db) =>
        db.Set<Session>().Where(session => session.RevokedAt != null).Select(session => session.UserId).ToListAsync());
}
