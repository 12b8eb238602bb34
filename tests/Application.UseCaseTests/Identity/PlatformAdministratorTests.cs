using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Security;
using SecurityTraining.Application.Identity;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Infrastructure.Persistence;
using SecurityTraining.Infrastructure.Security;
using SecurityTraining.TestKit;

namespace SecurityTraining.Application.UseCaseTests.Identity;

public sealed class PlatformAdministratorTests
{
    private const string Email = "operator@platform.example";

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task Is_made_once_however_many_instances_start(DatabaseProvider provider)
    {
        await using var app = await TestApp.Start(provider, settings: Settings(IdentitySteps.Password));

        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => Task.Run(() => app.Services.GetRequiredService<PlatformAdministrator>().Ensure(CancellationToken.None))));

        var signedIn = await app.SignIn(Email);
        signedIn.User.Role.ShouldBe(Role.PlatformAdmin);
    }

    [Fact]
    public async Task A_second_one_does_not_follow_when_the_configuration_changes()
    {
        await using var app = await TestApp.Start(DatabaseProvider.Sqlite, settings: Settings(IdentitySteps.Password));
        await app.Services.GetRequiredService<PlatformAdministrator>().Ensure(CancellationToken.None);
        var system = new Actor(UserId: null, CompanyId: null, Role: null, IsSystem: true);

        (await app.Send(new CreatePlatformAdministratorCommand("another@platform.example", IdentitySteps.Password), system)).Value.ShouldBeFalse();

        (await app.Send(new LoginCommand("another@platform.example", IdentitySteps.Password))).IsError.ShouldBeTrue();
    }

    [Fact]
    public async Task Is_not_made_of_somebody_who_is_there_already()
    {
        await using var app = await TestApp.Start(DatabaseProvider.Sqlite);
        await app.RegisterVerified(Email);

        await Should.ThrowAsync<InvalidOperationException>(
            Create(app, IdentitySteps.Password, Environments.Production).Ensure(CancellationToken.None));
    }

    [Fact]
    public async Task Nobody_makes_one_from_outside()
    {
        await using var app = await TestApp.Start(DatabaseProvider.Sqlite);
        var registered = await app.RegisterVerified();
        var command = new CreatePlatformAdministratorCommand(Email, IdentitySteps.Password);

        (await app.Send(command)).FirstError.ShouldBe(CommonErrors.Unauthenticated);
        (await app.Send(command, registered.Admin())).FirstError.ShouldBe(CommonErrors.Forbidden);
    }

    [Theory]
    [InlineData("Passwort1234")]
    [InlineData("short")]
    [InlineData("operator-2026")]
    public async Task A_weak_password_does_not_start_in_Production(string password)
    {
        await using var app = await TestApp.Start(DatabaseProvider.Sqlite);

        Should.Throw<InvalidOperationException>(() => Create(app, password, Environments.Production)).Message.ShouldContain("PlatformAdmin:Password");
        Should.NotThrow(() => Create(app, password, Environments.Development));
    }

    [Fact]
    public async Task Half_a_configuration_does_not_start()
    {
        await using var app = await TestApp.Start(DatabaseProvider.Sqlite);

        Should.Throw<InvalidOperationException>(() => Create(app, password: null, Environments.Development));
    }

    private static PlatformAdministrator Create(TestApp app, string? password, string environment) => new(
        new ConfigurationBuilder().AddInMemoryCollection(Settings(password)).Build(),
        new HostingEnvironment(environment),
        app.Services.GetRequiredService<ICommonPasswords>(),
        app.Services.GetRequiredService<IServiceScopeFactory>(),
        NullLogger<PlatformAdministrator>.Instance);

    private static Dictionary<string, string?> Settings(string? password) =>
        new(StringComparer.Ordinal) { ["PlatformAdmin:Email"] = Email, ["PlatformAdmin:Password"] = password };

    private sealed class HostingEnvironment(string name) : IHostEnvironment
    {
        public string EnvironmentName { get; set; } = name;

        public string ApplicationName { get; set; } = "";

        public string ContentRootPath { get; set; } = "";

        public Microsoft.Extensions.FileProviders.IFileProvider ContentRootFileProvider { get; set; } =
            new Microsoft.Extensions.FileProviders.NullFileProvider();
    }
}
