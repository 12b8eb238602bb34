using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using SecurityTraining.Application.Companies;
using SecurityTraining.Application.Phishing.Senders;
using SecurityTraining.Domain.People;
using SecurityTraining.Domain.Phishing;
using SecurityTraining.TestKit.Smtp;

namespace SecurityTraining.Application.UseCaseTests.Phishing;

/// <summary>Sending profiles whose servers stand on the loopback, which an operator has to allow.</summary>
internal static class Senders
{
    public static Dictionary<string, string?> Settings(TestCertificate? certificate = null) => new(StringComparer.Ordinal)
    {
        ["SendingProfiles:AllowedNetworks:0"] = "127.0.0.0/8",
        ["SendingProfiles:AllowedNetworks:1"] = "::1/128",
        ["SendingProfiles:CertificateAuthorityFile"] = certificate?.AuthorityFile,
        ["SendingProfiles:TimeoutSeconds"] = "5",
        ["OutboundHttp:AllowPrivateAddresses"] = "true",
    };

    public static SendingProfileInput To(int port) =>
        new("Own server", "127.0.0.1", "example.com", port, TransportSecurity.None);

    public static Task<Guid> AddProfile(this Stage stage, SendingProfileInput profile) => stage.Send(new CreateSendingProfileCommand(profile));

    public static Task<SendingProfileRow> Profile(this Stage stage, Guid id) => stage.Send(new GetSendingProfileQuery(id));

    public static Task<SendingHealthRow> Health(this Stage stage, Guid id) => stage.Send(new GetSendingHealthQuery(id));

    /// <summary>The administrator's own address becomes one that has been proven.</summary>
    public static Task VerifyAdmin(this Stage stage) => stage.Arrange(async db =>
        (await db.FindAsync<User>(stage.Company.Id, stage.Company.Admin.UserId))!.VerifyEmail(stage.App.Clock.GetUtcNow()));
}

/// <summary>What a test has published.</summary>
internal sealed class PublishedTexts : ITxtRecords
{
    public ConcurrentDictionary<string, string> ByName { get; } = new(StringComparer.Ordinal);

    public Task<IReadOnlyList<string>> Find(string name, CancellationToken ct) =>
        Task.FromResult<IReadOnlyList<string>>(ByName.TryGetValue(name, out var text) ? [text] : []);
}

/// <summary>Everything that is logged, with its values.</summary>
internal sealed class RecordedLog : ILoggerProvider, ILogger
{
    private readonly ConcurrentQueue<string> _lines = new();

    public string Text => string.Join('\n', _lines);

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        _lines.Enqueue($"{formatter(state, exception)} {exception}");

    public void Dispose()
    {
    }
}

/// <summary>A token endpoint (RFC 6749) on the loopback that hands out one token after the other, and with each another refresh token.</summary>
internal sealed class TokenEndpoint : IAsyncDisposable
{
    private readonly WebApplication _app;

    private TokenEndpoint(WebApplication app) => _app = app;

    public string Address => $"{_app.Urls.Single()}/token";

    /// <summary>The forms that have come in.</summary>
    public ConcurrentQueue<Dictionary<string, string>> Asked { get; } = new();

    public string AccessToken { get; set; } = "token-1";

    /// <summary>Null: none is handed out.</summary>
    public string? NextRefreshToken { get; set; }

    public int LifetimeSeconds { get; set; } = 3600;

    public static async Task<TokenEndpoint> Start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var endpoint = new TokenEndpoint(builder.Build());
        endpoint._app.MapPost("/token", endpoint.Answer);
        await endpoint._app.StartAsync();
        return endpoint;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task<IResult> Answer(HttpRequest request)
    {
        var form = await request.ReadFormAsync();
        Asked.Enqueue(form.ToDictionary(field => field.Key, field => field.Value.ToString(), StringComparer.Ordinal));
        return Results.Json(new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["access_token"] = AccessToken,
            ["token_type"] = "Bearer",
            ["expires_in"] = LifetimeSeconds,
            ["refresh_token"] = NextRefreshToken,
        });
    }
}
