using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Work;
using SecurityTraining.Domain.Common;
using SecurityTraining.Infrastructure.Persistence;
using SecurityTraining.Infrastructure.Persistence.Work;

namespace SecurityTraining.Infrastructure.Jobs;

/// <summary>Claiming and finishing work, in the control plane. A worker can only change what still carries its lease.</summary>
internal sealed class WorkLedger(IServiceScopeFactory scopes, DatabaseEngine engine, JobOptions options, TimeProvider clock)
{
    /// <summary>After so many tries, of which the last has failed, an item waits for an operator instead of another try.</summary>
    public const int MaxAttempts = 15;

    private static readonly TimeSpan LongestDelay = TimeSpan.FromMinutes(30);

    public Task<List<LeasedWork>> Claim(WorkKind kind, int most, CancellationToken ct) => Claim(kind, laneId: null, most, ct);

    /// <param name="kind">Of work.</param>
    /// <param name="laneId">Null: the common lane.</param>
    /// <param name="most">How many items at most.</param>
    /// <param name="ct">Ends the waiting.</param>
    public async Task<List<LeasedWork>> Claim(WorkKind kind, Guid? laneId, int most, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var claim = new WorkClaim(kind, LeaseId: Guid.CreateVersion7(now), now, LeasedUntil: now + options.Lease, most, laneId ?? WorkItemRow.CommonLane);
        var claimed = await InControlPlane(db => engine.Claim(db, claim, ct), writes: false, ct);
        return
        [
            .. claimed.Select(row => new LeasedWork(
                new WorkItem(row.Id, row.CompanyId, kind, row.SubjectId, row.GroupId, row.Attempts), claim.LeaseId, claim.LeasedUntil)),
        ];
    }

    /// <summary>Lanes other than the common one in which work waits, be it due or not.</summary>
    public Task<List<WorkLane>> Lanes(WorkKind kind, CancellationToken ct) => InControlPlane(
        async db =>
        {
            var lanes = new List<WorkLane>();
            var after = WorkItemRow.CommonLane;

            // From one lane to the next by the index: there may be a hundred thousand rows in each.
            while (await NextLane(db, kind, after, ct) is { } lane)
            {
                lanes.Add(lane);
                after = lane.Id;
            }

            return lanes;
        },
        writes: false,
        ct);

    /// <summary>Lanes other than the common one in which work is due now.</summary>
    public Task<List<Guid>> DueLanes(WorkKind kind, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        return InControlPlane(
            async db =>
            {
                var lanes = new List<Guid>();
                var after = WorkItemRow.CommonLane;
                while (await NextLane(db, kind, after, ct, now) is { } lane)
                {
                    lanes.Add(lane.Id);
                    after = lane.Id;
                }

                return lanes;
            },
            writes: false,
            ct);
    }

    /// <summary>Gives claimed work back to another lane, due at once and as if it had not been tried.</summary>
    public Task Move(IReadOnlyCollection<LeasedWork> works, Guid? laneId, CancellationToken ct)
    {
        var (lane, now) = (laneId ?? WorkItemRow.CommonLane, clock.GetUtcNow());
        var (ids, leases) = (works.Select(work => work.Item.Id).ToList(), works.Select(work => (Guid?)work.LeaseId).Distinct().ToList());
        return InControlPlane(
            db => db.WorkItems.Where(row => ids.Contains(row.Id) && leases.Contains(row.LeaseId)).ExecuteUpdateAsync(
                update => update
                    .SetProperty(row => row.LaneId, lane)
                    .SetProperty(row => row.DueAt, now)
                    .SetProperty(row => row.LeaseId, (Guid?)null)
                    .SetProperty(row => row.Attempts, row => row.Attempts - 1),
                ct),
            writes: true,
            ct);
    }

    /// <returns>False if the lease has been lost.</returns>
    public async Task<bool> Extend(LeasedWork work, CancellationToken ct)
    {
        var until = clock.GetUtcNow() + options.Lease;
        return await InControlPlane(
            db => Mine(db, work).ExecuteUpdateAsync(update => update.SetProperty(row => row.DueAt, until), ct), writes: true, ct) == 1;
    }

    public Task Settle(LeasedWork work, WorkOutcome outcome, CancellationToken ct) => InControlPlane(
        db => outcome.IsDone ? Mine(db, work).ExecuteDeleteAsync(ct) : Reschedule(db, work, outcome, ct), writes: true, ct);

    /// <summary>For a server that is away: the same short time again and again, and none of the tries that a refusal would cost.</summary>
    public static WorkOutcome WhenReachable() => WorkOutcome.Again(TimeSpan.FromSeconds(5 + (10 * Random.Shared.NextDouble())));

    /// <summary>Exponential with jitter, so that what failed together does not come back together.</summary>
    public static TimeSpan Backoff(int attempt)
    {
        var seconds = Math.Min(Math.Pow(2, Math.Min(attempt, 20)), LongestDelay.TotalSeconds);
        return TimeSpan.FromSeconds(seconds * (0.5 + (Random.Shared.NextDouble() / 2)));
    }

    private Task<int> Reschedule(AppDbContext db, LeasedWork work, WorkOutcome outcome, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var dueAt = now + (outcome.Delay ?? Backoff(work.Item.Attempt));
        var error = outcome.Error?.Cut(ControlPlaneConfiguration.MaxErrorLength);
        DateTimeOffset? deadAt = error is not null && outcome.Delay is null && work.Item.Attempt >= MaxAttempts ? now : null;
        var attempts = error is null ? 0 : work.Item.Attempt;
        return Mine(db, work).ExecuteUpdateAsync(
            update => update
                .SetProperty(row => row.DueAt, dueAt)
                .SetProperty(row => row.LeaseId, (Guid?)null)
                .SetProperty(row => row.Attempts, attempts)
                .SetProperty(row => row.LastError, error)
                .SetProperty(row => row.DeadAt, deadAt),
            ct);
    }

    private static Task<WorkLane?> NextLane(
        AppDbContext db, WorkKind kind, Guid after, CancellationToken ct, DateTimeOffset? dueBy = null) => db.WorkItems
        .Where(row => row.Kind == kind && row.LaneId > after && row.DeadAt == null && !row.IsHeld && (dueBy == null || row.DueAt <= dueBy))
        .OrderBy(row => row.LaneId)
        .Select(row => new WorkLane(row.LaneId, row.CompanyId))
        .FirstOrDefaultAsync(ct);

    private static IQueryable<WorkItemRow> Mine(AppDbContext db, LeasedWork work) =>
        db.WorkItems.Where(row => row.Id == work.Item.Id && row.LeaseId == work.LeaseId);

    private async Task<T> InControlPlane<T>(Func<AppDbContext, Task<T>> step, bool writes, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<ITenant>().EnterControlPlane();
        var db = scope.ServiceProvider.GetRequiredService<AppDbContext>();
        using var turn = writes ? await engine.EnterWriter(ct) : null;
        return await step(db);
    }
}

/// <summary>A lane of the queue, and whose work it is.</summary>
internal sealed record WorkLane(Guid Id, Guid CompanyId);

/// <param name="LeasedUntil">After this moment somebody else may have the item.</param>
internal sealed record LeasedWork(WorkItem Item, Guid LeaseId, DateTimeOffset LeasedUntil);
