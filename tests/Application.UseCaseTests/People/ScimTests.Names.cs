using SecurityTraining.Application.Identity.Roles;
using SecurityTraining.Application.People;
using SecurityTraining.Domain.People;
using SecurityTraining.Infrastructure.Persistence;
using SecurityTraining.TestKit;

namespace SecurityTraining.Application.UseCaseTests.People;

/// <content>What people are called and where mail reaches them.</content>
public sealed partial class ScimTests
{
    [Theory, ClassData(typeof(Engines))]
    public async Task A_role_of_the_companys_own_guards_the_address_as_a_built_in_one_does(DatabaseProvider provider)
    {
        await using var app = await TestApp.Start(provider);
        var company = await app.AddCompany(people: 1);
        var person = company.People[0].Id;
        var role = (await app.Send(new CreateCustomRoleCommand("HR", ["people:write"]), company.Admin)).Value;
        (await app.Send(new UpdateUserCommand(person, new UserChanges(CustomRoleId: role)), company.Admin)).IsError.ShouldBeFalse();

        (await Patch(app, company, person, "replace", "userName", "\"thief@example.com\"")).FirstError.ShouldBe(UserErrors.AddressIsOwn);
        (await Patch(app, company, person, "replace", "emails", """[{"value": "thief@example.com", "type": "work"}]""")).FirstError.ShouldBe(UserErrors.AddressIsOwn);

        (await Get(app, company, person)).Email.ShouldBe("person1@example.com");
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_display_name_alone_names_only_whoever_has_no_name_yet(DatabaseProvider provider)
    {
        await using var app = await TestApp.Start(provider);
        var company = await app.AddCompany(people: 1);

        (await Patch(app, company, company.People[0].Id, "replace", "displayName", "\"Last1, First1 (Sales)\"")).IsError.ShouldBeFalse();
        (await Name(company.People[0].Id)).ShouldBe(("First1", "Last1"));
        (await Name(await Add(app, company, """{"userName": "mo@example.com", "displayName": "Mo van Özil"}"""))).ShouldBe(("Mo van", "Özil"));

        var nameless = await Add(app, company, """{"userName": "jane@example.com"}""");
        (await Name(nameless)).ShouldBe(("jane", ""));
        (await Patch(app, company, nameless, "add", "displayName", "\"Jane Doe\"")).IsError.ShouldBeFalse();
        (await Patch(app, company, nameless, "replace", "displayName", "\"JD\"")).IsError.ShouldBeFalse();
        (await Name(nameless)).ShouldBe(("Jane", "Doe"));

        async Task<(string, string)> Name(Guid id) => await Get(app, company, id) is var row ? (row.FirstName, row.LastName) : default;
    }
}
