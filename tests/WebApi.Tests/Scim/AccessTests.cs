using System.Net;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Infrastructure.Persistence;
using SecurityTraining.TestKit;
using SecurityTraining.TestKit.Http;

namespace SecurityTraining.WebApi.Tests.Scim;

/// <summary>Every route of the protocol, as the service itself has them: it is not among the operations that the other probes read.</summary>
public sealed class AccessTests
{
    [Fact]
    public async Task Only_a_key_for_it_opens_the_protocol_and_it_opens_nothing_else()
    {
        await using var host = await ApiHost.Start(DatabaseProvider.Sqlite);
        var world = await World.Create(host, "alpaca");
        var directory = await Directory.Connect(host, world.Company);
        var other = (await world.Company.Admin.Post(
            "/api/v1/api-keys", new { name = "Everything else", scopes = ApiKeyScopes.All.Where(scope => scope != "scim") })).Successful().Text("key")!;
        List<(string Who, ApiClient Client, int Status)> callers = [("nobody", host.Anonymous, 401), ("another key", host.WithToken(other), 403)];
        foreach (var role in world.People.Keys)
        {
            callers.Add(($"{role}", await world.As(role), 401));
        }

        callers.Add(("platform administrator", await host.SignInAsAdministrator(), 401));
        var routes = Routes(host);
        routes.Count.ShouldBe(12);
        foreach (var (method, path) in routes)
        {
            foreach (var (who, client, status) in callers)
            {
                var refused = await client.Send(method, Filled(path, Guid.CreateVersion7()), Body(method, path));
                refused.Refusal().ShouldBe((status, null), $"{method} {path} by {who}");
            }

            (await host.Anonymous.Send(method, Filled(path, Guid.CreateVersion7()), Body(method, path), ("X-Api-Key", directory.Key))).Status
                .ShouldBe(HttpStatusCode.Unauthorized);
            (await host.WithToken(directory.Key).Send(method, Filled(path, Guid.CreateVersion7()), Body(method, path))).Status
                .ShouldNotBeOneOf(HttpStatusCode.Unauthorized, HttpStatusCode.Forbidden);
        }

        (await host.Anonymous.Get("/api/v1/users", ("X-Api-Key", directory.Key))).Code.ShouldBe("forbidden");
        (await host.WithToken(directory.Key).Get("/api/v1/users")).Status.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task Another_companys_things_are_not_there(DatabaseProvider provider)
    {
        await using var host = await ApiHost.Start(provider);
        var (mine, others) = (await host.RegisterCompany("alpaca"), await host.RegisterCompany("zebrafish"));
        var (directory, foreign) = (await Directory.Connect(host, mine), await Directory.Connect(host, others));
        var person = await foreign.AddUser("person@zebrafish.example.com");
        var group = (await foreign.Post(Directory.Groups, $$"""{"displayName": "zebrafish group", "members": [{"value": "{{person}}"}]}""")).Successful().Text("id")!;
        var before = (await foreign.Get($"{Directory.Users}?sortBy=id")).Body + (await foreign.Get(Directory.Groups)).Body;

        foreach (var (method, path) in Routes(host).Where(route => route.Path.EndsWith("{id}", StringComparison.Ordinal)))
        {
            var id = path.Contains("Users", StringComparison.Ordinal) ? person : group;
            var answer = await directory.Send(method, Filled(path, Guid.Parse(id)), Text(method, path));
            var unknown = await directory.Send(method, Filled(path, Guid.CreateVersion7()), Text(method, path));
            answer.Refusal().ShouldBe((404, null), $"{method} {path}");
            answer.Body.ShouldBe(unknown.Body);
        }

        // Nor as a member, a manager, or a value to look for.
        (await directory.Post(Directory.Groups, $$"""{"displayName": "Mine", "members": [{"value": "{{person}}"}]}""")).Refusal().ShouldBe((400, "invalidValue"));
        (await directory.Post(Directory.Users, $$"""{"userName": "a@alpaca.example.com", "{{Directory.Enterprise}}": {"manager": {"value": "{{person}}"} } }"""))
            .Refusal().ShouldBe((400, "invalidValue"));
        (await directory.Find($"id eq \"{person}\" or userName co \"zebrafish\" or not (userName pr)")).ShouldBeEmpty();
        (await directory.Find("displayName co \"zebrafish\"", Directory.Groups)).ShouldBeEmpty();
        (await directory.Get(Directory.Users)).Body.ShouldNotContain("zebrafish");
        (await directory.AddUser("person@zebrafish.example.com")).ShouldNotBe(person);
        ((await foreign.Get($"{Directory.Users}?sortBy=id")).Body + (await foreign.Get(Directory.Groups)).Body).ShouldBe(before);
    }

    /// <summary>All but what the service says of itself.</summary>
    private static List<(HttpMethod Method, string Path)> Routes(ApiHost host) =>
    [
        .. from endpoint in host.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
           let path = "/" + endpoint.RoutePattern.RawText!.Trim('/')
           where path.StartsWith(Directory.Users, StringComparison.Ordinal) || path.StartsWith(Directory.Groups, StringComparison.Ordinal)
           from method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods
           select (HttpMethod.Parse(method), path),
    ];

    private static string Filled(string path, Guid id) => path.Replace("{id}", $"{id}", StringComparison.Ordinal);

    private static string? Text(HttpMethod method, string path) => method.Method switch
    {
        "PATCH" => """{"Operations": [{"op": "replace", "path": "externalId", "value": "x"}]}""",
        "PUT" or "POST" => path.Contains("Users", StringComparison.Ordinal) ? """{"userName": "sample@example.com"}""" : """{"displayName": "sample"}""",
        _ => null,
    };

    private static StringContent? Body(HttpMethod method, string path) =>
        Text(method, path) is { } text ? new StringContent(text, System.Text.Encoding.UTF8, "application/scim+json") : null;
}
