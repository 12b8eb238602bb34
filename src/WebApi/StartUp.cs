using SecurityTraining.Infrastructure;
using SecurityTraining.Infrastructure.Persistence;
using SecurityTraining.Infrastructure.Security;

namespace SecurityTraining.WebApi;

/// <summary>What the service says and does before it serves.</summary>
internal static class StartUp
{
    /// <summary>The <c>migrate</c> command: under the owner's login on PostgreSQL; the embedded database migrates itself.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> Migrate(this WebApplication app)
    {
        if (app.Configuration.GetValue("Database:Provider", DatabaseProvider.Sqlite) == DatabaseProvider.Sqlite)
        {
            await app.Services.PrepareDatabase();
        }
        else if (app.Configuration.GetConnectionString("DatabaseOwner") is { Length: > 0 } owner)
        {
            await app.Services.MigratePostgres(owner);
        }
        else
        {
            await Console.Error.WriteLineAsync("ConnectionStrings:DatabaseOwner is needed to migrate PostgreSQL.");
            return 1;
        }

        Console.WriteLine("The database is up to date.");
        return 0;
    }

    /// <summary>The <c>rotate-signing-key</c> command. Running instances take the new key up within seconds; nobody is signed out.</summary>
    /// <returns>The exit code.</returns>
    public static int RotateSigningKey(this WebApplication app)
    {
        Console.WriteLine($"Access tokens are signed with key {app.Services.GetRequiredService<SigningKeys>().Rotate()} from now on.");
        return 0;
    }

    public static void ShowBanner(this WebApplication app)
    {
        var lines = app.Urls.SelectMany(url => (string[])[$"api       {url}/docs", $"health    {url}/health/ready"])
            .Concat(app.Services.DescribeAdapters());
        Console.WriteLine($"\n  SecurityTraining ({app.Environment.EnvironmentName})\n{string.Concat(lines.Select(line => $"    {line}\n"))}");
    }
}
