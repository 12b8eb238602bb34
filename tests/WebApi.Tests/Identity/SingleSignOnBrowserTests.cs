using System.Net.Http.Json;
using System.Text.Json;
using SecurityTraining.Infrastructure.Persistence;
using SecurityTraining.TestKit.Http;
using SecurityTraining.TestKit.OpenId;

namespace SecurityTraining.WebApi.Tests.Identity;

public sealed class SingleSignOnBrowserTests
{
    private const string Domain = "nordwind.example.com";

    [Fact]
    public async Task People_come_in_by_way_of_a_real_provider_in_a_real_browser()
    {
        await using var host = await ApiHost.Start(DatabaseProvider.Sqlite, settings: new Dictionary<string, string?>
        {
            ["OutboundHttp:AllowPrivateAddresses"] = "true",
        });
        var company = await host.RegisterCompany("nordwind");
        await using var provider = await RealOpenIdProvider.Start("http://training.test/sso/callback");
        await SetUp(company, provider);

        var (newcomer, page) = await SignIn(host, "emil");
        page.GetProperty("heading").GetString().ShouldBe("You are signed in");
        page.GetProperty("url").GetString().ShouldBe("http://training.test/sso/callback");
        var cookie = page.GetProperty("cookies").EnumerateArray().ShouldHaveSingleItem();
        (cookie.GetProperty("httpOnly").GetBoolean(), cookie.GetProperty("sameSite").GetString()).ShouldBe((true, "Lax"));
        (page.GetProperty("left").GetInt32(), page.GetProperty("scripts").GetInt32()).ShouldBe((0, 0));
        (Text(newcomer, "email"), Text(newcomer, "firstName"), Text(newcomer, "role")).ShouldBe(($"emil@{Domain}", "Emil", "manager"));
        Text(newcomer, "language").ShouldBe("de");

        var (known, _) = await SignIn(host, "ada");
        (Text(known, "id"), Text(known, "firstName")).ShouldBe((company.AdminId.ToString(), "Ada"));
    }

    private static async Task SetUp(CompanyClient company, RealOpenIdProvider provider)
    {
        var domain = (await company.Admin.Post("/api/v1/company/domains", new { name = Domain })).Successful();
        (await company.Admin.Post($"/api/v1/company/domains/{domain.Id}/verify")).Successful();
        using var settings = JsonContent.Create(new
        {
            issuer = provider.Issuer,
            clientId = RealOpenIdProvider.ClientId,
            clientSecret = RealOpenIdProvider.ClientSecret,
            domains = new[] { Domain },
            roleClaim = "groups",
            roleMap = new[] { new { value = "Admins", role = "companyAdmin" }, new { value = "Leads", role = "manager" } },
            createAccounts = true,
        });
        (await company.Admin.Send(HttpMethod.Put, "/api/v1/company/single-sign-on", settings)).Successful();
    }

    /// <returns>Who the service says that the session is, and what the browser has seen.</returns>
    private static async Task<(JsonElement Me, JsonElement Page)> SignIn(ApiHost host, string name)
    {
        var pictures = Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), "securitytraining-screenshots")).FullName;
        var page = await RealOpenIdProvider.Browse(
            new Uri($"http://training.test/sso/start?email={name}@{Domain}"), host.Address, name, Path.Combine(pictures, $"signed-in-{name}.png"));
        var code = page.GetProperty("code").GetString();
        var signedIn = (await host.Anonymous.Post("/api/v1/auth/sso/exchange", new { code })).Successful();
        var me = await host.WithToken(signedIn.Json.GetProperty("accessToken").GetString()!).Get("/api/v1/users/me");
        return (me.Successful().Json, page);
    }

    private static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();
}
