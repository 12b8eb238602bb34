using System.Net;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Infrastructure.Persistence;
using SecurityTraining.TestKit.Http;
using SecurityTraining.WebApi.Tests.Contract;

namespace SecurityTraining.WebApi.Tests.Isolation;

/// <summary>What each role may do, written down once more and compared with what the service lets it do.</summary>
public sealed class PermissionTests
{
    private static readonly string[] ForAnybodySignedIn = ["POST /api/v1/auth/logout", "GET /api/v1/users/me", "PATCH /api/v1/users/me", "GET /api/v1/users/me/personal-data"];

    private static readonly string[] ForEverybody =
    [
        "POST /api/v1/auth/register", "POST /api/v1/auth/verify-email", "POST /api/v1/auth/resend-verification", "POST /api/v1/auth/login",
        "POST /api/v1/auth/refresh",
    ];

    private static readonly Role[] Roles = [Role.Employee, Role.Manager, Role.Auditor, Role.CompanyAdmin, Role.PlatformAdmin];

    [Fact]
    public async Task Each_role_may_do_what_its_permissions_say_and_nothing_else()
    {
        await using var host = await ApiHost.Start(DatabaseProvider.Sqlite);
        var world = await World.Create(host, "alpaca");
        var findings = new List<string>();
        foreach (var operation in (await Operation.ReadAll(host.Anonymous)).Where(operation => operation.IsApi))
        {
            findings.AddRange(Judge(operation, "nobody", await Try(operation, world, host.Anonymous), ForEverybody.Contains(operation.Name), HttpStatusCode.Unauthorized));
            foreach (var role in Roles)
            {
                var client = role == Role.PlatformAdmin ? await host.SignInAsAdministrator() : await world.As(role);
                findings.AddRange(Judge(operation, $"{role}", await Try(operation, world, client), IsFor(operation, role), HttpStatusCode.Forbidden));
            }
        }

        findings.ShouldBeEmpty();
    }

    private static bool IsFor(Operation operation, Role role) =>
        ForEverybody.Contains(operation.Name) || ForAnybodySignedIn.Contains(operation.Name) || role.Grants(Needed(operation));

    private static Permission Needed(Operation operation)
    {
        var reads = operation.Method == HttpMethod.Get || operation.Path.EndsWith("/preview", StringComparison.Ordinal);
        return operation.Path switch
        {
            "/api/v1/phishing/reports" => Permission.ReportPhishing,
            "/api/v1/users/{id}/personal-data" => Permission.ManagePeople,
            var path when Below(path, "/api/v1/users/imports") => Permission.ManagePeople,
            var path when Below(path, "/api/v1/groups") => reads ? Permission.ReadPeople : Permission.ManagePeople,
            var path when Below(path, "/api/v1/phishing") => reads ? Permission.ReadPhishing : Permission.ManagePhishing,
            var path when Below(path, "/api/v1/users") || Below(path, "/api/v1/departments") => reads ? Permission.ReadPeople : Permission.ManagePeople,
            var path when Below(path, "/api/v1/company") => reads ? Permission.ReadCompany : Permission.ManageCompany,
            _ => throw new InvalidOperationException($"{operation.Name}: nobody has said whom it is for."),
        };
    }

    private static bool Below(string path, string folder) =>
        path == folder || path.StartsWith($"{folder}/", StringComparison.Ordinal);

    /// <summary>With things that do not exist, so that what is allowed ends nothing.</summary>
    private static async Task<ApiAnswer> Try(Operation operation, World world, ApiClient client)
    {
        var inPath = IdPosition.Of(operation).FirstOrDefault(position => position.Place == Place.Path);
        var (path, content) = inPath is null
            ? (operation.Path, Samples.Content(operation, Samples.Body(operation, world)))
            : Samples.With(inPath, world, Samples.Unknown(inPath.Kind, ""));
        return await client.Send(operation.Method, path, content);
    }

    private static IEnumerable<string> Judge(Operation operation, string caller, ApiAnswer answer, bool mayCall, HttpStatusCode refusal)
    {
        var refused = answer.Status == refusal && answer.Code is "unauthenticated" or "forbidden";
        if (refused == mayCall)
        {
            yield return $"{operation.Name} as {caller}: {(int)answer.Status} {answer.Code}";
        }
    }
}
