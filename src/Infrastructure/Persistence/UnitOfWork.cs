using ErrorOr;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Auditing;
using SecurityTraining.Domain.Common;
using SecurityTraining.Infrastructure.Persistence.Auditing;
using SecurityTraining.Infrastructure.Persistence.Work;

namespace SecurityTraining.Infrastructure.Persistence;

/// <summary>
/// Collects what a command changes and writes it in one transaction at the end. The handler's reads come before that transaction: under
/// READ COMMITTED they would see the same inside it, and this way no lock and no connection is held while a handler thinks. Lost updates
/// are kept out by the version of each aggregate (docs/decisions/0006).
/// </summary>
internal sealed class UnitOfWork(
    AppDbContext db,
    DatabaseEngine engine,
    WorkQueue queue,
    IPrecondition precondition,
    AuditTrail trail,
    AuditWriter audit,
    LocalSessionEpoch localEpoch,
    IServiceProvider services)
    : IUnitOfWork
{
    public async Task<ErrorOr<T>> Run<T>(Func<CancellationToken, Task<ErrorOr<T>>> handler, CancellationToken ct)
    {
        var response = await handler(ct);
        if (response.IsError && !response.FirstError.KeepsChanges())
        {
            await ForgetAllButNotes(ct);
            return response;
        }

        await DispatchEvents(ct);
        if (Contradicts(precondition))
        {
            Forget();
            return CommonErrors.PreconditionFailed;
        }

        try
        {
            await Commit(response.IsError ? response.FirstError.Code : null, ct);
            return response;
        }
        catch (DbUpdateConcurrencyException)
        {
            Forget();
            return CommonErrors.ConcurrentChange;
        }
        catch (Exception exception) when (engine.IsGivingWay(exception)
            || (exception is DbUpdateException update && engine.IsReferenceViolation(update)))
        {
            Forget();
            return CommonErrors.ConcurrentChange;
        }
        catch (DbUpdateException exception) when (engine.IsUniqueViolation(exception))
        {
            Forget();
            return CommonErrors.AlreadyExists;
        }
    }

    public Task CommitNotes(CancellationToken ct) => Commit(refusal: null, ct);

    private async Task Commit(string? refusal, CancellationToken ct)
    {
        audit.Collect(refusal);
        if (!queue.HasChanges && !audit.HasWork && !db.ChangeTracker.HasChanges())
        {
            return;
        }

        bool mayEndSessions;
        using (await engine.EnterWriter(ct))
        {
            await using var transaction = await db.Database.BeginTransactionAsync(ct);
            await audit.Append(ct);
            await queue.ApplyChanges(ct);
            mayEndSessions = SessionEpoch.MayEndSessions(db);
            await db.SaveChangesAsync(ct);
            if (mayEndSessions && engine.ServesManyInstances)
            {
                await SessionEpoch.Grow(db, ct);
            }

            await transaction.CommitAsync(ct);
        }

        if (mayEndSessions)
        {
            localEpoch.Grow();
        }

        audit.Forget();
        queue.Announce();
    }

    private async Task DispatchEvents(CancellationToken ct)
    {
        while (true)
        {
            var events = db.ChangeTracker.Entries<AggregateRoot>().SelectMany(entry => entry.Entity.TakeDomainEvents()).ToList();
            if (events.Count == 0)
            {
                return;
            }

            foreach (var domainEvent in events)
            {
                var handlerType = typeof(IDomainEventHandler<>).MakeGenericType(domainEvent.GetType());
                foreach (var handler in services.GetServices(handlerType))
                {
                    await (Task)handlerType.GetMethod(nameof(IDomainEventHandler<>.Handle))!.Invoke(handler, [domainEvent, ct])!;
                }
            }
        }
    }

    /// <summary>Whether the caller named a version (If-Match) and the aggregate that is about to change has another.</summary>
    private bool Contradicts(IPrecondition expected) =>
        expected.ExpectedVersion is { } version
        && db.ChangeTracker.Entries<AggregateRoot>().Any(entry =>
            entry.Entity.Id == (expected.ResourceId ?? entry.Entity.Id)
            && entry.State is EntityState.Modified or EntityState.Deleted
            && (int)entry.Property(nameof(AggregateRoot.Version)).OriginalValue! != version);

    private async Task ForgetAllButNotes(CancellationToken ct)
    {
        db.ChangeTracker.Clear();
        queue.Forget();
        trail.KeepOnlyNotes();
        if (trail.Notes.Count > 0)
        {
            await CommitNotes(ct);
        }
    }

    private void Forget()
    {
        db.ChangeTracker.Clear();
        queue.Forget();
        audit.Forget();
    }
}
