using ErrorOr;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Billing;
using SecurityTraining.Domain.Companies;
using SecurityTraining.Domain.Identity;

namespace SecurityTraining.Application.Billing;

/// <summary>What the company has bought, as far as the payment provider has told.</summary>
[RequirePermission(Permission.ReadBilling)]
public sealed record GetSubscriptionQuery : IQuery<SubscriptionRow>;

/// <param name="Status">None: nothing has been bought yet.</param>
/// <param name="Plan">Null: nothing has been bought, or the price is none of the plans'.</param>
/// <param name="Amount">For one interval, in the currency's smallest unit, before taxes and discounts.</param>
/// <param name="CancelsAt">When it ends; null: it goes on.</param>
/// <param name="PastDueSince">Since when a bill has not been paid.</param>
/// <param name="TrialEndsAt">Of a company that has not bought anything.</param>
/// <param name="SynchronisedAt">When the provider was last asked.</param>
public sealed record SubscriptionRow(
    SubscriptionStatus Status,
    PlanKind? Plan,
    BillingInterval? Interval,
    int Seats,
    int SeatsTaken,
    long Amount,
    string? Currency,
    DateTimeOffset? StartedAt,
    DateTimeOffset? CurrentPeriodEnd,
    DateTimeOffset? CancelsAt,
    DateTimeOffset? EndedAt,
    DateTimeOffset? PastDueSince,
    DateTimeOffset? TrialEndsAt,
    DateTimeOffset? SynchronisedAt);

internal sealed class GetSubscriptionHandler(IRepository<Company> companies, IRepository<Subscription> subscriptions, ICurrentUser me)
    : IQueryHandler<GetSubscriptionQuery, SubscriptionRow>
{
    public async Task<ErrorOr<SubscriptionRow>> Handle(GetSubscriptionQuery request, CancellationToken cancellationToken)
    {
        var company = (await companies.GetByIdAsync(me.RequireCompanyId(), cancellationToken))!;
        var subscription = await subscriptions.GetByIdAsync(company.Id, cancellationToken);
        return new SubscriptionRow(
            subscription?.Status ?? SubscriptionStatus.None,
            subscription?.Plan,
            subscription?.Interval,
            subscription?.Seats ?? 0,
            company.SeatsTaken,
            subscription?.Amount ?? 0,
            subscription?.Currency,
            subscription?.StartedAt,
            subscription?.CurrentPeriodEnd,
            subscription?.CancelsAt,
            subscription?.EndedAt,
            subscription?.PastDueSince,
            company.TrialEndsAt,
            subscription?.SynchronisedAt);
    }
}
