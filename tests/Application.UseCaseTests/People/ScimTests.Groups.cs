using SecurityTraining.Application.People.Groups;
using SecurityTraining.Application.People.Scim;
using SecurityTraining.Application.People.Scim.Groups;
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
}
