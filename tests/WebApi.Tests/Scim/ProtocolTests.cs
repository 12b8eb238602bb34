using System.Net;
using System.Security.Cryptography;
using SecurityTraining.Infrastructure.Persistence;
using SecurityTraining.TestKit.Http;

namespace SecurityTraining.WebApi.Tests.Scim;

public sealed class ProtocolTests
{
    [Fact]
    public async Task The_service_describes_itself_to_anybody()
    {
        await using var host = await ApiHost.Start(DatabaseProvider.Sqlite);

        var config = (await host.Anonymous.Get("/scim/v2/ServiceProviderConfig")).Successful();
        config.ContentHeaders.ContentType?.MediaType.ShouldBe("application/scim+json");
        (config.Text("patch", "supported"), config.Text("bulk", "supported"), config.Text("filter", "maxResults"), config.Text("etag", "supported"))
            .ShouldBe(("True", "False", "200", "True"));
        var types = (await host.Anonymous.Get("/scim/v2/ResourceTypes")).Successful().Json.GetProperty("Resources").EnumerateArray().ToList();
        types.ConvertAll(type => type.GetProperty("endpoint").GetString()).ShouldBe(["/Users", "/Groups"]);
        var schemas = (await host.Anonymous.Get("/scim/v2/Schemas")).Successful().Json.GetProperty("Resources").EnumerateArray().ToList();
        schemas.Count.ShouldBe(3);
        foreach (var document in types.Concat(schemas))
        {
            var location = document.GetProperty("meta").GetProperty("location").GetString()!.Replace("http://training.test", "", StringComparison.Ordinal);
            (await host.Anonymous.Get(location)).Successful().Text("id").ShouldBe(document.GetProperty("id").GetString());
        }

        (await host.Anonymous.Get("/scim/v2/Schemas/unknown")).Refusal().ShouldBe((404, null));
        (await host.Anonymous.Get("/scim/v2/Nothing")).Refusal().ShouldBe((404, null));
        (await host.Anonymous.Get("/scim/v2/Users")).Refusal().ShouldBe((401, null));
    }

    [Fact]
    public async Task Only_the_wanted_attributes_are_shown()
    {
        await using var host = await ApiHost.Start(DatabaseProvider.Sqlite);
        var directory = await Directory.Connect(host, await host.RegisterCompany("alpaca"));
        var path = $"{Directory.Users}/{await directory.AddUser("person@alpaca.example.com")}";
        await directory.Patch(path, $$"""{"op": "add", "value": {"title": "Clerk", "{{Directory.Enterprise}}:department": "Sales", "{{Directory.Enterprise}}:employeeNumber": "7"} }""");

        (await Shown("attributes=userName,name.givenName")).ShouldBe("id name.givenName schemas userName");
        (await Shown($"attributes={Directory.Enterprise}:department")).ShouldBe($"id schemas {Directory.Enterprise}.department");
        (await Shown($"attributes={Directory.User}:TITLE,emails.value")).ShouldBe("emails.value id schemas title");
        (await Shown($"excludedAttributes=name,emails.type,meta,active,{Directory.Enterprise},title,displayName,id")).ShouldBe("emails.primary emails.value id schemas userName");

        async Task<string> Shown(string selection) => string.Join(' ', (await directory.Get($"{path}?{selection}")).Successful().Json.EnumerateObject()
            .SelectMany(member => (member.Value.ValueKind switch
            {
                System.Text.Json.JsonValueKind.Object => member.Value,
                System.Text.Json.JsonValueKind.Array when member.Value[0].ValueKind == System.Text.Json.JsonValueKind.Object => member.Value[0],
                _ => default,
            }) is { ValueKind: System.Text.Json.JsonValueKind.Object } inner
                ? inner.EnumerateObject().Select(part => $"{member.Name}.{part.Name}")
                : [member.Name])
            .Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Versions_guard_against_lost_updates()
    {
        await using var host = await ApiHost.Start(DatabaseProvider.Sqlite);
        var directory = await Directory.Connect(host, await host.RegisterCompany("alpaca"));
        var path = $"{Directory.Users}/{await directory.AddUser("person@alpaca.example.com")}";
        var first = (await directory.Get(path)).Successful();
        var tag = first.Header("ETag")!;
        first.Text("meta", "version").ShouldBe(tag);
        (await directory.Get(path, ("If-None-Match", tag))).Status.ShouldBe(HttpStatusCode.NotModified);

        var changed = (await directory.Patch(path, """{"op": "add", "path": "title", "value": "Clerk"}""", ("If-Match", tag))).Successful();

        changed.Header("ETag").ShouldNotBe(tag);
        DateTimeOffset.Parse(changed.Text("meta", "lastModified")!, System.Globalization.CultureInfo.InvariantCulture)
            .ShouldBeGreaterThan(DateTimeOffset.Parse(first.Text("meta", "lastModified")!, System.Globalization.CultureInfo.InvariantCulture));
        (await directory.Patch(path, """{"op": "remove", "path": "title"}""", ("If-Match", tag))).Refusal().ShouldBe((412, null));
        (await directory.Get(path)).Text("title").ShouldBe("Clerk");
        (await directory.Get(path, ("If-None-Match", tag))).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_group_has_a_version_only_where_its_members_are_not_shown()
    {
        await using var host = await ApiHost.Start(DatabaseProvider.Sqlite);
        var company = await host.RegisterCompany("alpaca");
        var directory = await Directory.Connect(host, company);
        var person = await directory.AddUser("person@alpaca.example.com");
        var made = (await directory.Post(Directory.Groups, $$"""{"displayName": "Some", "members": [{"value": "{{person}}"}]}""")).Successful();
        var (path, bare) = ($"{Directory.Groups}/{made.Text("id")}", $"{Directory.Groups}/{made.Text("id")}?excludedAttributes=members");
        (made.Header("ETag"), made.Text("meta", "version")).ShouldBe((null, null));
        var first = (await directory.Get(bare)).Successful();
        var tag = first.Header("ETag")!;
        first.Text("meta", "version").ShouldBe(tag);
        (await directory.Get(bare, ("If-None-Match", tag))).Status.ShouldBe(HttpStatusCode.NotModified);

        // Renaming somebody is no change of the group, but of what is shown with it.
        await directory.Patch($"{Directory.Users}/{person}", """{"op": "replace", "path": "name.givenName", "value": "Renamed"}""");
        var whole = await directory.Get(path, ("If-None-Match", tag));
        (whole.Status, whole.Header("ETag"), whole.Text("meta", "version")).ShouldBe((HttpStatusCode.OK, null, null));
        whole.Text("members", "0", "display").ShouldStartWith("Renamed");

        (await company.Admin.Delete($"/api/v1/groups/{made.Text("id")}/members/{person}")).Status.ShouldBe(HttpStatusCode.NoContent);
        (await directory.Get(bare, ("If-None-Match", tag))).Status.ShouldBe(HttpStatusCode.OK);
        (await directory.Patch(path, """{"op": "replace", "path": "displayName", "value": "Other"}""", ("If-Match", tag))).Refusal().ShouldBe((412, null));
    }

    [Fact]
    public async Task Whatever_is_wrong_is_said_as_the_protocol_says_it()
    {
        await using var host = await ApiHost.Start(DatabaseProvider.Sqlite);
        var company = await host.RegisterCompany("alpaca");
        var directory = await Directory.Connect(host, company);
        var path = $"{Directory.Users}/{await directory.AddUser("person@alpaca.example.com")}";

        (string Body, string? Type)[] bodies =
        [
            ("", "invalidSyntax"), ("{", "invalidSyntax"), ("[]", "invalidValue"), ("null", "invalidValue"), ("{}", "invalidValue"),
            ("""{"userName": ["a"]}""", "invalidValue"), ("""{"userName": "no address"}""", "invalidValue"), ("""{"userName": "a\u0000@b.example"}""", "invalidSyntax"),
            ("""{"userName": "\ud800@b.example"}""", "invalidSyntax"), ("""{"userName": "a@b.example", "active": "perhaps"}""", "invalidValue"),
            ("""{"userName": "a@b.example", "surname": "x"}""", "invalidPath"), ("""{"userName": "a@b.example", "timezone": "Mars"}""", "invalidValue"),
            ($$"""{"userName": "{{new string('a', 300)}}@b.example"}""", "invalidValue"), ("""{"userName": "a@b.example", "title": "a\nBcc: x"}""", "invalidValue"),
        ];
        foreach (var (body, type) in bodies)
        {
            var refused = await directory.Post(Directory.Users, body);
            refused.Refusal().ShouldBe((400, type), body);
        }

        (string Operations, string Type)[] patches =
        [
            ("", "invalidValue"), ("1", "invalidSyntax"), ("""{"op": "move", "path": "title"}""", "invalidSyntax"), ("""{"op": "remove"}""", "noTarget"),
            ("""{"op": "add", "path": "title[", "value": "x"}""", "invalidPath"), ("""{"op": "add", "path": "surname", "value": "x"}""", "invalidPath"),
            ("""{"op": "replace", "value": "x"}""", "invalidValue"), ("""{"op": "remove", "path": "userName"}""", "invalidValue"),
            ("""{"op": "remove", "path": "active"}""", "invalidValue"), ("""{"op": "add", "path": "title", "value": {"a": 1} }""", "invalidValue"),
            (string.Join(',', Enumerable.Repeat("""{"op": "add", "path": "title", "value": "x"}""", 101)), "invalidValue"),
        ];
        foreach (var (operations, type) in patches)
        {
            (await directory.Patch(path, operations)).Refusal().ShouldBe((400, type), operations);
        }

        foreach (var query in (string[])["filter=userName", "filter=userName%20eq%20x", "filter=password%20pr"])
        {
            (await directory.Get($"{Directory.Users}?{query}")).Refusal().ShouldBe((400, "invalidFilter"), query);
        }

        (await directory.Get($"{Directory.Users}?startIndex=abc")).Refusal().Status.ShouldBe(400);
        (await directory.Get($"{Directory.Users}?count=99999999999")).Refusal().Status.ShouldBe(400);
        (await directory.Get($"{Directory.Users}?startIndex=2147483647&count=200")).Successful().Text("Resources").ShouldBe("[]");
        using var form = new FormUrlEncodedContent([new("userName", "a@b.example")]);
        (await host.WithToken(directory.Key).Send(HttpMethod.Post, Directory.Users, form)).Refusal().ShouldBe((415, null));
        (await directory.Send(HttpMethod.Delete, Directory.Users, body: null)).Refusal().ShouldBe((405, null));
        (await directory.Patch($"{Directory.Users}/{company.AdminId}", """{"op": "replace", "path": "active", "value": false}""")).Refusal().ShouldBe((409, null));
        (await directory.Patch($"{Directory.Users}/{company.AdminId}", """{"op": "replace", "path": "userName", "value": "x@y.example"}""")).Refusal().ShouldBe((400, "mutability"));

        // Whatever is mangled of a good request is answered properly, too.
        const string Good = """{"userName": "a@b.example", "name": {"givenName": "A"}, "emails": [{"value": "a@b.example", "type": "work"}], "active": true}""";
        for (var at = 0; at < Good.Length; at += 3)
        {
            var mangled = Good.Remove(at, RandomNumberGenerator.GetInt32(1, 6) is var length && at + length <= Good.Length ? length : 1);
            ((int)(await directory.Put(path, mangled)).Status).ShouldBeLessThan(500, mangled);
        }
    }
}
