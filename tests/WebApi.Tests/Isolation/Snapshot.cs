using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;
using SecurityTraining.Infrastructure.Persistence;
using SecurityTraining.TestKit.Http;

namespace SecurityTraining.WebApi.Tests.Isolation;

/// <summary>Every row of a company, read past the service.</summary>
internal static class Snapshot
{
    private const string SqliteTables =
        "SELECT m.name, CASE m.name WHEN 'companies' THEN 'id' ELSE 'company_id' END FROM sqlite_master m "
        + "WHERE m.type = 'table' AND (m.name = 'companies' OR EXISTS (SELECT 1 FROM pragma_table_info(m.name) c WHERE c.name = 'company_id')) ORDER BY 1";

    private const string PostgresTables =
        "SELECT table_name::text, column_name::text FROM information_schema.columns "
        + "WHERE table_schema = 'public' AND (column_name = 'company_id' OR (table_name = 'companies' AND column_name = 'id')) ORDER BY 1";

    public static async Task<IReadOnlyDictionary<string, IReadOnlyList<string>>> Of(World world)
    {
        await using var connection = await Open(world.Host);
        var tables = (await Rows(connection, connection is SqliteConnection ? SqliteTables : PostgresTables)).ConvertAll(row => row.Split('|'));
        var rows = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        foreach (var table in tables)
        {
            var sql = $"SELECT * FROM {table[0]} WHERE lower(CAST({table[1]} AS text)) = '{world.Company.Id}'";
            rows[table[0]] = [.. (await Rows(connection, sql)).Order(StringComparer.Ordinal)];
        }

        return rows;
    }

    public static IEnumerable<string> Differences(
        IReadOnlyDictionary<string, IReadOnlyList<string>> before, IReadOnlyDictionary<string, IReadOnlyList<string>> after) =>
        from table in before.Keys
        from row in before[table].Except(after[table], StringComparer.Ordinal).Concat(after[table].Except(before[table], StringComparer.Ordinal))
        select $"{table} of the other company has changed: {row}";

    /// <summary>The whole database as text, for what must be found nowhere.</summary>
    public static async Task<string> Everything(ApiHost host)
    {
        await using var connection = await Open(host);
        var tables = await Rows(connection, connection is SqliteConnection
            ? "SELECT name FROM sqlite_master WHERE type = 'table'"
            : "SELECT table_name::text FROM information_schema.tables WHERE table_schema = 'public'");
        var text = new System.Text.StringBuilder();
        foreach (var table in tables)
        {
            text.AppendJoin('\n', await Rows(connection, $"SELECT * FROM \"{table}\"")).Append('\n');
        }

        return text.ToString();
    }

    private static async Task<DbConnection> Open(ApiHost host)
    {
        DbConnection connection = host.Database.Provider == DatabaseProvider.Sqlite
            ? new SqliteConnection($"Data Source={Path.Combine(host.DataFolder, "securitytraining.db")};Mode=ReadOnly;Pooling=false")
            : new NpgsqlConnection(host.Database.SuperuserConnectionString);
        await connection.OpenAsync();
        return connection;
    }

    private static async Task<List<string>> Rows(DbConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string>();
        while (await reader.ReadAsync())
        {
            rows.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(column => Text(reader.GetValue(column)))));
        }

        return rows;
    }

    private static string Text(object value) => value is byte[] bytes
        ? System.Text.Encoding.UTF8.GetString(bytes) + Convert.ToHexString(bytes)
        : Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture) ?? "";
}
