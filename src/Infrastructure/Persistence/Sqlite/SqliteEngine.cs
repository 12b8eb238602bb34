using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using SecurityTraining.Infrastructure.Persistence.Work;

namespace SecurityTraining.Infrastructure.Persistence.Sqlite;

internal sealed class SqliteDbContext(DbContextOptions<SqliteDbContext> options) : AppDbContext(options)
{
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        base.ConfigureConventions(configurationBuilder);

        // SQLite has no type for moments; as numbers they can be compared and sorted.
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UtcTicksConverter>();
    }

    private sealed class UtcTicksConverter() : ValueConverter<DateTimeOffset, long>(
        moment => moment.UtcTicks, ticks => new DateTimeOffset(ticks, TimeSpan.Zero));
}

/// <summary>
/// One file, one writer. The writers of this process queue up here instead of polling the file's lock, which costs
/// Microsoft.Data.Sqlite 150 ms a try.
/// </summary>
internal sealed class SqliteEngine : DatabaseEngine, IDisposable
{
    private const int ConstraintUnique = 2067;
    private const int ConstraintPrimaryKey = 1555;

    private const int ConstraintForeignKey = 787;

    // How SQLite reports that ON DELETE RESTRICT has refused.
    private const int ConstraintTrigger = 1811;

    private readonly SemaphoreSlim _writer = new(1, 1);

    public override string Name => "SQLite";

    public override bool ServesManyInstances => false;

    public override bool IsUniqueViolation(DbUpdateException exception) =>
        exception.InnerException is SqliteException { SqliteExtendedErrorCode: ConstraintUnique or ConstraintPrimaryKey };

    public override bool IsReferenceViolation(DbUpdateException exception) =>
        exception.InnerException is SqliteException { SqliteExtendedErrorCode: ConstraintForeignKey or ConstraintTrigger };

    public override async ValueTask<IDisposable> EnterWriter(CancellationToken ct)
    {
        await _writer.WaitAsync(ct);
        return new Turn(_writer);
    }

    public override async Task Prepare(AppDbContext db, CancellationToken ct)
    {
        await db.Database.ExecuteSqlAsync($"PRAGMA journal_mode = WAL", ct);

        // Asked first: migrating compares the whole model even if there is nothing to do.
        if ((await db.Database.GetPendingMigrationsAsync(ct)).Any())
        {
            await db.Database.MigrateAsync(ct);
        }

        await db.Database.ExecuteSqlRawAsync(DatabaseSetup.Script("AuditWalls"), ct);
    }

    /// <summary>Empties the write-ahead log. While somebody reads from it, it stays for the next time.</summary>
    public override Task ForgetFormerStates(AppDbContext db, CancellationToken ct) => db.Database.ExecuteSqlAsync($"PRAGMA wal_checkpoint(TRUNCATE)", ct);

    public override async Task<List<ClaimedWork>> Claim(AppDbContext db, WorkClaim claim, CancellationToken ct)
    {
        var kind = claim.Kind.ToString();
        var (now, until) = (claim.Now.UtcTicks, claim.LeasedUntil.UtcTicks);
        using (await EnterWriter(ct))
        {
            return await db.Database.SqlQuery<ClaimedWork>(
                $"""
                UPDATE control_work_items SET due_at = {until}, lease_id = {claim.LeaseId}, attempts = attempts + 1
                WHERE id IN (
                    SELECT id FROM control_work_items
                    WHERE kind = {kind} AND lane_id = {claim.LaneId} AND due_at <= {now} AND dead_at IS NULL AND NOT is_held
                    ORDER BY due_at LIMIT {claim.Most})
                RETURNING id, company_id, subject_id, group_id, attempts
                """).ToListAsync(ct);
        }
    }

    public void Dispose() => _writer.Dispose();

    private sealed class Turn(SemaphoreSlim writer) : IDisposable
    {
        public void Dispose() => writer.Release();
    }
}

/// <summary>Teaches SQLite the lower case of letters beyond ASCII, so that a search finds Özdemir as it does on PostgreSQL.</summary>
internal sealed class SqliteLowerCase : DbConnectionInterceptor
{
    public override DbConnection ConnectionCreated(ConnectionCreatedEventData eventData, DbConnection result)
    {
        ((SqliteConnection)result).CreateFunction("lower", (string? text) => text?.ToLowerInvariant(), isDeterministic: true);
        return result;
    }
}
