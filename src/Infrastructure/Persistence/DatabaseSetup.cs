using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using SecurityTraining.Application.Common;
using SecurityTraining.Infrastructure.Library;
using SecurityTraining.Infrastructure.Persistence.Postgres;
using SecurityTraining.Infrastructure.Security;

namespace SecurityTraining.Infrastructure.Persistence;

/// <summary>Brings a database to the state that this build needs.</summary>
public static class DatabaseSetup
{
    /// <summary>
    /// At start: migrates the embedded database, and checks that PostgreSQL has been migrated and that the runtime login is bound by
    /// row-level security.
    /// </summary>
    /// <exception cref="InvalidOperationException">The database is not fit for this build.</exception>
    public static async Task PrepareDatabase(this IServiceProvider services, CancellationToken ct = default)
    {
        await using var scope = services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<ITenant>().EnterControlPlane();
        var db = scope.ServiceProvider.GetRequiredService<AppDbContext>();
        await scope.ServiceProvider.GetRequiredService<DatabaseEngine>().Prepare(db, ct);
        if (db.Database.IsSqlite())
        {
            await services.PublishLibrary(db, ct);
        }

        await services.GetRequiredService<PlatformAdministrator>().Ensure(ct);
    }

    /// <summary>The <c>migrate</c> command on PostgreSQL: schema, walls between companies and library, under the owner's login.</summary>
    public static async Task MigratePostgres(this IServiceProvider services, string ownerConnectionString, CancellationToken ct = default)
    {
        await using var dataSource = NpgsqlDataSource.Create(ownerConnectionString);
        var options = new DbContextOptionsBuilder<PostgresDbContext>();
        options.UsePostgres(dataSource);
        await using var db = new PostgresDbContext(options.Options);
        await db.Database.MigrateAsync(ct);
        await using (var walls = dataSource.CreateCommand(Script("TenantWalls")))
        {
            await walls.ExecuteNonQueryAsync(ct);
        }

        await services.PublishLibrary(db, ct);
    }

    private static async Task PublishLibrary(this IServiceProvider services, AppDbContext db, CancellationToken ct)
    {
        db.Tenant.EnterControlPlane();
        if (await LibraryEdition.IsOfThisBuild(db, ct))
        {
            return;
        }

        await services.GetRequiredService<LureLibrary>().Publish(db, ct);
        await services.GetRequiredService<CourseLibrary>().Publish(db, ct);
        await LibraryEdition.SetToThisBuild(db, ct);
    }

    internal static string Script(string name) => EmbeddedText.Read($"sql/{name}.sql");
}
