using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Domain.Billing;

namespace SecurityTraining.Application.Billing;

/// <summary>The plans that a company can be on, from the smallest to the largest; nobody stays on the trial, which is not among them.</summary>
[Public]
public sealed record ListPlansQuery(int? Page = null, int? PageSize = null) : IQuery<PagedList<PlanRow>>, IPagedQuery;

/// <param name="Seats">Active people; null: as many as are agreed upon.</param>
/// <param name="SimulationsPerMonth">In a calendar month (UTC); null: as many as one likes.</param>
/// <param name="StorageBytes">Of all files together.</param>
/// <param name="IsForSale">Whether it is bought in a checkout.</param>
public sealed record PlanRow(
    PlanKind Plan, int? Seats, int? SimulationsPerMonth, long StorageBytes, IReadOnlyList<PlanFeature> Features, bool IsForSale)
{
    /// <summary>Empty: it is not for sale, or this installation has no payment provider, or that is away.</summary>
    public IReadOnlyList<PlanPriceRow> Prices { get; init; } = [];

    internal static PlanRow Of(Plan plan) => new(
        plan.Kind, Limited(plan.Seats), Limited(plan.SimulationsPerMonth), plan.StorageBytes, plan.Features, plan.IsForSale);

    internal static int? Limited(int amount) => amount >= Domain.Billing.Plan.Unlimited ? null : amount;
}

/// <param name="SeatAmount">For one seat and interval, in the currency's smallest unit, before taxes.</param>
/// <param name="Currency">ISO 4217, in small letters.</param>
public sealed record PlanPriceRow(BillingInterval Interval, long SeatAmount, string Currency);

internal sealed class ListPlansValidator : AbstractValidator<ListPlansQuery>
{
    public ListPlansValidator() => this.ValidatePaging();
}

internal sealed class ListPlansHandler(IPlanPrices prices) : IQueryHandler<ListPlansQuery, PagedList<PlanRow>>
{
    private static readonly List<PlanRow> Rows = [.. Plan.All.Where(plan => plan.Kind != PlanKind.Trial).Select(PlanRow.Of)];

    public async Task<ErrorOr<PagedList<PlanRow>>> Handle(ListPlansQuery request, CancellationToken cancellationToken)
    {
        var (page, size) = (request.PageOrDefault(), request.PageSizeOrDefault());
        var known = (await prices.List(cancellationToken)).ToLookup(price => price.Plan, price => new PlanPriceRow(price.Interval, price.SeatAmount, price.Currency));
        var rows = Rows.Skip((page - 1) * size).Take(size).Select(row => row with { Prices = [.. known[row.Plan]] }).ToList();
        return new PagedList<PlanRow>(rows, page, size, Rows.Count);
    }
}
