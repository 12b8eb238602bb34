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
    internal static PlanRow Of(Plan plan) => new(
        plan.Kind, Limited(plan.Seats), Limited(plan.SimulationsPerMonth), plan.StorageBytes, plan.Features, plan.IsForSale);

    internal static int? Limited(int amount) => amount >= Domain.Billing.Plan.Unlimited ? null : amount;
}

internal sealed class ListPlansValidator : AbstractValidator<ListPlansQuery>
{
    public ListPlansValidator() => this.ValidatePaging();
}

internal sealed class ListPlansHandler : IQueryHandler<ListPlansQuery, PagedList<PlanRow>>
{
    private static readonly List<PlanRow> Rows = [.. Plan.All.Where(plan => plan.Kind != PlanKind.Trial).Select(PlanRow.Of)];

    public Task<ErrorOr<PagedList<PlanRow>>> Handle(ListPlansQuery request, CancellationToken cancellationToken)
    {
        var (page, size) = (request.PageOrDefault(), request.PageSizeOrDefault());
        var rows = Rows.Skip((page - 1) * size).Take(size).ToList();
        return Task.FromResult<ErrorOr<PagedList<PlanRow>>>(new PagedList<PlanRow>(rows, page, size, Rows.Count));
    }
}
