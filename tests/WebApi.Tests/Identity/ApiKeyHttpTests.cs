using System.Net;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Infrastructure.Persistence;
using SecurityTraining.TestKit;
using SecurityTraining.TestKit.Http;

namespace SecurityTraining.WebApi.Tests.Identity;

public sealed class ApiKeyHttpTests
{
    [Fact]
    public async Task A_machine_calls_in_with_its_key_until_the_key_is_revoked()
    {
        await using var host = await ApiHost.Start(DatabaseProvider.Sqlite);
        var admin = (await host.RegisterCompany("heron")).Admin;
        var made = (await admin.Post("/api/v1/api-keys", new { name = "HR sync", scopes = new[] { "people:read" } })).Successful();
        made.Status.ShouldBe(HttpStatusCode.Created);
        made.Header("Location").ShouldBe($"/api/v1/api-keys/{made.Id}");
        var key = ("X-Api-Key", made.Json.GetProperty("key").GetString()!);

        (await host.Anonymous.Get("/api/v1/users", key)).Successful().Json.GetProperty("totalItems").GetInt32().ShouldBe(1);
        (await host.Anonymous.Post("/api/v1/departments", new { name = "Sales" }, key)).Code.ShouldBe("forbidden");
        (await host.Anonymous.Get("/api/v1/users/me", key)).Code.ShouldBe("forbidden");
        (await admin.Get("/api/v1/api-keys")).Body.ShouldNotContain(key.Item2);

        (await admin.Delete($"/api/v1/api-keys/{made.Id}")).Status.ShouldBe(HttpStatusCode.NoContent);
        var refused = await host.Anonymous.Get("/api/v1/users", key);
        (refused.Status, refused.Code).ShouldBe((HttpStatusCode.Unauthorized, "unauthenticated"));
    }

    [Fact]
    public async Task A_key_makes_nobody_more_than_it_is_itself()
    {
        await using var host = await ApiHost.Start(DatabaseProvider.Sqlite);
        var company = await host.RegisterCompany("heron");
        var made = (await company.Admin.Post("/api/v1/api-keys", new { name = "HR sync", scopes = ApiKeyScopes.All })).Successful();
        var key = ("X-Api-Key", made.Json.GetProperty("key").GetString()!);

        var employee = (await host.Anonymous.Post("/api/v1/users", Person("one", "employee"), key)).Successful();
        (await host.Anonymous.Post("/api/v1/users", Person("two", "companyAdmin"), key)).Code.ShouldBe("role_beyond_own");
        (await host.Anonymous.Patch($"/api/v1/users/{employee.Id}", new { role = "companyAdmin" }, key)).Code.ShouldBe("role_beyond_own");
        (await host.Anonymous.Patch($"/api/v1/users/{employee.Id}", new { role = "manager" }, key)).Successful();
        (await host.Anonymous.Delete($"/api/v1/users/{company.AdminId}/two-factor", key)).Code.ShouldBe("role_beyond_own");
        (await host.Anonymous.Delete($"/api/v1/users/{company.AdminId}", key)).Code.ShouldBe("role_beyond_own");

        const string Csv = "email,firstName,lastName,role\nthree@example.com,Th,Ree,companyAdmin\none@example.com,,,companyAdmin\nfour@example.com,Fo,Ur,\n";
        using var form = new MultipartFormDataContent { { new StringContent(Csv), "file", "people.csv" } };
        var import = (await host.Anonymous.Send(HttpMethod.Post, "/api/v1/users/import", form, key)).Successful();
        var done = await Eventually.Get(
            async () => (await company.Admin.Get($"/api/v1/users/imports/{import.Id}")).Json,
            state => state.GetProperty("status").GetString() == "completed");
        (done.GetProperty("created").GetInt32(), done.GetProperty("skipped").GetInt32()).ShouldBe((1, 2));

        static object Person(string name, string role) => new { email = $"{name}@example.com", firstName = "Pat", lastName = "Heron", role };
    }

    [Fact]
    public async Task A_key_has_a_limit_of_its_own()
    {
        var settings = new Dictionary<string, string?>(StringComparer.Ordinal) { ["RateLimits:PerApiKeyPerMinute"] = "2" };
        await using var host = await ApiHost.Start(DatabaseProvider.Sqlite, settings: settings);
        var admin = (await host.RegisterCompany("heron")).Admin;
        var keys = new List<(string, string)>();
        for (var number = 0; number < 2; number++)
        {
            var made = (await admin.Post("/api/v1/api-keys", new { name = "Key", scopes = ApiKeyScopes.All })).Successful();
            keys.Add(("X-Api-Key", made.Json.GetProperty("key").GetString()!));
        }

        (await host.Anonymous.Get("/api/v1/company", keys[0])).Status.ShouldBe(HttpStatusCode.OK);
        (await host.Anonymous.Get("/api/v1/company", keys[0])).Status.ShouldBe(HttpStatusCode.OK);
        (await host.Anonymous.Get("/api/v1/company", keys[0])).Code.ShouldBe("rate_limited");
        (await host.Anonymous.Get("/api/v1/company", keys[1])).Status.ShouldBe(HttpStatusCode.OK);
    }
}
