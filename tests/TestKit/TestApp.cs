using ErrorOr;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;
using SecurityTraining.Application;
using SecurityTraining.Application.Common;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Infrastructure;
using SecurityTraining.Infrastructure.Persistence;
using IConnectionMultiplexer = StackExchange.Redis.IConnectionMultiplexer;

namespace SecurityTraining.TestKit;

/// <summary>
/// The whole application without HTTP: real use cases, real adapters, a real database. Its clock stands still unless it is moved, and its
/// workers do not run unless they are started.
/// </summary>
public sealed class TestApp : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private readonly TestDatabase? _database;
    private readonly string _folder;
    private readonly bool _isBeside;

    private TestApp(ServiceProvider services, TestDatabase? database, string folder, FakeTimeProvider clock, bool isBeside)
    {
        _isBeside = isBeside;
        _services = services;
        _database = database;
        _folder = folder;
        Clock = clock;
    }

    public FakeTimeProvider Clock { get; }

    public IServiceProvider Services => _services;

    public string DataFolder => _folder;

    public TestDatabase Database => _database!;

    public static async Task<TestApp> Start(
        DatabaseProvider provider, Action<IServiceCollection>? configure = null, IDictionary<string, string?>? settings = null)
    {
        var database = await TestDatabase.Create(provider);
        var app = Build(database, configure, settings);
        await database.PutInto(app.DataFolder);
        await app.Services.PrepareDatabase();
        app.WarmUp();
        return app;
    }

    /// <summary>On SQLite, without a database to begin with.</summary>
    internal static async Task<TestApp> StartFirst()
    {
        var app = Build(await TestDatabase.Create(DatabaseProvider.Sqlite), configure: null, settings: null);
        await app.Services.PrepareDatabase();
        return app;
    }

    /// <summary>
    /// Another instance of the service, as if on another machine: the same database, data folder and time, nothing else in common.
    /// Disposed before this one.
    /// </summary>
    public TestApp StartBeside(IDictionary<string, string?>? settings = null) => Build(Database, configure: null, settings, beside: this);

    internal static Task<TestApp> StartBare() => Task.FromResult(Build(database: null, configure: null, settings: null));

    /// <summary>Sends a message in a scope of its own, as whoever <paramref name="caller"/> is; absent: anonymous.</summary>
    public async Task<ErrorOr<T>> Send<T>(IMessage<T> message, Actor? caller = null)
    {
        await using var scope = _services.CreateAsyncScope();
        var current = scope.ServiceProvider.GetRequiredService<Caller>();
        caller?.Enter(current);
        if (caller is { IsSystem: true, CompanyId: { } companyId })
        {
            scope.ServiceProvider.GetRequiredService<ITenant>().Enter(companyId);
        }

        return await scope.ServiceProvider.GetRequiredService<ISender>().Send(message);
    }

    /// <summary>For answers that are read on while the scope lasts.</summary>
    public async Task<T> InScope<T>(Actor caller, Func<ISender, Task<T>> step)
    {
        await using var scope = _services.CreateAsyncScope();
        caller.Enter(scope.ServiceProvider.GetRequiredService<Caller>());
        return await step(scope.ServiceProvider.GetRequiredService<ISender>());
    }

    /// <summary>Works directly on one company's database rows, behind the use cases' backs.</summary>
    public async Task<T> InDatabase<T>(Guid companyId, Func<IServiceProvider, AppDbContext, Task<T>> step)
    {
        await using var scope = _services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<ITenant>().Enter(companyId);
        return await step(scope.ServiceProvider, scope.ServiceProvider.GetRequiredService<AppDbContext>());
    }

    public async Task StartWorkers()
    {
        foreach (var worker in _services.GetServices<IHostedService>())
        {
            await worker.StartAsync(CancellationToken.None);
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var worker in _services.GetServices<IHostedService>())
        {
            await worker.StopAsync(CancellationToken.None);
        }

        await _services.DisposeAsync();
        if (_isBeside)
        {
            return;
        }

        if (_database is not null)
        {
            await _database.DisposeAsync();
        }

        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>
    /// As a host does when it starts and is asked whether it is ready: those who need the keys or Redis first, all at once, would each hold a
    /// thread until one of them has read or reached them.
    /// </summary>
    private void WarmUp()
    {
        Services.GetRequiredService<IDataProtectionProvider>().CreateProtector("start").Protect([]);
        Services.GetService<IConnectionMultiplexer>();
    }

    private static TestApp Build(
        TestDatabase? database, Action<IServiceCollection>? configure, IDictionary<string, string?>? settings, TestApp? beside = null)
    {
        var folder = beside?._folder ?? Directory.CreateTempSubdirectory("securitytraining-").FullName;
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(
            [
                new("DataFolder", folder),
                new("PublicUrl", "http://training.test"),
                new("Jobs:PollSeconds", "0.1"),

                // The clock leaps by days, and what is under way meanwhile must not pass for what a dead worker has left.
                new("Jobs:LeaseSeconds", "8000000"),
                new("Phishing:ScannerWindowSeconds", "0"),
                new("Phishing:AllowedUnverifiedDomains:0", "example.com"),
                .. database?.Settings ?? [new("Database:Provider", "Postgres"), new("ConnectionStrings:Database", "Host=none")],
            ])
            .AddInMemoryCollection(settings ?? new Dictionary<string, string?>(StringComparer.Ordinal))
            .Build();
        var clock = beside?.Clock ?? new FakeTimeProvider(new DateTimeOffset(2026, 11, 23, 9, 0, 0, TimeSpan.Zero));
        var environment = new TestEnvironment(folder);
        var services = new ServiceCollection()
            .AddLogging()
            .AddSingleton<IConfiguration>(configuration)
            .AddSingleton<IHostEnvironment>(environment)
            .AddSingleton<TimeProvider>(clock)
            .AddApplication(configuration)
            .AddInfrastructure(configuration, environment);
        configure?.Invoke(services);
        return new TestApp(services.BuildServiceProvider(validateScopes: true), database, folder, clock, beside is not null);
    }

    private sealed class TestEnvironment(string folder) : IHostEnvironment
    {
        public string EnvironmentName { get; set; } = Environments.Development;

        public string ApplicationName { get; set; } = "SecurityTraining.WebApi";

        public string ContentRootPath { get; set; } = folder;

        public IFileProvider ContentRootFileProvider { get; set; } = new NullFileProvider();
    }
}

/// <summary>Somebody who uses the application in a test.</summary>
public sealed record Actor(Guid? UserId, Guid? CompanyId, Role? Role, bool IsSystem = false)
{
    private IReadOnlySet<Permission>? Scopes { get; init; }

    /// <summary>Of a role of the company's own.</summary>
    public CustomRights? Rights { get; init; }

    /// <summary>By which a platform administrator reads in another company.</summary>
    public (Guid CompanyId, Guid LookId)? Look { get; init; }

    public static Actor SystemOf(Guid companyId) => new(UserId: null, companyId, Role: null, IsSystem: true);

    /// <summary>An API key with these scopes.</summary>
    public static Actor Machine(Guid companyId, params Permission[] scopes) =>
        new(UserId: null, companyId, Role: null) { Scopes = scopes.ToHashSet() };

    internal void Enter(Caller caller)
    {
        if (IsSystem)
        {
            caller.ActAsSystem();
        }
        else if (Scopes is not null)
        {
            caller.SignInAsMachine(Guid.CreateVersion7(TimeProvider.System.GetUtcNow()), CompanyId!.Value, Scopes);
        }
        else
        {
            caller.SignIn(UserId!.Value, CompanyId!.Value, Role!.Value, rights: Rights);
            if (Look is var (companyId, lookId))
            {
                caller.LookInto(companyId, lookId);
            }
        }
    }
}
