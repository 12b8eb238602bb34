using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.Extensions.DependencyInjection;
using SecurityTraining.Application.Common;
using SecurityTraining.Domain.Common;
using SecurityTraining.Domain.Companies;

namespace SecurityTraining.Infrastructure.Persistence;

/// <summary>A request that must not be carried out twice, and its answer once there is one.</summary>
internal sealed class IdempotencyRecord : ICompanyOwned
{
    public const int HashLength = 64;

    /// <summary>How long an answer is kept.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(24);

    /// <summary>A claim without an answer that is older than this belongs to a process that died.</summary>
    public static readonly TimeSpan ClaimLifetime = TimeSpan.FromMinutes(2);

    public required Guid CompanyId { get; init; }

    public required string Key { get; init; }

    public required string RequestHash { get; set; }

    public required DateTimeOffset ClaimedAt { get; set; }

    public int? Status { get; set; }

    public string? ContentType { get; set; }

    public string? Location { get; set; }

    public string? ETag { get; set; }

    public byte[]? Body { get; set; }
}

internal sealed class IdempotencyRecordConfiguration : IEntityTypeConfiguration<IdempotencyRecord>
{
    public void Configure(EntityTypeBuilder<IdempotencyRecord> builder)
    {
        builder.HasKey(record => new { record.CompanyId, record.Key });
        builder.Property(record => record.Key).HasMaxLength(IdempotencyRecord.HashLength);
        builder.Property(record => record.RequestHash).HasMaxLength(IdempotencyRecord.HashLength);
        builder.Property(record => record.ClaimedAt).IsConcurrencyToken();
        builder.HasIndex(record => new { record.CompanyId, record.ClaimedAt });
        builder.HasOne<Company>().WithMany().HasForeignKey(record => record.CompanyId).OnDelete(DeleteBehavior.Cascade);
    }
}

/// <summary>Each step is a transaction of its own, beside the use case's: a claim must be seen by others while the work is being done.</summary>
internal sealed class IdempotencyStore(IServiceScopeFactory scopes, DatabaseEngine engine, TimeProvider clock) : IIdempotencyStore
{
    public Task<IdempotencyClaim> Claim(Guid ownerCompanyId, string key, string requestHash, CancellationToken ct) =>
        InCompany(ownerCompanyId, async db =>
        {
            var now = clock.GetUtcNow();
            var record = await db.IdempotencyRecords.SingleOrDefaultAsync(row => row.Key == key, ct);
            if (record is not null && !IsOver(record, now))
            {
                return Answer(record, requestHash);
            }

            if (record is null)
            {
                record = new IdempotencyRecord { CompanyId = ownerCompanyId, Key = key, RequestHash = requestHash, ClaimedAt = now };
                db.Add(record);
            }
            else
            {
                (record.RequestHash, record.ClaimedAt, record.Status, record.Body) = (requestHash, now, null, null);
            }

            return await TrySave(db, ct)
                ? new IdempotencyClaim(IdempotencyOutcome.New, ClaimedAt: now)
                : new IdempotencyClaim(IdempotencyOutcome.InProgress);
        });

    public Task Complete(Guid ownerCompanyId, string key, IdempotencyClaim claim, StoredResponse response, CancellationToken ct) =>
        InCompany(ownerCompanyId, async db =>
        {
            if (await Find(db, key, claim, ct) is { } record)
            {
                record.Status = response.Status;
                record.ContentType = response.ContentType;
                record.Location = response.Location;
                record.ETag = response.ETag;
                record.Body = response.Body.ToArray();
            }

            return await TrySave(db, ct);
        });

    public Task Abandon(Guid ownerCompanyId, string key, IdempotencyClaim claim, CancellationToken ct) =>
        InCompany(ownerCompanyId, async db =>
        {
            if (await Find(db, key, claim, ct) is { } record)
            {
                db.Remove(record);
            }

            return await TrySave(db, ct);
        });

    /// <summary>The work may have taken so long that the key has been claimed anew; then it is the other's to settle.</summary>
    private static Task<IdempotencyRecord?> Find(AppDbContext db, string key, IdempotencyClaim claim, CancellationToken ct) =>
        db.IdempotencyRecords.SingleOrDefaultAsync(row => row.Key == key && row.ClaimedAt == claim.ClaimedAt, ct);

    private static bool IsOver(IdempotencyRecord record, DateTimeOffset now) =>
        now - record.ClaimedAt > (record.Status is null ? IdempotencyRecord.ClaimLifetime : IdempotencyRecord.Lifetime);

    private static IdempotencyClaim Answer(IdempotencyRecord record, string requestHash)
    {
        if (!string.Equals(record.RequestHash, requestHash, StringComparison.Ordinal))
        {
            return new IdempotencyClaim(IdempotencyOutcome.Mismatch);
        }

        return record.Status is { } status
            ? new IdempotencyClaim(
                IdempotencyOutcome.Replay, new StoredResponse(status, record.ContentType, record.Location, record.ETag, record.Body))
            : new IdempotencyClaim(IdempotencyOutcome.InProgress);
    }

    private async Task<T> InCompany<T>(Guid companyId, Func<AppDbContext, Task<T>> step)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<ITenant>().Enter(companyId);
        return await step(scope.ServiceProvider.GetRequiredService<AppDbContext>());
    }

    /// <returns>False if somebody else was faster.</returns>
    private async Task<bool> TrySave(AppDbContext db, CancellationToken ct)
    {
        using (await engine.EnterWriter(ct))
        {
            try
            {
                await db.SaveChangesAsync(ct);
                return true;
            }
            catch (DbUpdateConcurrencyException)
            {
                return false;
            }
            catch (DbUpdateException exception) when (engine.IsUniqueViolation(exception))
            {
                return false;
            }
        }
    }
}
