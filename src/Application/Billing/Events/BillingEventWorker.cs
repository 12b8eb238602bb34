using ErrorOr;
using SecurityTraining.Application.Common.Work;
using SecurityTraining.Domain.Billing;

namespace SecurityTraining.Application.Billing.Events;

/// <summary>Works off one event. While the provider is away it waits without losing tries; what fails otherwise is given up some day, visibly.</summary>
internal sealed class BillingEventWorker(ICompanyScope company, BillingEventKinds kinds) : IWorkHandler
{
    private static readonly TimeSpan UntilItIsBack = TimeSpan.FromSeconds(30);

    public WorkKind Kind => WorkKind.BillingEvent;

    public async Task<WorkOutcome> Handle(WorkItem item, CancellationToken ct)
    {
        var due = await company.Send(item.CompanyId, new GetDueBillingEventQuery(item.SubjectId), ct);
        if (due.IsError)
        {
            return due.FirstError == BillingErrors.EventNotFound ? WorkOutcome.Done : WorkOutcome.Failed(due.FirstError.Code);
        }

        var (error, isPassing) = await WorkOff(due.Value, ct);
        var settled = await company.Send(item.CompanyId, new SettleBillingEventCommand(item.SubjectId, error, isPassing), ct);
        return settled.IsError ? WorkOutcome.Failed(settled.FirstError.Code)
            : settled.Value != BillingEventStatus.Pending ? WorkOutcome.Done
            : isPassing ? WorkOutcome.Again(UntilItIsBack)
            : WorkOutcome.Failed(error!);
    }

    private async Task<(string? Error, bool IsPassing)> WorkOff(DueBillingEvent due, CancellationToken ct)
    {
        try
        {
            var worked = kinds.Find(due.Type) is { } kind ? await kind.WorkOff(due, company, ct) : Result.Success;
            return worked.IsError ? (worked.FirstError.Code, BillingErrors.IsPassing(worked.FirstError)) : (null, false);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // Else nobody would see the event fail, and nobody could have it replayed.
            return (exception.GetType().Name, false);
        }
    }
}
