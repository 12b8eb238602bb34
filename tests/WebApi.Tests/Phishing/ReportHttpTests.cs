using System.Net;
using System.Net.Http.Headers;
using System.Text;
using SecurityTraining.Infrastructure.Persistence;
using SecurityTraining.TestKit.Http;

namespace SecurityTraining.WebApi.Tests.Phishing;

/// <summary>What only shows over a real connection: raw bodies, the page without signing in, how the mail is handed out.</summary>
public sealed class ReportHttpTests
{
    private const string Reports = "/api/v1/phishing/reports";
    private const string Mail = "From: Boss <boss@evil.example>\r\nSubject: Urgent <script>\r\n\r\nPay: https://evil.example/\r\n";

    [Fact]
    public async Task A_mail_is_uploaded_as_it_is_and_handed_out_as_a_file_that_no_browser_opens()
    {
        await using var host = await ApiHost.Start(DatabaseProvider.Sqlite);
        var admin = (await host.RegisterCompany("alpaca")).Admin;

        var report = (await admin.Send(HttpMethod.Post, $"{Reports}/mail", Raw("message/rfc822"))).Successful().Json;
        var mime = await admin.Get($"{Reports}/{report.GetProperty("reportId").GetString()}/mime");

        report.GetProperty("simulation").GetBoolean().ShouldBeFalse();
        mime.Successful().Body.ShouldBe(Mail);
        (mime.ContentHeaders.ContentType!.MediaType, mime.ContentHeaders.ContentDisposition!.DispositionType, mime.Header("X-Content-Type-Options"))
            .ShouldBe(("message/rfc822", "attachment", "nosniff"));
        (await admin.Send(HttpMethod.Post, $"{Reports}/mail", Raw("text/plain"))).Status.ShouldBe(HttpStatusCode.UnsupportedMediaType);
        (await admin.Post(Reports, new { mime = "no Base64!" })).Status.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Whoever_reads_the_mailbox_reports_one_mail_on_the_page()
    {
        await using var host = await ApiHost.Start(DatabaseProvider.Sqlite);
        var company = await host.RegisterCompany("alpaca");
        var page = new Uri((await company.Admin.Get("/api/v1/phishing/report-page")).Successful().Json.GetProperty("url").GetString()!);
        var companyToken = page.Query["?company=".Length..];
        (await host.Anonymous.Get(page.PathAndQuery)).Successful().Body.ShouldContain(companyToken);

        var known = await Ask(host, companyToken, company.AdminEmail);
        var unknown = await Ask(host, companyToken, "nobody@alpaca.example");
        (unknown.Status, unknown.Body).ShouldBe((known.Successful().Status, known.Body));
        (await Ask(host, new string('A', 59), company.AdminEmail)).Status.ShouldBe(HttpStatusCode.BadRequest);
        var token = await host.Mailbox.TokenFor(company.AdminEmail, "/report-mail/upload?token=");

        (await host.Anonymous.Get($"/report-mail/upload?token={token}")).Successful();
        (await Upload(host, token, "nonsense")).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await Upload(host, token, Mail)).Successful().Body.ShouldContain("Thank you");
        (await Upload(host, token, Mail.Replace("Urgent", "Second", StringComparison.Ordinal))).Status.ShouldBe(HttpStatusCode.BadRequest);

        var listed = (await company.Admin.Get(Reports)).Successful().Json.GetProperty("items").EnumerateArray().Single();
        listed.GetProperty("subject").GetString().ShouldBe("Urgent <script>");
        var reporters = (await company.Admin.Get($"{Reports}/{listed.GetProperty("id").GetString()}")).Successful().Json.GetProperty("reporters");
        (reporters[0].GetProperty("email").GetString(), reporters[0].GetProperty("source").GetString()).ShouldBe((company.AdminEmail, "page"));
    }

    private static Task<ApiAnswer> Ask(ApiHost host, string company, string email) => host.Anonymous.Send(
        HttpMethod.Post, "/report-mail", new FormUrlEncodedContent([new("company", company), new("email", email)]));

    private static Task<ApiAnswer> Upload(ApiHost host, string token, string mail) => host.Anonymous.Send(
        HttpMethod.Post,
        "/report-mail/upload",
        new MultipartFormDataContent { { new StringContent(token), "token" }, { new ByteArrayContent(Encoding.UTF8.GetBytes(mail)), "file", "mail.eml" } });

    private static ByteArrayContent Raw(string type) => new(Encoding.UTF8.GetBytes(Mail)) { Headers = { ContentType = new MediaTypeHeaderValue(type) } };
}
