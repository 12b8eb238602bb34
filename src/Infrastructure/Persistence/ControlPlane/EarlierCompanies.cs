using Microsoft.EntityFrameworkCore.Migrations;

namespace SecurityTraining.Infrastructure.Persistence.ControlPlane;

/// <summary>For the migration that makes the list of companies: those that were there before it.</summary>
internal static class EarlierCompanies
{
    private const string Fill =
        """
        INSERT INTO control_companies (id, name, normalized_name, status, people_count, created_at)
        SELECT id, name, lower(trim(name)), status, people_count, created_at FROM companies;
        """;

    /// <summary>Their owner migrates and is bound by row-level security like everybody, but may lay that down until it has read them.</summary>
    public static void ListEarlierCompanies(this MigrationBuilder migration)
    {
        var isPostgres = migration.ActiveProvider == "Npgsql.EntityFrameworkCore.PostgreSQL";
        migration.Sql(isPostgres
            ? $"ALTER TABLE companies NO FORCE ROW LEVEL SECURITY; {Fill} ALTER TABLE companies FORCE ROW LEVEL SECURITY;"
            : Fill);
    }
}
