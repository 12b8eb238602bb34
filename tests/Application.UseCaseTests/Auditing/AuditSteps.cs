using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using SecurityTraining.Application.Auditing;
using SecurityTraining.Domain.Auditing;
using SecurityTraining.Infrastructure.Persistence;
using SecurityTraining.TestKit;

namespace SecurityTraining.Application.UseCaseTests.Auditing;

internal static class AuditSteps
{
    /// <summary>Oldest first.</summary>
    public static Task<List<AuditEntry>> AuditLog(this TestApp app, Guid companyId) =>
        app.InDatabase(companyId, (_, db) => db.AuditEntries.AsNoTracking().OrderBy(entry => entry.Seq).ToListAsync());

    public static async Task<AuditLogVerification> VerifyAuditLog(this TestApp app, TestCompany company) =>
        (await app.Send(new VerifyAuditLogQuery(), company.Admin)).Value;

    /// <summary>Behind the service's back: as the superuser of PostgreSQL, on SQLite as whoever has the file, without its triggers.</summary>
    public static async Task Tamper(this TestApp app, string sql)
    {
        await using DbConnection connection = app.Database.Provider == DatabaseProvider.Postgres
            ? new NpgsqlConnection(app.Database.SuperuserConnectionString)
            : new SqliteConnection($"Data Source={Path.Combine(app.DataFolder, "securitytraining.db")};Pooling=false");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = connection is SqliteConnection
            ? $"DROP TRIGGER audit_entries_stay; DROP TRIGGER audit_entries_remain; DROP TRIGGER audit_heads_remain; {sql}"
            : sql;
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Everything in the tables of the log, as text.</summary>
    public static async Task<string> AuditTables(this TestApp app)
    {
        await using DbConnection connection = app.Database.Provider == DatabaseProvider.Postgres
            ? new NpgsqlConnection(app.Database.SuperuserConnectionString)
            : new SqliteConnection($"Data Source={Path.Combine(app.DataFolder, "securitytraining.db")};Pooling=false;Mode=ReadOnly");
        await connection.OpenAsync();
        var text = new System.Text.StringBuilder();
        foreach (var table in (string[])["audit_entries", "audit_heads", "audit_salts"])
        {
            await using var command = connection.CreateCommand();
            command.CommandText = $"SELECT * FROM {table}";
            await using var reader = await command.ExecuteReaderAsync();
            while (await reader.ReadAsync())
            {
                var cells = Enumerable.Range(0, reader.FieldCount).Select(column => reader.GetValue(column))
                    .Select(value => value is byte[] bytes ? System.Text.Encoding.Latin1.GetString(bytes) : $"{value}");
                text.AppendJoin('|', cells).AppendLine();
            }
        }

        return text.ToString();
    }
}
