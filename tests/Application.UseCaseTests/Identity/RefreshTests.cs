using Microsoft.Extensions.DependencyInjection;
using SecurityTraining.Application.Common.Security;
using SecurityTraining.Application.Identity;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.People;
using SecurityTraining.Infrastructure.Persistence;
using SecurityTraining.TestKit;

namespace SecurityTraining.Application.UseCaseTests.Identity;

public sealed class RefreshTests
{
    [Theory]
    [ClassData(typeof(Engines))]
    public async Task Of_a_hundred_uses_at_once_all_get_the_one_successor(DatabaseProvider provider)
    {
        await using var app = await TestApp.Start(provider);
        var registered = await app.RegisterVerified();
        var signedIn = await app.SignIn();

        var answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => Task.Run(
            () => app.Send(new RefreshSessionCommand(signedIn.RefreshToken)))));

        answers.ShouldAllBe(answer => !answer.IsError);
        var successor = answers.Select(answer => answer.Value.RefreshToken).Distinct(StringComparer.Ordinal).ShouldHaveSingleItem();
        successor.ShouldNotBe(signedIn.RefreshToken);
        var session = (await app.Sessions(registered.CompanyId)).Single();
        session.Tokens.Count.ShouldBe(2);
        session.RevokedAt.ShouldBeNull();
        (await app.Send(new RefreshSessionCommand(successor))).IsError.ShouldBeFalse();
    }

    /// <summary>The race of the test above, made certain: between another use's reading and its commit this one takes place as a whole.</summary>
    [Theory]
    [ClassData(typeof(Engines))]
    public async Task Who_loses_the_race_gets_the_winners_successor(DatabaseProvider provider)
    {
        var rival = new Rival();
        await using var app = await TestApp.Start(provider, services => services.AddSingleton(rival.Decorate(services)));
        var registered = await app.RegisterVerified();
        var signedIn = await app.SignIn();
        string? winners = null;
        rival.BeforeCommit = async () => winners = (await app.Send(new RefreshSessionCommand(signedIn.RefreshToken))).Value.RefreshToken;

        var answer = await app.Send(new RefreshSessionCommand(signedIn.RefreshToken));

        answer.IsError.ShouldBeFalse();
        winners.ShouldNotBeNull().ShouldBe(answer.Value.RefreshToken);
        (await app.Sessions(registered.CompanyId)).Single().Tokens.Count.ShouldBe(2);
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task Later_reuse_ends_the_session_and_tells_the_owner(DatabaseProvider provider)
    {
        await using var app = await TestApp.Start(provider);
        var registered = await app.RegisterVerified();
        var signedIn = await app.SignIn();
        var successor = (await app.Send(new RefreshSessionCommand(signedIn.RefreshToken))).Value.RefreshToken;
        app.Clock.Advance(Session.RetryWindow + TimeSpan.FromSeconds(1));

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(
            () => app.Send(new RefreshSessionCommand(signedIn.RefreshToken)))));

        answers.Select(answer => answer.FirstError.Code).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)
            .ShouldBeSubsetOf(["refresh_token_invalid", "refresh_token_reused"]);
        answers.ShouldContain(answer => answer.FirstError.Code == "refresh_token_reused");
        (await app.Sessions(registered.CompanyId)).Single().RevokedAt.ShouldNotBeNull();
        (await app.Send(new RefreshSessionCommand(successor))).FirstError.Code.ShouldBe("refresh_token_invalid");
        (await app.Mails(registered.CompanyId)).Count(mail => mail.Subject == "One of your sessions has been ended").ShouldBe(1);
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task A_chain_goes_on_for_as_long_as_it_is_used(DatabaseProvider provider)
    {
        await using var app = await TestApp.Start(provider);
        var registered = await app.RegisterVerified();
        var token = (await app.SignIn()).RefreshToken;

        for (var i = 0; i < 5; i++)
        {
            app.Clock.Advance(TimeSpan.FromDays(13));
            token = (await app.Send(new RefreshSessionCommand(token))).Value.RefreshToken;
        }

        (await app.Sessions(registered.CompanyId)).Single().Tokens.Count.ShouldBe(6);
        app.Clock.Advance(TimeSpan.FromDays(15));
        (await app.Send(new RefreshSessionCommand(token))).FirstError.Code.ShouldBe("refresh_token_invalid");
    }

    [Theory]
    [InlineData("x")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public async Task Tokens_of_nobody_refresh_nothing(string token)
    {
        await using var app = await TestApp.Start(DatabaseProvider.Sqlite);

        (await app.Send(new RefreshSessionCommand(token))).FirstError.Code.ShouldBe("refresh_token_invalid");
    }

    /// <summary>Steps in once, where the handler has decided and the unit of work has not yet written.</summary>
    private sealed class Rival
    {
        public Func<Task>? BeforeCommit { get; set; }

        public Func<IServiceProvider, IAccessTokens> Decorate(IServiceCollection services)
        {
            var real = services.Last(service => service.ServiceType == typeof(IAccessTokens)).ImplementationType!;
            return provider => new Tokens(this, (IAccessTokens)ActivatorUtilities.CreateInstance(provider, real));
        }

        private sealed class Tokens(Rival rival, IAccessTokens real) : IAccessTokens
        {
            public AccessToken Issue(User user, Session session)
            {
                if (rival.BeforeCommit is { } rivals)
                {
                    rival.BeforeCommit = null;
                    Task.Run(rivals).GetAwaiter().GetResult();
                }

                return real.Issue(user, session);
            }
        }
    }
}
