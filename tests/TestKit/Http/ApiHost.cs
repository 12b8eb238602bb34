using System.Collections.Concurrent;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Security;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.People;
using SecurityTraining.Infrastructure.Persistence;
using Serilog;
using Serilog.AspNetCore;
using Serilog.Core;
using Serilog.Events;

namespace SecurityTraining.TestKit.Http;

/// <summary>
/// The whole service behind a real socket: Kestrel on a port of its own, a database and a data folder of its own, workers running, mail
/// into the mailbox folder, everything that is logged at hand.
/// </summary>
public sealed class ApiHost : IAsyncDisposable
{
    public const string AdministratorEmail = "operator@platform.test";
    public const string AdministratorPassword = "an orchid among thistles";

    private readonly Service _service;
    private readonly string _folder;
    private readonly HttpClient _http;

    private ApiHost(Service service, TestDatabase database, string folder)
    {
        _service = service;
        _folder = folder;
        Database = database;
        service.UseKestrel(0);
        service.StartServer();
        _http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false })
        {
            BaseAddress = service.ClientOptions.BaseAddress,
            Timeout = TimeSpan.FromSeconds(60),
        };
    }

    public TestDatabase Database { get; }

    public IServiceProvider Services => _service.Services;

    public string DataFolder => _folder;

    public Uri Address => _http.BaseAddress!;

    public Mailbox Mailbox => new(Path.Combine(_folder, "mailbox"));

    /// <summary>Every event that has been logged, with its properties and exceptions. Only of a host that was asked to log everything.</summary>
    public IEnumerable<string> Log => _service.Log?.Lines ?? throw new InvalidOperationException("This host does not log everything.");

    public ApiClient Anonymous => new(_http, accessToken: null);

    /// <param name="logsEverything">Down to the last detail of every library, which takes as much time as all the rest.</param>
    public static async Task<ApiHost> Start(
        DatabaseProvider provider,
        Action<IServiceCollection>? configure = null,
        IDictionary<string, string?>? settings = null,
        bool logsEverything = false)
    {
        var database = await TestDatabase.Create(provider);
        var folder = Directory.CreateTempSubdirectory("securitytraining-").FullName;
        await database.PutInto(folder);
        var defaults = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["DataFolder"] = folder,
            ["Demo:Seed"] = "false",
            ["PublicUrl"] = "http://training.test",
            ["Scorm:Origin"] = "http://*.packages.test",
            ["Jobs:PollSeconds"] = "0.2",

            // Where the clock leaps by days, what is under way meanwhile must not pass for what a dead worker has left.
            ["Jobs:LeaseSeconds"] = "8000000",
            ["Phishing:ScannerWindowSeconds"] = "0",
            ["PlatformAdmin:Email"] = AdministratorEmail,
            ["PlatformAdmin:Password"] = AdministratorPassword,
            ["RateLimits:PerCallerPerMinute"] = "0",
            ["RateLimits:AnonymousPerMinute"] = "0",
            ["RateLimits:AuthPerMinute"] = "0",
            ["RateLimits:TrackingPerMinute"] = "0",
            ["Throttling:PerAccountAndAddressPerMinute"] = "0",
            ["Throttling:PerAddressPerMinute"] = "0",
            ["Throttling:PerAccountPerHour"] = "0",
        };
        foreach (var (key, value) in database.Settings.Concat(settings ?? new Dictionary<string, string?>(StringComparer.Ordinal)))
        {
            defaults[key] = value;
        }

        return new ApiHost(new Service(defaults, configure, logsEverything), database, folder);
    }

    public ApiClient WithToken(string accessToken) => new(_http, accessToken);

    /// <summary>Registers a company as its first user would, with the link from the mail, and signs in.</summary>
    public async Task<CompanyClient> RegisterCompany(string name)
    {
        const string Password = "correct wombat fiddles";
        var email = $"ada@{name}.example.com";
        var registered = await Anonymous.Post(
            "/api/v1/auth/register", new { companyName = $"{name} company", firstName = "Ada", lastName = name, email, password = Password });
        var token = await Mailbox.TokenFor(email, "verify-email?token=");
        await Anonymous.Post("/api/v1/auth/verify-email", new { token });
        var signedIn = (await Anonymous.Post("/api/v1/auth/login", new { email, password = Password })).Json;
        return new CompanyClient(
            registered.Json.GetProperty("companyId").GetGuid(),
            registered.Json.GetProperty("userId").GetGuid(),
            email,
            WithToken(signedIn.GetProperty("accessToken").GetString()!));
    }

    /// <summary>As one who has set up a second factor: with the password alone there is little to do.</summary>
    public async Task<ApiClient> SignInAsAdministrator()
    {
        await using var scope = Services.CreateAsyncScope();
        var route = await scope.ServiceProvider.GetRequiredService<ISignInRoutes>().Find(AdministratorEmail, CancellationToken.None);
        return (await SignInWithoutPassword(route!.CompanyId, route.UserId)).Client;
    }

    /// <summary>A session of somebody who has no password: what signing in would have made, without the door.</summary>
    public async Task<(ApiClient Client, string RefreshToken)> SignInWithoutPassword(Guid companyId, Guid userId)
    {
        await using var scope = Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<ITenant>().Enter(companyId);
        var db = scope.ServiceProvider.GetRequiredService<AppDbContext>();
        var user = await db.Set<User>().SingleAsync(candidate => candidate.CompanyId == companyId && candidate.Id == userId);
        var refreshToken = scope.ServiceProvider.GetRequiredService<IOpaqueTokens>().Create(companyId);
        var session = Session.Start(companyId, userId, refreshToken.Hash, device: null, scope.ServiceProvider.GetRequiredService<TimeProvider>().GetUtcNow());
        db.Add(session);
        await db.SaveChangesAsync();
        var access = scope.ServiceProvider.GetRequiredService<IAccessTokens>().Issue(user, session);
        return (WithToken(access.Value), refreshToken.Value);
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _service.DisposeAsync();
        await Database.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private sealed class Service(IReadOnlyDictionary<string, string?> settings, Action<IServiceCollection>? configure, bool logsEverything)
        : WebApplicationFactory<Program>
    {
        public LogCapture? Log { get; } = logsEverything ? new() : null;

        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            builder.UseEnvironment("Development");
            foreach (var (key, value) in settings)
            {
                builder.UseSetting(key, value);
            }

            var log = new LoggerConfiguration().MinimumLevel.Is(logsEverything ? LogEventLevel.Verbose : LogEventLevel.Fatal).Enrich.FromLogContext();
            var logger = (Log is null ? log : log.WriteTo.Sink(Log)).CreateLogger();
            builder.ConfigureTestServices(services =>
            {
                services.AddSerilog(logger, dispose: true);
                services.Configure<RequestLoggingOptions>(options => options.Logger = logger);
                configure?.Invoke(services);
            });
        }
    }

    private sealed class LogCapture : ILogEventSink
    {
        private readonly ConcurrentQueue<LogEvent> _events = new();

        public IEnumerable<string> Lines => _events.Select(logged =>
            $"{logged.Level} {logged.RenderMessage(System.Globalization.CultureInfo.InvariantCulture)} "
            + $"{string.Join(' ', logged.Properties.Select(property => $"{property.Key}={property.Value}"))} {logged.Exception}");

        public void Emit(LogEvent logEvent) => _events.Enqueue(logEvent);
    }
}

/// <summary>A company as its administrator uses it.</summary>
public sealed record CompanyClient(Guid Id, Guid AdminId, string AdminEmail, ApiClient Admin);
