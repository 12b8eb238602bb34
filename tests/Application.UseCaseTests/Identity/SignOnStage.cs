using ErrorOr;
using Microsoft.Extensions.DependencyInjection;
using SecurityTraining.Application.Companies;
using SecurityTraining.Application.Identity;
using SecurityTraining.Application.Identity.SingleSignOn;
using SecurityTraining.Application.People;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.People;
using SecurityTraining.Infrastructure.Persistence;
using SecurityTraining.TestKit;
using SecurityTraining.TestKit.OpenId;

namespace SecurityTraining.Application.UseCaseTests.Identity;

/// <summary>A company whose people sign in by way of a provider, and that provider.</summary>
internal sealed class SignOnStage : IAsyncDisposable
{
    public const string Domain = "nordwind.example";

    private SignOnStage(TestApp app, FakeOpenIdProvider provider, RegisteredCompany owner)
    {
        App = app;
        Provider = provider;
        Owner = owner;
    }

    public TestApp App { get; }

    public FakeOpenIdProvider Provider { get; }

    public RegisteredCompany Owner { get; }

    public Actor Admin => Owner.Admin();

    public static async Task<SignOnStage> Start(
        DatabaseProvider database, Func<SaveSingleSignOnCommand, SaveSingleSignOnCommand>? settings = null, Action<IServiceCollection>? configure = null)
    {
        var app = await TestApp.Start(database, configure, new Dictionary<string, string?>
        {
            ["OutboundHttp:AllowPrivateAddresses"] = "true",
            ["Phishing:AllowedUnverifiedDomains:1"] = "example",
        });
        var provider = await FakeOpenIdProvider.Start(app.Clock);
        var stage = new SignOnStage(app, provider, await app.RegisterVerified());
        await stage.AddDomain(Domain, stage.Admin);
        (await stage.Save(settings)).IsError.ShouldBeFalse();
        return stage;
    }

    public async Task<Guid> AddDomain(string name, Actor admin)
    {
        var id = (await App.Send(new AddMailDomainCommand(name), admin)).Value;
        (await App.Send(new VerifyMailDomainCommand(id), admin)).IsError.ShouldBeFalse();
        return id;
    }

    public Task<ErrorOr<Success>> Save(Func<SaveSingleSignOnCommand, SaveSingleSignOnCommand>? change = null, Actor? admin = null)
    {
        var command = new SaveSingleSignOnCommand(
            Provider.Issuer, FakeOpenIdProvider.ClientId, [Domain], FakeOpenIdProvider.ClientSecret, CreateAccounts: true);
        return App.Send(change?.Invoke(command) ?? command, admin ?? Admin);
    }

    /// <summary>Nobody gets in with a password any more but these.</summary>
    public async Task Enforce(params Guid[] breakGlass) =>
        (await Save(settings => settings with { Enforced = true, BreakGlassUserIds = breakGlass })).ErrorsOrEmptyList.ShouldBeEmpty();

    public async Task<Actor> AddWithPassword(string email, Role role = Role.Employee)
    {
        App.Clock.Advance(TimeSpan.FromSeconds(1));
        var id = (await App.Send(new CreateUserCommand(email, "Erika", "Mann", role), Admin)).Value;
        var token = await App.TokenIn(Owner.CompanyId, "/accept-invitation");
        (await App.Send(new AcceptInvitationCommand(token, IdentitySteps.Password))).IsError.ShouldBeFalse();
        return new Actor(id, Owner.CompanyId, role);
    }

    public static ProviderPerson Person(string name, params (string Name, object Value)[] claims) =>
        new($"subject of {name}", $"{name}@{Domain}", IsEmailVerified: true, claims);

    /// <summary>There and back again, as a browser goes.</summary>
    public async Task<ErrorOr<SignOnHandover>> Return(ProviderPerson person, Func<CompleteSignOnCommand, CompleteSignOnCommand>? change = null)
    {
        var started = await Begin();
        var (state, code) = Provider.SignIn(started.AuthorizationUrl, person);
        return await Return((change ?? (same => same))(new CompleteSignOnCommand(state, started.BrowserSecret, code)));
    }

    public Task<ErrorOr<SignOnHandover>> Return(CompleteSignOnCommand command) => App.Send(new TakeSignOnCommand(command.State, command.BrowserSecret))
        .ThenAsync(_ => App.Send(command));

    public async Task<StartedSignOn> Begin() => (await App.Send(new StartSignOnCommand($"somebody@{Domain}"))).Value;

    public async Task<SignedIn> SignIn(ProviderPerson person)
    {
        var handover = await Return(person);
        handover.ErrorsOrEmptyList.ShouldBeEmpty();
        return (await App.Send(new ExchangeSignOnCommand(handover.Value.Code, "Firefox on Linux"))).Value.ShouldBeOfType<SignedIn>();
    }

    public async Task<string> Refusal(ProviderPerson person, Func<CompleteSignOnCommand, CompleteSignOnCommand>? change = null) =>
        (await Return(person, change)) is { IsError: true } refused ? refused.FirstError.Code : "ok";

    public Task<User> Find(Guid id) => App.InDatabase(Owner.CompanyId, async (_, db) => (await db.FindAsync<User>(Owner.CompanyId, id))!);

    public async ValueTask DisposeAsync()
    {
        await App.DisposeAsync();
        await Provider.DisposeAsync();
    }
}
