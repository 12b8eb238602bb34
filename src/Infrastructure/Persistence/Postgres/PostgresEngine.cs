using Microsoft.EntityFrameworkCore;
using Npgsql;
using SecurityTraining.Infrastructure.Persistence.Work;

namespace SecurityTraining.Infrastructure.Persistence.Postgres;

internal sealed class PostgresDbContext(DbContextOptions<PostgresDbContext> options) : AppDbContext(options);

internal sealed class PostgresEngine : DatabaseEngine
{
    public override string Name => "PostgreSQL";

    public override bool ServesManyInstances => true;

    public override bool IsUniqueViolation(DbUpdateException exception) =>
        exception.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation };

    public override bool IsReferenceViolation(DbUpdateException exception) =>
        exception.InnerException is PostgresException { SqlState: PostgresErrorCodes.ForeignKeyViolation or PostgresErrorCodes.RestrictViolation };

    /// <remarks>EF Core wraps it twice where it calls a failure transient, once where it does not, and not at all in a query.</remarks>
    public override bool IsGivingWay(Exception exception)
    {
        for (var cause = exception; cause is not null; cause = cause.InnerException)
        {
            if (cause is PostgresException { SqlState: PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure })
            {
                return true;
            }
        }

        return false;
    }

    public override ValueTask<IDisposable> EnterWriter(CancellationToken ct) => ValueTask.FromResult<IDisposable>(NoTurn.Instance);

    public override async Task Prepare(AppDbContext db, CancellationToken ct)
    {
        var login = await db.Database.SqlQuery<LoginRow>(
            $"""
            SELECT current_user AS name, rolsuper OR rolbypassrls AS bypasses,
                EXISTS (SELECT FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                    WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p') AND pg_has_role(current_user, c.relowner, 'MEMBER')) AS owns
            FROM pg_roles WHERE rolname = current_user
            """).SingleAsync(ct);
        if (login.Bypasses || login.Owns)
        {
            throw new InvalidOperationException(
                $"The runtime login '{login.Name}' is superuser, bypasses row-level security or owns tables, so the walls between "
                + "companies would not hold. Create the roles with build/postgres-roles.sh.");
        }

        if ((await db.Database.GetPendingMigrationsAsync(ct)).Any())
        {
            throw new InvalidOperationException("The database is older than this build. Run: dotnet run --project src/WebApi -- migrate");
        }

        var open = await db.Database.SqlQuery<string>(
            $"""
            SELECT c.relname AS "Value" FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p') AND c.relname NOT LIKE 'control\_%'
                AND (c.relname = 'companies' OR EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'company_id' AND NOT a.attisdropped))
                AND NOT (c.relrowsecurity AND c.relforcerowsecurity
                    AND (SELECT count(*) FROM pg_policy p WHERE p.polrelid = c.oid AND p.polname IN ('own_company', 'no_other_company')) = 2)
            """).ToListAsync(ct);
        if (open.Count > 0)
        {
            throw new InvalidOperationException(
                $"No walls between companies stand around {string.Join(", ", open)}: a migration was cut short. Run the migrate command again.");
        }
    }

    public override Task<List<ClaimedWork>> Claim(AppDbContext db, WorkClaim claim, CancellationToken ct)
    {
        var kind = claim.Kind.ToString();
        return db.Database.SqlQuery<ClaimedWork>(
            $"""
            UPDATE control_work_items SET due_at = {claim.LeasedUntil}, lease_id = {claim.LeaseId}, attempts = attempts + 1
            WHERE id IN (
                SELECT id FROM control_work_items
                WHERE kind = {kind} AND lane_id = {claim.LaneId} AND due_at <= {claim.Now} AND dead_at IS NULL AND NOT is_held
                ORDER BY due_at LIMIT {claim.Most} FOR UPDATE SKIP LOCKED)
            RETURNING id, company_id, subject_id, group_id, attempts
            """).ToListAsync(ct);
    }

    private sealed record LoginRow(string Name, bool Bypasses, bool Owns);

    private sealed class NoTurn : IDisposable
    {
        public static readonly NoTurn Instance = new();

        public void Dispose()
        {
        }
    }
}
