using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using OtpNet;
using SecurityTraining.Infrastructure.Persistence;
using SecurityTraining.TestKit.Http;

namespace SecurityTraining.WebApi.Tests.Identity;

public sealed class SecondFactorHttpTests
{
    private const string Email = "ada@alpaca.example.com";
    private const string Password = "correct wombat fiddles";
    private const string TwoFactor = "/api/v1/users/me/two-factor";

    [Fact]
    public async Task From_setting_it_up_to_switching_it_off()
    {
        await using var host = await ApiHost.Start(DatabaseProvider.Sqlite);
        var company = await host.RegisterCompany("alpaca");
        var setUp = (await company.Admin.Post(TwoFactor)).Successful();
        Members(setUp).ShouldBe(["secret", "otpauthUri", "qrCodeSvg"]);
        var code = new Totp(Base32Encoding.ToBytes(setUp.Json.GetProperty("secret").GetString()));
        (await company.Admin.Post($"{TwoFactor}/confirm", new { code = "000000" })).Status.ShouldBe(HttpStatusCode.BadRequest);
        var confirmed = (await company.Admin.Post($"{TwoFactor}/confirm", new { code = code.ComputeTotp() })).Successful();
        var backupCodes = confirmed.Json.GetProperty("backupCodes").EnumerateArray().Select(item => item.GetString()!).ToList();
        backupCodes.Count.ShouldBe(10);

        var challenge = await SignIn(host);
        Members(challenge).ShouldBe(["twoFactorRequired", "challengeToken"]);
        var challengeToken = challenge.Json.GetProperty("challengeToken").GetString();
        var wrong = await host.Anonymous.Post("/api/v1/auth/login/two-factor", new { challengeToken, backupCode = "wrong" });
        (wrong.Status, wrong.Code).ShouldBe((HttpStatusCode.Unauthorized, "two_factor_failed"));
        var signedIn = (await host.Anonymous.Post(
            "/api/v1/auth/login/two-factor", new { challengeToken, backupCode = backupCodes[0], trustDevice = true })).Successful();
        Members(signedIn).Order().ShouldBe(["accessToken", "expiresIn", "refreshToken", "tokenType", "trustedDeviceToken", "user"]);
        var trusted = await SignIn(host, signedIn.Json.GetProperty("trustedDeviceToken").GetString());
        trusted.Json.TryGetProperty("accessToken", out _).ShouldBeTrue();

        var me = host.WithToken(signedIn.Json.GetProperty("accessToken").GetString()!);
        var replaced = (await me.Post($"{TwoFactor}/backup-codes")).Successful();
        replaced.Json.GetProperty("backupCodes").GetArrayLength().ShouldBe(10);
        var state = (await me.Get(TwoFactor)).Successful().Json;
        (state.GetProperty("enabled").GetBoolean(), state.GetProperty("backupCodesLeft").GetInt32()).ShouldBe((true, 10));
        using var refused = JsonContent.Create(new { password = Password, code = "000000" });
        (await me.Send(HttpMethod.Delete, TwoFactor, refused)).Code.ShouldBe("two_factor_code_invalid");
    }

    [Fact]
    public async Task The_platform_administrator_does_nothing_without_it()
    {
        await using var host = await ApiHost.Start(DatabaseProvider.Sqlite);
        var signedIn = await host.Anonymous.Post("/api/v1/auth/login", new { email = ApiHost.AdministratorEmail, password = ApiHost.AdministratorPassword });
        var admin = host.WithToken(signedIn.Json.GetProperty("accessToken").GetString()!);

        (await admin.Get("/api/v1/auth/sessions")).Code.ShouldBe("two_factor_setup_required");
        (await admin.Get("/metrics")).Status.ShouldBe(HttpStatusCode.Forbidden);
        var setUp = (await admin.Post(TwoFactor)).Successful();
        var code = new Totp(Base32Encoding.ToBytes(setUp.Json.GetProperty("secret").GetString())).ComputeTotp();
        (await admin.Post($"{TwoFactor}/confirm", new { code })).Successful();

        var refreshed = (await host.Anonymous.Post(
            "/api/v1/auth/refresh", new { refreshToken = signedIn.Json.GetProperty("refreshToken").GetString() })).Successful();
        admin = host.WithToken(refreshed.Json.GetProperty("accessToken").GetString()!);
        (await admin.Get("/metrics")).Status.ShouldBe(HttpStatusCode.OK);
        (await admin.Get("/api/v1/auth/sessions")).Successful();
    }

    [Fact]
    public async Task A_session_that_is_ended_is_refused_at_the_next_request()
    {
        await using var host = await ApiHost.Start(DatabaseProvider.Sqlite);
        var company = await host.RegisterCompany("alpaca");
        var other = host.WithToken((await SignIn(host)).Json.GetProperty("accessToken").GetString()!);
        var sessions = (await other.Get("/api/v1/auth/sessions")).Successful().Json.GetProperty("items").EnumerateArray().ToList();
        sessions.Count.ShouldBe(2);
        var current = sessions.Single(session => session.GetProperty("current").GetBoolean());
        current.GetProperty("address").GetString().ShouldBe("127.0.0.0/24");

        (await company.Admin.Delete($"/api/v1/auth/sessions/{current.GetProperty("id").GetString()}")).Status.ShouldBe(HttpStatusCode.NoContent);
        (await other.Get("/api/v1/users/me")).Status.ShouldBe(HttpStatusCode.Unauthorized);

        var third = host.WithToken((await SignIn(host)).Json.GetProperty("accessToken").GetString()!);
        (await third.Delete("/api/v1/auth/sessions")).Status.ShouldBe(HttpStatusCode.NoContent);
        (await third.Get("/api/v1/users/me")).Status.ShouldBe(HttpStatusCode.OK);
        (await company.Admin.Get("/api/v1/users/me")).Status.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Too_many_wrong_passwords_are_told_when_to_come_back()
    {
        await using var host = await ApiHost.Start(DatabaseProvider.Sqlite, settings: new Dictionary<string, string?>
        {
            ["Throttling:PerAccountAndAddressPerMinute"] = "5",
            ["Throttling:PerAddressPerMinute"] = "30",
        });
        await host.RegisterCompany("alpaca");
        foreach (var email in (string[])[Email, "nobody@nowhere.example"])
        {
            var answers = new List<ApiAnswer>();
            for (var attempt = 0; attempt < 6; attempt++)
            {
                answers.Add(await host.Anonymous.Post("/api/v1/auth/login", new { email, password = "some wrong password" }));
            }

            answers.Select(answer => answer.Code).ShouldBe([.. Enumerable.Repeat("login_failed", 5), "too_many_attempts"]);
            answers[^1].Status.ShouldBe(HttpStatusCode.TooManyRequests);
            int.Parse(answers[^1].Header("Retry-After")!, System.Globalization.CultureInfo.InvariantCulture).ShouldBeInRange(1, 60);
        }
    }

    private static Task<ApiAnswer> SignIn(ApiHost host, string? trustedDeviceToken = null) => host.Anonymous.Post(
        "/api/v1/auth/login",
        trustedDeviceToken is null ? (object)new { email = Email, password = Password } : new { email = Email, password = Password, trustedDeviceToken });

    private static IEnumerable<string> Members(ApiAnswer answer) => answer.Json.EnumerateObject().Select((JsonProperty member) => member.Name);
}
