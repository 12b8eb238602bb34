using ErrorOr;
using SecurityTraining.Domain.Billing;

namespace SecurityTraining.Application.Billing;

/// <summary>Has a subscription end with its period, or go on.</summary>
internal sealed class SubscriptionCancellation(SubscriptionBook book, IProviderSubscriptions provider)
{
    public async Task<ErrorOr<Success>> Set(Guid companyId, bool ends, CancellationToken ct)
    {
        if (!provider.IsConfigured)
        {
            return BillingErrors.NotConfigured;
        }

        if (await book.Find(companyId, ct) is not { } subscription)
        {
            return BillingErrors.NoSubscription;
        }

        var reference = subscription.RequireLive();
        if (reference.IsError)
        {
            return reference.Errors;
        }

        var set = await provider.SetCancellation(reference.Value, ends, SubscriptionBook.KeyOf("cancellation", subscription, ends), ct);
        if (set.IsError)
        {
            return book.LookAgain(subscription, set.FirstError);
        }

        var synchronised = await book.Synchronise(subscription, ct);
        return synchronised.IsError ? book.LookAgain(subscription, synchronised.FirstError) : Result.Success;
    }
}
