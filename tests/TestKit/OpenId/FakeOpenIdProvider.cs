using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace SecurityTraining.TestKit.OpenId;

/// <summary>Somebody whom the provider knows.</summary>
/// <param name="Claims">Besides, or in place of, the usual.</param>
public sealed record ProviderPerson(string Subject, string? Email, bool? IsEmailVerified = true, params (string Name, object Value)[] Claims);

/// <summary>
/// An OpenID provider on a loopback port that does as it is told, also what no real one would: sign for somebody else, with a wrong key, or
/// not at all. It checks the client's secret and the code verifier as a real one does.
/// </summary>
public sealed class FakeOpenIdProvider : IAsyncDisposable
{
    public const string ClientId = "security training";
    public const string ClientSecret = "a secret: with signs & spaces/of enough length";

    private readonly WebApplication _app;
    private readonly TimeProvider _clock;
    private readonly ConcurrentDictionary<string, Dictionary<string, string>> _codes = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, ProviderPerson> _people = new(StringComparer.Ordinal);
    private int _lastCode;

    private FakeOpenIdProvider(WebApplication app, TimeProvider clock)
    {
        _app = app;
        _clock = clock;
        Key = NewKey();
    }

    public string Issuer => _app.Urls.Single();

    public ECDsaSecurityKey Key { get; private set; }

    /// <summary>How often the published keys have been read.</summary>
    public int KeyReads { get; private set; }

    /// <summary>Changes what a token is about to say.</summary>
    public Action<Dictionary<string, object>>? Say { get; set; }

    /// <summary>Signs in another way than with <see cref="Key"/>, or not at all.</summary>
    public Func<SecurityTokenDescriptor, string>? Sign { get; set; }

    /// <summary>Leaves everything about the person to the user info endpoint.</summary>
    public bool IsTerse { get; set; }

    /// <summary>Of what it publishes of itself.</summary>
    public Action<Dictionary<string, object>>? Publish { get; set; }

    public static async Task<FakeOpenIdProvider> Start(TimeProvider clock)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var provider = new FakeOpenIdProvider(app, clock);
        app.MapGet("/.well-known/openid-configuration", provider.Describe);
        app.MapGet("/keys", provider.Keys);
        app.MapPost("/token", provider.Token);
        app.MapGet("/me", (HttpRequest request) => Results.Json(provider.Claims(provider._people[request.Headers.Authorization.ToString()["Bearer ".Length..]])));
        await app.StartAsync();
        return provider;
    }

    /// <summary>The person signs in on the page that the browser has been sent to.</summary>
    /// <returns>What the browser brings back as <c>state</c> and <c>code</c>.</returns>
    public (string State, string Code) SignIn(string authorizationUrl, ProviderPerson person)
    {
        var query = QueryHelpers.ParseQuery(new Uri(authorizationUrl).Query).ToDictionary(pair => pair.Key, pair => pair.Value.ToString(), StringComparer.Ordinal);
        var code = $"code-{Interlocked.Increment(ref _lastCode)}";
        _people[code] = person;
        _codes[code] = query;
        return (query["state"], code);
    }

    /// <summary>The next tokens are signed by a key that nobody has seen yet.</summary>
    public void RotateKey() => Key = NewKey();

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private IResult Describe()
    {
        var document = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["issuer"] = Issuer,
            ["authorization_endpoint"] = $"{Issuer}/authorize?tenant=one",
            ["token_endpoint"] = $"{Issuer}/token",
            ["userinfo_endpoint"] = $"{Issuer}/me",
            ["jwks_uri"] = $"{Issuer}/keys",
            ["id_token_signing_alg_values_supported"] = (string[])["ES256"],
        };
        Publish?.Invoke(document);
        return Results.Json(document);
    }

    private IResult Keys()
    {
        KeyReads++;
        var key = JsonWebKeyConverter.ConvertFromECDsaSecurityKey(new ECDsaSecurityKey(ECDsa.Create(Key.ECDsa.ExportParameters(includePrivateParameters: false))) { KeyId = Key.KeyId });
        return Results.Json(new { keys = new[] { new { kty = key.Kty, crv = key.Crv, x = key.X, y = key.Y, kid = key.Kid, use = "sig", alg = "ES256" } } });
    }

    private async Task<IResult> Token(HttpRequest request)
    {
        var form = await request.ReadFormAsync();
        var credentials = Encoding.UTF8.GetString(Convert.FromBase64String(request.Headers.Authorization.ToString()["Basic ".Length..])).Split(':');
        if (Uri.UnescapeDataString(credentials[0]) != ClientId || Uri.UnescapeDataString(credentials[1]) != ClientSecret)
        {
            return Results.Json(new { error = "invalid_client" }, statusCode: StatusCodes.Status401Unauthorized);
        }

        var code = form["code"].ToString();
        if (!_codes.TryRemove(code, out var asked)
            || asked["code_challenge"] != WebEncoders.Base64UrlEncode(SHA256.HashData(Encoding.ASCII.GetBytes(form["code_verifier"].ToString())))
            || asked["redirect_uri"] != form["redirect_uri"])
        {
            return Results.Json(new { error = "invalid_grant" }, statusCode: StatusCodes.Status400BadRequest);
        }

        var person = _people[code];
        return Results.Json(new { access_token = code, token_type = "Bearer", id_token = IdToken(person, asked["nonce"]) });
    }

    private string IdToken(ProviderPerson person, string nonce)
    {
        var now = _clock.GetUtcNow();
        var claims = IsTerse ? new Dictionary<string, object>(StringComparer.Ordinal) { ["sub"] = person.Subject } : Claims(person);
        claims["iss"] = Issuer;
        claims["aud"] = ClientId;
        claims["iat"] = now.ToUnixTimeSeconds();
        claims["exp"] = now.AddMinutes(5).ToUnixTimeSeconds();
        claims["nonce"] = nonce;
        Say?.Invoke(claims);
        var descriptor = new SecurityTokenDescriptor { Claims = claims, SigningCredentials = new SigningCredentials(Key, SecurityAlgorithms.EcdsaSha256) };
        return Sign?.Invoke(descriptor) ?? Write(descriptor);
    }

    public static string Write(SecurityTokenDescriptor descriptor) =>
        new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(descriptor);

    /// <summary>What says of itself that it is signed by nothing.</summary>
    public static string WriteUnsigned(SecurityTokenDescriptor descriptor) =>
        $"{WebEncoders.Base64UrlEncode("{\"alg\":\"none\"}"u8)}.{WebEncoders.Base64UrlEncode(JsonSerializer.SerializeToUtf8Bytes(descriptor.Claims))}.";

    public static ECDsaSecurityKey NewKey() =>
        new(ECDsa.Create(ECCurve.NamedCurves.nistP256)) { KeyId = RandomNumberGenerator.GetHexString(12, lowercase: true) };

    private Dictionary<string, object> Claims(ProviderPerson person)
    {
        var claims = new Dictionary<string, object>(StringComparer.Ordinal) { ["sub"] = person.Subject };
        if (person.Email is not null)
        {
            claims["email"] = person.Email;
        }

        if (person.IsEmailVerified is { } isVerified)
        {
            claims["email_verified"] = isVerified;
        }

        foreach (var (name, value) in person.Claims)
        {
            claims[name] = value;
        }

        return claims;
    }
}
