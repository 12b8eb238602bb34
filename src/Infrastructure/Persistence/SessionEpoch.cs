using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SecurityTraining.Domain.Companies;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.People;

namespace SecurityTraining.Infrastructure.Persistence;

/// <summary>
/// One number that grows whenever sessions may have ended, in the transaction that ends them: what an instance has remembered about
/// sessions is good as long as the number has not changed.
/// </summary>
internal sealed class SessionEpochRow
{
    public const int OnlyId = 1;

    public required int Id { get; init; }

    public required long Value { get; init; }
}

internal sealed class SessionEpochConfiguration : IEntityTypeConfiguration<SessionEpochRow>
{
    public void Configure(EntityTypeBuilder<SessionEpochRow> builder)
    {
        builder.ToTable(AppDbContext.ControlPlanePrefix + "session_epoch");
        builder.HasKey(epoch => epoch.Id);
        builder.HasData(new SessionEpochRow { Id = SessionEpochRow.OnlyId, Value = 0 });
    }
}

/// <summary>The same number where there is one instance, which need not ask the database for it.</summary>
internal sealed class LocalSessionEpoch
{
    private long _value;

    public long Value => Volatile.Read(ref _value);

    /// <summary>Once the change has been committed: what has been learnt before counts no more.</summary>
    public void Grow() => Interlocked.Increment(ref _value);
}

internal static class SessionEpoch
{
    /// <summary>Whether what is about to be saved ends sessions, or changes what they are good for: their person's rights, their company or its plan.</summary>
    public static bool MayEndSessions(AppDbContext db) =>
        db.ChangeTracker.Entries<Session>().Any(entry => entry.State == EntityState.Deleted || entry.Property(session => session.RevokedAt).IsModified)
        || db.ChangeTracker.Entries<User>().Any(entry => entry.State == EntityState.Deleted
            || entry.Property(user => user.Status).IsModified
            || entry.Property(user => user.Role).IsModified
            || entry.Property(user => user.CustomRoleId).IsModified)
        || db.ChangeTracker.Entries<CustomRole>().Any(entry => entry.State is EntityState.Modified or EntityState.Deleted)
        || db.ChangeTracker.Entries<Company>().Any(entry => entry.Property(company => company.Status).IsModified
            || entry.Property(company => company.Plan).IsModified
            || entry.Property(company => company.TrialEndsAt).IsModified
            || entry.Property(company => company.PaymentOverdueSince).IsModified);

    /// <summary>Last in its transaction: the row is locked from here to the commit, so that numbers become visible in their order.</summary>
    public static Task Grow(AppDbContext db, CancellationToken ct) =>
        db.SessionEpochs.ExecuteUpdateAsync(update => update.SetProperty(epoch => epoch.Value, epoch => epoch.Value + 1), ct);

    public static Task<long> Read(AppDbContext db, CancellationToken ct) => db.SessionEpochs.Select(epoch => epoch.Value).SingleAsync(ct);
}
