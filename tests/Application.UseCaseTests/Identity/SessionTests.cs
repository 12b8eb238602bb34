using System.Net;
using Microsoft.Extensions.DependencyInjection;
using SecurityTraining.Application.Common.Security;
using SecurityTraining.Application.Identity;
using SecurityTraining.Application.Identity.Sessions;
using SecurityTraining.Application.People;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Infrastructure.Persistence;
using SecurityTraining.TestKit;

namespace SecurityTraining.Application.UseCaseTests.Identity;

public sealed class SessionTests
{
    [Theory]
    [ClassData(typeof(Engines))]
    public async Task A_person_sees_their_sessions_and_ends_one_or_all_others(DatabaseProvider provider)
    {
        await using var app = await TestApp.Start(provider);
        var anna = await app.RegisterVerified();
        foreach (var device in (string[])["Firefox on Linux", "Safari on iOS", "Edge on Windows"])
        {
            await app.Send(new LoginCommand(IdentitySteps.Email, IdentitySteps.Password, device, IPAddress.Parse("203.0.113.77")));
            app.Clock.Advance(TimeSpan.FromMinutes(1));
        }

        var bob = await app.RegisterVerified("bob@suedwind.example");
        await app.SignIn("bob@suedwind.example");
        var listed = (await app.Send(new ListSessionsQuery(Page: null, PageSize: null), anna.Admin())).Value.Items;
        listed.Select(session => session.Device).ShouldBe(["Edge on Windows", "Safari on iOS", "Firefox on Linux"]);
        listed.ShouldAllBe(session => session.Address == "203.0.113.0/24" && !session.Current);

        (await app.Send(new EndSessionCommand(listed[1].Id), bob.Admin()).Outcome()).ShouldBe("session_not_found");
        (await app.Send(new EndSessionCommand(listed[1].Id), bob.Admin() with { CompanyId = anna.CompanyId }).Outcome()).ShouldBe("session_not_found");
        (await app.Send(new EndSessionCommand(listed[1].Id), anna.Admin()).Outcome()).ShouldBe("ok");
        (await app.Send(new EndSessionCommand(listed[1].Id), anna.Admin()).Outcome()).ShouldBe("session_not_found");
        (await app.Send(new ListSessionsQuery(Page: null, PageSize: null), anna.Admin())).Value.TotalItems.ShouldBe(2);

        (await app.Send(new EndOtherSessionsCommand(), anna.Admin()).Outcome()).ShouldBe("ok");
        (await app.Sessions(anna.CompanyId)).ShouldAllBe(session => session.RevokedAt != null);
        (await app.Sessions(bob.CompanyId)).Single().RevokedAt.ShouldBeNull();
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task Signing_in_with_a_new_device_mails_the_person(DatabaseProvider provider)
    {
        await using var app = await TestApp.Start(provider);
        var anna = await app.RegisterVerified();
        foreach (var device in (string[])["Firefox on Linux", "Firefox on Linux", "Safari on iOS", "Safari on iOS", "Firefox on Linux"])
        {
            await app.Send(new LoginCommand(IdentitySteps.Email, IdentitySteps.Password, device, IPAddress.Parse("2001:db8:1:2::3")));
        }

        var mail = (await app.Mails(anna.CompanyId)).Where(sent => sent.Subject == "Sign-in with a new device").ShouldHaveSingleItem();
        mail.Text.ShouldContain("Safari on iOS, network 2001:db8:1::/48, 2026-11-23 09:00 UTC");
    }

    /// <summary>Nothing is waited for: what one instance ends is refused by the other from the next request on.</summary>
    [Theory, InlineData(false), InlineData(true)]
    public async Task What_one_instance_ends_the_others_refuse_at_once(bool withRedis)
    {
        var settings = new Dictionary<string, string?>(StringComparer.Ordinal) { ["ConnectionStrings:Redis"] = withRedis ? TestRedis.Address : null };
        await using var here = await TestApp.Start(DatabaseProvider.Postgres, settings: settings);
        await using var there = here.StartBeside(settings);
        var anna = await here.RegisterVerified();
        await here.SignIn();
        await here.SignIn();
        var sessions = await here.Sessions(anna.CompanyId);
        foreach (var app in (TestApp[])[here, there])
        {
            foreach (var session in sessions)
            {
                (await IsActive(app, session)).ShouldBeTrue();
            }
        }

        (await here.Send(new EndSessionCommand(sessions[0].Id), anna.Admin()).Outcome()).ShouldBe("ok");
        (await IsActive(there, sessions[0])).ShouldBeFalse();
        (await IsActive(there, sessions[1])).ShouldBeTrue();

        await there.InDatabase(anna.CompanyId, async (_, db) =>
        {
            db.Add(Domain.People.User.Create(
                anna.CompanyId,
                Domain.Common.EmailAddress.Parse("carl@nordwind.example").Value,
                new Domain.People.PersonName("Carl", "Kowalski"),
                Role.CompanyAdmin,
                there.Clock.GetUtcNow()));
            return await db.SaveChangesAsync();
        });
        (await there.Send(new DeactivateUserCommand(anna.UserId), anna.Admin()).Outcome()).ShouldBe("ok");
        (await IsActive(here, sessions[1])).ShouldBeFalse();
    }

    private static async Task<bool> IsActive(TestApp app, Session session) =>
        await app.Services.GetRequiredService<ISessionStates>().IsActive(session.CompanyId, session.Id, CancellationToken.None);
}
