using System.Net;
using SecurityTraining.Infrastructure.Persistence;
using SecurityTraining.TestKit;
using SecurityTraining.TestKit.Http;

namespace SecurityTraining.WebApi.Tests.Scim;

/// <summary>The requests that Microsoft documents for its provisioning service (Develop and plan provisioning for a SCIM endpoint), as they are.</summary>
public sealed class EntraIdTests
{
    private const string TestUser = """
        {
            "schemas": [
                "urn:ietf:params:scim:schemas:core:2.0:User",
                "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"],
            "externalId": "00aa00aa-bb11-cc22-dd33-44ee44ee44ee",
            "userName": "Test_User_00aa00aa-bb11-cc22-dd33-44ee44ee44ee",
            "active": true,
            "emails": [{
                "primary": true,
                "type": "work",
                "value": "Test_User_11bb11bb-cc22-dd33-ee44-55ff55ff55ff@testuser.com"
            }],
            "meta": {
                "resourceType": "User"
            },
            "name": {
                "formatted": "givenName familyName",
                "familyName": "familyName",
                "givenName": "givenName"
            },
            "roles": []
        }
        """;

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task A_user_comes_is_found_changes_and_goes(DatabaseProvider provider)
    {
        await using var host = await ApiHost.Start(provider);
        var company = await host.RegisterCompany("alpaca");
        var entra = await Directory.Connect(host, company);

        var created = await entra.Post(Directory.Users, TestUser);
        created.Status.ShouldBe(HttpStatusCode.Created);
        var id = created.Text("id")!;
        created.Text("meta", "location").ShouldBe($"http://training.test/scim/v2/Users/{id}");
        created.Header("Location").ShouldBe(created.Text("meta", "location"));
        created.Text("userName").ShouldBe("Test_User_00aa00aa-bb11-cc22-dd33-44ee44ee44ee");
        created.Text("externalId").ShouldBe("00aa00aa-bb11-cc22-dd33-44ee44ee44ee");
        created.Text("emails", "0", "value").ShouldBe("test_user_11bb11bb-cc22-dd33-ee44-55ff55ff55ff@testuser.com");
        (await entra.Post(Directory.Users, TestUser)).Refusal().ShouldBe((409, "uniqueness"));

        // In another case, as user names are compared; and nobody, which is no error.
        (await entra.Find("userName eq \"test_USER_00aa00aa-bb11-cc22-dd33-44ee44ee44ee\"")).ShouldBe([id]);
        (await entra.Find("emails[type eq \"work\"].value eq \"Test_User_11bb11bb-cc22-dd33-ee44-55ff55ff55ff@testuser.com\"")).ShouldBe([id]);
        var nobody = (await entra.Get($"{Directory.Users}?filter=userName eq \"non-existent user\"")).Successful();
        (nobody.Text("totalResults"), nobody.Text("Resources")).ShouldBe(("0", "[]"));
        (await entra.Get($"{Directory.Users}/5171a35d82074e068ce2")).Refusal().ShouldBe((404, null));

        var changed = (await entra.Patch($"{Directory.Users}/{id}", """
            {"op": "Replace", "path": "emails[type eq \"work\"].value", "value": "updatedEmail@microsoft.com"},
            {"op": "Replace", "path": "name.familyName", "value": "updatedFamilyName"}
            """)).Successful();
        (changed.Text("emails", "0", "value"), changed.Text("name", "formatted")).ShouldBe(("updatedemail@microsoft.com", "givenName updatedFamilyName"));
        var renamed = (await entra.Patch($"{Directory.Users}/{id}", """
            {"op": "Replace", "path": "userName", "value": "5b50642d-79fc-4410-9e90-4c077cdd1a59@testuser.com"}
            """)).Successful();
        (renamed.Text("userName"), renamed.Text("emails", "0", "value")).ShouldBe(("5b50642d-79fc-4410-9e90-4c077cdd1a59@testuser.com", "updatedemail@microsoft.com"));

        // Both of the forms in which it disables somebody.
        (await entra.Patch($"{Directory.Users}/{id}", """{"op": "Replace", "path": "active", "value": false}""")).Successful().Text("active").ShouldBe("False");
        (await entra.Patch($"{Directory.Users}/{id}", """{"op": "Replace", "path": "active", "value": "True"}""")).Successful().Text("active").ShouldBe("True");
        (await entra.Patch($"{Directory.Users}/{id}", """{"op": "replace", "value": {"active": "False"}}""")).Successful().Text("active").ShouldBe("False");
        (await entra.Find("active eq false")).ShouldBe([id]);
        (await company.Admin.Get($"/api/v1/users/{id}")).Text("status").ShouldBe("deactivated");

        (await entra.Delete($"{Directory.Users}/{id}")).Status.ShouldBe(HttpStatusCode.NoContent);
        (await entra.Get($"{Directory.Users}/{id}")).Refusal().ShouldBe((404, null));
        (await company.Admin.Get("/api/v1/users?status=deleted")).Json.GetProperty("totalItems").GetInt32().ShouldBe(1);
        var back = await entra.Post(Directory.Users, TestUser);
        (back.Status, back.Text("id"), back.Text("active")).ShouldBe((HttpStatusCode.Created, id, "True"));
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task The_enterprise_extension_is_kept(DatabaseProvider provider)
    {
        await using var host = await ApiHost.Start(provider);
        var company = await host.RegisterCompany("alpaca");
        var entra = await Directory.Connect(host, company);
        var head = await entra.AddUser("head@alpaca.example.com");
        var path = $"{Directory.Users}/{await entra.AddUser("person@alpaca.example.com")}";

        var filled = (await entra.Patch(path, $$"""
            {"op": "Add", "path": "name.givenName", "value": "Pia"},
            {"op": "Add", "path": "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department", "value": "Sales"},
            {"op": "Add", "path": "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:employeeNumber", "value": 4711},
            {"op": "Add", "path": "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager", "value": "{{head}}"},
            {"op": "Add", "path": "phoneNumbers[type eq \"mobile\"].value", "value": "+49 30 1"},
            {"op": "Add", "value": {"title": "Clerk", "name.familyName": "Person", "preferredLanguage": "de-AT",
                "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:costCenter": "12"} }
            """)).Successful();
        (filled.Text("displayName"), filled.Text("title"), filled.Text("preferredLanguage")).ShouldBe(("Pia Person", "Clerk", "de"));
        (filled.Text(Directory.Enterprise, "department"), filled.Text(Directory.Enterprise, "employeeNumber")).ShouldBe(("Sales", "4711"));
        filled.Text(Directory.Enterprise, "manager", "value").ShouldBe(head);
        (await entra.Find($"{Directory.Enterprise}:department eq \"sales\" and {Directory.Enterprise}:employeeNumber sw \"47\"")).Count.ShouldBe(1);

        // The next one finds the department that the first has made.
        (await entra.Patch($"{Directory.Users}/{head}", $$"""{"op": "add", "value": {"{{Directory.Enterprise}}": {"department": "SALES"} } }""")).Successful();
        (await company.Admin.Get("/api/v1/departments")).Json.GetProperty("totalItems").GetInt32().ShouldBe(1);

        var emptied = (await entra.Patch(path, $$"""
            {"op": "Remove", "path": "title"},
            {"op": "Remove", "path": "{{Directory.Enterprise}}:manager"},
            {"op": "Replace", "path": "{{Directory.Enterprise}}:department", "value": ""}
            """)).Successful();
        (emptied.Text("title"), emptied.Text(Directory.Enterprise, "manager"), emptied.Text(Directory.Enterprise, "department")).ShouldBe((null, null, null));
        (await entra.Patch(path, $$"""{"op": "Add", "path": "{{Directory.Enterprise}}:manager", "value": "{{Guid.CreateVersion7()}}"}""")).Refusal()
            .ShouldBe((400, "invalidValue"));
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task A_group_gets_and_loses_members(DatabaseProvider provider)
    {
        await using var host = await ApiHost.Start(provider);
        var company = await host.RegisterCompany("alpaca");
        var entra = await Directory.Connect(host, company);
        var (one, two) = (await entra.AddUser("one@alpaca.example.com"), await entra.AddUser("two@alpaca.example.com"));
        const string Group = """
            {
                "schemas": ["urn:ietf:params:scim:schemas:core:2.0:Group", "http://schemas.microsoft.com/2006/11/ResourceManagement/ADSCIM/2.0/Group"],
                "externalId": "8aa1a0c0-c4c3-4bc0-b4a5-2ef676900159",
                "displayName": "displayName",
                "meta": {
                    "resourceType": "Group"
                }
            }
            """;

        var created = await entra.Post(Directory.Groups, Group);
        created.Status.ShouldBe(HttpStatusCode.Created);
        (created.Text("displayName"), created.Text("members")).ShouldBe(("displayName", "[]"));
        (await entra.Post(Directory.Groups, Group)).Refusal().ShouldBe((409, "uniqueness"));
        var id = created.Text("id")!;
        var path = $"{Directory.Groups}/{id}";
        (await entra.Get($"{path}?excludedAttributes=members")).Successful().Text("members").ShouldBeNull();
        (await entra.Find("displayName eq \"DISPLAYname\"", Directory.Groups)).ShouldBe([id]);
        (await entra.Find("externalId eq \"8aa1a0c0-c4c3-4bc0-b4a5-2ef676900159\"", Directory.Groups)).ShouldBe([id]);

        (await entra.Patch(path, """{"op": "Replace", "path": "displayName", "value": "1879db59-3bdf-4490-ad68-ab880a269474updatedDisplayName"}"""))
            .Status.ShouldBe(HttpStatusCode.NoContent);
        (await entra.Patch(path, $$"""{"op": "Add", "path": "members", "value": [{"$ref": null, "value": "{{one}}"}, {"$ref": null, "value": "{{two}}"}]}"""))
            .Status.ShouldBe(HttpStatusCode.NoContent);
        (await entra.Patch(path, $$"""{"op": "Add", "path": "members", "value": [{"$ref": null, "value": "{{one}}"}]}""")).Status.ShouldBe(HttpStatusCode.NoContent);
        (await Members(entra, path)).ShouldBe([one, two], ignoreOrder: true);
        (await company.Admin.Get($"/api/v1/users?groupId={id}")).Json.GetProperty("totalItems").GetInt32().ShouldBe(2);

        (await entra.Patch(path, $$"""{"op": "Remove", "path": "members", "value": [{"$ref": null, "value": "{{one}}"}]}""")).Status.ShouldBe(HttpStatusCode.NoContent);
        (await Members(entra, path)).ShouldBe([two]);
        (await entra.Patch(path, $$"""{"op": "Remove", "path": "members[value eq \"{{two}}\"]"}""")).Status.ShouldBe(HttpStatusCode.NoContent);
        (await Members(entra, path)).ShouldBeEmpty();
        (await entra.Patch(path, $$"""{"op": "Add", "path": "members", "value": [{"value": "{{Guid.CreateVersion7()}}"}]}""")).Refusal().ShouldBe((400, "invalidValue"));

        (await entra.Delete(path)).Status.ShouldBe(HttpStatusCode.NoContent);
        (await entra.Get(path)).Refusal().ShouldBe((404, null));
    }

    internal static async Task<IReadOnlyList<string>> Members(Directory directory, string path) =>
        [.. (await directory.Get(path)).Successful().Json.GetProperty("members").EnumerateArray().Select(member => member.GetProperty("value").GetString()!)];
}
