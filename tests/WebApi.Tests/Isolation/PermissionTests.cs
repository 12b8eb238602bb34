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
            own company. The last column is an API key with every scope. What lies under `/scim` opens to a key with the scope `scim` alone, whoever
            asks with anything else; another test tries that.

            | operation | nobody | employee | manager | auditor | companyAdmin | platformAdmin | API key |
            |---|---|---|---|---|---|---|---|

            """);
        foreach (var operation in (await Operation.ReadAll(host.Anonymous)).Where(operation => operation.IsApi))
        {
            matrix.Append($"| `{operation.Name}` |").Append(Cell(await MayCall(operation, world, host.Anonymous)));
            foreach (var role in Roles)
            {
                var client = role == Role.PlatformAdmin ? await host.SignInAsAdministrator() : await world.As(role);
                matrix.Append(Cell(await MayCall(operation, world, client)));
            }

            matrix.Append(Cell(await MayCall(operation, world, host.Anonymous, machine))).Append('\n');
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
