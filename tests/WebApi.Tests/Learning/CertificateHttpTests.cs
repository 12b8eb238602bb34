using System.Net;
using SecurityTraining.Infrastructure.Persistence;
using SecurityTraining.TestKit;
using SecurityTraining.TestKit.Http;

namespace SecurityTraining.WebApi.Tests.Learning;

public sealed class CertificateHttpTests
{
    private const string Certificates = "/api/v1/certificates";

    [Fact]
    public async Task A_certificate_is_downloaded_and_verified_by_machine_and_by_eye()
    {
        await using var host = await ApiHost.Start(DatabaseProvider.Sqlite);
        var company = await host.RegisterCompany("alpaca");
        var course = (await company.Admin.Post("/api/v1/courses", new { title = "Phishing <b>" })).Successful().Id;
        var module = (await company.Admin.Post($"/api/v1/courses/{course}/modules", new { title = "One" })).Successful().Id;
        (await company.Admin.Post($"/api/v1/courses/{course}/modules/{module}/lessons", new { title = "One", markdown = "One" })).Successful();
        (await company.Admin.Post($"/api/v1/courses/{course}/publish")).Successful();
        await host.Services.CompleteCourse(company.Id, company.AdminId, course);

        var row = (await company.Admin.Get("/api/v1/users/me/certificates")).Successful().Json.GetProperty("items")[0];
        var (id, code) = (row.GetProperty("id").GetString()!, row.GetProperty("code").GetString()!);
        var pdf = await Eventually.Get(() => company.Admin.Get($"{Certificates}/{id}.pdf"), answer => answer.Status == HttpStatusCode.OK);
        (pdf.ContentHeaders.ContentType!.MediaType, pdf.ContentHeaders.ContentDisposition!.FileNameStar)
            .ShouldBe(("application/pdf", "Ada alpaca - Phishing _b_.pdf"));
        (await host.Anonymous.Get($"{Certificates}/{id}.pdf")).Status.ShouldBe(HttpStatusCode.Unauthorized);
        var zip = await company.Admin.Get($"{Certificates}/archive");
        (zip.Status, zip.ContentHeaders.ContentType!.MediaType).ShouldBe((HttpStatusCode.OK, "application/zip"));

        var verified = (await host.Anonymous.Get($"{Certificates}/verify/{code.ToLowerInvariant()}")).Successful().Json;
        verified.EnumerateObject().Select(member => member.Name).ShouldBe(
            ["status", "personName", "courseTitle", "companyName", "score", "issuedOn", "expiresOn"], ignoreOrder: true);
        (verified.GetProperty("status").GetString(), verified.GetProperty("personName").GetString()).ShouldBe(("valid", "Ada alpaca"));
        (await host.Anonymous.Get($"{Certificates}/verify/AAAAA")).Successful().Json.GetProperty("status").GetString().ShouldBe("unknown");

        var page = await host.Anonymous.Get($"/verify-certificate?code={code}", ("Accept-Language", "de"));
        WebUtility.HtmlDecode(page.Body).ShouldContain("Dieses Zertifikat ist gültig");
        page.Body.ShouldContain("Phishing &lt;b&gt;");
        page.Body.ShouldNotContain("<script");
        (await host.Anonymous.Get("/verify-certificate")).Body.ShouldContain("<form method=\"get\"");

        (await company.Admin.Post($"{Certificates}/{id}/revoke", new { reason = "A secret reason" })).Json.GetProperty("status").GetString().ShouldBe("revoked");
        page = await host.Anonymous.Get($"/verify-certificate?code={code}");
        page.Body.ShouldContain("This certificate has been revoked");
        page.Body.ShouldNotContain("secret");
        (await host.Anonymous.Get("/verify-certificate?code=%3Cscript%3E")).Body.ShouldNotContain("<script");
    }

    [Fact]
    public async Task Nobody_tries_codes_by_the_hundred()
    {
        await using var host = await ApiHost.Start(DatabaseProvider.Sqlite, settings: new Dictionary<string, string?> { ["RateLimits:AuthPerMinute"] = "3" });
        for (var attempt = 0; attempt < 3; attempt++)
        {
            (await host.Anonymous.Get($"{Certificates}/verify/unknown")).Status.ShouldBe(HttpStatusCode.OK);
        }

        (await host.Anonymous.Get($"{Certificates}/verify/unknown")).Status.ShouldBe(HttpStatusCode.TooManyRequests);
        (await host.Anonymous.Get("/verify-certificate?code=unknown")).Status.ShouldBe(HttpStatusCode.TooManyRequests);
    }
}
