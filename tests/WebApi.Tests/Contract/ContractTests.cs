using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using SecurityTraining.Infrastructure.Persistence;
using SecurityTraining.TestKit.Http;

namespace SecurityTraining.WebApi.Tests.Contract;

public sealed class SmallWorld : IAsyncLifetime
{
    public ApiHost Host { get; private set; } = null!;

    public CompanyClient Company { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Host = await ApiHost.Start(DatabaseProvider.Sqlite);
        Company = await Host.RegisterCompany("alpaca");
    }

    public ValueTask DisposeAsync() => Host.DisposeAsync();
}

public sealed partial class ContractTests(SmallWorld world) : IClassFixture<SmallWorld>
{
    private const string Departments = "/api/v1/departments";
    private const string Simulations = "/api/v1/phishing/simulations";

    private ApiClient Admin => world.Company.Admin;

    private ApiClient Nobody => world.Host.Anonymous;

    [Fact]
    public async Task The_document_equals_the_route_table()
    {
        var documented = (await Operation.ReadAll(Nobody)).Where(operation => operation.IsApi).Select(operation => operation.Name);
        var routed = from endpoint in world.Host.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
                     from method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? []
                     let path = Constraint().Replace("/" + endpoint.RoutePattern.RawText!.Trim('/'), "}")
                     where path.StartsWith("/api/", StringComparison.Ordinal)
                     select $"{method} {path}";

        documented.Order(StringComparer.Ordinal).ShouldBe(routed.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("/health/live")]
    [InlineData("/health/ready")]
    public async Task Says_that_it_is_well(string path) => (await Nobody.Get(path)).Status.ShouldBe(HttpStatusCode.OK);

    [Fact]
    public async Task Metrics_are_not_for_everybody() => (await Admin.Get("/metrics")).Status.ShouldBe(HttpStatusCode.Forbidden);

    [Theory]
    [InlineData("/api/v1/departments")]
    [InlineData("/api/v1/nowhere")]
    [InlineData("/api/v1/phishing/simulations/abc")]
    [InlineData("/openapi/v1.json")]
    [InlineData("/health/live")]
    [InlineData("/t/forged")]
    public async Task Every_answer_keeps_browsers_from_doing_harm(string path)
    {
        var answer = await Admin.Get(path);

        answer.Header("X-Content-Type-Options").ShouldBe("nosniff");
        answer.Header("Referrer-Policy").ShouldBe("no-referrer");
        answer.Header("Cross-Origin-Resource-Policy").ShouldBe("same-origin");
        answer.Header("Content-Security-Policy")!.ShouldContain("default-src 'none'");
        answer.Header("Content-Security-Policy")!.ShouldContain("frame-ancestors 'none'");
        answer.Header("X-Request-Id").ShouldNotBeNullOrEmpty();
        answer.Header("Server").ShouldBeNull();
        if (path.StartsWith("/api", StringComparison.Ordinal))
        {
            answer.Header("Cache-Control").ShouldBe(answer.Status == HttpStatusCode.OK ? "no-store" : answer.Header("Cache-Control"));
            answer.Header("Cache-Control")!.ShouldContain("no-store");
            answer.Header("api-supported-versions").ShouldBe("1.0");
        }
    }

    [Fact]
    public async Task Publishes_keys_without_their_secret_half()
    {
        var key = (await Nobody.Get("/.well-known/jwks.json")).Json.GetProperty("keys").EnumerateArray().First();

        key.GetProperty("alg").GetString().ShouldBe("ES256");
        key.TryGetProperty("d", out _).ShouldBeFalse();
    }

    [Fact]
    public async Task The_documentation_loads_nothing_from_elsewhere()
    {
        var page = await Nobody.Get("/docs/");

        page.Status.ShouldBe(HttpStatusCode.OK);
        Elsewhere().Matches(page.Body).Select(match => match.Value).ShouldBeEmpty();
        page.Header("Content-Security-Policy")!.ShouldNotContain("http");
        foreach (Match script in Script().Matches(page.Body))
        {
            (await Nobody.Get($"/docs/{script.Groups["path"].Value}")).Status.ShouldBe(HttpStatusCode.OK);
        }
    }

    [Theory]
    [InlineData("""{"name":"A","colour":"red"}""", "colour")]
    [InlineData("""{"name":"A","name":"B"}""", "name")]
    [InlineData("""{"Name":"A"}""", "Name")]
    [InlineData("""{"name":5}""", "name")]
    [InlineData("""{"name":null}""", "name")]
    [InlineData("{}", "name")]
    public async Task Json_is_taken_literally(string body, string field)
    {
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        var answer = await Admin.Send(HttpMethod.Post, Departments, content);

        answer.Status.ShouldBe(HttpStatusCode.BadRequest);
        answer.Code.ShouldBe("validation_failed");
        answer.Json.GetProperty("errors").EnumerateObject().Select(error => error.Name).ShouldContain(field);
    }

    [Fact]
    public async Task Versions_guard_against_lost_updates()
    {
        var created = await Make(Simulations, await Draft());
        var path = $"{Simulations}/{created.Id}";
        var tag = (await Admin.Get(path)).Header("ETag")!;

        (await Admin.Get(path, ("If-None-Match", tag))).Status.ShouldBe(HttpStatusCode.NotModified);
        var changed = await Admin.Patch(path, new { name = "Second" }, ("If-Match", tag));
        changed.Status.ShouldBe(HttpStatusCode.OK);
        changed.Header("ETag").ShouldNotBe(tag);
        (await Admin.Get(path, ("If-None-Match", tag))).Status.ShouldBe(HttpStatusCode.OK);

        var stale = await Admin.Patch(path, new { name = "Third" }, ("If-Match", tag));
        stale.Status.ShouldBe(HttpStatusCode.PreconditionFailed);
        (await Admin.Delete(path, ("If-Match", tag))).Status.ShouldBe(HttpStatusCode.PreconditionFailed);
        (await Admin.Get(path)).Json.GetProperty("name").GetString().ShouldBe("Second");
        (await Admin.Delete(path, ("If-Match", changed.Header("ETag")!))).Status.ShouldBe(HttpStatusCode.NoContent);
        (await Admin.Get(path)).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task The_same_key_gets_the_same_answer_once_done()
    {
        var first = await Admin.Post(Departments, new { name = "Twice" }, ("Idempotency-Key", "twice"));
        var again = await Admin.Post(Departments, new { name = "Twice" }, ("Idempotency-Key", "twice"));
        var other = await Admin.Post(Departments, new { name = "Other" }, ("Idempotency-Key", "twice"));

        first.Status.ShouldBe(HttpStatusCode.Created);
        (again.Status, again.Body, again.Header("Location")).ShouldBe((first.Status, first.Body, first.Header("Location")));
        again.Header("Idempotent-Replayed").ShouldBe("true");
        other.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        other.Code.ShouldBe("idempotency_key_reused");
    }

    [Fact]
    public async Task Of_many_equal_requests_at_once_one_is_done()
    {
        var draft = await Draft("Parallel");
        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => Admin.Post(Simulations, draft, ("Idempotency-Key", "parallel"))));

        answers.Select(answer => answer.Status).ShouldBeSubsetOf([HttpStatusCode.Created, HttpStatusCode.Conflict]);
        answers.Where(answer => answer.Status == HttpStatusCode.Created).Select(answer => answer.Id).Distinct().ShouldHaveSingleItem();
        (await Admin.Get($"{Simulations}?search=parallel")).Json.GetProperty("totalItems").GetInt32().ShouldBe(1);
    }

    [Fact]
    public async Task Only_the_asked_fields_are_sent()
    {
        var department = await Make(Departments, new { name = "Fields" });

        Members((await Admin.Get($"{Departments}/{department.Id}?fields=name,id")).Json).ShouldBe(["id", "name"]);
        Members((await Admin.Get($"{Departments}?fields=name")).Json.GetProperty("items")[0]).ShouldBe(["name"]);
        (await Admin.Get($"{Departments}?fields=name,secret")).Status.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Lists_lead_from_page_to_page()
    {
        foreach (var number in Enumerable.Range(1, 3))
        {
            await Make(Departments, new { name = $"Page {number}" });
        }

        var seen = new List<string>();
        var next = $"{Departments}?search=page&pageSize=1";
        while (next is not null)
        {
            var page = (await Admin.Get(next)).Successful();
            seen.AddRange(page.Json.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("name").GetString()!));
            page.Json.GetProperty("totalPages").GetInt32().ShouldBe(3);
            next = Next().Match(page.Header("Link")!) is { Success: true } link ? link.Groups["path"].Value : null;
        }

        seen.ShouldBe(["Page 1", "Page 2", "Page 3"]);
    }

    private async Task<ApiAnswer> Make(string path, object body) => (await Admin.Post(path, body)).Successful();

    private async Task<object> Draft(string name = "First")
    {
        var templates = await Admin.Get("/api/v1/phishing/templates?library=true&pageSize=1");
        return new { name, templateIds = new[] { templates.Json.GetProperty("items")[0].GetProperty("id").GetGuid() }, recipients = new { all = true } };
    }

    private static IEnumerable<string> Members(System.Text.Json.JsonElement item) =>
        item.EnumerateObject().Select(member => member.Name).Order(StringComparer.Ordinal);

    [GeneratedRegex(@":\w+\}")]
    private static partial Regex Constraint();

    [GeneratedRegex("""(src|href)\s*=\s*["'](https?:)?//[^"']*""", RegexOptions.ExplicitCapture)]
    private static partial Regex Elsewhere();

    [GeneratedRegex("""<script[^>]*\ssrc="(?<path>[^"]+)""", RegexOptions.ExplicitCapture)]
    private static partial Regex Script();

    [GeneratedRegex("""<(?<path>[^>]+)>; rel="next""", RegexOptions.ExplicitCapture)]
    private static partial Regex Next();
}
