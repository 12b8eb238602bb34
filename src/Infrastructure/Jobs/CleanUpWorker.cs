using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Work;
using SecurityTraining.Domain.Analytics;
using SecurityTraining.Domain.Billing;
using SecurityTraining.Domain.Webhooks;
using SecurityTraining.Infrastructure.Persistence;
using SecurityTraining.Infrastructure.Persistence.Work;

namespace SecurityTraining.Infrastructure.Jobs;

/// <summary>Removes, company by company, what has expired and tells nobody anything any more. Its own row in the queue brings it back.</summary>
internal sealed class CleanUpWorker(IServiceScopeFactory scopes, DatabaseEngine engine, TimeProvider clock) : IWorkHandler
{
    private static readonly TimeSpan Interval = TimeSpan.FromHours(6);

    /// <summary>Ended sessions and mails stay visible for a while, for whoever asks what happened.</summary>
    private static readonly TimeSpan Retention = TimeSpan.FromDays(90);

    public WorkKind Kind => WorkKind.CleanUp;

    public async Task<WorkOutcome> Handle(WorkItem item, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<ITenant>().Enter(item.CompanyId);
        var db = scope.ServiceProvider.GetRequiredService<AppDbContext>();
        var now = clock.GetUtcNow();
        var (longAgo, answersUntil, anHourAgo) = (now - Retention, now - IdempotencyRecord.Lifetime, now - TimeSpan.FromHours(1));

        using var turn = await engine.EnterWriter(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.OneTimeTokens.Where(token => token.ExpiresAt < now).ExecuteDeleteAsync(ct);
        await db.MailAllowances.Where(allowance => allowance.EndsAt < now).ExecuteDeleteAsync(ct);
        await db.SignInChallenges.Where(challenge => challenge.ExpiresAt < now).ExecuteDeleteAsync(ct);
        await db.SignOns.Where(signOn => signOn.ExpiresAt < anHourAgo).ExecuteDeleteAsync(ct);
        await db.TrustedDevices.Where(device => device.ExpiresAt < now).ExecuteDeleteAsync(ct);
        await db.TwoFactorAttempts.Where(attempt => attempt.At < longAgo).ExecuteDeleteAsync(ct);
        await db.Sessions.Where(session => session.ExpiresAt < longAgo || session.RevokedAt < longAgo).ExecuteDeleteAsync(ct);
        await db.IdempotencyRecords.Where(record => record.ClaimedAt < answersUntil).ExecuteDeleteAsync(ct);
        await db.OutgoingMails.Where(mail => mail.CreatedAt < longAgo).ExecuteDeleteAsync(ct);
        await db.InvitationRuns.Where(run => run.FinishedAt < longAgo).ExecuteDeleteAsync(ct);
        await db.PeopleImports.Where(import => !import.HasFile && import.FinishedAt < longAgo).ExecuteDeleteAsync(ct);
        var toldLongAgo = now - WebhookDelivery.Retention;
        await db.WebhookDeliveries.Where(delivery => delivery.CreatedAt < toldLongAgo).ExecuteDeleteAsync(ct);

        // The control plane's, whosever turn it is: the provider sends nothing again after a few days.
        await db.Set<BillingEvent>().Where(happened => happened.SettledAt < longAgo).ExecuteDeleteAsync(ct);
        await ForgetOldRisks(db, now, ct);
        await EnsureRecurringWork(db, WorkKind.RiskUpdate, item, now, ct);
        await EnsureRecurringWork(db, WorkKind.LearningUpkeep, item, now, ct);
        await EnsureRecurringWork(db, WorkKind.Automation, item, now, ct);
        await EnsureRecurringWork(db, WorkKind.BillingNotices, item, now, ct);

        // What a works council has been promised to go must not stay because the tries for it were used up.
        await Revive(db.WorkItems.Where(other => other.CompanyId == item.CompanyId && other.Kind == WorkKind.WorksCouncilClosing), now, ct);
        await transaction.CommitAsync(ct);
        await engine.ForgetFormerStates(db, ct);
        return WorkOutcome.Again(Interval);
    }

    private static async Task ForgetOldRisks(AppDbContext db, DateTimeOffset now, CancellationToken ct)
    {
        var forgotten = now - RiskPolicy.Memory;
        var day = DateOnly.FromDateTime(forgotten.UtcDateTime);
        await db.RiskEvents.Where(entry => entry.At < forgotten).ExecuteDeleteAsync(ct);
        await db.RiskScoreHistory.Where(point => point.Day < day).ExecuteDeleteAsync(ct);
        await db.RiskSnapshots.Where(snapshot => snapshot.Day < day).ExecuteDeleteAsync(ct);
    }

    /// <summary>Companies from before there was such work have none yet; work that failed too often gets another chance.</summary>
    private static async Task EnsureRecurringWork(AppDbContext db, WorkKind kind, WorkItem item, DateTimeOffset now, CancellationToken ct)
    {
        var existing = db.WorkItems.Where(other => other.CompanyId == item.CompanyId && other.Kind == kind);
        await Revive(existing, now, ct);
        if (await existing.AnyAsync(ct))
        {
            return;
        }

        db.Add(new WorkItemRow
        {
            Id = Guid.CreateVersion7(now),
            CompanyId = item.CompanyId,
            Kind = kind,
            SubjectId = item.CompanyId,
            DueAt = now,
        });
        await db.SaveChangesAsync(ct);
    }

    private static Task Revive(IQueryable<WorkItemRow> work, DateTimeOffset now, CancellationToken ct) => work.Where(row => row.DeadAt != null)
        .ExecuteUpdateAsync(row => row.SetProperty(item => item.DeadAt, (DateTimeOffset?)null).SetProperty(item => item.DueAt, now), ct);
}
