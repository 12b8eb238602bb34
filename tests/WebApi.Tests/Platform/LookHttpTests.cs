using System.Net;
using System.Text.Json;
using SecurityTraining.Infrastructure.Persistence;
using SecurityTraining.TestKit;
using SecurityTraining.TestKit.Http;

namespace SecurityTraining.WebApi.Tests.Platform;

public sealed class LookHttpTests
{
    [Theory, ClassData(typeof(Engines))]
    public async Task A_platform_administrator_reads_in_a_company_by_a_header_as_long_as_the_look_lasts(DatabaseProvider provider)
    {
        await using var host = await ApiHost.Start(provider);
        var company = await host.RegisterCompany("alpaca");
        var platform = await host.SignInAsAdministrator();
        var found = (await platform.Get("/api/v1/companies?search=ALPACA")).Successful().Json.GetProperty("items")[0];
        var path = $"/api/v1/companies/{found.GetProperty("id").GetGuid()}";
        (await platform.Get("/api/v1/users")).Code.ShouldBe("forbidden");

        var look = await platform.Post($"{path}/looks", new { reason = "Ticket 4711", minutes = 15 });
        look.Status.ShouldBe(HttpStatusCode.Created);
        look.Json.GetProperty("expiresAt").GetDateTimeOffset().ShouldBe(look.Json.GetProperty("startedAt").GetDateTimeOffset().AddMinutes(15));
        var header = ("X-Company-Look", look.Id.ToString());
        (await host.Mailbox.MailTo(company.AdminEmail, "Ticket 4711")).Subject.ShouldBe("The platform's administrator looks into your company");

        var users = (await platform.Get("/api/v1/users", header)).Successful().Json.GetProperty("items");
        users.EnumerateArray().Single().GetProperty("id").GetGuid().ShouldBe(company.AdminId);
        var refused = await platform.Post("/api/v1/departments", new { name = "Mine" }, header, ("Idempotency-Key", "look"));
        (refused.Status, refused.Code).ShouldBe((HttpStatusCode.Forbidden, "look_reads_only"));
        (await platform.Get("/api/v1/companies", header)).Code.ShouldBe("forbidden");
        (await company.Admin.Get("/api/v1/users", header)).Code.ShouldBe("forbidden");
        (await host.Anonymous.Get("/api/v1/users", header)).Status.ShouldBe(HttpStatusCode.Unauthorized);
        (await platform.Get("/api/v1/users", ("X-Company-Look", "nonsense"))).Code.ShouldBe("look_ended");

        (await platform.Delete($"{path}/looks/{look.Id}")).Status.ShouldBe(HttpStatusCode.NoContent);
        var ended = await platform.Get("/api/v1/users", header);
        (ended.Status, ended.Code).ShouldBe((HttpStatusCode.Forbidden, "look_ended"));

        var log = (await company.Admin.Get("/api/v1/audit-log")).Successful().Json.GetProperty("items").EnumerateArray();
        log.Select(entry => entry.GetProperty("action").GetString()).Where(action => action!.StartsWith("platform.", StringComparison.Ordinal))
            .ShouldBe(["platform.look-ended", "platform.look-used", "platform.look-started"]);
        (await company.Admin.Get("/api/v1/company/looks")).Successful().Json.GetProperty("items")[0].GetProperty("endedAt").ValueKind.ShouldBe(JsonValueKind.String);
    }

    [Fact]
    public async Task The_next_request_of_a_suspended_company_is_refused()
    {
        await using var host = await ApiHost.Start(DatabaseProvider.Sqlite);
        var company = await host.RegisterCompany("alpaca");
        var key = (await company.Admin.Post("/api/v1/api-keys", new { name = "Key", scopes = new[] { "people:read" } })).Successful();
        var machine = ("X-Api-Key", key.Json.GetProperty("key").GetString()!);
        var platform = await host.SignInAsAdministrator();
        (await company.Admin.Get("/api/v1/users")).Status.ShouldBe(HttpStatusCode.OK);

        var suspended = await platform.Post($"/api/v1/companies/{company.Id}/suspend", new { reason = "Unpaid" });
        suspended.Json.GetProperty("status").GetString().ShouldBe("suspended");
        (await company.Admin.Get("/api/v1/users")).Status.ShouldBe(HttpStatusCode.Unauthorized);
        (await host.Anonymous.Get("/api/v1/users", machine)).Status.ShouldBe(HttpStatusCode.Unauthorized);

        (await platform.Post($"/api/v1/companies/{company.Id}/activate")).Json.GetProperty("status").GetString().ShouldBe("active");
        (await company.Admin.Get("/api/v1/users")).Status.ShouldBe(HttpStatusCode.OK);
        (await host.Anonymous.Get("/api/v1/users", machine)).Status.ShouldBe(HttpStatusCode.OK);
    }
}
