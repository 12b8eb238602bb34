using ErrorOr;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Pipeline;
using SecurityTraining.Domain.Identity;

namespace SecurityTraining.Application.Billing;

/// <summary>Takes a cancellation back, as long as the subscription has not ended.</summary>
[RequirePermission(Permission.ManageBilling)]
[RetryOnConflict(AsksProvider = true)]
public sealed record ResumeSubscriptionCommand : ICommand<Success>;

internal sealed class ResumeSubscriptionHandler(SubscriptionCancellation cancellation, ICurrentUser me)
    : ICommandHandler<ResumeSubscriptionCommand, Success>
{
    public Task<ErrorOr<Success>> Handle(ResumeSubscriptionCommand request, CancellationToken cancellationToken) =>
        cancellation.Set(me.RequireCompanyId(), ends: false, cancellationToken);
}
