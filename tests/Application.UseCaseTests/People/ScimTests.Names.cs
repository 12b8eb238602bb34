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
}
