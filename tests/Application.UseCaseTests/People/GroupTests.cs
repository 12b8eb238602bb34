using SecurityTraining.Application.Common;
using SecurityTraining.Application.People;
using SecurityTraining.Application.People.Departments;
using SecurityTraining.Application.People.Groups;
using SecurityTraining.Application.Phishing.Simulations;
using SecurityTraining.Application.UseCaseTests.Phishing;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.People;
using SecurityTraining.Infrastructure.Persistence;
using SecurityTraining.TestKit;

namespace SecurityTraining.Application.UseCaseTests.People;

public sealed class GroupTests
{
    [Theory, ClassData(typeof(Engines))]
    public async Task People_are_put_into_a_group_and_taken_out_as_often_as_one_likes(DatabaseProvider provider)
    {
        await using var app = await TestApp.Start(provider);
        var company = await app.AddCompany(people: 3);
        var group = (await app.Send(new CreateGroupCommand(" Fire wardens "), company.Admin)).Value;
        var person = company.People[0].Id;

        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => Task.Run(() => app.Send(new AddGroupMemberCommand(group, person), company.Admin))));
        (await app.Send(new GetGroupQuery(group), company.Admin)).Value.Members.ShouldBe(1);
        (await app.Send(new ListGroupMembersQuery(group), company.Admin)).Value.Items.Single().Id.ShouldBe(person);
        (await app.Send(new ListUsersQuery(GroupId: group), company.Admin)).Value.TotalItems.ShouldBe(1);
        (await app.Send(new ListUsersQuery(GroupId: Guid.CreateVersion7()), company.Admin)).Value.TotalItems.ShouldBe(0);

        (await app.Send(new CreateGroupCommand("FIRE WARDENS"), company.Admin)).FirstError.ShouldBe(GroupErrors.NameTaken);
        (await app.Send(new AddGroupMemberCommand(group, Guid.CreateVersion7()), company.Admin)).FirstError.ShouldBe(UserErrors.NotFound);
        (await app.Send(new RemoveGroupMemberCommand(group, person), company.Admin)).IsError.ShouldBeFalse();
        (await app.Send(new RemoveGroupMemberCommand(group, person), company.Admin)).IsError.ShouldBeFalse();
        (await app.Send(new GetGroupQuery(group), company.Admin)).Value.Members.ShouldBe(0);
        (await app.Send(new DeleteGroupCommand(group), company.Admin)).IsError.ShouldBeFalse();
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_rule_decides_by_all_of_its_conditions(DatabaseProvider provider)
    {
        await using var app = await TestApp.Start(provider);
        var company = await app.AddCompany(people: 6);
        await app.AddCompany(people: 3);
        var sales = (await app.Send(new CreateDepartmentCommand("Sales"), company.Admin)).Value;
        var field = (await app.Send(new CreateDepartmentCommand("Field", sales), company.Admin)).Value;
        await Change(app, company, 0, new UserChanges(DepartmentId: sales, CustomAttributes: Site("Graz")));
        await Change(app, company, 1, new UserChanges(DepartmentId: field, CustomAttributes: Site("Linz \"Süd\"")));
        await Change(app, company, 2, new UserChanges(DepartmentId: field, CustomAttributes: Site("Wien"), Role: Role.Auditor));
        await Change(app, company, 3, new UserChanges(CustomAttributes: Site("Graz"), Language: "de"));

        (await Preview(app, company, new GroupCondition(GroupAttribute.Department, [sales.ToString()]))).ShouldBe([0, 1, 2]);
        (await Preview(app, company, new GroupCondition(GroupAttribute.Custom, ["Graz", "Linz \"Süd\""], "site"))).ShouldBe([0, 1, 3]);
        (await Preview(app, company, new GroupCondition(GroupAttribute.Custom, ["raz"], "Site"))).ShouldBeEmpty();
        (await Preview(app, company, new GroupCondition(GroupAttribute.Role, ["auditor", "manager"]))).ShouldBe([2]);
        (await Preview(app, company, new GroupCondition(GroupAttribute.Language, ["de"]))).ShouldBe([3]);
        (await Preview(
            app, company,
            new GroupCondition(GroupAttribute.Department, [sales.ToString()]),
            new GroupCondition(GroupAttribute.Custom, ["Graz"], "Site"),
            new GroupCondition(GroupAttribute.Language, ["en"]))).ShouldBe([0]);

        var unknown = new GroupRule([new GroupCondition(GroupAttribute.Department, [Guid.CreateVersion7().ToString()])]);
        (await app.Send(new CreateGroupCommand("Unknown", Rule: unknown), company.Admin)).FirstError.Code.ShouldBe("department_unknown");
        var nonsense = new GroupRule([new GroupCondition(GroupAttribute.Role, ["king"]), new GroupCondition(GroupAttribute.Custom, ["x"])]);
        (await app.Send(new CreateGroupCommand("Nonsense", Rule: nonsense), company.Admin)).Errors.Count.ShouldBe(2);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_simulation_goes_to_the_people_of_its_groups_once_each(DatabaseProvider provider)
    {
        await using var stage = await Stage.Open(provider, people: 6);
        var (app, company) = (stage.App, stage.Company);
        await Change(app, company, 0, new UserChanges(CustomAttributes: Site("Graz")));
        await Change(app, company, 1, new UserChanges(CustomAttributes: Site("Graz")));
        var byRule = await stage.Send(new CreateGroupCommand("Graz", Rule: new GroupRule([new GroupCondition(GroupAttribute.Custom, ["Graz"], "Site")])));
        var byName = await stage.Send(new CreateGroupCommand("Wardens"));
        await stage.Send(new AddGroupMemberCommand(byName, company.People[1].Id));
        await stage.Send(new AddGroupMemberCommand(byName, company.People[2].Id));
        (await stage.TrySend(new AddGroupMemberCommand(byRule, company.People[2].Id))).FirstError.ShouldBe(GroupErrors.RuleDecides);

        var id = await stage.LaunchAndDeliver(input => input with { Recipients = new SimulationRecipients(UserIds: [company.People[3].Id], GroupIds: [byRule, byName]) });

        (await stage.Results(id)).Select(row => row.UserId).ShouldBe(company.People.Take(4).Select(person => person.Id), ignoreOrder: true);
        (await stage.Get(id)).Recipients.GroupIds.ShouldBe([byRule, byName]);
        var unknown = new SimulationInput("Test", [await stage.AddTemplate("de")], new SimulationRecipients(GroupIds: [Guid.CreateVersion7()]));
        (await stage.TrySend(new CreateSimulationCommand(unknown))).FirstError.Metadata![ValidationErrors.FieldKey].ShouldBe("recipients.groupIds");
    }

    private static Dictionary<string, string?> Site(string site) => new() { ["Site"] = site };

    private static async Task Change(TestApp app, TestCompany company, int person, UserChanges changes) =>
        (await app.Send(new UpdateUserCommand(company.People[person].Id, changes), company.Admin)).IsError.ShouldBeFalse();

    /// <summary>By their places among the company's people.</summary>
    private static async Task<IReadOnlyList<int>> Preview(TestApp app, TestCompany company, params GroupCondition[] conditions)
    {
        var page = (await app.Send(new PreviewGroupQuery(new GroupRule(conditions)), company.Admin)).Value;
        page.Items.Count.ShouldBe(page.TotalItems);
        var ids = company.People.Select(person => person.Id).ToList();
        return [.. page.Items.Select(row => ids.IndexOf(row.Id)).Order()];
    }
}
