using SecurityTraining.Application.Common;
using SecurityTraining.Application.People;
using SecurityTraining.Application.People.Departments;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.People;
using SecurityTraining.Infrastructure.Persistence;
using SecurityTraining.TestKit;

namespace SecurityTraining.Application.UseCaseTests.People;

public sealed class DepartmentTreeTests
{
    [Theory, ClassData(typeof(Engines))]
    public async Task A_department_stands_for_everything_below_it_also_after_a_move(DatabaseProvider provider)
    {
        await using var app = await TestApp.Start(provider);
        var company = await app.AddCompany(people: 4);
        var (europe, germany, berlin, asia) = (
            await Make(app, company, "Europe"), Guid.Empty, Guid.Empty, await Make(app, company, "Asia"));
        germany = await Make(app, company, "Germany", europe);
        berlin = await Make(app, company, "Berlin", germany);
        await Place(app, company, 0, europe);
        await Place(app, company, 1, germany);
        await Place(app, company, 2, berlin);

        (await Count(app, company, europe)).ShouldBe(3);
        (await Count(app, company, germany)).ShouldBe(2);
        (await Move(app, company, europe, berlin)).ShouldBe("department_cycle");
        (await Move(app, company, europe, europe)).ShouldBe("department_cycle");
        (await Move(app, company, germany, asia)).ShouldBeNull();
        (await Count(app, company, europe)).ShouldBe(1);
        (await Count(app, company, asia)).ShouldBe(2);
        (await Count(app, company, berlin)).ShouldBe(1);
        (await app.Send(new DeleteDepartmentCommand(asia), company.Admin)).FirstError.ShouldBe(DepartmentErrors.NotEmpty);
        (await Move(app, company, germany, null)).ShouldBeNull();
        (await Count(app, company, asia)).ShouldBe(0);
        (await app.Send(new DeleteDepartmentCommand(asia), company.Admin)).IsError.ShouldBeFalse();
    }

    [Fact]
    public async Task The_tree_has_a_bottom()
    {
        await using var app = await TestApp.Start(DatabaseProvider.Sqlite);
        var company = await app.AddCompany();
        Guid? parent = null;
        for (var level = 1; level <= Department.MaxDepth; level++)
        {
            parent = await Make(app, company, $"Level {level}", parent);
        }

        (await app.Send(new CreateDepartmentCommand("Too deep", parent), company.Admin)).FirstError.Code.ShouldBe("department_too_deep");
        var other = await Make(app, company, "Other");
        var first = (await app.Send(new ListDepartmentsQuery(Search: "Level 1"), company.Admin)).Value.Items.Single(row => row.Name == "Level 1");
        (await Move(app, company, first.Id, other)).ShouldBe("department_too_deep");
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Two_moves_at_once_never_make_a_circle(DatabaseProvider provider)
    {
        await using var app = await TestApp.Start(provider);
        var company = await app.AddCompany();
        for (var round = 0; round < 5; round++)
        {
            var (left, right) = (await Make(app, company, $"Left {round}"), await Make(app, company, $"Right {round}"));

            var outcomes = await Task.WhenAll(
                Task.Run(() => Move(app, company, left, right)), Task.Run(() => Move(app, company, right, left)));

            outcomes.Order().ShouldBe([null, "department_cycle"]);
        }
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Managers_see_the_people_of_their_departments_and_nobody_else(DatabaseProvider provider)
    {
        await using var app = await TestApp.Start(provider);
        var company = await app.AddCompany(people: 5);
        var sales = await Make(app, company, "Sales");
        var field = await Make(app, company, "Field", sales);
        var other = await Make(app, company, "Other");
        await Place(app, company, 1, sales);
        await Place(app, company, 2, field);
        await Place(app, company, 3, other);
        var manager = company.As(Role.Manager);
        (await app.Send(new ListUsersQuery(), manager)).Value.TotalItems.ShouldBe(0);

        await app.Send(new UpdateDepartmentCommand(sales, new DepartmentChanges(ManagerIds: (Guid[])[manager.UserId!.Value])), company.Admin);

        var seen = (await app.Send(new ListUsersQuery(), manager)).Value;
        seen.Items.Select(row => row.Id).ShouldBe([company.People[1].Id, company.People[2].Id], ignoreOrder: true);
        seen.TotalItems.ShouldBe(2);
        (await app.Send(new ListUsersQuery(DepartmentId: other), manager)).Value.TotalItems.ShouldBe(0);
        (await app.Send(new GetUserQuery(company.People[2].Id), manager)).IsError.ShouldBeFalse();
        (await app.Send(new GetUserQuery(company.People[3].Id), manager)).FirstError.ShouldBe(UserErrors.NotFound);
        (await app.Send(new GetUserQuery(company.People[4].Id), manager)).FirstError.ShouldBe(UserErrors.NotFound);
        (await app.Send(new GetDepartmentQuery(sales), company.Admin)).Value.ManagerIds.ShouldBe([manager.UserId.Value]);
        (await app.Send(new DeactivateUserCommand(company.People[2].Id), manager)).FirstError.ShouldBe(CommonErrors.Forbidden);
        await app.Send(new UpdateDepartmentCommand(sales, new DepartmentChanges(ManagerIds: (Guid[])[])), company.Admin);
        (await app.Send(new ListUsersQuery(), manager)).Value.TotalItems.ShouldBe(0);
    }

    private static async Task<Guid> Make(TestApp app, TestCompany company, string name, Guid? parent = null) =>
        (await app.Send(new CreateDepartmentCommand(name, parent), company.Admin)).Value;

    private static async Task<string?> Move(TestApp app, TestCompany company, Guid department, Guid? parent) =>
        (await app.Send(new UpdateDepartmentCommand(department, new DepartmentChanges(ParentId: parent)), company.Admin)) is { IsError: true } refused
            ? refused.FirstError.Code
            : null;

    private static Task Place(TestApp app, TestCompany company, int person, Guid department) =>
        app.Send(new UpdateUserCommand(company.People[person].Id, new UserChanges(DepartmentId: department)), company.Admin);

    private static async Task<int> Count(TestApp app, TestCompany company, Guid department) =>
        (await app.Send(new ListUsersQuery(DepartmentId: department), company.Admin)).Value.TotalItems;
}
