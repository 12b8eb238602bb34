using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;
using Npgsql;
using SecurityTraining.Infrastructure.Persistence;
using SecurityTraining.TestKit;

namespace SecurityTraining.Application.UseCaseTests.Platform;

internal static class MigrationSteps
{
    /// <summary>As a migration does it: on PostgreSQL under the owner's login, which row-level security binds, too.</summary>
    public static Task<int> Migrate(this TestApp app, TestCompany company, Action<MigrationBuilder> step) => app.InDatabase(company.Id, async (_, db) =>
    {
        var migration = new MigrationBuilder(db.Database.ProviderName);
        step(migration);
        var sql = ((SqlOperation)migration.Operations.Single()).Sql;
        if (app.Database.Provider == DatabaseProvider.Sqlite)
        {
            return await db.Database.ExecuteSqlRawAsync(sql);
        }

        await using var connection = new NpgsqlConnection(app.Database.SuperuserConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand($"SET ROLE st_test_owner; {sql}", connection);
        return await command.ExecuteNonQueryAsync();
    });
}
