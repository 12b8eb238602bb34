using SecurityTraining.Application.Common.Work;
using SecurityTraining.Domain.Billing;

namespace SecurityTraining.Application.Billing;

/// <summary>Asks the provider what has become of a change whose answer never came.</summary>
internal sealed class BillingSyncWorker(ICompanyScope company) : IWorkHandler
{
    private static readonly TimeSpan UntilItIsBack = TimeSpan.FromSeconds(30);

    public WorkKind Kind => WorkKind.BillingSync;

    public async Task<WorkOutcome> Handle(WorkItem item, CancellationToken ct)
    {
        var synchronised = await company.Send(item.CompanyId, new SynchroniseSubscriptionCommand(item.CompanyId), ct);
        return !synchronised.IsError ? WorkOutcome.Done
            : BillingErrors.IsPassing(synchronised.FirstError) ? WorkOutcome.Again(UntilItIsBack)
            : WorkOutcome.Failed(synchronised.FirstError.Code);
    }
}
