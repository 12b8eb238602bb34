using Npgsql;
using SecurityTraining.Infrastructure.Persistence;
using SecurityTraining.TestKit;

namespace SecurityTraining.Architecture.Tests;

public sealed class MigratedPostgres : IAsyncLifetime
{
    public TestDatabase Database { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Database = await TestDatabase.Create(DatabaseProvider.Postgres);

    public ValueTask DisposeAsync() => Database.DisposeAsync();
}

public sealed class CatalogTests(MigratedPostgres postgres) : IClassFixture<MigratedPostgres>
{
    [Fact]
    public async Task Every_table_stands_behind_its_walls() => (await ViolationsAfter("SELECT 1")).ShouldBeEmpty();

    [Fact]
    public async Task There_are_tables_to_look_at()
    {
        await using var connection = new NpgsqlConnection(postgres.Database.SuperuserConnectionString);
        await connection.OpenAsync();
        await using var count = new NpgsqlCommand("SELECT count(*) FROM pg_policies WHERE policyname = 'no_other_company'", connection);

        ((long)(await count.ExecuteScalarAsync())!).ShouldBeGreaterThan(10);
    }

    /// <summary>Proof that the checks can fail: each planted fault is reported. The transaction takes it back.</summary>
    [Theory]
    [InlineData("DROP POLICY own_company ON users", "users: policy own_company is missing")]
    [InlineData("DROP POLICY no_other_company ON users", "users: policy no_other_company is missing")]
    [InlineData("CREATE POLICY everything ON users USING (true)", "users: policy everything is not expected")]
    [InlineData("ALTER POLICY own_company ON users USING (true)", "users: policy own_company is not as expected")]
    [InlineData("ALTER POLICY own_company ON users WITH CHECK (true)", "users: policy own_company is not as expected")]
    [InlineData("ALTER POLICY no_other_company ON companies TO st_test_owner", "companies: policy no_other_company is not as expected")]
    [InlineData("ALTER POLICY platform_reads ON lure_templates USING (true)", "lure_templates: policy platform_reads is not as expected")]
    [InlineData("ALTER POLICY platform_owner ON lure_templates TO public", "lure_templates: policy platform_owner is not as expected")]
    [InlineData("ALTER TABLE simulations NO FORCE ROW LEVEL SECURITY", "simulations: row-level security is not forced")]
    [InlineData("ALTER TABLE simulations DISABLE ROW LEVEL SECURITY", "simulations: row-level security is not enabled")]
    [InlineData("CREATE TABLE forgotten (id uuid PRIMARY KEY)", "forgotten has no company_id, or one that may be null")]
    [InlineData("CREATE TABLE forgotten (company_id uuid NOT NULL)", "forgotten: row-level security is not enabled")]
    [InlineData("ALTER TABLE departments ADD UNIQUE (name)", "departments: index departments_name_key does not lead with company_id")]
    [InlineData("CREATE UNIQUE INDEX by_name ON departments ((lower(name)))", "departments: index by_name does not lead with company_id")]
    [InlineData("ALTER TABLE companies ADD UNIQUE (name)", "companies: index companies_name_key does not lead with id")]
    [InlineData(
        "CREATE TABLE notes (company_id uuid NOT NULL, user_id uuid); ALTER TABLE users ADD UNIQUE (id); ALTER TABLE notes ADD CONSTRAINT crossing FOREIGN KEY (user_id) REFERENCES users (id)",
        "notes: foreign key crossing can point into another company")]
    [InlineData("CREATE FUNCTION all_users() RETURNS SETOF users LANGUAGE sql SECURITY DEFINER AS 'SELECT * FROM users'", "function all_users() is SECURITY DEFINER")]
    [InlineData("CREATE VIEW everybody AS SELECT * FROM users", "view without security_invoker: everybody")]
    [InlineData("CREATE MATERIALIZED VIEW everybody AS SELECT * FROM users", "materialised view everybody")]
    [InlineData("CREATE SCHEMA hidden", "schema hidden is nobody's business")]
    [InlineData("ALTER ROLE st_test_runtime SUPERUSER", "the runtime role is superuser")]
    [InlineData("ALTER ROLE st_test_runtime BYPASSRLS", "the runtime role is above row-level security")]
    [InlineData("GRANT st_test_owner TO st_test_runtime", "the runtime role may become st_test_owner")]
    [InlineData("ALTER TABLE users OWNER TO st_test_runtime", "the runtime role owns users")]
    [InlineData("GRANT UPDATE ON __ef_migrations_history TO st_test_runtime", "the runtime role may UPDATE __ef_migrations_history")]
    [InlineData("GRANT TRUNCATE ON users TO st_test_runtime", "the runtime role may TRUNCATE users")]
    [InlineData("GRANT UPDATE ON audit_entries TO st_test_runtime", "the runtime role may UPDATE audit_entries")]
    [InlineData("GRANT DELETE ON audit_entries TO public", "the runtime role may DELETE audit_entries")]
    [InlineData("GRANT UPDATE (data) ON audit_entries TO st_test_runtime", "the runtime role may UPDATE a column of audit_entries")]
    [InlineData("GRANT DELETE ON audit_heads TO st_test_runtime", "the runtime role may DELETE audit_heads")]
    [InlineData("GRANT CREATE ON SCHEMA public TO st_test_runtime", "the runtime role may create in the schema")]
    public async Task A_planted_fault_is_found(string fault, string report) => (await ViolationsAfter(fault)).ShouldContain(report);

    private async Task<IReadOnlyList<string>> ViolationsAfter(string fault)
    {
        var runtime = new NpgsqlConnectionStringBuilder(postgres.Database.ConnectionString).Username!;
        await using var connection = new NpgsqlConnection(postgres.Database.SuperuserConnectionString);
        await connection.OpenAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using (var sabotage = new NpgsqlCommand(fault, connection, transaction))
        {
            await sabotage.ExecuteNonQueryAsync();
        }

        return await new Catalog(connection, transaction, runtime).Violations();
    }
}
