using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SecurityTraining.Application.Common;
using SecurityTraining.Infrastructure.Persistence;
using SecurityTraining.TestKit;
using SecurityTraining.TestKit.Http;
using SecurityTraining.TestKit.OpenId;

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
    public async Task Whoever_scans_a_certificate_sees_what_it_is_worth_in_a_browser()
    {
        await using var host = await ApiHost.Start(DatabaseProvider.Sqlite);
        var company = await host.RegisterCompany("alpaca");
        var codes = new Dictionary<string, string>(StringComparer.Ordinal) { ["unknown"] = "7Q2MX-4T9KD-0HZ3W-VB8RN-5JCEY" };
        var ids = new Dictionary<string, Guid>(StringComparer.Ordinal);
        var course = (await company.Admin.Post("/api/v1/courses", new { title = "Phishing", certificateMonths = 12 })).Successful().Id;
        var module = (await company.Admin.Post($"/api/v1/courses/{course}/modules", new { title = "One" })).Successful().Id;
        (await company.Admin.Post($"/api/v1/courses/{course}/modules/{module}/lessons", new { title = "One", markdown = "One" })).Successful();
        (await company.Admin.Post($"/api/v1/courses/{course}/publish")).Successful();
        foreach (var state in (string[])["valid", "expired", "revoked"])
        {
            var enrollment = await host.Services.CompleteCourse(company.Id, company.AdminId, course);
            var row = (await company.Admin.Get("/api/v1/users/me/certificates")).Successful().Json.GetProperty("items").EnumerateArray()
                .Single(item => item.GetProperty("enrollmentId").GetGuid() == enrollment);
            (codes[state], ids[state]) = (row.GetProperty("code").GetString()!, row.GetProperty("id").GetGuid());
        }

        (await company.Admin.Post($"{Certificates}/{ids["revoked"]}/revoke", new { reason = "A secret reason" })).Successful();
        await Expire(host, company.Id, ids["expired"]);
        var pictures = Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), "securitytraining-screenshots")).FullName;
        foreach (var (state, english, german) in (IEnumerable<(string, string, string)>)
        [
            ("valid", "This certificate is valid", "Dieses Zertifikat ist gültig"),
            ("expired", "This certificate has expired", "Dieses Zertifikat ist abgelaufen"),
            ("revoked", "This certificate has been revoked", "Dieses Zertifikat gilt nicht mehr"),
            ("unknown", "This certificate is unknown", "Dieses Zertifikat ist nicht bekannt"),
        ])
        {
            var machine = (await host.Anonymous.Get($"{Certificates}/verify/{codes[state]}")).Successful().Json;
            machine.GetProperty("status").GetString().ShouldBe(state);
            machine.TryGetProperty("personName", out var name).ShouldBeTrue();
            name.GetString().ShouldBe(state == "unknown" ? null : "Ada alpaca");

            // A browser takes its time, so each state is looked at in one language, and read in the other.
            var isGerman = state is "expired" or "unknown";
            var other = await host.Anonymous.Get($"/verify-certificate?code={codes[state]}", ("Accept-Language", isGerman ? "en" : "de"));
            WebUtility.HtmlDecode(other.Body).ShouldContain($"<h1>{(isGerman ? english : german)}</h1>");
            var page = await Look(state, isGerman ? "de-DE" : "en-GB");
            page.GetProperty("heading").GetString().ShouldBe(isGerman ? german : english);
            (page.GetProperty("scripts").GetInt32(), page.GetProperty("refused").GetArrayLength()).ShouldBe((0, 0));
            var text = page.GetProperty("text").GetString()!;
            text.Contains("Ada alpaca", StringComparison.Ordinal).ShouldBe(state != "unknown");
            text.ShouldNotContain("secret");
        }

        Task<System.Text.Json.JsonElement> Look(string state, string language) => RealOpenIdProvider.Look(
            new Uri($"http://training.test/verify-certificate?code={codes[state]}"),
            host.Address,
            language,
            Path.Combine(pictures, $"certificate-{state}-{language[..2]}.png"));
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

    private static async Task Expire(ApiHost host, Guid companyId, Guid certificateId)
    {
        await using var scope = host.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<ITenant>().Enter(companyId);
        var yesterday = TimeProvider.System.GetUtcNow().AddDays(-1);
        await scope.ServiceProvider.GetRequiredService<AppDbContext>().Certificates.Where(row => row.Id == certificateId)
            .ExecuteUpdateAsync(update => update.SetProperty(row => row.ExpiresAt, yesterday));
    }
}
