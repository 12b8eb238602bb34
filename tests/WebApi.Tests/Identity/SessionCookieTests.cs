using System.Net;
using OtpNet;
using SecurityTraining.Infrastructure.Persistence;
using SecurityTraining.TestKit.Http;
using SecurityTraining.WebApi.Tests.Contract;

namespace SecurityTraining.WebApi.Tests.Identity;

/// <summary>A service with one frontend of another origin.</summary>
public sealed class BrowserWorld : IAsyncLifetime
{
    public const string Own = "http://training.test";
    public const string Frontend = "https://app.training.test";

    public ApiHost Host { get; private set; } = null!;

    public CompanyClient Company { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Host = await ApiHost.Start(DatabaseProvider.Sqlite, settings: new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Cors:AllowedOrigins:0"] = Frontend,
        });
        Company = await Host.RegisterCompany("alpaca");
    }

    public ValueTask DisposeAsync() => Host.DisposeAsync();
}

public sealed class SessionCookieTests(BrowserWorld world) : IClassFixture<BrowserWorld>
{
    private const string Refresh = "/api/v1/auth/refresh";
    private const string Logout = "/api/v1/auth/logout";
    private const string CookieName = "__Host-refresh-token";

    private static readonly (string Name, string Value) CookieMode = ("X-Session-Mode", "cookie");
    private static readonly (string Name, string Value) Guard = ("X-Requested-By", "frontend");

    private ApiClient Nobody => world.Host.Anonymous;

    [Theory]
    [InlineData(BrowserWorld.Own, "same-origin")]
    [InlineData(BrowserWorld.Frontend, "same-site")]
    [InlineData(BrowserWorld.Frontend, null)]
    public async Task A_browser_stays_signed_in_by_a_cookie_that_no_script_sees(string origin, string? site)
    {
        (string, string)[] browser = [("Origin", origin), Guard, .. site is null ? [] : new[] { ("Sec-Fetch-Site", site) }];
        var signedIn = await SignIn();
        Members(signedIn).ShouldBe(["accessToken", "tokenType", "expiresIn", "user"]);
        var set = signedIn.Header("Set-Cookie")!;
        set.Split("; ")[1..].Order(StringComparer.Ordinal).ShouldBe(["httponly", "max-age=1209600", "path=/", "samesite=strict", "secure"]);
        var first = CookieIn(signedIn);

        var refreshed = (await Nobody.Post(Refresh, body: null, [("Cookie", first), .. browser])).Successful();
        var second = CookieIn(refreshed);
        second.ShouldNotBe(first);
        Members(refreshed).ShouldBe(["accessToken", "tokenType", "expiresIn", "user"]);
        refreshed.Body.ShouldNotContain(second.Split('=')[1]);

        var me = world.Host.WithToken(refreshed.Json.GetProperty("accessToken").GetString()!);
        (await me.Get("/api/v1/users/me")).Successful();
        var left = await me.Post(Logout, new { }, [("Cookie", second), .. browser]);
        left.Status.ShouldBe(HttpStatusCode.NoContent);
        left.Header("Set-Cookie")!.ShouldStartWith($"{CookieName}=; expires=Thu, 01 Jan 1970");
        (await me.Get("/api/v1/users/me")).Status.ShouldBe(HttpStatusCode.Unauthorized);
        (await Nobody.Post(Refresh, body: null, [("Cookie", second), .. browser])).Code.ShouldBe("refresh_token_invalid");
    }

    public static TheoryData<string, string, (string Name, string Value)[]> Pretenders => new()
    {
        { "no origin", "origin_not_allowed", [Guard] },
        { "no origin of its own", "origin_not_allowed", [Guard, ("Origin", "null")] },
        { "another site", "origin_not_allowed", [Guard, ("Origin", "https://evil.example")] },
        { "a name that begins alike", "origin_not_allowed", [Guard, ("Origin", "http://training.test.evil.example")] },
        { "another host of the site", "origin_not_allowed", [Guard, ("Origin", "https://blog.training.test")] },
        { "another scheme", "origin_not_allowed", [Guard, ("Origin", "https://training.test")] },
        { "another port", "origin_not_allowed", [Guard, ("Origin", "http://training.test:8080")] },
        { "two origins", "origin_not_allowed", [Guard, ("Origin", BrowserWorld.Own), ("Origin", "https://evil.example")] },
        { "across sites", "origin_not_allowed", [Guard, ("Origin", BrowserWorld.Own), ("Sec-Fetch-Site", "cross-site")] },
        { "typed into the address bar", "origin_not_allowed", [Guard, ("Origin", BrowserWorld.Own), ("Sec-Fetch-Site", "none")] },
        { "a form", "requested_by_missing", [("Origin", BrowserWorld.Own), ("Sec-Fetch-Site", "same-origin")] },
    };

    [Theory]
    [MemberData(nameof(Pretenders))]
    public async Task Pages_of_others_get_nothing_out_of_the_cookie(string what, string code, (string Name, string Value)[] headers)
    {
        var signedIn = await SignIn();
        var me = world.Host.WithToken(signedIn.Json.GetProperty("accessToken").GetString()!);
        var cookie = ("Cookie", CookieIn(signedIn));

        foreach (var (client, route) in ((ApiClient, string)[])[(Nobody, Refresh), (me, Logout)])
        {
            var refused = await client.Post(route, body: null, [cookie, .. headers]);
            (refused.Status, refused.Code).ShouldBe((HttpStatusCode.Forbidden, code), what);
            refused.Header("Set-Cookie").ShouldBeNull();
        }

        (await me.Get("/api/v1/users/me")).Successful();
        (await Nobody.Post(Refresh, body: null, cookie, Guard, ("Origin", BrowserWorld.Own))).Successful();
    }

    /// <summary>Whether it is sent along makes no difference: not to the answer, and not to who is asking.</summary>
    [Fact]
    public async Task No_other_route_reads_the_cookie()
    {
        var sample = await World.Create(world.Host, "badger");
        var cookie = ("Cookie", CookieIn(await SignIn()));
        (string, string)[] browser = [("Origin", BrowserWorld.Own), Guard];
        var operations = await Operation.ReadAll(Nobody);
        operations.Count.ShouldBeGreaterThan(80);
        foreach (var operation in operations)
        {
            var plain = await Send(operation, sample, browser);
            var withCookie = await Send(operation, sample, [cookie, .. browser]);
            withCookie.ShouldBe(plain, operation.Name);
            withCookie.ShouldNotContain("Set-Cookie", Case.Insensitive, operation.Name);
        }
    }

    [Fact]
    public async Task A_token_in_the_body_is_taken_without_the_ceremony_and_the_cookie_left_alone()
    {
        var inBody = (await Nobody.Post("/api/v1/auth/login", Credentials)).Successful();
        inBody.Header("Set-Cookie").ShouldBeNull();
        var refreshToken = inBody.Json.GetProperty("refreshToken").GetString();
        var cookie = ("Cookie", CookieIn(await SignIn()));

        var refreshed = (await Nobody.Post(Refresh, new { refreshToken }, cookie)).Successful();

        refreshed.Json.GetProperty("user").GetProperty("email").GetString().ShouldBe(world.Company.AdminEmail);
        refreshed.Json.GetProperty("refreshToken").GetString().ShouldNotBe(refreshToken);
        refreshed.Header("Set-Cookie").ShouldBeNull();
        (await Nobody.Post(Refresh)).Code.ShouldBe("validation_failed");
        (await Nobody.Post("/api/v1/auth/login", Credentials, ("X-Session-Mode", "cookies"))).Code.ShouldBe("validation_failed");
        (await Nobody.Post(Refresh, body: null, cookie, Guard, ("Origin", BrowserWorld.Own))).Successful();
    }

    [Fact]
    public async Task After_the_second_factor_the_cookie_comes_too()
    {
        var badger = await world.Host.RegisterCompany("wombat");
        var setUp = (await badger.Admin.Post("/api/v1/users/me/two-factor")).Successful();
        var totp = new Totp(Base32Encoding.ToBytes(setUp.Json.GetProperty("secret").GetString()));
        var confirmed = (await badger.Admin.Post("/api/v1/users/me/two-factor/confirm", new { code = totp.ComputeTotp() })).Successful();

        var question = (await Nobody.Post(
            "/api/v1/auth/login", new { email = badger.AdminEmail, password = "correct wombat fiddles" }, CookieMode)).Successful();
        question.Header("Set-Cookie").ShouldBeNull();
        var signedIn = (await Nobody.Post(
            "/api/v1/auth/login/two-factor",
            new
            {
                challengeToken = question.Json.GetProperty("challengeToken").GetString(),
                backupCode = confirmed.Json.GetProperty("backupCodes")[0].GetString(),
                trustDevice = true,
            },
            CookieMode)).Successful();

        Members(signedIn).ShouldBe(["accessToken", "tokenType", "expiresIn", "user", "trustedDeviceToken"]);
        (await Nobody.Post(Refresh, body: null, ("Cookie", CookieIn(signedIn)), Guard, ("Origin", BrowserWorld.Frontend))).Successful();
    }

    [Fact]
    public async Task Browsers_are_told_that_only_pages_of_the_frontend_may_send_it()
    {
        (string, string)[] question = [("Access-Control-Request-Method", "POST"), ("Access-Control-Request-Headers", "content-type,x-requested-by")];
        var allowed = await Nobody.Send(HttpMethod.Options, Refresh, content: null, [("Origin", BrowserWorld.Frontend), .. question]);
        var refused = await Nobody.Send(HttpMethod.Options, Refresh, content: null, [("Origin", "https://evil.example"), .. question]);

        allowed.Header("Access-Control-Allow-Origin").ShouldBe(BrowserWorld.Frontend);
        allowed.Header("Access-Control-Allow-Credentials").ShouldBe("true");
        allowed.Header("Access-Control-Allow-Headers")!.ShouldContain("x-requested-by");
        refused.Header("Access-Control-Allow-Origin").ShouldBeNull();
        refused.Header("Access-Control-Allow-Credentials").ShouldBeNull();
    }

    [Theory]
    [InlineData("*")]
    [InlineData("https://*.training.test")]
    [InlineData("https://app.training.test/path")]
    [InlineData("app.training.test")]
    public async Task What_is_no_origin_does_not_start(string origin) => (await Should.ThrowAsync<Exception>(
        () => ApiHost.Start(DatabaseProvider.Sqlite, settings: new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Cors:AllowedOrigins:0"] = origin,
        }))).Message.ShouldContain("is no origin");

    private object Credentials => new { email = world.Company.AdminEmail, password = "correct wombat fiddles" };

    private async Task<ApiAnswer> SignIn() => (await Nobody.Post("/api/v1/auth/login", Credentials, CookieMode)).Successful();

    /// <summary>All that is the same each time: status, names of headers, and of a failure its code.</summary>
    private async Task<string> Send(Operation operation, World sample, (string, string)[] headers)
    {
        var content = Samples.Content(operation, Samples.Body(operation, sample));
        var answer = await Nobody.Send(operation.Method, Samples.Path(operation, sample), content, headers);
        var names = answer.Headers.Concat(answer.ContentHeaders).Select(header => header.Key)
            .Where(name => name is not ("Date" or "Transfer-Encoding" or "Content-Length")).Order(StringComparer.Ordinal);
        var code = answer.ContentHeaders.ContentType?.MediaType == "application/problem+json" ? answer.Code : null;
        return $"{(int)answer.Status} {code} [{string.Join(' ', names)}]";
    }

    private static string CookieIn(ApiAnswer answer) => answer.Header("Set-Cookie")!.Split(';')[0];

    private static IEnumerable<string> Members(ApiAnswer answer) => answer.Json.EnumerateObject().Select(member => member.Name);
}
