using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using SecurityTraining.Domain.Common;

namespace SecurityTraining.Infrastructure.Persistence;

/// <summary>Notes when something that is <see cref="IDated"/> has changed, whoever changed it.</summary>
internal sealed class ChangeTimes(TimeProvider clock) : SaveChangesInterceptor
{
    public override ValueTask<InterceptionResult<int>> SavingChangesAsync(
        DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        Note(eventData.Context!);
        return ValueTask.FromResult(result);
    }

    public override InterceptionResult<int> SavingChanges(DbContextEventData eventData, InterceptionResult<int> result)
    {
        Note(eventData.Context!);
        return result;
    }

    private void Note(DbContext db)
    {
        foreach (var entry in db.ChangeTracker.Entries<IDated>().Where(entry => entry.State == EntityState.Modified))
        {
            entry.Property(nameof(IDated.ChangedAt)).CurrentValue = clock.GetUtcNow();
        }
    }
}
