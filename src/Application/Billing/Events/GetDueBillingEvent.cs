using ErrorOr;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Billing;

namespace SecurityTraining.Application.Billing.Events;

/// <summary>What a worker needs of an event.</summary>
[PlatformScope]
public sealed record GetDueBillingEventQuery(Guid Id) : IQuery<DueBillingEvent>;

/// <param name="ObjectReference">What it is about, as the provider knows it.</param>
public sealed record DueBillingEvent(Guid Id, Guid CompanyId, string Type, string? ObjectReference);

internal sealed class GetDueBillingEventHandler(IRepository<BillingEvent> events) : IQueryHandler<GetDueBillingEventQuery, DueBillingEvent>
{
    public async Task<ErrorOr<DueBillingEvent>> Handle(GetDueBillingEventQuery request, CancellationToken cancellationToken) =>
        await events.GetByIdAsync(request.Id, cancellationToken) is { Status: BillingEventStatus.Pending, ForCompanyId: { } companyId } due
            ? new DueBillingEvent(due.Id, companyId, due.Type, due.ObjectReference)
            : BillingErrors.EventNotFound;
}
