using Microsoft.EntityFrameworkCore;
using SecurityTraining.Application.People.Groups;
using SecurityTraining.Application.People.Scim;
using SecurityTraining.Application.People.Scim.Groups;
using SecurityTraining.Application.People.Scim.Users;
using SecurityTraining.Domain.People;
using SecurityTraining.Infrastructure.Persistence;
using SecurityTraining.TestKit;

namespace SecurityTraining.Application.UseCaseTests.People;

/// <content>Groups, and who belongs together.</content>
public sealed partial class ScimTests
{
    /// <summary>So many memberships are written by the database itself: 70 groups of 300 people, of which 66 fit into an answer, and one by rule.</summary>
    [Fact]
    public async Task A_page_of_groups_ends_where_their_members_become_too_many()
    {
        await using var app = await TestApp.Start(DatabaseProvider.Sqlite);
        var company = await app.AddCompany(people: 299);
        await app.InDatabase(company.Id, async (_, db) =>
        {
            db.AddRange(Enumerable.Range(10, 70).Select(number => Group.Create(company.Id, $"{number}", description: null, rule: null, app.Clock.GetUtcNow())));
            await db.SaveChangesAsync();
            return await db.Database.ExecuteSqlRawAsync(
                "INSERT INTO group_members (company_id, id, group_id, user_id, version) "
                + "SELECT u.company_id, upper(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-' || hex(randomblob(2)) || '-' || hex(randomblob(2)) || '-' || hex(randomblob(6))), g.id, u.id, 1 FROM users u, groups g");
        });
        (await app.Send(new CreateGroupCommand("00", Rule: new GroupRule([new GroupCondition(GroupAttribute.Role, ["auditor"])])), company.Admin)).IsError.ShouldBeFalse();

        var first = await Page(1);
        (first.Count, first[0].Members).ShouldBe((67, null));
        first.Skip(1).ShouldAllBe(group => group.Members!.Count == 300);
        (await Page(68)).Select(group => group.Row.Name).ShouldBe(["76", "77", "78", "79"]);
        (await app.Send(new ListScimGroupsQuery(WithMembers: false), Directory(company))).Value.Resources.Count.ShouldBe(71);

        async Task<IReadOnlyList<ScimGroup>> Page(int start)
        {
            var page = await app.Send(new ListScimGroupsQuery(SortBy: "displayName", StartIndex: start), Directory(company));
            (page.IsError ? default : (page.Value.StartIndex, page.Value.Total)).ShouldBe((start, 71));
            return page.Value.Resources;
        }
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Groups_are_found_by_a_member_and_people_by_their_manager(DatabaseProvider provider)
    {
        await using var app = await TestApp.Start(provider);
        var company = await app.AddCompany(people: 3);
        var (one, two, three) = (company.People[0].Id, company.People[1].Id, company.People[2].Id);
        var group = (await app.Send(new CreateScimGroupCommand(Json($$"""{"displayName": "Some", "members": [{"value": "{{one}}"}]}""")), Directory(company))).Value;
        (await app.Send(new CreateScimGroupCommand(Json($$"""{"displayName": "Others", "members": [{"value": "{{two}}"}]}""")), Directory(company))).IsError.ShouldBeFalse();
        foreach (var led in (Guid[])[two, three])
        {
            (await Patch(app, company, led, "add", "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager", $"\"{one}\"")).IsError.ShouldBeFalse();
        }

        (string Filter, Guid[] Found)[] groups =
        [
            ($"members eq \"{one}\"", [group]), ($"members.value eq \"{one}\"", [group]), ($"members[value eq \"{one}\"]", [group]),
            ($"id eq \"{group}\" and members eq \"{one}\"", [group]), ($"id eq \"{group}\" and members eq \"{two}\"", []),
            ($"not (members eq \"{two}\")", [group]), ($"members eq \"{three}\"", []), ("members eq \"abc\"", []),
        ];
        foreach (var (filter, found) in groups)
        {
            var page = await app.Send(new ListScimGroupsQuery(filter), Directory(company));
            (page.IsError ? [] : page.Value.Resources.Select(row => row.Row.Id)).ShouldBe(found, ignoreOrder: true, filter);
            page.IsError.ShouldBeFalse(filter);
        }

        const string Manager = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager";
        (string Filter, Guid[] Found)[] people =
        [
            ($"{Manager} eq \"{one}\"", [two, three]), ($"{Manager}.value eq \"{one}\"", [two, three]), ($"{Manager}[value eq \"{one}\"]", [two, three]),
            ($"id eq \"{two}\" and {Manager} eq \"{one}\"", [two]), ($"{Manager} eq \"Person1@example.com\"", [two, three]),
            ($"{Manager} eq \"{two}\"", []), ($"{Manager} eq \"abc\"", []), ($"{Manager} eq \"{Guid.CreateVersion7()}\"", []),
        ];
        foreach (var (filter, found) in people)
        {
            var page = await app.Send(new ListScimUsersQuery(filter), Directory(company));
            (page.IsError ? [] : page.Value.Resources.Select(row => row.Row.Id)).ShouldBe(found, ignoreOrder: true, filter);
            page.IsError.ShouldBeFalse(filter);
        }

        foreach (var filter in (string[])["members co \"a\"", "members pr", "members eq 1", "members ne \"a\""])
        {
            (await app.Send(new ListScimGroupsQuery(filter), Directory(company))).FirstError.Code.ShouldBe(ScimErrors.InvalidFilterCode, filter);
        }
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_group_has_another_version_when_an_administrator_changes_its_members(DatabaseProvider provider)
    {
        await using var app = await TestApp.Start(provider);
        var company = await app.AddCompany(people: 1);
        var (group, person) = ((await app.Send(new CreateGroupCommand("Some"), company.Admin)).Value, company.People[0].Id);
        var empty = await Version();

        (await app.Send(new AddGroupMemberCommand(group, person), company.Admin)).IsError.ShouldBeFalse();
        var added = await Version();
        added.ShouldBeGreaterThan(empty);
        (await app.Send(new AddGroupMemberCommand(group, person), company.Admin)).IsError.ShouldBeFalse();
        (await Version()).ShouldBe(added);
        (await app.Send(new RemoveGroupMemberCommand(group, person), company.Admin)).IsError.ShouldBeFalse();
        var removed = await Version();
        removed.ShouldBeGreaterThan(added);
        (await app.Send(new RemoveGroupMemberCommand(group, person), company.Admin)).IsError.ShouldBeFalse();
        (await Version()).ShouldBe(removed);

        async Task<int> Version() => (await app.Send(new GetScimGroupQuery(group, WithMembers: false), Directory(company))).Value.Row.Version;
    }
}
