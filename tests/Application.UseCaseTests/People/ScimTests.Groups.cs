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
    /// <summary>Of three groups two fit into an answer; a fourth is too big for any.</summary>
    [Fact]
    public async Task A_page_of_groups_ends_where_their_members_become_too_many()
    {
        await using var app = await TestApp.Start(DatabaseProvider.Sqlite);
        var company = await app.AddCompany(people: ScimLimits.MaxMembers + 1);
        var rule = new GroupRule([new GroupCondition(GroupAttribute.Role, ["auditor"])]);
        var ruled = (await app.Send(new CreateGroupCommand("Auditors", Rule: rule), company.Admin)).Value;
        List<Guid> ids = [ruled];
        foreach (var size in (int[])[9_000, 11_000, 1, ScimLimits.MaxMembers + 1])
        {
            app.Clock.Advance(TimeSpan.FromSeconds(1));
            ids.Add(await app.InDatabase(company.Id, async (_, db) =>
            {
                var group = Group.Create(company.Id, $"Of {size}", description: null, rule: null, app.Clock.GetUtcNow());
                db.Add(group);
                db.AddRange(company.People.Take(size).Select(person => group.Add(person.Id, app.Clock.GetUtcNow()).Value));
                await db.SaveChangesAsync();
                return group.Id;
            }));
        }

        (await Page(1)).ShouldBe([(ids[0], null), (ids[1], 9_000), (ids[2], 11_000)]);
        (await Page(4)).ShouldBe([(ids[3], 1), (ids[4], null)]);
        (await app.Send(new GetScimGroupQuery(ids[4]), Directory(company))).FirstError.Code.ShouldBe(ScimErrors.TooManyCode);
        (await app.Send(new ListScimGroupsQuery(WithMembers: false), Directory(company))).Value.Resources.Count.ShouldBe(5);

        async Task<IEnumerable<(Guid, int?)>> Page(int start)
        {
            var page = (await app.Send(new ListScimGroupsQuery(SortBy: "meta.created", StartIndex: start), Directory(company))).Value;
            (page.StartIndex, page.Total).ShouldBe((start, 5));
            return page.Resources.Select(group => (group.Row.Id, group.Members?.Count));
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
            (page.IsError ? [] : page.Value.Resources.Select(row => row.Row.Id)).ShouldBe(found, filter);
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
            (page.IsError ? [] : page.Value.Resources.Select(row => row.Row.Id)).ShouldBe(found, filter);
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
