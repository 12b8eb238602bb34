using Microsoft.EntityFrameworkCore;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Work;

namespace SecurityTraining.Infrastructure.Persistence.Work;

/// <summary>What one unit of work wants of the queue; written with the rest of its changes.</summary>
internal sealed class WorkQueue(AppDbContext db, ITenant tenant, WorkSignal signal, TimeProvider clock) : IWorkQueue
{
    private readonly List<Func<IQueryable<WorkItemRow>, CancellationToken, Task>> _groupChanges = [];
    private readonly HashSet<WorkKind> _announced = [];
    private readonly List<Guid> _finished = [];

    private readonly List<(WorkKind Kind, Guid SubjectId, Guid GroupId)> _replaced = [];

    public bool HasChanges => _groupChanges.Count > 0 || _finished.Count > 0 || _replaced.Count > 0;

    public void Enqueue(WorkKind kind, Guid subjectId, DateTimeOffset dueAt, Guid? groupId = null, Guid? laneId = null)
    {
        var now = clock.GetUtcNow();
        db.Add(new WorkItemRow
        {
            Id = Guid.CreateVersion7(now),
            CompanyId = tenant.CompanyId ?? throw new TenantViolationException("Work belongs to a company."),
            Kind = kind,
            SubjectId = subjectId,
            GroupId = groupId,
            LaneId = laneId ?? WorkItemRow.CommonLane,
            DueAt = dueAt,
        });
        if (dueAt <= now)
        {
            _announced.Add(kind);
        }
    }

    public void Replace(WorkKind kind, Guid subjectId, DateTimeOffset dueAt, Guid groupId)
    {
        _replaced.Add((kind, subjectId, groupId));
        Enqueue(kind, subjectId, dueAt, groupId);
    }

    public void Finish(Guid workId) => _finished.Add(workId);

    public Task Hold(Guid groupId, CancellationToken ct) => ChangeGroup(groupId, (items, token) =>
        items.ExecuteUpdateAsync(update => update.SetProperty(item => item.IsHeld, true), token));

    public Task Release(Guid groupId, CancellationToken ct) => ChangeGroup(groupId, (items, token) =>
        items.ExecuteUpdateAsync(update => update.SetProperty(item => item.IsHeld, false), token));

    public Task Discard(Guid groupId, CancellationToken ct) => ChangeGroup(groupId, (items, token) => items.ExecuteDeleteAsync(token));

    /// <summary>What is done to rows without loading them.</summary>
    public async Task ApplyChanges(CancellationToken ct)
    {
        if (_finished.Count > 0)
        {
            await db.WorkItems.Where(item => _finished.Contains(item.Id)).ExecuteDeleteAsync(ct);
        }

        foreach (var (kind, subjectId, groupId) in _replaced)
        {
            await RemoveWaiting(kind, subjectId, groupId, ct);
        }

        foreach (var change in _groupChanges)
        {
            await change(db.WorkItems, ct);
        }
    }

    /// <summary>Wakes this process's workers; those of others find the work when they next look.</summary>
    public void Announce()
    {
        foreach (var kind in _announced)
        {
            signal.Raise(kind);
        }

        Forget();
    }

    public void Forget()
    {
        _announced.Clear();
        _groupChanges.Clear();
        _finished.Clear();
        _replaced.Clear();
    }

    /// <summary>Removing a row locks it: nobody can claim it any more, and whoever has claimed it before is seen.</summary>
    private async Task RemoveWaiting(WorkKind kind, Guid subjectId, Guid groupId, CancellationToken ct)
    {
        var (companyId, now) = (tenant.CompanyId, clock.GetUtcNow());
        var items = db.WorkItems.Where(item =>
            item.CompanyId == companyId && item.GroupId == groupId && item.Kind == kind && item.SubjectId == subjectId);
        await items.Where(item => item.LeaseId == null || item.DueAt <= now).ExecuteDeleteAsync(ct);
        if (await items.AnyAsync(ct))
        {
            throw new DbUpdateConcurrencyException("The work is under way.");
        }
    }

    private Task ChangeGroup(Guid groupId, Func<IQueryable<WorkItemRow>, CancellationToken, Task> change)
    {
        var companyId = tenant.CompanyId;
        _groupChanges.Add((items, ct) => change(items.Where(item => item.CompanyId == companyId && item.GroupId == groupId), ct));
        _announced.UnionWith(Enum.GetValues<WorkKind>());
        return Task.CompletedTask;
    }
}

/// <summary>Tells the workers of this process that there may be work, so that they need not look often.</summary>
internal sealed class WorkSignal
{
    private readonly Dictionary<WorkKind, SemaphoreSlim> _signals = Enum.GetValues<WorkKind>()
        .ToDictionary(kind => kind, _ => new SemaphoreSlim(initialCount: 0, maxCount: 1));

    public void Raise(WorkKind kind)
    {
        try
        {
            _signals[kind].Release();
        }
        catch (SemaphoreFullException)
        {
            // It has been raised already.
        }
    }

    public Task Wait(WorkKind kind, TimeSpan atMost, CancellationToken ct) => _signals[kind].WaitAsync(atMost, ct);
}
