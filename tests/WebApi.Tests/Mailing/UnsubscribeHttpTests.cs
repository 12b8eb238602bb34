using System.Net;
using System.Text.RegularExpressions;
using SecurityTraining.Infrastructure.Persistence;
using SecurityTraining.TestKit;
using SecurityTraining.TestKit.Http;

namespace SecurityTraining.WebApi.Tests.Mailing;

/// <summary>The links in the mails of campaigns, as browsers and mail programs use them: without any account.</summary>
public sealed partial class UnsubscribeHttpTests
{
    private const string Preferences = "/api/v1/users/me/mail-preferences";

    [Theory, ClassData(typeof(Engines))]
    public async Task A_mail_program_unsubscribes_with_one_post_and_a_person_on_a_page(DatabaseProvider provider)
    {
        await using var host = await ApiHost.Start(provider);
        var company = await host.RegisterCompany("okapi");
        var mail = await SendNews(host, company);
        var page = Path().Match(mail.Headers["List-Unsubscribe"]!).Value;

        var looked = await host.Anonymous.Get(page, ("Accept-Language", "de"));
        looked.Status.ShouldBe(HttpStatusCode.OK);
        looked.Body.ShouldContain("checked");
        looked.Body.ShouldContain("Which messages");
        looked.Header("Content-Security-Policy")!.ShouldContain("default-src 'none'");
        looked.Header("Set-Cookie").ShouldBeNull();
        (await Wanted(company)).ShouldBe(4, "looking unsubscribes nobody");
        (await host.Anonymous.Send(HttpMethod.Post, page, new FormUrlEncodedContent([new("something", "else")]))).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await Wanted(company)).ShouldBe(4);

        using var oneClick = new FormUrlEncodedContent([new("List-Unsubscribe", "One-Click")]);
        (await host.Anonymous.Send(HttpMethod.Post, page, oneClick)).Status.ShouldBe(HttpStatusCode.OK);
        (await Wanted(company)).ShouldBe(3);

        using var choices = new FormUrlEncodedContent([new("choice", "save"), new("wanted", "Tips"), new("wanted", "SecurityNews")]);
        (await host.Anonymous.Send(HttpMethod.Post, page, choices)).Body.ShouldContain("have been saved");
        (await Wanted(company)).ShouldBe(2);
        using var multipart = new MultipartFormDataContent { { new StringContent("One-Click"), "List-Unsubscribe" } };
        (await host.Anonymous.Send(HttpMethod.Post, page, multipart)).Status.ShouldBe(HttpStatusCode.OK);
        (await Wanted(company)).ShouldBe(1);
        (await host.Anonymous.Get($"/u/{new string('A', 59)}")).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Links_lead_only_where_the_campaign_says(DatabaseProvider provider)
    {
        await using var host = await ApiHost.Start(provider);
        var company = await host.RegisterCompany("okapi");
        var mail = await SendNews(host, company);
        var link = Link().Match(mail.TextBody!).Value;

        var followed = await host.Anonymous.Get(link, [.. World.Browser]);
        followed.Status.ShouldBe(HttpStatusCode.Redirect);
        followed.Header("Location").ShouldBe("https://news.example/one?a=b");
        (await host.Anonymous.Get($"{link}?url=https://evil.example&next=//evil.example")).Header("Location").ShouldBe("https://news.example/one?a=b");
        (await host.Anonymous.Get(link[..^1] + (link[^1] == 'A' ? 'E' : 'A'))).Status.ShouldBe(HttpStatusCode.NotFound);
        (await host.Anonymous.Get("/m/forged/open.gif")).Status.ShouldBe(HttpStatusCode.OK);

        var campaigns = (await company.Admin.Get("/api/v1/mailing/campaigns")).Successful().Json.GetProperty("items");
        var stats = await company.Admin.Get($"/api/v1/mailing/campaigns/{campaigns[0].GetProperty("id").GetString()}/stats");
        stats.Successful().Json.GetProperty("clicked").GetInt32().ShouldBe(1);
    }

    private static async Task<MimeKit.MimeMessage> SendNews(ApiHost host, CompanyClient company)
    {
        var template = (await company.Admin.Post("/api/v1/mailing/templates", new
        {
            name = "News",
            category = "securityNews",
            versions = new[] { new { language = "en", subject = "News", html = "<p>Read <a href=\"https://news.example/one?a=b\">this</a></p>" } },
        })).Successful().Id;
        var campaign = (await company.Admin.Post("/api/v1/mailing/campaigns", new
        {
            name = "News",
            templateId = template,
            recipients = new { userIds = new[] { company.AdminId } },
        })).Successful().Id;
        (await company.Admin.Post($"/api/v1/mailing/campaigns/{campaign}/send")).Successful();
        return await host.Mailbox.MailTo(company.AdminEmail, "/u/");
    }

    private static async Task<int> Wanted(CompanyClient company) => (await company.Admin.Get(Preferences)).Successful().Json
        .GetProperty("preferences").EnumerateArray().Count(row => row.GetProperty("subscribed").GetBoolean());

    [GeneratedRegex(@"/u/[\w-]+")]
    private static partial Regex Path();

    [GeneratedRegex(@"/m/[\w-]+")]
    private static partial Regex Link();
}
