using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using SecurityTraining.TestKit.Http;

namespace SecurityTraining.WebApi.Tests.Scim;

/// <summary>A company's directory, which calls in with its key.</summary>
internal sealed class Directory(ApiHost host, string key)
{
    public const string Users = "/scim/v2/Users";
    public const string Groups = "/scim/v2/Groups";
    public const string User = "urn:ietf:params:scim:schemas:core:2.0:User";
    public const string Enterprise = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

    public string Key => key;

    public static async Task<Directory> Connect(ApiHost host, CompanyClient company)
    {
        var made = (await company.Admin.Post("/api/v1/api-keys", new { name = "Directory", scopes = new[] { "scim" } })).Successful();
        return new Directory(host, made.Json.GetProperty("key").GetString()!);
    }

    public Task<ApiAnswer> Get(string path, params (string Name, string Value)[] headers) => Send(HttpMethod.Get, path, body: null, headers);

    public Task<ApiAnswer> Post(string path, string body) => Send(HttpMethod.Post, path, body);

    public Task<ApiAnswer> Put(string path, string body, params (string Name, string Value)[] headers) => Send(HttpMethod.Put, path, body, headers);

    /// <param name="operations">The members of <c>Operations</c>, as JSON.</param>
    public Task<ApiAnswer> Patch(string path, string operations, params (string Name, string Value)[] headers) => Send(
        HttpMethod.Patch, path, $$"""{"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": [{{operations}}]}""", headers);

    public Task<ApiAnswer> Delete(string path) => Send(HttpMethod.Delete, path, body: null);

    public Task<ApiAnswer> Send(HttpMethod method, string path, string? body, params (string Name, string Value)[] headers)
    {
        var content = body is null ? null : new StringContent(body, Encoding.UTF8, new MediaTypeHeaderValue("application/scim+json"));
        return host.WithToken(key).Send(method, path, content, headers);
    }

    /// <returns>The ids of those whom the filter finds.</returns>
    public async Task<IReadOnlyList<string>> Find(string filter, string path = Users) =>
        [.. (await Get($"{path}?filter={Uri.EscapeDataString(filter)}&attributes=id")).Successful().Json.GetProperty("Resources").EnumerateArray()
            .Select(resource => resource.GetProperty("id").GetString()!)];

    /// <summary>Somebody as small as the protocol lets them be.</summary>
    public async Task<string> AddUser(string address) =>
        (await Post(Users, JsonSerializer.Serialize(new { schemas = new[] { User }, userName = address }))).Successful().Json.GetProperty("id").GetString()!;
}

internal static class ScimAnswerExtensions
{
    /// <summary>What went wrong, as the protocol says it.</summary>
    public static (int Status, string? Type) Refusal(this ApiAnswer answer)
    {
        answer.ContentHeaders.ContentType?.MediaType.ShouldBe("application/scim+json");
        answer.Json.GetProperty("schemas")[0].GetString().ShouldBe("urn:ietf:params:scim:api:messages:2.0:Error");
        answer.Json.GetProperty("status").GetString().ShouldBe($"{(int)answer.Status}");
        answer.Json.GetProperty("detail").GetString().ShouldNotBeNullOrEmpty();
        return ((int)answer.Status, answer.Json.TryGetProperty("scimType", out var type) ? type.GetString() : null);
    }

    public static string? Text(this ApiAnswer answer, params string[] path)
    {
        var node = answer.Json;
        foreach (var step in path)
        {
            if (int.TryParse(step, out var index))
            {
                node = node[index];
            }
            else if (!node.TryGetProperty(step, out node))
            {
                return null;
            }
        }

        return node.ToString();
    }
}
