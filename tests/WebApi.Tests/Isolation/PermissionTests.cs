using System.Net;
using System.Runtime.CompilerServices;
using System.Text;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Infrastructure.Persistence;
using SecurityTraining.TestKit.Http;
using SecurityTraining.WebApi.Tests.Contract;

namespace SecurityTraining.WebApi.Tests.Isolation;

/// <summary>
/// What each role may do is written down for people in <c>docs/permissions.md</c>; here it is tried, operation by operation, and compared.
/// <c>UPDATE_DOCS=1</c> writes the page anew, so that a change of rights is seen in review.
/// </summary>
public sealed class PermissionTests
{
    private const string AdministratorsOnly = "administrators only";

    /// <summary>What no role of the company's own opens, because it would make its holder as good as an administrator.</summary>
    private static readonly string[] NeverGiven =
        [.. new[] { "GET", "PUT", "DELETE" }.Select(method => $"{method} /api/v1/company/single-sign-on")];

    private static readonly Role[] Roles = [Role.Employee, Role.Manager, Role.Auditor, Role.CompanyAdmin, Role.PlatformAdmin];

    [Fact]
    public async Task Each_role_may_do_what_the_documented_matrix_says_and_nothing_else()
    {
        await using var host = await ApiHost.Start(DatabaseProvider.Sqlite);
        var world = await World.Create(host, "alpaca");
        var key = (await world.Company.Admin.Post("/api/v1/api-keys", new { name = "Everything", scopes = ApiKeyScopes.All })).Successful();
        var machine = ("X-Api-Key", key.Json.GetProperty("key").GetString()!);
        var matrix = new StringBuilder("""
            # Who may do what

            Tried against every operation of the API by a test, which fails when this page and the service disagree. Everybody sees only their
            own company. "API key" is one with every scope. The last column names the one permission that a role of the company's own needs for it.
            What lies under `/scim` opens to a key with the scope `scim` alone, whoever asks with anything else; another test tries that.

            | operation | nobody | employee | manager | auditor | companyAdmin | platformAdmin | API key | permission |
            |---|---|---|---|---|---|---|---|---|

            """);
        var operations = (await Operation.ReadAll(host.Anonymous)).Where(operation => operation.IsApi).ToList();
        var permissions = await OpenedByOnePermission(operations, world);
        foreach (var operation in operations)
        {
            matrix.Append($"| `{operation.Name}` |").Append(Cell(await MayCall(operation, world, host.Anonymous)));
            foreach (var role in Roles)
            {
                var client = role == Role.PlatformAdmin ? await host.SignInAsAdministrator() : await world.As(role);
                matrix.Append(Cell(await MayCall(operation, world, client)));
            }

            matrix.Append(Cell(await MayCall(operation, world, host.Anonymous, machine)));
            matrix.Append(permissions.TryGetValue(operation.Name, out var permission) ? permission == AdministratorsOnly ? $" {permission} |\n" : $" `{permission}` |\n" : " |\n");
        }

        if (Environment.GetEnvironmentVariable("UPDATE_DOCS") == "1")
        {
            await File.WriteAllTextAsync(Page(), matrix.ToString());
        }

        var documented = await File.ReadAllLinesAsync(Page());
        var found = matrix.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        found.Except(documented, StringComparer.Ordinal).ShouldBeEmpty();
        documented.Where(line => line.Length > 0).Except(found, StringComparer.Ordinal).ShouldBeEmpty();
    }

    /// <summary>
    /// With a role of the company's own for each permission, in one and the same session: everything that an administrator may and an employee may
    /// not is opened by exactly one permission, and by those that imply it.
    /// </summary>
    private static async Task<Dictionary<string, string>> OpenedByOnePermission(IReadOnlyList<Operation> operations, World world)
    {
        var person = (await world.Company.Admin.Post("/api/v1/users", world.Person("permissions"))).Successful().Id;
        var client = (await world.Host.SignInWithoutPassword(world.Company.Id, person)).Client;
        var byEmployees = await Open(operations, world, client);
        var opened = new Dictionary<string, IReadOnlySet<string>>(StringComparer.Ordinal);
        foreach (var name in PermissionNames.All)
        {
            var role = (await world.Company.Admin.Post("/api/v1/roles", new { name = $"Only {name}", permissions = new[] { name } })).Successful().Id;
            (await world.Company.Admin.Patch($"/api/v1/users/{person}", new { customRoleId = role })).Successful();
            opened[name] = await Open(operations.Where(operation => !byEmployees.Contains(operation.Name)), world, client);
        }

        var permissions = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var operation in (await Open(operations, world, world.Company.Admin)).Except(byEmployees, StringComparer.Ordinal))
        {
            var openers = opened.Keys.Where(name => opened[name].Contains(operation)).ToList();
            var needed = openers.Where(name => !PermissionNames.WithImplied([name]).Any(implied => implied != name && openers.Contains(implied))).ToList();
            needed.Count.ShouldBe(NeverGiven.Contains(operation) ? 0 : 1, $"{operation} is opened by {string.Join(" and ", needed)}");
            permissions[operation] = needed.SingleOrDefault(AdministratorsOnly);
        }

        opened.Values.SelectMany(names => names).Except(permissions.Keys, StringComparer.Ordinal).ShouldBeEmpty();
        return permissions;
    }

    private static async Task<IReadOnlySet<string>> Open(IEnumerable<Operation> operations, World world, ApiClient client)
    {
        var open = new HashSet<string>(StringComparer.Ordinal);
        foreach (var operation in operations.Where(operation => operation.Name is not ("POST /api/v1/auth/logout" or "DELETE /api/v1/auth/sessions")))
        {
            if (await MayCall(operation, world, client))
            {
                open.Add(operation.Name);
            }
        }

        return open;
    }

    private static string Cell(bool mayCall) => mayCall ? " yes |" : " |";

    private static string Page([CallerFilePath] string thisFile = "") =>
        Path.Combine(Path.GetDirectoryName(thisFile)!, "..", "..", "..", "docs", "permissions.md");

    /// <summary>With things that do not exist, so that what is allowed ends nothing.</summary>
    private static async Task<bool> MayCall(Operation operation, World world, ApiClient client, params (string Name, string Value)[] headers)
    {
        var inPath = IdPosition.Of(operation).FirstOrDefault(position => position.Place == Place.Path);
        var (path, content) = inPath is null
            ? (operation.Path, Samples.Content(operation, Samples.Body(operation, world)))
            : Samples.With(inPath, world, Samples.Unknown(inPath.Kind, ""));
        var answer = await client.Send(operation.Method, path, content, headers);
        return answer is not ({ Status: HttpStatusCode.Unauthorized, Code: "unauthenticated" } or { Status: HttpStatusCode.Forbidden, Code: "forbidden" });
    }
}
