using ErrorOr;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Pipeline;

namespace SecurityTraining.Application.Billing;

/// <summary>Takes over what the payment provider says of the company's subscription at this moment.</summary>
[PlatformScope]
[RetryOnConflict(AsksProvider = true)]
public sealed record SynchroniseSubscriptionCommand(Guid CompanyId) : ICommand<Success>;

internal sealed class SynchroniseSubscriptionHandler(SubscriptionBook book)
    : ICommandHandler<SynchroniseSubscriptionCommand, Success>
{
    public async Task<ErrorOr<Success>> Handle(SynchroniseSubscriptionCommand request, CancellationToken cancellationToken)
    {
        if (await book.Find(request.CompanyId, cancellationToken) is not { } subscription)
        {
            return Result.Success;
        }

        var synchronised = await book.Synchronise(subscription, cancellationToken);
        return synchronised.IsError ? synchronised.Errors : Result.Success;
    }
}
