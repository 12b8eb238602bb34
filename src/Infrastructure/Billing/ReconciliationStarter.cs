using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using SecurityTraining.Application.Billing.Reconciliation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Work;
using SecurityTraining.Infrastructure.Persistence;
using SecurityTraining.Infrastructure.Persistence.Work;

namespace SecurityTraining.Infrastructure.Billing;

/// <summary>
/// Sees to it that the nightly comparison is in the queue, once, however many instances start. It brings itself back from then on; if it was
/// ever given up, the next start gives it another chance.
/// </summary>
internal sealed class ReconciliationStarter(StripeOptions options, IServiceScopeFactory scopes, DatabaseEngine engine, TimeProvider clock) : IHostedService
{
    private static readonly Guid TheOne = new("0193a000-0000-7000-8000-b111196c0de1");

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (!options.IsConfigured)
        {
            return;
        }

        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<ITenant>().EnterControlPlane();
        var db = scope.ServiceProvider.GetRequiredService<AppDbContext>();
        using var turn = await engine.EnterWriter(cancellationToken);
        await db.WorkItems.Where(item => item.Id == TheOne && item.DeadAt != null)
            .ExecuteUpdateAsync(row => row.SetProperty(item => item.DeadAt, (DateTimeOffset?)null), cancellationToken);
        if (await db.WorkItems.AnyAsync(item => item.Id == TheOne, cancellationToken))
        {
            return;
        }

        var now = clock.GetUtcNow();
        db.Add(new WorkItemRow
        {
            Id = TheOne,
            CompanyId = Guid.Empty,
            Kind = WorkKind.BillingReconciliation,
            SubjectId = Guid.Empty,
            DueAt = now + ReconciliationNight.After(now),
        });
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException exception) when (engine.IsUniqueViolation(exception))
        {
            // Another instance was first.
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
