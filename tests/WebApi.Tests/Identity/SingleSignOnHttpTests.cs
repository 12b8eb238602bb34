using System.Net;
using System.Net.Http.Json;
using System.Text.RegularExpressions;
using SecurityTraining.Infrastructure.Persistence;
using SecurityTraining.TestKit.Http;
using SecurityTraining.TestKit.OpenId;

namespace SecurityTraining.WebApi.Tests.Identity;

public sealed partial class SingleSignOnHttpTests
{
    private const string Domain = "nordwind.example.com";
    private const string Settings = "/api/v1/company/single-sign-on";

    /// <summary>The example of RFC 7636, appendix B.</summary>
    private const string Verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
    private const string Challenge = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

    private static readonly ProviderPerson Emil = new("emil", $"emil@{Domain}");

    [Fact]
    public async Task The_way_through_the_provider_belongs_to_one_browser_and_ends_on_a_page()
    {
        await using var provider = await FakeOpenIdProvider.Start(TimeProvider.System);
        await using var host = await Start();
        var settings = await SetUp(host, provider);
        settings.Body.ShouldNotContain(FakeOpenIdProvider.ClientSecret);
        settings.Json.GetProperty("redirectUri").GetString().ShouldBe("http://training.test/sso/callback");
        settings.Header("ETag").ShouldNotBeNull();

        (await host.Anonymous.Get($"/api/v1/auth/sso/discovery?email=nobody@{Domain}")).Json.GetProperty("singleSignOn").GetBoolean().ShouldBeTrue();
        (await host.Anonymous.Get("/api/v1/auth/sso/discovery?email=nobody@example.com")).Json.GetProperty("singleSignOn").GetBoolean().ShouldBeFalse();
        (await host.Anonymous.Get("/sso/start?email=nobody@example.com")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await host.Anonymous.Get("/sso/start")).Status.ShouldBe(HttpStatusCode.BadRequest);

        var start = await host.Anonymous.Get($"/sso/start?email=emil@{Domain}");
        start.Status.ShouldBe(HttpStatusCode.Redirect);
        var url = start.Header("Location")!;
        url.ShouldStartWith($"{provider.Issuer}/authorize?tenant=one&response_type=code");
        url.ShouldContain("code_challenge_method=S256");
        var cookie = start.Header("Set-Cookie")!;
        cookie.ShouldMatch("^sso-[0-9a-f]{16}=[A-Za-z0-9_-]{43}; max-age=600; path=/; samesite=lax; httponly$");

        var (state, code) = provider.SignIn(url, Emil);
        var back = $"/sso/callback?state={state}&code={code}";
        (await host.Anonymous.Get(back)).Status.ShouldBe(HttpStatusCode.BadRequest, "it is another browser");
        var page = await host.Anonymous.Get(back, ("Cookie", cookie.Split(';')[0]), ("Accept-Language", "de"));
        page.Status.ShouldBe(HttpStatusCode.OK);
        page.Body.ShouldContain("Sie sind angemeldet");
        page.Header("Content-Security-Policy")!.ShouldContain("default-src 'none'");
        page.Header("Set-Cookie")!.ShouldContain("expires=Thu, 01 Jan 1970");
        (await host.Anonymous.Get(back, ("Cookie", cookie.Split(';')[0]))).Status.ShouldBe(HttpStatusCode.BadRequest, "it has been here");

        var handover = CodeOnPage().Match(page.Body).Groups["code"].Value;
        var signedIn = (await host.Anonymous.Post("/api/v1/auth/sso/exchange", new { code = handover })).Successful();
        (await host.WithToken(signedIn.Json.GetProperty("accessToken").GetString()!).Get("/api/v1/users/me")).Successful();
        (await host.Anonymous.Post("/api/v1/auth/sso/exchange", new { code = handover })).Status.ShouldBe(HttpStatusCode.Unauthorized);
        var secrets = new[] { handover, cookie.Split(';')[0].Split('=')[1], FakeOpenIdProvider.ClientSecret };
        host.Log.Where(line => Array.Exists(secrets, secret => line.Contains(secret, StringComparison.Ordinal))).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_frontend_takes_over_and_over_https_the_cookie_is_the_hosts_own()
    {
        await using var provider = await FakeOpenIdProvider.Start(TimeProvider.System);
        await using var host = await Start(("PublicUrl", "https://training.test"), ("SingleSignOn:SignedInUrl", "https://app.training.test/signed-in"));
        await SetUp(host, provider);

        (await host.Anonymous.Post("/api/v1/auth/sso/start", new { email = $"emil@{Domain}" })).Code.ShouldBe("single_sign_on_challenge_required");
        (await host.Anonymous.Get($"/sso/start?email=emil%2Bx@{Domain}")).Header("Location")!
            .ShouldBe("https://app.training.test/signed-in#email=emil%2Bx%40nordwind.example.com", "the frontend begins, with a challenge");
        var started = (await host.Anonymous.Post("/api/v1/auth/sso/start", new { email = $"emil@{Domain}", challenge = Challenge })).Successful();
        started.Json.EnumerateObject().Select(member => member.Name).ShouldBe(["authorizationUrl"]);
        var cookie = started.Header("Set-Cookie")!;
        cookie.ShouldMatch("^__Host-sso-[0-9a-f]{16}=[^;]+; max-age=600; path=/; secure; samesite=lax; httponly$");

        var (state, code) = provider.SignIn(started.Json.GetProperty("authorizationUrl").GetString()!, Emil);
        var back = await host.Anonymous.Get($"/sso/callback?state={state}&code={code}", ("Cookie", cookie.Split(';')[0]));
        back.Status.ShouldBe(HttpStatusCode.Redirect);
        var handover = CodeInFragment().Match(back.Header("Location")!).Groups["code"].Value;
        (await host.Anonymous.Get("/sso/callback?state=unknown&code=any")).Header("Location")!
            .ShouldBe("https://app.training.test/signed-in#error=single_sign_on_expired");

        // Another browser, which has been sent to the frontend with the code, knows no verifier or one of its own.
        (await host.Anonymous.Post("/api/v1/auth/sso/exchange", new { code = handover })).Code.ShouldBe("single_sign_on_code_invalid");
        (await host.Anonymous.Post("/api/v1/auth/sso/exchange", new { code = handover, verifier = new string('x', 43) })).Code
            .ShouldBe("single_sign_on_code_invalid");
        (await host.Anonymous.Post("/api/v1/auth/sso/exchange", new { code = handover, verifier = Verifier })).Successful();

        var straight = await host.Anonymous.Get($"/sso/start?email=emil@{Domain}&challenge={Challenge}");
        straight.Header("Location")!.ShouldStartWith(provider.Issuer);
    }

    [Fact]
    public async Task Nobody_swaps_the_challenge_on_the_way()
    {
        await using var provider = await FakeOpenIdProvider.Start(TimeProvider.System);
        await using var host = await Start();
        await SetUp(host, provider);
        var start = await host.Anonymous.Get($"/sso/start?email=emil@{Domain}&challenge={Challenge}");
        var cookie = start.Header("Set-Cookie")!.Split(';')[0];
        var (state, code) = provider.SignIn(start.Header("Location")!, Emil);
        var back = $"/sso/callback?state={state}&code={code}";

        (await host.Anonymous.Get(back, ("Cookie", cookie[..^Challenge.Length]))).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await host.Anonymous.Get(back, ("Cookie", cookie[..^1] + "A"))).Status.ShouldBe(HttpStatusCode.BadRequest);
        var page = await host.Anonymous.Get(back, ("Cookie", cookie));
        var handover = CodeOnPage().Match(page.Body).Groups["code"].Value;
        (await host.Anonymous.Post("/api/v1/auth/sso/exchange", new { code = handover })).Status.ShouldBe(HttpStatusCode.Unauthorized);
        (await host.Anonymous.Post("/api/v1/auth/sso/exchange", new { code = handover, verifier = Verifier })).Successful();
    }

    private static Task<ApiHost> Start(params (string Key, string Value)[] settings) => ApiHost.Start(
        DatabaseProvider.Sqlite,
        settings: settings.Append(("OutboundHttp:AllowPrivateAddresses", "true")).ToDictionary(setting => setting.Item1, setting => (string?)setting.Item2),
        logsEverything: true);

    private static async Task<ApiAnswer> SetUp(ApiHost host, FakeOpenIdProvider provider)
    {
        var company = await host.RegisterCompany("nordwind");
        var domain = (await company.Admin.Post("/api/v1/company/domains", new { name = Domain })).Successful();
        (await company.Admin.Post($"/api/v1/company/domains/{domain.Id}/verify")).Successful();
        using var settings = JsonContent.Create(new
        {
            issuer = provider.Issuer,
            clientId = FakeOpenIdProvider.ClientId,
            clientSecret = FakeOpenIdProvider.ClientSecret,
            domains = new[] { Domain },
            createAccounts = true,
        });
        return (await company.Admin.Send(HttpMethod.Put, Settings, settings)).Successful();
    }

    [GeneratedRegex("<code id=\"code\">(?<code>[^<]+)</code>", RegexOptions.ExplicitCapture)]
    private static partial Regex CodeOnPage();

    [GeneratedRegex("^https://app\\.training\\.test/signed-in#code=(?<code>[A-Za-z0-9_-]{64})$", RegexOptions.ExplicitCapture)]
    private static partial Regex CodeInFragment();
}
