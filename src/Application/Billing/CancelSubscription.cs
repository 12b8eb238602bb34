using ErrorOr;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Pipeline;
using SecurityTraining.Domain.Identity;

namespace SecurityTraining.Application.Billing;

/// <summary>Ends the subscription with the period that has been paid. Until then everything goes on, and it can be resumed.</summary>
[RequirePermission(Permission.ManageBilling)]
[RetryOnConflict(AsksProvider = true)]
public sealed record CancelSubscriptionCommand : ICommand<Success>;

internal sealed class CancelSubscriptionHandler(SubscriptionCancellation cancellation, ICurrentUser me)
    : ICommandHandler<CancelSubscriptionCommand, Success>
{
    public Task<ErrorOr<Success>> Handle(CancelSubscriptionCommand request, CancellationToken cancellationToken) =>
        cancellation.Set(me.RequireCompanyId(), ends: true, cancellationToken);
}
