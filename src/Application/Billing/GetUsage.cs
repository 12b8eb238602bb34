using ErrorOr;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Billing;
using SecurityTraining.Domain.Companies;
using SecurityTraining.Domain.Content;
using SecurityTraining.Domain.Identity;

namespace SecurityTraining.Application.Billing;

/// <summary>How much of its plan the company has used up, and what an unpaid bill leads to.</summary>
[RequirePermission(Permission.ReadBilling)]
public sealed record GetUsageQuery : IQuery<UsageRow>;

/// <param name="Plan">What holds now: the trial's while it lasts.</param>
/// <param name="TrialEndsAt">Null once the company has subscribed.</param>
/// <param name="PaymentOverdueSince">Null: everything is paid. So are the two dates that follow from it.</param>
/// <param name="ReadOnlyFrom">When nothing can be changed or sent any more.</param>
/// <param name="SuspendedFrom">When only billing is left.</param>
/// <param name="People">Active ones.</param>
/// <param name="Simulations">Launched in this calendar month (UTC).</param>
/// <param name="StorageBytes">Of all files together.</param>
public sealed record UsageRow(
    PlanKind Plan,
    DateTimeOffset? TrialEndsAt,
    BillingPhase Phase,
    DateTimeOffset? PaymentOverdueSince,
    DateTimeOffset? ReadOnlyFrom,
    DateTimeOffset? SuspendedFrom,
    Usage People,
    Usage Simulations,
    Usage StorageBytes,
    IReadOnlyList<PlanFeature> Features);

/// <param name="Limit">Null: there is none.</param>
public sealed record Usage(long Used, long? Limit);

internal sealed class GetUsageHandler(
    IRepository<Company> companies, IRepository<ContentStorage> storages, ICurrentUser me, TimeProvider clock) : IQueryHandler<GetUsageQuery, UsageRow>
{
    public async Task<ErrorOr<UsageRow>> Handle(GetUsageQuery request, CancellationToken cancellationToken)
    {
        var companyId = me.RequireCompanyId();
        if (await companies.GetByIdAsync(companyId, cancellationToken) is not { } company)
        {
            return CompanyErrors.NotFound;
        }

        var stored = (await storages.GetByIdAsync(companyId, cancellationToken))?.UsedBytes ?? 0;
        var now = clock.GetUtcNow();
        var plan = company.PlanAt(now);
        return new UsageRow(
            plan.Kind,
            company.TrialEndsAt,
            company.PhaseAt(now),
            company.PaymentOverdueSince,
            company.PaymentOverdueSince + DunningPolicy.ReadOnlyAfter,
            company.PaymentOverdueSince + DunningPolicy.SuspendedAfter,
            new Usage(company.SeatsTaken, PlanRow.Limited(company.SeatLimit(now))),
            new Usage(company.SimulationsIn(now), PlanRow.Limited(plan.SimulationsPerMonth)),
            new Usage(stored, plan.StorageBytes),
            plan.Features);
    }
}
