using ErrorOr;
using SecurityTraining.Domain.Billing;
using SecurityTraining.Domain.Companies;

namespace SecurityTraining.Application.Billing;

/// <summary>From what somebody wishes to what the provider is asked to do.</summary>
internal sealed class SubscriptionChanges(IPlanPrices prices)
{
    /// <param name="company">Who wishes it.</param>
    /// <param name="current">As the provider has it now.</param>
    /// <param name="wish">What of it is to be different.</param>
    /// <param name="ct">Ends the waiting.</param>
    public async Task<ErrorOr<SubscriptionChange>> From(Company company, SubscriptionSnapshot? current, SubscriptionWish wish, CancellationToken ct)
    {
        if (current is not { IsLive: true, Plan: { } plan, Interval: { } interval })
        {
            return BillingErrors.NoSubscription;
        }

        if (current.CancelsAt is not null)
        {
            return BillingErrors.CancellationPending;
        }

        var (newPlan, newInterval, seats) = (Plan.Of(wish.Plan ?? plan), wish.Interval ?? interval, wish.Seats ?? current.Seats);
        if (OrderRules.Check(company, newPlan, seats) is { IsError: true } refused)
        {
            return refused.Errors;
        }

        var price = await prices.Find(newPlan.Kind, newInterval, ct);
        return price.IsError
            ? price.Errors
            : new SubscriptionChange(
                current.Reference,
                current.ItemReference,
                current.CustomerReference,
                newPlan.LookupKey(newInterval),
                seats,
                IsMore: newInterval != interval || price.Value.SeatAmount * seats > current.Amount);
    }
}

/// <summary>Null: as it is.</summary>
internal sealed record SubscriptionWish(PlanKind? Plan, BillingInterval? Interval, int? Seats)
{
    public bool IsMetBy(SubscriptionSnapshot? current) =>
        current is { IsLive: true, Plan: { } plan, Interval: { } interval, CancelsAt: null }
        && (Plan ?? plan) == plan && (Interval ?? interval) == interval && (Seats ?? current.Seats) == current.Seats;
}
