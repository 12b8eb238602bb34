using ErrorOr;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Auditing;
using SecurityTraining.Application.Common.Pipeline;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Application.Common.Work;
using SecurityTraining.Domain.Auditing;
using SecurityTraining.Domain.Billing;
using SecurityTraining.Domain.Identity;

namespace SecurityTraining.Application.Billing.Events;

/// <summary>Has an event worked off again. The audit log of the company that it is about says so.</summary>
[NotAudited]
[RetryOnConflict]
[RequirePermission(Permission.OperatePlatform)]
public sealed record ReplayBillingEventCommand(Guid Id) : ICommand<Guid>;

internal sealed class ReplayBillingEventHandler(
    IRepository<BillingEvent> events, IWorkQueue queue, ITenant tenant, IAuditTrail audit, TimeProvider clock)
    : ICommandHandler<ReplayBillingEventCommand, Guid>
{
    public async Task<ErrorOr<Guid>> Handle(ReplayBillingEventCommand request, CancellationToken cancellationToken)
    {
        if (await events.GetByIdAsync(request.Id, cancellationToken) is not { } happened)
        {
            return BillingErrors.EventNotFound;
        }

        var replayed = happened.Replay();
        if (replayed.IsError)
        {
            return replayed.Errors;
        }

        tenant.Enter(happened.ForCompanyId!.Value);
        audit.Note("billing.event-replayed", new AuditTarget("billingEvent", happened.Id));
        queue.Enqueue(WorkKind.BillingEvent, happened.Id, clock.GetUtcNow());
        return happened.Id;
    }
}
