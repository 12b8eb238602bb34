using ErrorOr;
using SecurityTraining.Application.Common;

namespace SecurityTraining.Application.Billing.Reconciliation;

/// <summary>One portion of the subscriptions that the installation believes to be live.</summary>
/// <param name="After">The last of the portion before.</param>
[PlatformScope]
public sealed record ListLiveListingsQuery(Guid? After) : IQuery<IReadOnlyList<LiveListing>>
{
    public const int Portion = 500;
}

public sealed record LiveListing(Guid Id, Guid CompanyId, string Reference, string Text);

internal sealed class ListLiveListingsHandler(IBillingDirectory directory) : IQueryHandler<ListLiveListingsQuery, IReadOnlyList<LiveListing>>
{
    public async Task<ErrorOr<IReadOnlyList<LiveListing>>> Handle(ListLiveListingsQuery request, CancellationToken cancellationToken)
    {
        var listings = await directory.LiveListings(request.After, ListLiveListingsQuery.Portion, cancellationToken);
        return listings.Select(listing => new LiveListing(
            listing.Id, listing.ForCompanyId, listing.Reference, CompareSubscriptionsHandler.Text(listing))).ToList();
    }
}
