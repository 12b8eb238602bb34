using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SecurityTraining.Application.Common.Security;
using SecurityTraining.Application.Common.Work;
using SecurityTraining.Application.Companies;
using SecurityTraining.Application.Identity;
using SecurityTraining.Application.Identity.ApiKeys;
using SecurityTraining.Application.People;
using SecurityTraining.Application.Platform;
using SecurityTraining.Application.UseCaseTests.Auditing;
using SecurityTraining.Application.UseCaseTests.Identity;
using SecurityTraining.Domain.Companies;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Infrastructure.Persistence;
using SecurityTraining.Infrastructure.Persistence.ControlPlane;
using SecurityTraining.TestKit;

namespace SecurityTraining.Application.UseCaseTests.Platform;

public sealed class CompaniesTests
{
    [Theory, ClassData(typeof(Engines))]
    public async Task The_operator_lists_every_company_as_it_is_at_the_moment(DatabaseProvider provider)
    {
        await using var app = await TestApp.Start(provider);
        var platform = await app.Platform();
        var first = await app.AddCompany(people: 2, arrange: company => company.Describe("Östwind AG", "de", "Europe/Berlin"));
        var second = await app.AddCompany();
        await app.Send(new UpdateCompanyCommand(Name: "Ostsee KG"), second.Admin);
        await app.Send(new CreateUserCommand("new@example.com", "New", "Person"), second.Admin);
        await app.Send(new SuspendCompanyCommand(first.Id, "Unpaid"), platform);

        var all = (await app.Send(new ListCompaniesQuery(Sort: "-peopleCount", PageSize: 2), platform)).Value;
        (all.TotalItems, all.TotalPages).ShouldBe((3, 2));
        all.Items.Select(row => (row.Id, row.Name, row.Status, row.PeopleCount)).ShouldBe(
            [(first.Id, "Östwind AG", CompanyStatus.Suspended, 3), (second.Id, "Ostsee KG", CompanyStatus.Active, 2)]);
        (await Ids(new ListCompaniesQuery(Search: "ÖSTW"))).ShouldBe([first.Id]);
        (await Ids(new ListCompaniesQuery(Search: "ost"))).ShouldBe([second.Id]);
        (await Ids(new ListCompaniesQuery(Status: CompanyStatus.Suspended))).ShouldBe([first.Id]);
        (await app.Send(new GetListedCompanyQuery(second.Id), platform)).Value.PeopleCount.ShouldBe(2);
        (await app.Send(new GetListedCompanyQuery(Guid.CreateVersion7()), platform).Outcome()).ShouldBe("company_not_found");
        (await app.Send(new ListCompaniesQuery(), first.Admin).Outcome()).ShouldBe("forbidden");
        (await app.Send(new SuspendCompanyCommand(second.Id, "Envy"), first.Admin).Outcome()).ShouldBe("forbidden");

        async Task<IEnumerable<Guid>> Ids(ListCompaniesQuery query) => (await app.Send(query, platform)).Value.Items.Select(row => row.Id);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Companies_from_before_the_list_are_put_into_it(DatabaseProvider provider)
    {
        await using var app = await TestApp.Start(provider);
        var (platform, company) = (await app.Platform(), await app.AddCompany(people: 2));
        await app.InDatabase(company.Id, (_, db) => db.CompanyListings.ExecuteDeleteAsync());
        (await app.Send(new ListCompaniesQuery(), platform)).Value.TotalItems.ShouldBe(0);

        await app.Migrate(company, migration => migration.ListEarlierCompanies());

        var rows = (await app.Send(new ListCompaniesQuery(Sort: "createdAt"), platform)).Value.Items;
        rows.Select(row => (row.Id, row.PeopleCount)).ShouldBe([(platform.CompanyId!.Value, 1), (company.Id, 3)], ignoreOrder: true);
        (await app.Send(new ListUsersQuery(), company.Admin)).Value.TotalItems.ShouldBe(3);
    }

    /// <summary>Nothing is waited for: the next request of a session or a key is refused, on the other instance too.</summary>
    [Theory, ClassData(typeof(Engines))]
    public async Task A_suspended_company_is_shut_out_at_once_and_comes_back(DatabaseProvider provider)
    {
        await using var app = await TestApp.Start(provider);
        await using var beside = provider == DatabaseProvider.Postgres ? app.StartBeside() : null;
        var there = beside ?? app;
        var platform = await app.Platform();
        var anna = await app.RegisterVerified();
        var signedIn = await app.SignIn();
        var sessionId = (await app.Sessions(anna.CompanyId)).Single().Id;
        var key = (await app.Send(new CreateApiKeyCommand("Key", ["people:read"]), anna.Admin())).Value;
        (await IsLetIn()).ShouldBe((true, true));

        (await app.Send(new SuspendCompanyCommand(anna.CompanyId, " Unpaid since June "), platform).Outcome()).ShouldBe("ok");
        (await IsLetIn()).ShouldBe((false, false));
        (await there.Send(new RefreshSessionCommand(signedIn.RefreshToken)).Outcome()).ShouldBe("refresh_token_invalid");
        (await there.Send(new LoginCommand(IdentitySteps.Email, IdentitySteps.Password)).Outcome()).ShouldBe("login_failed");
        var mailId = await app.InDatabase(anna.CompanyId, (_, db) => db.OutgoingMails.Select(mail => mail.Id).FirstAsync());
        (await Deliver(mailId)).Delay.ShouldNotBeNull();

        (await app.Send(new ActivateCompanyCommand(anna.CompanyId), platform).Outcome()).ShouldBe("ok");
        (await IsLetIn()).ShouldBe((true, true));
        (await there.Send(new RefreshSessionCommand(signedIn.RefreshToken)).Outcome()).ShouldBe("ok");
        (await Deliver(mailId)).ShouldBe(WorkOutcome.Done);

        var log = (await app.AuditLog(anna.CompanyId)).Where(entry => entry.Action.StartsWith("platform.", StringComparison.Ordinal)).ToList();
        log.Select(entry => (entry.Action, entry.ActorId, entry.ActorRole)).ShouldBe(
            [("platform.company-suspended", platform.UserId, Role.PlatformAdmin), ("platform.company-activated", platform.UserId, Role.PlatformAdmin)]);
        log[0].Data.ShouldContain("\"Unpaid since June\"");
        (await app.Send(new SuspendCompanyCommand(platform.CompanyId!.Value, "By mistake"), platform).Outcome()).ShouldBe("platform_company");
        (await app.Send(new SuspendCompanyCommand(Guid.CreateVersion7(), "Nobody"), platform).Outcome()).ShouldBe("company_not_found");

        async Task<(bool Session, bool Key)> IsLetIn() => (
            await there.Services.GetRequiredService<ISessionStates>().IsActive(anna.CompanyId, sessionId, CancellationToken.None),
            !(await there.Send(new AcceptApiKeyCommand(key.Key))).IsError);

        Task<WorkOutcome> Deliver(Guid id) => app.Services.GetServices<IWorkHandler>().Single(handler => handler.Kind == WorkKind.Mail).Handle(
            new WorkItem(Guid.CreateVersion7(), anna.CompanyId, WorkKind.Mail, id, GroupId: null, Attempt: 1), CancellationToken.None);
    }
}
