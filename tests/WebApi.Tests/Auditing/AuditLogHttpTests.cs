using System.Net;
using System.Text.Json;
using SecurityTraining.Infrastructure.Persistence;
using SecurityTraining.TestKit;
using SecurityTraining.TestKit.Http;

namespace SecurityTraining.WebApi.Tests.Auditing;

public sealed class AuditLogHttpTests
{
    private const string Log = "/api/v1/audit-log";

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task An_administrator_sees_exports_and_verifies_what_happened(DatabaseProvider provider)
    {
        await using var host = await ApiHost.Start(provider);
        var company = await host.RegisterCompany("alpaca");
        var admin = company.Admin;
        using var body = System.Net.Http.Json.JsonContent.Create(new { name = "=cmd|' /C calc'!A0" });
        var made = (await admin.Send(
            HttpMethod.Post, "/api/v1/departments", body, ("User-Agent", "Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0"), ("X-Request-Id", "the-request"))).Successful();

        var found = (await admin.Get($"{Log}?targetId={made.Id}")).Successful().Json.GetProperty("items").EnumerateArray().ShouldHaveSingleItem();
        found.EnumerateObject().Select(member => member.Name).ShouldBe(["seq", "at", "actor", "action", "target", "data", "prevHash", "hash"]);
        found.GetProperty("actor").GetRawText().ShouldBe($$"""{"kind":"person","id":"{{company.AdminId}}","role":"companyAdmin"}""");
        found.GetProperty("action").GetString().ShouldBe("people.create-department");
        found.GetProperty("data").GetProperty("from").GetRawText()
            .ShouldBe("""{"network":"127.0.0.0/24","client":"Firefox on Linux","requestId":"the-request"}""");

        var lines = (await Export("jsonl", "application/jsonl")).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonElement.Parse(line)).ToList();
        lines.Select(line => line.GetProperty("seq").GetInt64()).ShouldBe(Enumerable.Range(1, lines.Count).Select(seq => (long)seq));
        lines.Select(line => line.GetProperty("action").GetString()).ShouldContain("identity.login");
        lines[^1].GetProperty("action").GetString().ShouldBe("auditing.export-audit-log");
        var table = (await Export("csv", "text/csv")).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        table.Length.ShouldBe(lines.Count + 2);
        table.ShouldContain(line => line.Contains("people.create-department", StringComparison.Ordinal));

        var verified = (await admin.Get($"{Log}/verification")).Successful().Json;
        verified.GetProperty("valid").GetBoolean().ShouldBeTrue();
        verified.GetProperty("entries").GetInt64().ShouldBe(lines.Count + 1);
        verified.GetProperty("firstBroken").ValueKind.ShouldBe(JsonValueKind.Null);
        verified.GetProperty("headHash").GetString()!.Length.ShouldBe(64);

        async Task<string> Export(string format, string type)
        {
            var answer = (await admin.Get($"{Log}/export?format={format}")).Successful();
            answer.ContentHeaders.ContentType!.MediaType.ShouldBe(type);
            answer.Header("Content-Disposition").ShouldBe($"attachment; filename=audit-log.{format}; filename*=UTF-8''audit-log.{format}");
            return answer.Body;
        }
    }

    /// <summary>More than any buffer on the way holds: it is written asynchronously while it is read.</summary>
    [Fact]
    public async Task A_long_log_is_exported_to_its_end()
    {
        await using var host = await ApiHost.Start(DatabaseProvider.Sqlite);
        var company = await host.RegisterCompany("alpaca");
        foreach (var number in Enumerable.Range(0, 400))
        {
            (await company.Admin.Patch("/api/v1/company", new { language = number % 2 == 0 ? "de" : "en" })).Successful();
        }

        var lines = (await company.Admin.Get($"{Log}/export?format=jsonl&action=companies.update-company")).Successful().Body.TrimEnd('\n').Split('\n');

        lines.Length.ShouldBe(400);
        lines.Sum(line => line.Length).ShouldBeGreaterThan(3 * 64 * 1024);
    }

    [Theory]
    [InlineData("?cursor=abc")]
    [InlineData("?actorId=abc")]
    [InlineData("?from=yesterday")]
    [InlineData("/export?format=xlsx")]
    public async Task What_makes_no_sense_is_refused(string query)
    {
        await using var host = await ApiHost.Start(DatabaseProvider.Sqlite);
        var company = await host.RegisterCompany("alpaca");

        (await company.Admin.Get(Log + query)).Status.ShouldBe(HttpStatusCode.BadRequest);
    }
}
