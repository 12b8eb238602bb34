using Microsoft.EntityFrameworkCore;
using SecurityTraining.Application.Identity;
using SecurityTraining.Application.Identity.Sessions;
using SecurityTraining.Application.People;
using SecurityTraining.Application.People.Groups;
using SecurityTraining.Application.Platform;
using SecurityTraining.Application.Platform.Looks;
using SecurityTraining.Application.UseCaseTests.Auditing;
using SecurityTraining.Application.UseCaseTests.Identity;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Infrastructure.Persistence;
using SecurityTraining.TestKit;

namespace SecurityTraining.Application.UseCaseTests.Platform;

public sealed class LookTests
{
    [Theory, ClassData(typeof(Engines))]
    public async Task A_look_is_told_to_the_company_reads_and_leaves_a_trace_of_each_request(DatabaseProvider provider)
    {
        await using var app = await TestApp.Start(provider);
        var platform = await app.Platform();
        var company = await app.AddCompany(people: 1, arrange: row => row.Describe("Nordwind", "de", "Europe/Berlin"));
        var lookId = (await app.Send(new StartLookCommand(company.Id, " Ticket 4711 ", 30), platform)).Value;

        var mail = (await app.Mails(company.Id)).ShouldHaveSingleItem();
        mail.To.ShouldStartWith("ada.");
        mail.Text.ShouldContain("bis 2026-11-23 09:30 UTC");
        mail.Text.ShouldContain("Grund: Ticket 4711");
        var seen = (await app.Send(new ListLooksIntoCompanyQuery(), company.Admin)).Value.Items.ShouldHaveSingleItem();
        (seen.Id, seen.AdministratorId, seen.Reason, seen.ExpiresAt - seen.StartedAt).ShouldBe((lookId, platform.UserId!.Value, "Ticket 4711", TimeSpan.FromMinutes(30)));
        (await app.Send(new ListLooksQuery(company.Id), platform)).Value.Items.ShouldHaveSingleItem().ShouldBe(seen);

        (await app.Send(new AcceptLookQuery(lookId), platform)).Value.ShouldBe(new AcceptedLook(lookId, company.Id));
        var looking = platform with { Look = (company.Id, lookId) };
        (await app.Send(new ListUsersQuery(), looking)).Value.TotalItems.ShouldBe(2);
        (await app.Send(new GetUserQuery(company.People[0].Id), looking)).Value.Id.ShouldBe(company.People[0].Id);
        (await app.Send(new GetUserQuery(platform.UserId!.Value), looking).Outcome()).ShouldBe("user_not_found");

        var log = (await app.AuditLog(company.Id)).Where(entry => entry.ActorRole == Role.PlatformAdmin).ToList();
        log.ShouldAllBe(entry => entry.ActorId == platform.UserId && entry.TargetId == lookId);
        log.Select(entry => entry.Action).ShouldBe(["platform.look-started", "platform.look-used", "platform.look-used", "platform.look-used"]);
        log[0].Data.ShouldContain("Ticket 4711");
        log[1].Data.ShouldContain("\"operation\":\"people.list-users\"");
        log[2].Data.ShouldContain("\"operation\":\"people.get-user\"");
        (await app.VerifyAuditLog(company)).Valid.ShouldBeTrue();
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_look_changes_nothing(DatabaseProvider provider)
    {
        await using var app = await TestApp.Start(provider);
        var platform = await app.Platform();
        var company = await app.AddCompany(people: 1);
        var looking = platform with { Look = (company.Id, (await app.Send(new StartLookCommand(company.Id, "Ticket", 5), platform)).Value) };
        var before = await Rows(app, company.Id);

        foreach (var refused in (Task<string>[])
        [
            app.Send(new CreateUserCommand("b@example.com", "B", "B"), looking).Outcome(),
            app.Send(new CreateGroupCommand("Group"), looking).Outcome(),
            app.Send(new DeleteUserCommand(company.People[0].Id), looking).Outcome(),
            app.Send(new EndOtherSessionsCommand(), looking).Outcome(),
            app.Send(new LoginCommand(IdentitySteps.Email, IdentitySteps.Password), looking).Outcome(),
            app.Send(new SuspendCompanyCommand(company.Id, "In passing"), looking).Outcome(),
            app.Send(new StartLookCommand(company.Id, "Another", 60), looking).Outcome(),
        ])
        {
            (await refused).ShouldBe("look_reads_only");
        }

        (await app.Send(new GetMeQuery(), looking).Outcome()).ShouldBe("forbidden");
        (await app.Send(new ListCompaniesQuery(), looking).Outcome()).ShouldBe("forbidden");
        (await app.Send(new Application.Identity.ApiKeys.ListApiKeysQuery(null, null), looking).Outcome()).ShouldBe("forbidden");
        (await Rows(app, company.Id)).ShouldBe(before);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_look_is_its_own_administrators_and_ends(DatabaseProvider provider)
    {
        await using var app = await TestApp.Start(provider);
        var (platform, colleague) = (await app.Platform(), await app.Platform());
        var (company, other) = (await app.AddCompany(), await app.AddCompany());
        var ended = (await app.Send(new StartLookCommand(company.Id, "Ticket", 60), platform)).Value;
        var expired = (await app.Send(new StartLookCommand(company.Id, "Ticket", 10), platform)).Value;

        (await Accept(ended, platform)).ShouldBe("ok");
        (await Accept(ended, colleague)).ShouldBe("look_ended");
        (await Accept(ended, company.Admin)).ShouldBe("forbidden");
        (await Accept(Guid.CreateVersion7(), platform)).ShouldBe("look_ended");
        (await app.Send(new EndLookCommand(other.Id, ended), platform).Outcome()).ShouldBe("look_not_found");
        (await app.Send(new EndLookCommand(company.Id, ended), platform).Outcome()).ShouldBe("ok");
        (await app.Send(new EndLookCommand(company.Id, ended), platform).Outcome()).ShouldBe("ok");
        (await Accept(ended, platform)).ShouldBe("look_ended");
        app.Clock.Advance(TimeSpan.FromMinutes(10) - TimeSpan.FromTicks(1));
        (await Accept(expired, platform)).ShouldBe("ok");
        app.Clock.Advance(TimeSpan.FromTicks(1));
        (await Accept(expired, platform)).ShouldBe("look_ended");

        (await app.AuditLog(company.Id)).Count(entry => entry.Action == "platform.look-ended").ShouldBe(1);
        (await app.Send(new ListLooksQuery(other.Id), platform)).Value.TotalItems.ShouldBe(0);
        (await app.Send(new ListLooksIntoCompanyQuery(), other.Admin)).Value.TotalItems.ShouldBe(0);
        (await app.Send(new ListLooksQuery(Guid.CreateVersion7()), platform).Outcome()).ShouldBe("company_not_found");
        (await app.Send(new StartLookCommand(platform.CompanyId!.Value, "Mirror", 5), platform).Outcome()).ShouldBe("platform_company");
        (await app.Send(new StartLookCommand(company.Id, "", 5), platform)).IsError.ShouldBeTrue();
        (await app.Send(new StartLookCommand(company.Id, "Ticket", 61), platform)).IsError.ShouldBeTrue();

        Task<string> Accept(Guid lookId, Actor by) => app.Send(new AcceptLookQuery(lookId), by).Outcome();
    }

    private static Task<(int Users, int Groups, int Looks, int Mails, long Audit)> Rows(TestApp app, Guid companyId) =>
        app.InDatabase(companyId, async (_, db) => (
            await db.Users.CountAsync(),
            await db.Groups.CountAsync(),
            await db.CompanyLooks.CountAsync(),
            await db.OutgoingMails.CountAsync(),
            await db.AuditEntries.MaxAsync(entry => entry.Seq)));
}
