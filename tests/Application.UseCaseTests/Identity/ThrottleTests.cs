using System.Net;
using SecurityTraining.Application.Identity;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Infrastructure.Persistence;
using SecurityTraining.TestKit;

namespace SecurityTraining.Application.UseCaseTests.Identity;

public sealed class ThrottleTests
{
    private const string Wrong = "correct wombat fiddled";

    private static readonly IPAddress Home = IPAddress.Parse("203.0.113.77");

    [Theory]
    [InlineData(DatabaseProvider.Sqlite, false)]
    [InlineData(DatabaseProvider.Postgres, true)]
    public async Task Of_five_hundred_wrong_passwords_at_once_five_are_looked_at(DatabaseProvider provider, bool withRedis)
    {
        await using var app = await TestApp.Start(provider, settings: withRedis ? Redis() : null);
        var email = $"{Guid.CreateVersion7()}@nordwind.example";
        await app.RegisterVerified(email);

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 500).Select(_ => Task.Run(() => SignIn(app, Wrong, email: email))));

        outcomes.Count(outcome => outcome == "login_failed").ShouldBe(5);
        outcomes.Count(outcome => outcome == "too_many_attempts").ShouldBe(495);
        (await SignIn(app, IdentitySteps.Password, email: email)).ShouldBe("too_many_attempts");
        (await SignIn(app, IdentitySteps.Password, IPAddress.Parse("198.51.100.1"), email)).ShouldBe("ok");
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        (await SignIn(app, IdentitySteps.Password, email: email)).ShouldBe("ok");
    }

    [Fact]
    public async Task Addresses_that_nobody_has_are_counted_like_any_other()
    {
        await using var app = await TestApp.Start(DatabaseProvider.Sqlite);
        await app.RegisterVerified();
        var known = await Outcomes(email => SignIn(app, Wrong, email: email), IdentitySteps.Email);
        var unknown = await Outcomes(email => SignIn(app, Wrong, email: email), "nobody@nowhere.example");

        known.ShouldBe(unknown);
        known.Count(outcome => outcome == "login_failed").ShouldBe(5);
    }

    [Fact]
    public async Task One_client_has_thirty_failures_a_minute_whatever_the_account()
    {
        await using var app = await TestApp.Start(DatabaseProvider.Sqlite);
        await app.RegisterVerified();
        for (var person = 0; person < 29; person++)
        {
            (await SignIn(app, Wrong, email: $"person{person}@nowhere.example")).ShouldBe("login_failed");
        }

        (await SignIn(app, IdentitySteps.Password)).ShouldBe("ok");
        (await SignIn(app, Wrong, email: "person30@nowhere.example")).ShouldBe("login_failed");
        (await SignIn(app, IdentitySteps.Password)).ShouldBe("too_many_attempts");
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Whoever_sits_at_an_unlocked_computer_guesses_ten_passwords_in_an_hour(DatabaseProvider provider)
    {
        await using var app = await TestApp.Start(provider);
        var anna = await app.RegisterVerified();
        var caller = new Actor(anna.UserId, anna.CompanyId, Role.CompanyAdmin);
        Task<string> Guess(string password) => app.Send(new ChangePasswordCommand(password, "nine lanterns over the harbour"), caller).Outcome();
        for (var guess = 0; guess < 10; guess++)
        {
            (await Guess(Wrong)).ShouldBe(PasswordErrors.Wrong.Code);
        }

        (await Guess(IdentitySteps.Password)).ShouldBe("too_many_attempts");
        (await app.Send(new ChangeEmailCommand("anna.new@nordwind.example", IdentitySteps.Password), caller).Outcome()).ShouldBe("too_many_attempts");
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        (await Guess(IdentitySteps.Password)).ShouldBe("ok");
    }

    [Fact]
    public async Task After_ten_failures_in_an_hour_each_one_waits_longer_from_wherever_it_comes()
    {
        await using var app = await TestApp.Start(DatabaseProvider.Sqlite);
        await app.RegisterVerified();
        for (var failure = 0; failure < 10; failure++)
        {
            (await SignIn(app, Wrong, IPAddress.Parse($"198.51.100.{failure}"))).ShouldBe("login_failed");
        }

        foreach (var minutes in (int[])[1, 2, 4, 8, 15])
        {
            app.Clock.Advance(TimeSpan.FromMinutes(minutes) - TimeSpan.FromSeconds(1));
            var early = await app.Send(new LoginCommand(IdentitySteps.Email, Wrong, Address: Home));
            early.FirstError.Code.ShouldBe("too_many_attempts");
            early.FirstError.Metadata!["retryAfterSeconds"].ShouldBe(1);
            app.Clock.Advance(TimeSpan.FromSeconds(1));
            (await SignIn(app, Wrong)).ShouldBe("login_failed");
        }
    }

    private static async Task<List<string>> Outcomes(Func<string, Task<string>> signIn, string email)
    {
        var outcomes = new List<string>();
        for (var attempt = 0; attempt < 8; attempt++)
        {
            outcomes.Add(await signIn(email));
        }

        return outcomes;
    }

    private static Task<string> SignIn(TestApp app, string password, IPAddress? address = null, string email = IdentitySteps.Email) =>
        app.Send(new LoginCommand(email, password, Address: address ?? Home)).Outcome();

    private static Dictionary<string, string?> Redis() => new(StringComparer.Ordinal)
    {
        ["ConnectionStrings:Redis"] = TestRedis.Address,
    };
}
