using Microsoft.EntityFrameworkCore.Migrations;

namespace SecurityTraining.Infrastructure.Persistence.ControlPlane;

/// <summary>For migrations that need to know what was there before them, in every company.</summary>
internal static class EarlierRows
{
    /// <summary>The migration that makes the list of companies lists those that were there before it.</summary>
    public static void ListEarlierCompanies(this MigrationBuilder migration) => migration.AcrossCompanies(
        """
        INSERT INTO control_companies (id, name, normalized_name, status, people_count, created_at)
        SELECT id, name, lower(trim(name)), status, people_count, created_at FROM companies;
        """,
        "companies");

    /// <summary>The migration that makes the catalogue puts into it what was open to everybody before.</summary>
    public static void OpenEarlierCourses(this MigrationBuilder migration) => migration.AcrossCompanies(
        """
        UPDATE courses SET is_open = TRUE WHERE status = 'Published' AND EXISTS (
            SELECT 1 FROM course_versions v
            WHERE v.course_id = courses.id AND v.number = courses.published_number
                AND v.profile LIKE '%"allowsSelfEnrolment":true%');
        """,
        "courses",
        "course_versions");

    /// <summary>The tables' owner migrates and is bound by row-level security like everybody, but may lay that down for the time being.</summary>
    private static void AcrossCompanies(this MigrationBuilder migration, string sql, params string[] tables)
    {
        var isPostgres = migration.ActiveProvider == "Npgsql.EntityFrameworkCore.PostgreSQL";
        migration.Sql(isPostgres ? $"{Each("NO FORCE")} {sql} {Each("FORCE")}" : sql);

        string Each(string force) => string.Join(' ', tables.Select(table => $"ALTER TABLE {table} {force} ROW LEVEL SECURITY;"));
    }
}
