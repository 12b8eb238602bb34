using Microsoft.EntityFrameworkCore;
using SecurityTraining.Application.Billing;
using SecurityTraining.Domain.Billing;

namespace SecurityTraining.Infrastructure.Persistence.ControlPlane;

internal sealed class BillingDirectory(AppDbContext db, TimeProvider clock) : IBillingDirectory
{
    public void AddCustomer(string customerReference, Guid companyId) =>
        db.Add(new BillingCustomerRow { Reference = customerReference, ForCompanyId = companyId });

    public Task<Guid?> FindCompany(string customerReference, CancellationToken ct) => db.BillingCustomers.AsNoTracking()
        .Where(customer => customer.Reference == customerReference)
        .Select(customer => (Guid?)customer.ForCompanyId)
        .SingleOrDefaultAsync(ct);

    public async Task<IReadOnlyDictionary<string, Guid>> FindCompanies(IReadOnlyCollection<string> customerReferences, CancellationToken ct) =>
        await db.BillingCustomers.AsNoTracking()
            .Where(customer => customerReferences.Contains(customer.Reference))
            .ToDictionaryAsync(customer => customer.Reference, customer => customer.ForCompanyId, StringComparer.Ordinal, ct);

    public async Task Follow(Guid companyId, IReadOnlyList<SubscriptionSnapshot> all, CancellationToken ct)
    {
        // Also those that this unit of work has added: who changes something asks before and after.
        await db.SubscriptionListings.Where(listing => listing.ForCompanyId == companyId).LoadAsync(ct);
        var listings = db.SubscriptionListings.Local.Where(listing => listing.ForCompanyId == companyId).ToList();
        foreach (var subscription in all)
        {
            if (listings.Find(listing => listing.Reference == subscription.Reference) is { } known)
            {
                known.Follow(subscription);
            }
            else
            {
                db.Add(SubscriptionListing.Of(companyId, subscription, clock.GetUtcNow()));
            }
        }
    }

    public async Task<IReadOnlyList<SubscriptionListing>> ListingsOf(IReadOnlyCollection<Guid> companyIds, CancellationToken ct) =>
        await db.SubscriptionListings.AsNoTracking().Where(listing => companyIds.Contains(listing.ForCompanyId)).ToListAsync(ct);

    public async Task<IReadOnlyList<SubscriptionListing>> LiveListings(Guid? after, int most, CancellationToken ct) =>
        await db.SubscriptionListings.AsNoTracking()
            .Where(listing => (listing.Status == SubscriptionStatus.Active || listing.Status == SubscriptionStatus.PastDue) && (after == null || listing.Id > after))
            .OrderBy(listing => listing.Id)
            .Take(most)
            .ToListAsync(ct);
}

internal sealed class RevenueReports(AppDbContext db) : IRevenueReports
{
    public async Task<IReadOnlyList<LiveRevenue>> Live(CancellationToken ct) => await db.SubscriptionListings.AsNoTracking()
        .Where(listing => listing.Status == SubscriptionStatus.Active || listing.Status == SubscriptionStatus.PastDue)
        .GroupBy(listing => new { listing.Plan, listing.Interval, listing.Currency, listing.Status })
        .Select(group => new LiveRevenue(
            group.Key.Plan,
            group.Key.Interval,
            group.Key.Currency,
            group.Key.Status == SubscriptionStatus.PastDue,
            group.Count(),
            group.Sum(listing => listing.Seats),
            group.Sum(listing => listing.YearlyAmount)))
        .ToListAsync(ct);

    public async Task<(int Before, int Lost)> Churn(DateTimeOffset since, CancellationToken ct)
    {
        var paidThen = Begun.Where(listing => listing.StartedAt <= since && (listing.EndedAt == null || listing.EndedAt > since));
        var before = await paidThen.Select(listing => listing.ForCompanyId).Distinct().CountAsync(ct);
        var lost = await paidThen
            .Where(listing => !db.SubscriptionListings.Any(other => other.ForCompanyId == listing.ForCompanyId
                && (other.Status == SubscriptionStatus.Active || other.Status == SubscriptionStatus.PastDue)))
            .Select(listing => listing.ForCompanyId).Distinct().CountAsync(ct);
        return (before, lost);
    }

    public Task<int> Trials(DateTimeOffset since, CancellationToken ct) => db.CompanyListings.AsNoTracking()
        .CountAsync(company => company.CreatedAt > since && !Begun.Any(listing => listing.ForCompanyId == company.Id), ct);

    private IQueryable<SubscriptionListing> Begun => db.SubscriptionListings.AsNoTracking()
        .Where(listing => listing.Status != SubscriptionStatus.Incomplete && listing.Status != SubscriptionStatus.Expired);
}
