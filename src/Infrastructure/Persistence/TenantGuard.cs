using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Diagnostics;
using SecurityTraining.Application.Common;
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

            if (!BelongsHere(entry.Entity, db.Tenant))
            {
                throw new TenantViolationException($"{entry.Metadata.ClrType.Name} of another company than the unit of work's.");
            }

            if (entry is { State: EntityState.Modified, Entity: AggregateRoot })
            {
                GrowVersion(entry.Property(nameof(AggregateRoot.Version)));
            }
        }
    }

    /// <summary>Rows of the control plane belong to no company; the platform's content is written from nowhere else.</summary>
    private static bool BelongsHere(object entity, ITenant tenant) => entity switch
    {
        ICompanyOwned owned => owned.CompanyId == tenant.CompanyId,
        Company company => company.Id == tenant.CompanyId,
        IPlatformContent content => content.CompanyId == tenant.CompanyId,
        _ => true,
    };

    private static void GrowVersion(PropertyEntry version) => version.CurrentValue = (int)version.OriginalValue! + 1;
}

/// <summary>A bug that would have crossed the line between two companies. Nothing has been read or written.</summary>
public sealed class TenantViolationException(string message) : InvalidOperationException(message);
