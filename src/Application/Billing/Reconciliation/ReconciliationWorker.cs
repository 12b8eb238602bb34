using System.Diagnostics.Metrics;
using ErrorOr;
using Microsoft.Extensions.Logging;
using SecurityTraining.Application.Common.Pipeline;
using SecurityTraining.Application.Common.Work;
using SecurityTraining.Domain.Billing;

namespace SecurityTraining.Application.Billing.Reconciliation;

/// <summary>
/// Compares, every night, the provider's subscriptions with the installation's, asks again for what differs, and writes down what it has found. It
/// is the installation's own work, no company's.
/// </summary>
internal sealed partial class ReconciliationWorker(ICompanyScope company, TimeProvider clock, ILogger<ReconciliationWorker> logger) : IWorkHandler
{
    private static readonly Counter<long> Differences = Telemetry.Meter.CreateCounter<long>(
        "securitytraining.billing.differences", description: "Subscriptions that the payment provider and the database did not agree upon, by kind.");

    public WorkKind Kind => WorkKind.BillingReconciliation;

    public async Task<WorkOutcome> Handle(WorkItem item, CancellationToken ct)
    {
        var run = new Run([], [], new HashSet<string>(StringComparer.Ordinal));
        var compared = await Compare(run, ct);
        var isComplete = !compared.IsError && (await CompareOurs(run, ct)) is { IsError: false };
        foreach (var found in run.Found)
        {
            Differences.Add(1, new KeyValuePair<string, object?>("kind", found.Kind.ToString()));
        }

        var recorded = await company.Send(
            Guid.Empty, new RecordDifferencesCommand([.. run.Found.Take(RecordDifferencesCommand.MaxFound)], run.Mended, isComplete), ct);
        LogCompared(run.Seen.Count, run.Found.Count, run.Mended.Count, isComplete);
        return compared.IsError && BillingErrors.IsPassing(compared.FirstError) ? WorkOutcome.Again(TimeSpan.FromMinutes(10))
            : recorded.IsError ? WorkOutcome.Again(TimeSpan.FromMinutes(1))
            : WorkOutcome.Again(ReconciliationNight.After(clock.GetUtcNow()));
    }

    private async Task<ErrorOr<Success>> Compare(Run run, CancellationToken ct)
    {
        string? after = null;
        do
        {
            var page = await company.Send(Guid.Empty, new CompareSubscriptionsQuery(after), ct);
            if (page.IsError)
            {
                return page.Errors;
            }

            run.Seen.UnionWith(page.Value.References);
            foreach (var difference in page.Value.Differences)
            {
                await Mend(run, difference, ct);
            }

            after = page.Value.Next;
        }
        while (after is not null);
        return Result.Success;
    }

    /// <summary>What the provider lists no more has ended: asking for it says so.</summary>
    private async Task<ErrorOr<Success>> CompareOurs(Run run, CancellationToken ct)
    {
        Guid? after = null;
        while (true)
        {
            var portion = await company.Send(Guid.Empty, new ListLiveListingsQuery(after), ct);
            if (portion.IsError)
            {
                return portion.Errors;
            }

            foreach (var listing in portion.Value.Where(listing => !run.Seen.Contains(listing.Reference)))
            {
                await Mend(run, new FoundDifference(BillingDifferenceKind.MissingAtProvider, listing.Reference, listing.CompanyId, listing.Text, Theirs: null), ct);
            }

            if (portion.Value.Count < ListLiveListingsQuery.Portion)
            {
                return Result.Success;
            }

            after = portion.Value[^1].Id;
        }
    }

    private async Task Mend(Run run, FoundDifference difference, CancellationToken ct)
    {
        run.Found.Add(difference);
        if (difference.CompanyId is { } companyId
            && await company.Send(companyId, new SynchroniseSubscriptionCommand(companyId), ct) is { IsError: false })
        {
            run.Mended.Add(difference.Reference);
        }
    }

    private sealed record Run(List<FoundDifference> Found, List<string> Mended, HashSet<string> Seen);

    [LoggerMessage(LogLevel.Information, "Compared {Subscriptions} subscriptions with the payment provider's: {Differences} differed, {Mended} asked for again; complete: {IsComplete}")]
    private partial void LogCompared(int subscriptions, int differences, int mended, bool isComplete);
}

/// <summary>When the comparison comes: at two o'clock (UTC), as there is least to do then.</summary>
public static class ReconciliationNight
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(2);

    /// <returns>How long it is until then.</returns>
    public static TimeSpan After(DateTimeOffset now)
    {
        var tonight = new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero) + Hour;
        return (tonight > now ? tonight : tonight.AddDays(1)) - now;
    }
}
