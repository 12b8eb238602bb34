using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SecurityTraining.Application.Common.Work;
using SecurityTraining.Application.Identity;
using SecurityTraining.Application.Identity.Roles;
using SecurityTraining.Application.People;
using SecurityTraining.Application.People.Privacy;
using SecurityTraining.Application.People.Scim.Users;
using SecurityTraining.Application.UseCaseTests.Identity;
using SecurityTraining.Domain.Common;
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

    [Theory, ClassData(typeof(Engines))]
    public async Task An_address_that_has_changed_outlives_its_owner_nowhere(DatabaseProvider provider)
    {
        await using var app = await TestApp.Start(provider);
        var company = await app.AddCompany(people: 4);
        var leader = company.People[0].Id;
        foreach (var led in company.People.Skip(1))
        {
            (await app.Send(new UpdateUserCommand(led.Id, new UserChanges(ManagerEmail: "person1@example.com")), company.Admin)).IsError.ShouldBeFalse();
        }

        (await app.Send(new DeleteUserCommand(company.People[1].Id), company.Admin)).IsError.ShouldBeFalse();

        (await Patch(app, company, leader, "replace", "userName", "\"moved@example.com\"")).IsError.ShouldBeFalse();

        (await Get(app, company, company.People[2].Id)).ManagerEmail.ShouldBe("moved@example.com");
        (await app.Send(new GetScimUserQuery(company.People[2].Id), Directory(company))).Value.Superior?.Id.ShouldBe(leader);
        (await app.Send(new EraseUserCommand(leader), company.Admin)).IsError.ShouldBeFalse();
        var erased = await app.Services.GetServices<IWorkHandler>().Single(handler => handler.Kind == WorkKind.PersonErasure).Handle(
            new WorkItem(Guid.CreateVersion7(), company.Id, WorkKind.PersonErasure, leader, GroupId: null, Attempt: 1), CancellationToken.None);
        erased.ShouldBe(WorkOutcome.Done);
        var left = await app.InDatabase(company.Id, (_, db) => db.Set<User>().IgnoreQueryFilters()
            .Select(user => user.Email + " " + user.UserName + " " + user.ManagerEmail + " " + user.SearchText).ToListAsync());
        left.Count.ShouldBe(4);
        left.ShouldAllBe(text => !text.Contains("person1@") && !text.Contains("moved@"));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Whoever_moves_by_themselves_stays_the_manager_of_their_people(DatabaseProvider provider)
    {
        await using var app = await TestApp.Start(provider);
        var anna = await app.RegisterVerified();
        var led = (await app.Send(new CreateUserCommand("led@nordwind.example", "Led", "Person", ManagerEmail: IdentitySteps.Email), anna.Admin())).Value;
        app.Clock.Advance(TimeSpan.FromSeconds(1));
        (await app.Send(new ChangeEmailCommand("anna.moved@nordwind.example", IdentitySteps.Password), anna.Admin())).IsError.ShouldBeFalse();
        var undo = await app.TokenIn(anna.CompanyId, "/undo-email-change");

        (await app.Send(new ConfirmEmailCommand(await app.TokenIn(anna.CompanyId, "/confirm-email")))).IsError.ShouldBeFalse();
        (await app.Send(new GetUserQuery(led), anna.Admin())).Value.ManagerEmail.ShouldBe("anna.moved@nordwind.example");

        (await app.Send(new UndoEmailChangeCommand(undo))).IsError.ShouldBeFalse();
        (await app.Send(new GetUserQuery(led), anna.Admin())).Value.ManagerEmail.ShouldBe(IdentitySteps.Email);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task The_directory_finds_by_the_name_that_it_gave_whoever_has_moved_by_themselves(DatabaseProvider provider)
    {
        await using var app = await TestApp.Start(provider);
        var company = await app.AddCompany(people: 2);
        var made = await Add(app, company, """{"userName": "Made@example.com"}""");
        var (taken, unnamed) = (company.People[0].Id, company.People[1].Id);
        (await Get(app, company, taken)).UserName.ShouldBeNull();
        (await Patch(app, company, taken, "add", "externalId", "\"X-1\"")).IsError.ShouldBeFalse();
        (await Patch(app, company, unnamed, "add", "title", "\"Clerk\"")).IsError.ShouldBeFalse();
        (await Get(app, company, unnamed)).UserName.ShouldBeNull();
        foreach (var id in (Guid[])[made, taken, unnamed])
        {
            await app.InDatabase(company.Id, async (_, db) =>
            {
                (await db.Set<User>().SingleAsync(user => user.Id == id)).ChangeEmail(EmailAddress.Parse($"own.{id:N}@example.com").Value, app.Clock.GetUtcNow());
                return await db.SaveChangesAsync();
            });
        }

        (await Found("userName eq \"made@example.com\"")).ShouldBe([made]);
        (await Found("userName eq \"person1@example.com\"")).ShouldBe([taken]);
        (await Found("userName eq \"person2@example.com\"")).ShouldBeEmpty();
        (await app.Send(new GetScimUserQuery(made), Directory(company))).Value.Row.UserName.ShouldBe("Made@example.com");
        (await Create(app, company, """{"userName": "made@example.com"}""")).FirstError.ShouldBe(UserErrors.UserNameTaken);

        // Their own address is theirs: a user name that is said again, or a new one, does not take it from them.
        (await app.Send(new ReplaceScimUserCommand(made, Json("""{"userName": "Made@example.com"}""")), Directory(company))).IsError.ShouldBeFalse();
        (await Patch(app, company, made, "replace", "userName", "\"renamed@example.com\"")).IsError.ShouldBeFalse();
        (await Get(app, company, made)).Email.ShouldBe($"own.{made:N}@example.com");

        async Task<IEnumerable<Guid>> Found(string filter) =>
            (await app.Send(new ListScimUsersQuery(filter), Directory(company))).Value.Resources.Select(user => user.Row.Id);
    }
}
