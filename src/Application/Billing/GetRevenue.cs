using ErrorOr;
using SecurityTraining.Application.Common;
using SecurityTraining.Domain.Billing;
using SecurityTraining.Domain.Identity;

namespace SecurityTraining.Application.Billing;

/// <summary>What the installation earns, from the database.</summary>
[RequirePermission(Permission.OperatePlatform)]
public sealed record GetRevenueQuery : IQuery<RevenueRow>;

/// <param name="Trials">Companies within their first days that have not bought anything.</param>
/// <param name="Churn">Of those that paid thirty days ago, who has left since.</param>
/// <param name="Currencies">Amounts of different currencies are not added up.</param>
public sealed record RevenueRow(int Subscriptions, int PastDue, int Trials, ChurnRow Churn, IReadOnlyList<CurrencyRevenue> Currencies, IReadOnlyList<PlanRevenue> Plans);

/// <param name="Rate">0 to 1.</param>
public sealed record ChurnRow(int Before, int Lost, decimal Rate);

/// <summary>Amounts in the currency's smallest unit, before taxes and discounts.</summary>
/// <param name="Mrr">A year's revenue divided by twelve.</param>
/// <param name="Arr">What a year of all live subscriptions costs.</param>
public sealed record CurrencyRevenue(string Currency, long Mrr, long Arr);

public sealed record PlanRevenue(PlanKind? Plan, BillingInterval? Interval, string Currency, int Subscriptions, int Seats, long Mrr);

internal sealed class GetRevenueHandler(IRevenueReports reports, TimeProvider clock) : IQueryHandler<GetRevenueQuery, RevenueRow>
{
    private static readonly TimeSpan ChurnPeriod = TimeSpan.FromDays(30);

    public async Task<ErrorOr<RevenueRow>> Handle(GetRevenueQuery request, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var live = await reports.Live(cancellationToken);
        var (before, lost) = await reports.Churn(now - ChurnPeriod, cancellationToken);
        return new RevenueRow(
            live.Sum(group => group.Subscriptions),
            live.Where(group => group.IsPastDue).Sum(group => group.Subscriptions),
            await reports.Trials(now - Plan.TrialPeriod, cancellationToken),
            new ChurnRow(before, lost, before == 0 ? 0 : Math.Round((decimal)lost / before, 4)),
            [
                .. live.GroupBy(group => group.Currency, StringComparer.Ordinal)
                    .Select(currency => new CurrencyRevenue(currency.Key, currency.Sum(group => group.YearlyAmount) / 12, currency.Sum(group => group.YearlyAmount)))
                    .OrderBy(currency => currency.Currency, StringComparer.Ordinal),
            ],
            [
                .. live.GroupBy(group => (group.Plan, group.Interval, group.Currency))
                    .Select(plan => new PlanRevenue(
                        plan.Key.Plan,
                        plan.Key.Interval,
                        plan.Key.Currency,
                        plan.Sum(group => group.Subscriptions),
                        plan.Sum(group => group.Seats),
                        plan.Sum(group => group.YearlyAmount) / 12))
                    .OrderBy(plan => plan.Plan).ThenBy(plan => plan.Interval),
            ]);
    }
}

/// <summary>Figures over the control plane's list of subscriptions.</summary>
public interface IRevenueReports
{
    Task<IReadOnlyList<LiveRevenue>> Live(CancellationToken ct);

    /// <returns>How many companies paid at that time, and how many of them do no more.</returns>
    Task<(int Before, int Lost)> Churn(DateTimeOffset since, CancellationToken ct);

    /// <summary>Companies registered since then that have never subscribed.</summary>
    Task<int> Trials(DateTimeOffset since, CancellationToken ct);
}

public sealed record LiveRevenue(PlanKind? Plan, BillingInterval? Interval, string Currency, bool IsPastDue, int Subscriptions, int Seats, long YearlyAmount);
