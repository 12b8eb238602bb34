using Npgsql;

namespace SecurityTraining.Architecture.Tests;

/// <summary>
/// The walls between companies as PostgreSQL itself has them. Each check is one query for what breaks it, so that it can be tried on a
/// catalog that does.
/// </summary>
internal sealed class Catalog(NpgsqlConnection connection, NpgsqlTransaction transaction, string runtime)
{
    /// <summary>Rows without a company are the platform's: every company reads them, none writes them.</summary>
    private const string PlatformContent = "'bank_questions', 'course_versions', 'courses', 'lesson_contents', 'lure_templates', 'quiz_revisions', 'quizzes'";

    /// <summary>Without a wall of a company: ids and routing, EF's own list, and (by its id) the table of companies itself.</summary>
    private const string Tables =
        """
        tables AS (
            SELECT c.oid, c.relname AS name, c.relrowsecurity AS enabled, c.relforcerowsecurity AS forced,
                CASE c.relname WHEN 'companies' THEN 'id' ELSE 'company_id' END AS key
            FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p', 'f')
                AND c.relname NOT LIKE 'control\_%' AND c.relname <> '__ef_migrations_history')
        """;

    public async Task<IReadOnlyList<string>> Violations() =>
    [
        .. await TablesWithoutCompany(),
        .. await TablesWithoutWalls(),
        .. await WrongPolicies(),
        .. await KeysThatSpanCompanies(),
        .. await ReferencesThatCrossCompanies(),
        .. await WaysAroundTheWalls(),
        .. await RightsOfTheRuntimeRole(),
    ];

    private Task<List<string>> TablesWithoutCompany() => Find(
        $"""
        WITH {Tables}
        SELECT t.name || ' has no company_id, or one that may be null'
        FROM tables t LEFT JOIN pg_attribute a ON a.attrelid = t.oid AND a.attname = t.key AND NOT a.attisdropped
        WHERE a.attname IS NULL OR (NOT a.attnotnull AND t.name NOT IN ({PlatformContent})) OR a.atttypid <> 'uuid'::regtype
        """);

    private Task<List<string>> TablesWithoutWalls() => Find(
        $"""
        WITH {Tables}
        SELECT t.name || CASE WHEN t.enabled THEN ': row-level security is not forced' ELSE ': row-level security is not enabled' END
        FROM tables t WHERE NOT t.enabled OR NOT t.forced
        """);

    /// <summary>Exactly the expected policies with exactly the expected expressions; one more is as wrong as one less.</summary>
    private Task<List<string>> WrongPolicies() => Find(
        $"""
        WITH {Tables},
        walls AS (
            SELECT name, '(' || key || ' = ( SELECT (NULLIF(current_setting(''app.company_id''::text, true), ''''::text))::uuid AS "nullif"))' AS mine,
                '(' || key || ' IS NULL)' AS platforms, name IN ({PlatformContent}) AS is_platform
            FROM tables),
        readable AS (
            SELECT *, CASE WHEN is_platform THEN '(' || platforms || ' OR ' || mine || ')' ELSE mine END AS readable FROM walls),
        expected AS (
            SELECT name, 'own_company' AS policy, 'PERMISSIVE' AS kind, 'ALL' AS command, 'public' AS role, mine AS using_, mine AS check_ FROM readable
            UNION ALL SELECT name, 'no_other_company', 'RESTRICTIVE', 'ALL', 'public', readable, readable FROM readable
            UNION ALL SELECT name, 'platform_reads', 'PERMISSIVE', 'SELECT', 'public', platforms, NULL FROM readable WHERE is_platform
            UNION ALL SELECT name, 'platform_owner', 'PERMISSIVE', 'ALL', tableowner, platforms, platforms
                FROM readable JOIN pg_tables ON schemaname = 'public' AND tablename = name WHERE is_platform),
        actual AS (
            SELECT tablename AS name, policyname AS policy, permissive AS kind, cmd AS command, array_to_string(roles, ',') AS role,
                regexp_replace(qual, '\s+', ' ', 'g') AS using_, regexp_replace(with_check, '\s+', ' ', 'g') AS check_
            FROM pg_policies WHERE schemaname = 'public')
        SELECT COALESCE(e.name, a.name) || ': policy ' || COALESCE(e.policy, a.policy) || CASE
            WHEN a.policy IS NULL THEN ' is missing' WHEN e.policy IS NULL THEN ' is not expected' ELSE ' is not as expected' END
        FROM expected e FULL JOIN actual a ON (a.name, a.policy) = (e.name, e.policy)
        WHERE a.policy IS NULL OR e.policy IS NULL
            OR (a.kind, a.command, a.role, a.using_, a.check_) IS DISTINCT FROM (e.kind, e.command, e.role::text, e.using_, e.check_)
        """);

    /// <summary>
    /// The primary key of the platform's content is the id alone: the library's rows have no company, and a column of a primary key cannot be null.
    /// Nothing refers to these tables, and row-level security covers them.
    /// </summary>
    private Task<List<string>> KeysThatSpanCompanies() => Find(
        $"""
        WITH {Tables}
        SELECT t.name || ': index ' || i.indexrelid::regclass::text || ' does not lead with ' || t.key
        FROM tables t JOIN pg_index i ON i.indrelid = t.oid
        LEFT JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = i.indkey[0]
        WHERE a.attname IS DISTINCT FROM t.key AND NOT (i.indisprimary AND t.name IN ({PlatformContent}))
        """);

    private Task<List<string>> ReferencesThatCrossCompanies() => Find(
        $"""
        WITH {Tables}
        SELECT f.name || ': foreign key ' || c.conname || ' can point into another company'
        FROM pg_constraint c JOIN tables f ON f.oid = c.conrelid JOIN tables t ON t.oid = c.confrelid
        WHERE c.contype = 'f' AND NOT EXISTS (
            SELECT FROM unnest(c.conkey, c.confkey) AS pair(mine, theirs)
            JOIN pg_attribute m ON m.attrelid = c.conrelid AND m.attnum = pair.mine
            JOIN pg_attribute o ON o.attrelid = c.confrelid AND o.attnum = pair.theirs
            WHERE m.attname = f.key AND o.attname = t.key)
        """);

    private async Task<List<string>> WaysAroundTheWalls() =>
    [
        .. await Find(
            """
            SELECT 'function ' || p.oid::regprocedure::text || ' is SECURITY DEFINER'
            FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
            WHERE p.prosecdef AND n.nspname NOT IN ('pg_catalog', 'information_schema')
            """),
        .. await Find(
            """
            SELECT CASE c.relkind WHEN 'm' THEN 'materialised view ' ELSE 'view without security_invoker: ' END || c.relname
            FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE n.nspname NOT IN ('pg_catalog', 'information_schema')
                AND (c.relkind = 'm' OR (c.relkind = 'v' AND NOT COALESCE(c.reloptions && ARRAY['security_invoker=true', 'security_invoker=on'], false)))
            """),
        .. await Find(
            """
            SELECT 'schema ' || nspname || ' is nobody''s business' FROM pg_namespace
            WHERE nspname NOT LIKE 'pg\_%' AND nspname NOT IN ('information_schema', 'public')
            """),
    ];

    private async Task<List<string>> RightsOfTheRuntimeRole() =>
    [
        .. await Find(
            """
            SELECT 'the runtime role is ' || concat_ws(', ', CASE WHEN rolsuper THEN 'superuser' END, CASE WHEN rolbypassrls THEN 'above row-level security' END,
                CASE WHEN rolcreaterole OR rolcreatedb OR rolreplication THEN 'more than a user' END)
            FROM pg_roles WHERE rolname = @runtime AND (rolsuper OR rolbypassrls OR rolcreaterole OR rolcreatedb OR rolreplication)
            UNION ALL SELECT 'the runtime role does not exist' WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = @runtime)
            UNION ALL SELECT 'the runtime role may become ' || pg_get_userbyid(roleid) FROM pg_auth_members WHERE pg_get_userbyid(member) = @runtime
            """),
        .. await Find(
            """
            SELECT 'the runtime role owns ' || name FROM (
                SELECT relname AS name, relowner AS owner FROM pg_class UNION ALL SELECT proname, proowner FROM pg_proc
                UNION ALL SELECT nspname, nspowner FROM pg_namespace UNION ALL SELECT datname, datdba FROM pg_database) AS things
            WHERE pg_get_userbyid(owner) = @runtime
            """),
        .. await Find(
            """
            SELECT 'the runtime role may ' || right_ || ' ' || relname
            FROM pg_class, unnest(ARRAY['INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'REFERENCES', 'TRIGGER']) AS right_
            WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'v', 'f') AND has_table_privilege(@runtime, oid, right_)
                AND (right_ IN ('TRUNCATE', 'REFERENCES', 'TRIGGER') OR relname = '__ef_migrations_history'
                    OR (relname = 'audit_entries' AND right_ IN ('UPDATE', 'DELETE')) OR (relname = 'audit_heads' AND right_ = 'DELETE'))
            UNION ALL SELECT 'the runtime role may UPDATE a column of audit_entries'
            WHERE has_any_column_privilege(@runtime, 'audit_entries', 'UPDATE')
            UNION ALL SELECT 'the runtime role may create in the schema' WHERE has_schema_privilege(@runtime, 'public', 'CREATE')
            """),
    ];

    private async Task<List<string>> Find(string violations)
    {
        await using var command = new NpgsqlCommand(violations, connection, transaction);
        if (violations.Contains("@runtime", StringComparison.Ordinal))
        {
            command.Parameters.AddWithValue("runtime", runtime);
        }

        await using var reader = await command.ExecuteReaderAsync();
        var found = new List<string>();
        while (await reader.ReadAsync())
        {
            found.Add(reader.GetString(0));
        }

        return found;
    }
}
