using SecurityTraining.Domain.Common;

namespace SecurityTraining.Domain.Billing;

/// <summary>
/// What the operator of the installation sees of a subscription, also of one that has ended: the figures of revenue are made of these. It stands
/// outside the walls between companies and holds nothing of what lies behind them.
/// </summary>
public sealed class SubscriptionListing : Entity
{
    private SubscriptionListing(Guid companyId, SubscriptionSnapshot subscription, DateTimeOffset now) : base(now)
    {
        ForCompanyId = companyId;
        Reference = subscription.Reference;
        Currency = "";
        Follow(subscription);
    }

    private SubscriptionListing()
    {
        Reference = Currency = null!;
    }

    public Guid ForCompanyId { get; private set; }

    public string Reference { get; private set; }

    public SubscriptionStatus Status { get; private set; }

    public PlanKind? Plan { get; private set; }

    public BillingInterval? Interval { get; private set; }

    public int Seats { get; private set; }

    /// <summary>In the currency's smallest unit: what a year of it costs.</summary>
    public long YearlyAmount { get; private set; }

    public string Currency { get; private set; }

    public DateTimeOffset StartedAt { get; private set; }

    public DateTimeOffset? CancelsAt { get; private set; }

    public DateTimeOffset? EndedAt { get; private set; }

    public bool IsLive => Status is SubscriptionStatus.Active or SubscriptionStatus.PastDue;

    public static SubscriptionListing Of(Guid companyId, SubscriptionSnapshot subscription, DateTimeOffset now) => new(companyId, subscription, now);

    public void Follow(SubscriptionSnapshot subscription)
    {
        (Status, Plan, Interval, Seats) = (subscription.Status, subscription.Plan, subscription.Interval, subscription.Seats);
        YearlyAmount = subscription.Amount * (subscription.Interval == BillingInterval.Year ? 1 : 12);
        Currency = subscription.Currency;
        (StartedAt, CancelsAt, EndedAt) = (subscription.StartedAt, subscription.CancelsAt, subscription.EndedAt);
    }
}
