using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using MailKit.Security;
using SecurityTraining.Application.Common.Security;
using SecurityTraining.Application.Common.Work;
using SecurityTraining.Application.Phishing.Senders;
using SecurityTraining.Domain.Phishing;
using SecurityTraining.Infrastructure.Http;
using SecurityTraining.Infrastructure.OpenId;

namespace SecurityTraining.Infrastructure.Mail.Profiles;

/// <summary>
/// Access tokens for logging in by XOAUTH2, remembered until shortly before they end. Failures name what the endpoint has answered by its
/// code and nothing else of it: the answer may hold a token.
/// </summary>
internal sealed class OAuthTokens(GuardedHttp http, ICompanySecrets secrets, ICompanyScope companies, TimeProvider clock)
{
    private const int MaxRemembered = 10_000;

    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan DefaultLifetime = TimeSpan.FromMinutes(5);

    private readonly ConcurrentDictionary<Guid, Remembered> _tokens = new();

    /// <exception cref="AuthenticationException">There is no token to be had.</exception>
    public async Task<string> Get(SendingRoute route, CancellationToken ct)
    {
        if (_tokens.Count > MaxRemembered)
        {
            _tokens.Clear();
        }

        var remembered = _tokens.GetOrAdd(route.ProfileId, _ => new Remembered());
        await remembered.Turn.WaitAsync(ct);
        try
        {
            if (remembered.Token is null || remembered.Of != route.LoginChangedAt || clock.GetUtcNow() >= remembered.Until)
            {
                await Fetch(route, remembered, ct);
            }

            return remembered.Token!;
        }
        catch (Exception exception) when (ProviderDocuments.IsTheirs(exception) && !ct.IsCancellationRequested)
        {
            throw new AuthenticationException($"The token endpoint has given no answer that makes sense ({exception.GetType().Name}).", exception);
        }
        finally
        {
            remembered.Turn.Release();
        }
    }

    /// <summary>The server would not have it.</summary>
    public void Forget(Guid profileId) => _tokens.TryRemove(profileId, out _);

    private async Task Fetch(SendingRoute route, Remembered remembered, CancellationToken ct)
    {
        var login = route.Login!;
        var refreshToken = Reveal(route, login.ProtectedRefreshToken) is { } kept && remembered.Of == route.LoginChangedAt
            ? remembered.RefreshToken ?? kept
            : Reveal(route, login.ProtectedRefreshToken);
        using var answer = await Ask(route, login, refreshToken, ct);
        using var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(ct));
        if (!answer.IsSuccessStatusCode || json.RootElement.Text("access_token") is not { } token)
        {
            throw new AuthenticationException(
                string.Create(CultureInfo.InvariantCulture, $"The token endpoint has answered {(int)answer.StatusCode} {Code(json.RootElement)}"));
        }

        var lifetime = json.RootElement.TryGetProperty("expires_in", out var seconds) && seconds.TryGetInt32(out var count) && count > 0
            ? TimeSpan.FromSeconds(count)
            : DefaultLifetime;
        (remembered.Token, remembered.Of, remembered.Until) = (token, route.LoginChangedAt, clock.GetUtcNow() + lifetime - Margin);
        if (json.RootElement.Text("refresh_token") is { Length: > 0 and <= ServerLogin.MaxRefreshTokenLength } next && next != refreshToken)
        {
            remembered.RefreshToken = next;
            await companies.Send(route.CompanyId, new RenewRefreshTokenCommand(route.ProfileId, route.LoginChangedAt, next), ct);
        }
    }

    private async Task<HttpResponseMessage> Ask(SendingRoute route, ServerLogin login, string? refreshToken, CancellationToken ct)
    {
        // Microsoft and Google both take the secret in the form (RFC 6749, 2.3.1).
        var form = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["grant_type"] = refreshToken is null ? "client_credentials" : "refresh_token",
            ["client_id"] = login.ClientId!,
        };
        Add(form, "refresh_token", refreshToken);
        Add(form, "client_secret", Reveal(route, login.ProtectedClientSecret));
        Add(form, "scope", login.Scope);
        var endpoint = new Uri(login.TokenEndpoint!);
        if (!http.IsAcceptable(endpoint))
        {
            throw new AuthenticationException("The token endpoint is no https address.");
        }

        using var request = new HttpRequestMessage(HttpMethod.Post, endpoint) { Content = new FormUrlEncodedContent(form) };
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        return await http.Client.SendAsync(request, ct);
    }

    private static void Add(Dictionary<string, string> form, string name, string? value)
    {
        if (value is not null)
        {
            form[name] = value;
        }
    }

    private string? Reveal(SendingRoute route, byte[]? secret) =>
        secret is null ? null : secrets.Reveal(route.CompanyId, SecretUse.MailServerLogin, secret);

    /// <summary>Such as <c>invalid_grant</c>; anything else stays unsaid.</summary>
    private static string Code(JsonElement answer) =>
        answer.Text("error") is { Length: <= 40 } code && code.All(letter => char.IsAsciiLetterLower(letter) || letter == '_') ? code : "";

    private sealed class Remembered
    {
        public SemaphoreSlim Turn { get; } = new(1, 1);

        public string? Token { get; set; }

        /// <summary>The newest, which may not have been written down yet.</summary>
        public string? RefreshToken { get; set; }

        public DateTimeOffset? Of { get; set; }

        public DateTimeOffset Until { get; set; }
    }
}
