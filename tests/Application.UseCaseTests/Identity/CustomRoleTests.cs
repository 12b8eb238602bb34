using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SecurityTraining.Application.Common.Security;
using SecurityTraining.Application.Identity.ApiKeys;
using SecurityTraining.Application.Identity.Roles;
using SecurityTraining.Application.Identity.TwoFactors;
using SecurityTraining.Application.People;
using SecurityTraining.Application.People.Departments;
using SecurityTraining.Application.People.Privacy;
using SecurityTraining.Application.UseCaseTests.Auditing;
using SecurityTraining.Application.UseCaseTests.People;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.People;
using SecurityTraining.Infrastructure.Persistence;
using SecurityTraining.TestKit;

namespace SecurityTraining.Application.UseCaseTests.Identity;

public sealed class CustomRoleTests
{
    private static readonly string[] OfManagers = [.. PermissionNames.All.Where(name => Role.Manager.Grants(PermissionNames.Find(name)!.Value))];

    [Theory, ClassData(typeof(Engines))]
    public async Task A_role_is_made_given_changed_and_deleted_once_nobody_has_it(DatabaseProvider provider)
    {
        await using var app = await TestApp.Start(provider);
        var company = await app.AddCompany(people: 2);
        var roleId = await Make(app, company, " HR ", "people:write");

        var row = (await app.Send(new GetCustomRoleQuery(roleId), company.Admin)).Value;
        (row.Name, row.OwnDepartmentsOnly, row.People).ShouldBe(("HR", false, 0));
        row.Permissions.ShouldBe(["people:read", "people:write"]);
        (await app.Send(new CreateCustomRoleCommand("hr", []), company.Admin).Outcome()).ShouldBe("role_name_taken");
        (await app.Send(new CreateCustomRoleCommand("Other", ["platform:operate"]), company.Admin).Outcome()).ShouldBe("permission_unknown");
        (await app.Send(new CreateCustomRoleCommand("Other", ["people:write"], OwnDepartmentsOnly: true), company.Admin).Outcome()).ShouldBe("permission_not_limitable");

        (await Give(app, company, 0, roleId)).ShouldBe("ok");
        var person = (await app.Send(new GetUserQuery(company.People[0].Id), company.Admin)).Value;
        (person.Role, person.CustomRoleId).ShouldBe((Role.Employee, roleId));
        var created = (await app.Send(new CreateUserCommand("new@example.com", "New", "Person", CustomRoleId: roleId), company.Admin)).Value;
        (await app.Send(new CreateUserCommand("b@example.com", "B", "B", Role.Auditor, CustomRoleId: roleId), company.Admin).Outcome())
            .ShouldBe("custom_role_needs_employee");
        (await app.Send(new CreateUserCommand("b@example.com", "B", "B", CustomRoleId: Guid.CreateVersion7()), company.Admin).Outcome()).ShouldBe("role_unknown");

        var inUse = (await app.Send(new DeleteCustomRoleCommand(roleId), company.Admin)).FirstError;
        (inUse.Code, inUse.Description).ShouldBe(("role_in_use", "This role cannot be deleted: 2 people have it."));
        (await Change(app, company.Admin, company.People[0].Id, new UserChanges(Role: Role.Auditor))).ShouldBe("ok");
        (await app.Send(new GetUserQuery(company.People[0].Id), company.Admin)).Value.CustomRoleId.ShouldBeNull();
        (await app.Send(new DeleteUserCommand(created), company.Admin).Outcome()).ShouldBe("ok");
        (await app.Send(new DeleteCustomRoleCommand(roleId), company.Admin).Outcome()).ShouldBe("ok");
        (await app.Send(new ListCustomRolesQuery(), company.Admin)).Value.TotalItems.ShouldBe(0);

        var log = await app.AuditLog(company.Id);
        log.Select(entry => entry.Action).ShouldBeSubsetOf(
            ["identity.create-custom-role", "identity.role-permissions", "people.update-user", "people.create-user", "people.delete-user", "identity.delete-custom-role"]);
        log.Single(entry => entry.Action == "identity.role-permissions").Data.ShouldContain("people:read people:write");
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Nobody_gives_takes_or_touches_more_than_they_may_themselves(DatabaseProvider provider)
    {
        await using var app = await TestApp.Start(provider);
        var company = await app.AddCompany(people: 5);
        var hrRole = await Make(app, company, "HR", "company:read", "people:write", "roles:write", "api-keys:write");
        var phishingRole = await Make(app, company, "Phisher", "phishing:write");
        await Give(app, company, 0, hrRole);
        await Give(app, company, 1, phishingRole);
        await Change(app, company.Admin, company.People[2].Id, new UserChanges(Role: Role.Auditor));
        await Change(app, company.Admin, company.People[3].Id, new UserChanges(Role: Role.Manager));
        var hr = company.Admin with
        {
            UserId = company.People[0].Id,
            Role = Role.Employee,
            Rights = CustomRights.Of(["company:read", "people:read", "people:write", "roles:write", "api-keys:write"], ownDepartmentsOnly: false),
        };
        var (phisher, auditor, manager, employee) = (company.People[1].Id, company.People[2].Id, company.People[3].Id, company.People[4].Id);

        foreach (var refused in (Task<string>[])
        [
            app.Send(new CreateCustomRoleCommand("More", ["phishing:read"]), hr).Outcome(),
            app.Send(new UpdateCustomRoleCommand(phishingRole, new CustomRoleChanges(Name: "Mine")), hr).Outcome(),
            app.Send(new UpdateCustomRoleCommand(hrRole, new CustomRoleChanges(Permissions: (string[])["audit:read"])), hr).Outcome(),
            app.Send(new DeleteCustomRoleCommand(phishingRole), hr).Outcome(),
            app.Send(new CreateUserCommand("b@example.com", "B", "B", CustomRoleId: phishingRole), hr).Outcome(),
            app.Send(new CreateUserCommand("b@example.com", "B", "B", Role.CompanyAdmin), hr).Outcome(),
            Change(app, hr, employee, new UserChanges(CustomRoleId: phishingRole)),
            Change(app, hr, hr.UserId!.Value, new UserChanges(Role: Role.CompanyAdmin)),
            Change(app, hr, phisher, new UserChanges(CustomRoleId: (Guid?)null)),
            Change(app, hr, auditor, new UserChanges(Role: Role.Employee)),
            .. new[] { phisher, auditor, company.Admin.UserId!.Value }.SelectMany(id => (Task<string>[])
            [
                app.Send(new DeactivateUserCommand(id), hr).Outcome(),
                app.Send(new ActivateUserCommand(id), hr).Outcome(),
                app.Send(new DeleteUserCommand(id), hr).Outcome(),
                app.Send(new EraseUserCommand(id), hr).Outcome(),
                app.Send(new ResetTwoFactorCommand(id), hr).Outcome(),
            ]),
        ])
        {
            (await refused).ShouldBe("role_beyond_own");
        }

        (await app.Send(new CreateApiKeyCommand("Key", ["phishing:read"]), hr).Outcome()).ShouldBe("api_key_scope_beyond_own");
        var key = (await app.Send(new CreateApiKeyCommand("Key", ["phishing:read"]), company.Admin)).Value;
        (await app.Send(new RotateApiKeyCommand(key.Id, OverlapHours: 0), hr).Outcome()).ShouldBe("api_key_scope_beyond_own");

        (await Change(app, hr, employee, new UserChanges(CustomRoleId: hrRole))).ShouldBe("ok");
        (await Change(app, hr, employee, new UserChanges(CustomRoleId: (Guid?)null))).ShouldBe("ok");
        (await app.Send(new DeactivateUserCommand(manager), hr).Outcome()).ShouldBe("ok");
        (await app.Send(new CreateApiKeyCommand("Key", ["people:write"]), hr).Outcome()).ShouldBe("ok");
        var still = await app.InDatabase(company.Id, (_, db) => db.Users.AsNoTracking().SingleAsync(user => user.Id == phisher));
        (still.CustomRoleId, still.Status).ShouldBe((phishingRole, UserStatus.Active));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_file_gives_and_takes_no_more_than_whoever_imports_it_may(DatabaseProvider provider)
    {
        await using var app = await TestApp.Start(provider);
        var company = await app.AddCompany(people: 4);
        var hrRole = await Make(app, company, "HR", [.. OfManagers, "people:write"]);
        await Give(app, company, 0, hrRole);
        await Give(app, company, 1, await Make(app, company, "Phisher", "phishing:write"));
        await Change(app, company.Admin, company.People[2].Id, new UserChanges(Role: Role.Auditor));
        var asHr = company with
        {
            Admin = company.Admin with
            {
                UserId = company.People[0].Id,
                Role = Role.Employee,
                Rights = CustomRights.Of([.. OfManagers, "people:write"], ownDepartmentsOnly: false),
            },
        };

        var import = await app.Import(
            asHr,
            "email,firstName,lastName,role\nnew@example.com,New,One,companyAdmin\nperson2@example.com,,,manager\nperson3@example.com,,,employee\n"
            + "person4@example.com,,,manager\nperson1@example.com,,,companyAdmin\n");

        import.Errors.Select(error => error.Line).ShouldBe([2, 3, 4, 6]);
        (import.Created, import.Updated).ShouldBe((0, 1));
        (await app.Find(company, "person4@example.com")).Role.ShouldBe(Role.Manager);

        var emptied = await app.Import(asHr, "email,firstName,lastName\nfresh@example.com,F,F\n", deactivateMissing: true, confirm: true);
        emptied.Deactivated.ShouldBe(1);
        (await app.Find(company, "person2@example.com")).Status.ShouldBe(UserStatus.Active);
        (await app.Find(company, "person3@example.com")).Status.ShouldBe(UserStatus.Active);
        (await app.Find(company, "person4@example.com")).Status.ShouldBe(UserStatus.Deactivated);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_role_with_the_limit_shows_the_departments_that_somebody_leads(DatabaseProvider provider)
    {
        await using var app = await TestApp.Start(provider);
        var company = await app.AddCompany(people: 3);
        var led = (await app.Send(new CreateDepartmentCommand("Led", ManagerIds: [company.People[0].Id]), company.Admin)).Value;
        await Change(app, company.Admin, company.People[1].Id, new UserChanges(DepartmentId: led));
        var lead = company.Admin with
        {
            UserId = company.People[0].Id,
            Role = Role.Employee,
            Rights = CustomRights.Of(["people:read"], ownDepartmentsOnly: true),
        };

        (await app.Send(new ListUsersQuery(), lead)).Value.Items.Select(row => row.Id).ShouldBe([company.People[1].Id]);
        (await app.Send(new GetUserQuery(company.People[2].Id), lead).Outcome()).ShouldBe("user_not_found");
        (await app.Send(new ListUsersQuery(), lead with { Rights = CustomRights.Of(["people:read"], ownDepartmentsOnly: false) })).Value.TotalItems.ShouldBe(4);
    }

    /// <summary>Nothing is waited for, and no token is issued anew.</summary>
    [Theory, ClassData(typeof(Engines))]
    public async Task What_changes_about_a_role_holds_from_the_next_request_on_every_instance(DatabaseProvider provider)
    {
        await using var here = await TestApp.Start(provider);
        await using var there = provider == DatabaseProvider.Postgres ? here.StartBeside() : null;
        var anna = await here.RegisterVerified();
        await here.SignIn();
        var sessionId = (await here.Sessions(anna.CompanyId)).Single().Id;
        var company = new TestCompany(anna.CompanyId, anna.Admin(), []);
        var roleId = await Make(here, company, "Reader", "people:read");
        (await Now()).Role.ShouldBe(Role.CompanyAdmin);

        // As one who is no administrator any more, in the same session.
        await here.InDatabase(anna.CompanyId, (_, db) => db.Users.ExecuteUpdateAsync(update => update.SetProperty(user => user.Role, Role.Employee)));
        (await Change(here, company.Admin, anna.UserId, new UserChanges(CustomRoleId: roleId))).ShouldBe("ok");
        (await Now()).Rights!.Permissions.ShouldBe([Permission.ReadPeople, Permission.ReportPhishing], ignoreOrder: true);

        (await here.Send(new UpdateCustomRoleCommand(roleId, new CustomRoleChanges(Permissions: (string[])["audit:read"])), company.Admin).Outcome()).ShouldBe("ok");
        (await Now()).Rights!.Permissions.ShouldBe([Permission.ReadAuditLog, Permission.ReportPhishing], ignoreOrder: true);

        (await Change(here, company.Admin, anna.UserId, new UserChanges(CustomRoleId: (Guid?)null))).ShouldBe("ok");
        (await Now()).Rights.ShouldBeNull();

        async Task<SessionState> Now() =>
            (await (there ?? here).Services.GetRequiredService<ISessionStates>().Find(anna.CompanyId, sessionId, CancellationToken.None)).ShouldNotBeNull();
    }

    private static async Task<Guid> Make(TestApp app, TestCompany company, string name, params string[] permissions) =>
        (await app.Send(new CreateCustomRoleCommand(name, permissions), company.Admin)).Value;

    private static Task<string> Give(TestApp app, TestCompany company, int person, Guid roleId) =>
        Change(app, company.Admin, company.People[person].Id, new UserChanges(CustomRoleId: roleId));

    private static Task<string> Change(TestApp app, Actor by, Guid userId, UserChanges changes) =>
        app.Send(new UpdateUserCommand(userId, changes), by).Outcome();
}
