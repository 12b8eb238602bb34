using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql;
using SecurityTraining.Infrastructure.Persistence;

namespace SecurityTraining.TestKit;

/// <summary>A database of its own for whoever asks, on the engine that they name.</summary>
public sealed class TestDatabase : IAsyncDisposable
{
    private const string ServerVariable = "SECURITYTRAINING_TEST_POSTGRES";
    private const string Owner = "st_test_owner";
    private const string Runtime = "st_test_runtime";
    private const string Password = "test";

    /// <summary>Named after the migrations that it has been through, so that several working trees can share a server.</summary>
    private static readonly string Template = $"securitytraining_template_{MigrationsMark()}";

    private static readonly Lazy<NpgsqlDataSource> Servers = new(() => NpgsqlDataSource.Create(Server));
    private static readonly Lazy<Task> TemplateReady = new(CreateTemplate);
    private static readonly Lazy<Task<string>> SqliteTemplate = new(CreateSqliteTemplate);

    private readonly string? _name;
    private string? _file;

    private TestDatabase(DatabaseProvider provider, string? name)
    {
        Provider = provider;
        _name = name;
    }

    public DatabaseProvider Provider { get; }

    /// <summary>What the service is to be configured with.</summary>
    public IEnumerable<KeyValuePair<string, string?>> Settings => Provider == DatabaseProvider.Sqlite
        ? [new("Database:Provider", "Sqlite")]
        : [new("Database:Provider", "Postgres"), new("ConnectionStrings:Database", ConnectionString)];

    /// <summary>PostgreSQL only: the runtime login, bound by row-level security.</summary>
    public string ConnectionString => As(Runtime);

    /// <summary>PostgreSQL only: a superuser, who sees everything.</summary>
    public string SuperuserConnectionString => new NpgsqlConnectionStringBuilder(Server) { Database = _name }.ConnectionString;

    /// <summary>The server that build/test.sh has started. Many tests at once on a small machine wait for each other to connect.</summary>
    private static string Server => new NpgsqlConnectionStringBuilder(
        Environment.GetEnvironmentVariable(ServerVariable)
            ?? throw new InvalidOperationException(
                $"{ServerVariable} names no PostgreSQL server. Run ./build/test.sh, or start one: . build/servers.sh && servers_start"))
    {
        Timeout = 60,
    }.ConnectionString;

    public static async Task<TestDatabase> Create(DatabaseProvider provider)
    {
        if (provider == DatabaseProvider.Sqlite)
        {
            return new TestDatabase(provider, name: null);
        }

        await TemplateReady.Value;
        var name = $"st_{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8))}";
        await ExecuteOnServer($"CREATE DATABASE {name} TEMPLATE {Template} OWNER {Owner}");
        return new TestDatabase(provider, name);
    }

    /// <summary>SQLite only: puts the database, as ready as a copy can be, into the data folder of a service that is about to start.</summary>
    public async Task PutInto(string dataFolder)
    {
        if (Provider == DatabaseProvider.Sqlite)
        {
            _file = Path.Combine(dataFolder, PersistenceServices.SqliteFile);
            File.Copy(await SqliteTemplate.Value, _file);
        }
    }

    /// <summary>Leaves the connections of other databases alone: opening them again would cost the tests beside this one.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_file is not null)
        {
            await using var connection = new SqliteConnection(PersistenceServices.SqliteConnectionString(_file));
            SqliteConnection.ClearPool(connection);
        }

        if (_name is not null)
        {
            await using (var connection = new NpgsqlConnection(SuperuserConnectionString))
            {
                NpgsqlConnection.ClearPool(connection);
            }

            await ExecuteOnServer($"DROP DATABASE IF EXISTS {_name} WITH (FORCE)");
        }
    }

    private string As(string login) => new NpgsqlConnectionStringBuilder(Server)
    {
        Database = _name,
        Username = login,
        Password = Password,
        MaxPoolSize = 12,
    }.ConnectionString;

    /// <summary>Made once for each test assembly, as a service makes it at its first start.</summary>
    private static async Task<string> CreateSqliteTemplate()
    {
        var template = Path.Combine(Path.GetTempPath(), $"securitytraining-template-{RandomNumberGenerator.GetHexString(16, lowercase: true)}.db");
        AppDomain.CurrentDomain.ProcessExit += (_, _) => File.Delete(template);
        await using var app = await TestApp.StartFirst();
        await using var connection = new SqliteConnection($"Data Source={Path.Combine(app.DataFolder, PersistenceServices.SqliteFile)}");
        await connection.OpenAsync();
        await using var copy = new SqliteCommand($"VACUUM INTO '{template}'", connection);
        await copy.ExecuteNonQueryAsync();
        return template;
    }

    /// <summary>
    /// Migrated once for all test assemblies that use the server, under an advisory lock; every test database is a copy. The same steps as
    /// build/postgres-roles.sql.
    /// </summary>
    private static async Task CreateTemplate()
    {
        await using var connection = await Servers.Value.OpenConnectionAsync();
        await Execute(connection, "SELECT pg_advisory_lock(4711)");
        await using (var exists = new NpgsqlCommand($"SELECT count(*) FROM pg_database WHERE datname = '{Template}' AND datistemplate", connection))
        {
            if ((long)(await exists.ExecuteScalarAsync())! == 1)
            {
                await Execute(connection, "SELECT pg_advisory_unlock(4711)");
                return;
            }
        }

        await Execute(connection, $"DROP DATABASE IF EXISTS {Template}");
        foreach (var role in (string[])[Owner, Runtime])
        {
            await Execute(
                connection,
                $"DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{role}') THEN CREATE ROLE {role} LOGIN NOSUPERUSER NOBYPASSRLS NOINHERIT PASSWORD '{Password}'; END IF; END $$");
        }

        await Execute(connection, $"CREATE DATABASE {Template} OWNER {Owner}");
        var owner = new NpgsqlConnectionStringBuilder(Server) { Database = Template, Username = Owner, Password = Password, Pooling = false };
        var superuser = new NpgsqlConnectionStringBuilder(Server) { Database = Template, Pooling = false };
        await Execute(
            superuser.ConnectionString,
            $"""
            ALTER SCHEMA public OWNER TO {Owner};
            GRANT USAGE ON SCHEMA public TO {Runtime};
            ALTER DEFAULT PRIVILEGES FOR ROLE {Owner} IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {Runtime};
            """);
        await using (var app = await TestApp.StartBare())
        {
            await app.Services.MigratePostgres(owner.ConnectionString);
        }

        await Execute(connection, $"ALTER DATABASE {Template} IS_TEMPLATE true");
        await Execute(connection, "SELECT pg_advisory_unlock(4711)");
    }

    private static string MigrationsMark()
    {
        var migrations = typeof(PersistenceServices).Assembly.GetTypes()
            .Select(type => type.GetCustomAttribute<MigrationAttribute>()?.Id).OfType<string>().Order(StringComparer.Ordinal);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', migrations))))[..16];
    }

    private static async Task ExecuteOnServer(string sql)
    {
        await using var connection = await Servers.Value.OpenConnectionAsync();
        await Execute(connection, sql);
    }

    private static async Task Execute(string connectionString, string sql)
    {
        await using var source = NpgsqlDataSource.Create(connectionString);
        await using var connection = await source.OpenConnectionAsync();
        await Execute(connection, sql);
    }

    private static async Task Execute(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
