using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Diagnostics;
using SecurityTraining.Domain.Common;
using SecurityTraining.Domain.Companies;

namespace SecurityTraining.Infrastructure.Persistence;

/// <summary>The wall on the way in: a row of no company or of another one is never written, whatever the use case did.</summary>
internal sealed class TenantGuard : SaveChangesInterceptor
{
    public override ValueTask<InterceptionResult<int>> SavingChangesAsync(
        DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        Check((AppDbContext)eventData.Context!);
        return ValueTask.FromResult(result);
    }

    public override InterceptionResult<int> SavingChanges(DbContextEventData eventData, InterceptionResult<int> result)
    {
        Check((AppDbContext)eventData.Context!);
        return result;
    }

    private static void Check(AppDbContext db)
    {
        foreach (var entry in db.ChangeTracker.Entries())
        {
            if (entry.State is not (EntityState.Added or EntityState.Modified or EntityState.Deleted))
            {
                continue;
            }

            if (CompanyOf(entry.Entity) is { } owner && (owner == Guid.Empty || owner != db.Tenant.CompanyId))
            {
                throw new TenantViolationException($"{entry.Metadata.ClrType.Name} of another company than the unit of work's.");
            }

            if (entry is { State: EntityState.Modified, Entity: AggregateRoot })
            {
                GrowVersion(entry.Property(nameof(AggregateRoot.Version)));
            }
        }
    }

    /// <returns>Null for rows of the control plane, which belong to no company.</returns>
    private static Guid? CompanyOf(object entity) => entity switch
    {
        ICompanyOwned owned => owned.CompanyId,
        Company company => company.Id,
        IPlatformContent content => content.CompanyId ?? Guid.Empty,
        _ => null,
    };

    private static void GrowVersion(PropertyEntry version) => version.CurrentValue = (int)version.OriginalValue! + 1;
}

/// <summary>A bug that would have crossed the line between two companies. Nothing has been read or written.</summary>
public sealed class TenantViolationException(string message) : InvalidOperationException(message);
