using System.Net;
using SecurityTraining.Infrastructure.Persistence;
using SecurityTraining.TestKit.Http;

namespace SecurityTraining.WebApi.Tests.Scim;

/// <summary>The requests of Okta's "SCIM 2.0 protocol reference": it replaces whole users, and patches without paths.</summary>
public sealed class OktaTests
{
    private const string Jane = """
        {
            "schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"],
            "userName": "jane.doe@example.com",
            "name": {"givenName": "Jane", "familyName": "Doe"},
            "emails": [{"primary": true, "value": "jane.doe@example.com", "type": "work"}],
            "displayName": "Jane Doe",
            "locale": "en-US",
            "externalId": "00ujl29u0le5T6Aj10h7",
            "groups": [],
            "password": "1mz050nq",
            "active": true
        }
        """;

    [Fact]
    public async Task A_user_is_replaced_deactivated_and_taken_up_again()
    {
        await using var host = await ApiHost.Start(DatabaseProvider.Sqlite);
        var company = await host.RegisterCompany("alpaca");
        var okta = await Directory.Connect(host, company);
        (await okta.Get($"{Directory.Users}?startIndex=1&count=2")).Successful().Text("totalResults").ShouldBe("1");
        (await okta.Get($"{Directory.Users}?filter=userName eq \"jane.doe@example.com\"&startIndex=1&count=100")).Successful().Text("totalResults").ShouldBe("0");

        var created = await okta.Post(Directory.Users, Jane);
        created.Status.ShouldBe(HttpStatusCode.Created);
        var path = $"{Directory.Users}/{created.Text("id")}";
        var person = (await company.Admin.Get($"/api/v1/users/{created.Text("id")}")).Successful();
        (person.Text("role"), person.Text("hasPassword"), person.Text("invitedAt")).ShouldBe(("employee", "False", ""));

        var replaced = (await okta.Put(path, Jane.Replace("\"Doe\"", "\"Roe\"", StringComparison.Ordinal).Replace("jane.doe", "jane.roe", StringComparison.Ordinal))).Successful();
        (replaced.Text("userName"), replaced.Text("emails", "0", "value"), replaced.Text("name", "familyName"))
            .ShouldBe(("jane.roe@example.com", "jane.roe@example.com", "Roe"));

        (await okta.Patch(path, """{"op": "replace", "value": {"active": false}}""")).Successful().Text("active").ShouldBe("False");
        (await okta.Patch(path, """{"op": "replace", "value": {"active": true}}""")).Successful().Text("active").ShouldBe("True");
    }

    [Fact]
    public async Task A_group_is_renamed_and_gets_its_members()
    {
        await using var host = await ApiHost.Start(DatabaseProvider.Sqlite);
        var okta = await Directory.Connect(host, await host.RegisterCompany("alpaca"));
        var (one, two) = (await okta.AddUser("one@alpaca.example.com"), await okta.AddUser("two@alpaca.example.com"));
        var created = (await okta.Post(Directory.Groups, """
            {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:Group"], "displayName": "Test SCIMv2", "members": []}
            """)).Successful();
        var (id, path) = (created.Text("id"), $"{Directory.Groups}/{created.Text("id")}");

        (await okta.Patch(path, $$"""{"op": "replace", "value": {"id": "{{id}}", "displayName": "Test SCIMv2 renamed"} }""")).Status.ShouldBe(HttpStatusCode.NoContent);
        (await okta.Patch(path, $$"""
            {"op": "remove", "path": "members[value eq \"{{one}}\"]"},
            {"op": "add", "path": "members", "value": [{"value": "{{two}}", "display": "two@alpaca.example.com"}]}
            """)).Status.ShouldBe(HttpStatusCode.NoContent);
        (await EntraIdTests.Members(okta, path)).ShouldBe([two]);
        (await okta.Patch(path, $$"""{"op": "replace", "path": "members", "value": [{"value": "{{one}}"}]}""")).Status.ShouldBe(HttpStatusCode.NoContent);
        (await EntraIdTests.Members(okta, path)).ShouldBe([one]);

        var put = (await okta.Put(path, $$"""
            {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:Group"], "id": "{{id}}", "displayName": "Test SCIMv2",
             "members": [{"value": "{{one}}", "display": "one"}, {"value": "{{two}}", "display": "two"}]}
            """)).Successful();
        (put.Text("displayName"), put.Json.GetProperty("members").GetArrayLength()).ShouldBe(("Test SCIMv2", 2));
        var listed = (await okta.Get($"{Directory.Groups}?startIndex=1&count=100")).Successful();
        listed.Json.GetProperty("Resources")[0].GetProperty("members").GetArrayLength().ShouldBe(2);
    }
}
