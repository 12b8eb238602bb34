using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Npgsql;
using SecurityTraining.Infrastructure.Persistence.Postgres;
using SecurityTraining.Infrastructure.Persistence.Sqlite;

namespace SecurityTraining.Infrastructure.Persistence;

/// <summary>For <c>dotnet ef migrations add</c>, which needs the model and no database.</summary>
internal sealed class SqliteDesignTimeFactory : IDesignTimeDbContextFactory<SqliteDbContext>
{
    public SqliteDbContext CreateDbContext(string[] args)
    {
        var options = new DbContextOptionsBuilder<SqliteDbContext>();
        options.UseSqliteFile("Data Source=:memory:");
        return new SqliteDbContext(options.Options);
    }
}

/// <inheritdoc cref="SqliteDesignTimeFactory"/>
internal sealed class PostgresDesignTimeFactory : IDesignTimeDbContextFactory<PostgresDbContext>
{
    public PostgresDbContext CreateDbContext(string[] args)
    {
        var options = new DbContextOptionsBuilder<PostgresDbContext>();
        options.UsePostgres(NpgsqlDataSource.Create("Host=localhost"));
        return new PostgresDbContext(options.Options);
    }
}
