using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SecurityTraining.Application.Common.Security;
using SecurityTraining.Application.Identity;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Infrastructure.Persistence;
using SecurityTraining.TestKit;

namespace SecurityTraining.Application.UseCaseTests.Identity;

public sealed class SignInTests
{
    [Theory]
    [ClassData(typeof(Engines))]
    public async Task The_right_password_opens_a_session(DatabaseProvider provider)
    {
        await using var app = await TestApp.Start(provider);
        var registered = await app.RegisterVerified();

        var answer = await app.Send(new LoginCommand(IdentitySteps.Email.ToUpperInvariant(), IdentitySteps.Password, "Firefox on Linux"));
        var signedIn = answer.Value.ShouldBeOfType<SignedIn>();

        signedIn.TokenType.ShouldBe("Bearer");
        signedIn.ExpiresIn.ShouldBe(600);
        signedIn.User.ShouldBe(new SignedInUser(
            registered.UserId, IdentitySteps.Email, "Anna", "Kowalski", Role.CompanyAdmin, registered.CompanyId));
        var session = (await app.Sessions(registered.CompanyId)).ShouldHaveSingleItem();
        session.Device.ShouldBe("Firefox on Linux");
        session.Tokens.ShouldHaveSingleItem();
        (await app.InDatabase(registered.CompanyId, (_, db) => db.Users.SingleAsync())).LastSignInAt.ShouldBe(app.Clock.GetUtcNow());
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task Signing_in_on_many_devices_at_once_works_on_all(DatabaseProvider provider)
    {
        await using var app = await TestApp.Start(provider);
        var registered = await app.RegisterVerified();

        var answers = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => Task.Run(
            () => app.Send(new LoginCommand(IdentitySteps.Email, IdentitySteps.Password)))));

        answers.ShouldAllBe(answer => !answer.IsError);
        (await app.Sessions(registered.CompanyId)).Count.ShouldBe(5);
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task Every_failure_looks_the_same(DatabaseProvider provider)
    {
        await using var app = await TestApp.Start(provider);
        await app.RegisterVerified();
        var deactivated = await app.RegisterVerified("gone@nordwind.example");
        await app.InDatabase(deactivated.CompanyId, async (_, db) => (await db.Users.SingleAsync()).Deactivate() && await db.SaveChangesAsync() > 0);
        var suspended = await app.RegisterVerified("late@nordwind.example");
        await app.InDatabase(suspended.CompanyId, async (_, db) =>
        {
            (await db.Companies.SingleAsync()).Suspend();
            return await db.SaveChangesAsync();
        });
        await app.AddCompany(people: 1);
        await app.Register("new@nordwind.example");

        LoginCommand[] failures =
        [
            new(IdentitySteps.Email, "correct wombat fiddled"),
            new("nobody@nowhere.example", IdentitySteps.Password),
            new("no address at all", IdentitySteps.Password),
            new("platform administrator", IdentitySteps.Password),
            new("gone@nordwind.example", IdentitySteps.Password),
            new("late@nordwind.example", IdentitySteps.Password),
            new("person1@example.com", IdentitySteps.Password),
            new("new@nordwind.example", "correct wombat fiddled"),
        ];
        foreach (var failure in failures)
        {
            (await app.Send(failure)).Errors.ShouldBe([SessionErrors.LoginFailed], failure.Email);
        }

        (await app.Send(new LoginCommand("new@nordwind.example", IdentitySteps.Password))).FirstError.ShouldBe(SessionErrors.LoginFailed);
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task Signing_out_ends_the_session_at_once(DatabaseProvider provider)
    {
        await using var app = await TestApp.Start(provider);
        var registered = await app.RegisterVerified();
        var signedIn = await app.SignIn();
        var session = (await app.Sessions(registered.CompanyId)).Single();
        (await IsActive(app, session)).ShouldBeTrue();

        (await app.Send(new LogoutCommand(signedIn.RefreshToken), registered.Admin())).IsError.ShouldBeFalse();

        (await IsActive(app, session)).ShouldBeFalse();
        (await app.Send(new RefreshSessionCommand(signedIn.RefreshToken))).FirstError.Code.ShouldBe("refresh_token_invalid");
        (await app.Send(new LogoutCommand(signedIn.RefreshToken), registered.Admin())).IsError.ShouldBeFalse();
    }

    [Fact]
    public async Task Nobody_signs_somebody_else_out()
    {
        await using var app = await TestApp.Start(DatabaseProvider.Sqlite);
        var anna = await app.RegisterVerified();
        var bob = await app.RegisterVerified("bob@suedwind.example");
        var signedIn = await app.SignIn();

        await app.Send(new LogoutCommand(signedIn.RefreshToken), bob.Admin());
        await app.Send(new LogoutCommand(signedIn.RefreshToken), bob.Admin() with { CompanyId = anna.CompanyId });
        (await app.Send(new LogoutCommand(signedIn.RefreshToken))).FirstError.Code.ShouldBe("unauthenticated");

        (await app.Sessions(anna.CompanyId)).Single().RevokedAt.ShouldBeNull();
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task A_session_ends_with_its_person_and_with_its_company(DatabaseProvider provider)
    {
        await using var app = await TestApp.Start(provider);
        var registered = await app.RegisterVerified();
        var signedIn = await app.SignIn();
        var session = (await app.Sessions(registered.CompanyId)).Single();

        await app.InDatabase(registered.CompanyId, async (_, db) =>
        {
            (await db.Companies.SingleAsync()).Suspend();
            return await db.SaveChangesAsync();
        });
        (await IsActive(app, session)).ShouldBeFalse();
        (await app.Send(new RefreshSessionCommand(signedIn.RefreshToken))).FirstError.Code.ShouldBe("refresh_token_invalid");

        app.Clock.Advance(TimeSpan.FromSeconds(6));
        await app.InDatabase(registered.CompanyId, async (_, db) =>
        {
            (await db.Companies.SingleAsync()).Activate();
            (await db.Users.SingleAsync()).Deactivate();
            return await db.SaveChangesAsync();
        });
        (await IsActive(app, session)).ShouldBeFalse();
        (await app.Send(new RefreshSessionCommand(signedIn.RefreshToken))).FirstError.Code.ShouldBe("refresh_token_invalid");
    }

    [Fact]
    public async Task What_another_instance_does_to_a_session_is_seen_after_five_seconds()
    {
        await using var app = await TestApp.Start(DatabaseProvider.Sqlite);
        var registered = await app.RegisterVerified();
        await app.SignIn();
        var session = (await app.Sessions(registered.CompanyId)).Single();
        (await IsActive(app, session)).ShouldBeTrue();
        await app.InDatabase(registered.CompanyId, async (_, db) =>
        {
            (await db.Sessions.SingleAsync()).Revoke(app.Clock.GetUtcNow());
            return await db.SaveChangesAsync();
        });

        app.Clock.Advance(TimeSpan.FromSeconds(5));

        (await IsActive(app, session)).ShouldBeFalse();
    }

    [Fact]
    public async Task A_session_of_another_company_is_none()
    {
        await using var app = await TestApp.Start(DatabaseProvider.Sqlite);
        var anna = await app.RegisterVerified();
        var bob = await app.RegisterVerified("bob@suedwind.example");
        await app.SignIn();
        var session = (await app.Sessions(anna.CompanyId)).Single();

        (await app.Services.GetRequiredService<ISessionStates>().IsActive(bob.CompanyId, session.Id, CancellationToken.None)).ShouldBeFalse();
        (await IsActive(app, session)).ShouldBeTrue();
    }

    private static async Task<bool> IsActive(TestApp app, Session session) =>
        await app.Services.GetRequiredService<ISessionStates>().IsActive(session.CompanyId, session.Id, CancellationToken.None);
}
