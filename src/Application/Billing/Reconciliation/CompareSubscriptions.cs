using System.Globalization;
using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Domain.Billing;

namespace SecurityTraining.Application.Billing.Reconciliation;

/// <summary>Compares one page of the provider's subscriptions with what the installation believes of them.</summary>
[PlatformScope]
public sealed record CompareSubscriptionsQuery(string? After) : IQuery<ComparedPage>;

/// <param name="References">All of the page.</param>
/// <param name="Next">What the following page comes after; null: this was the last.</param>
public sealed record ComparedPage(IReadOnlyList<string> References, IReadOnlyList<FoundDifference> Differences, string? Next);

/// <param name="CompanyId">Null: nobody whom the installation knows.</param>
/// <param name="Ours">What the installation believes.</param>
/// <param name="Theirs">What the provider says.</param>
public sealed record FoundDifference(BillingDifferenceKind Kind, string Reference, Guid? CompanyId, string? Ours, string? Theirs);

internal sealed class CompareSubscriptionsValidator : AbstractValidator<CompareSubscriptionsQuery>
{
    public CompareSubscriptionsValidator() => RuleFor(query => query.After).MaximumLength(Subscription.MaxReferenceLength);
}

internal sealed class CompareSubscriptionsHandler(IProviderSubscriptions provider, IBillingDirectory directory)
    : IQueryHandler<CompareSubscriptionsQuery, ComparedPage>
{
    public async Task<ErrorOr<ComparedPage>> Handle(CompareSubscriptionsQuery request, CancellationToken cancellationToken)
    {
        var listed = await provider.List(request.After, cancellationToken);
        if (listed.IsError)
        {
            return listed.Errors;
        }

        var theirs = listed.Value.Items;
        var companies = await directory.FindCompanies([.. theirs.Select(item => item.CustomerReference)], cancellationToken);
        var ours = (await directory.ListingsOf([.. companies.Values], cancellationToken)).ToLookup(listing => listing.ForCompanyId);
        var differences = theirs
            .Select(item => companies.TryGetValue(item.CustomerReference, out var companyId)
                ? Compare(item, companyId, [.. ours[companyId]])
                : new FoundDifference(BillingDifferenceKind.UnknownCustomer, item.Reference, CompanyId: null, Ours: null, Text(item)))
            .OfType<FoundDifference>()
            .ToList();
        return new ComparedPage([.. theirs.Select(item => item.Reference)], differences, listed.Value.Next);
    }

    private static FoundDifference? Compare(SubscriptionSnapshot theirs, Guid companyId, List<SubscriptionListing> ours)
    {
        var known = ours.Find(listing => listing.Reference == theirs.Reference);
        if (theirs.Plan is null)
        {
            return new FoundDifference(BillingDifferenceKind.UnknownPrice, theirs.Reference, companyId, known is null ? null : Text(known), Text(theirs));
        }

        if (ours.Find(listing => listing.Reference != theirs.Reference && listing.IsLive) is { } other && theirs.IsLive)
        {
            return new FoundDifference(BillingDifferenceKind.SecondSubscription, theirs.Reference, companyId, Text(other), Text(theirs));
        }

        return known is not null && Text(known) == Text(theirs)
            ? null
            : new FoundDifference(BillingDifferenceKind.Subscription, theirs.Reference, companyId, known is null ? null : Text(known), Text(theirs));
    }

    internal static string Text(SubscriptionListing ours) => Text(ours.Status, ours.Plan, ours.Interval, ours.Seats, ours.CancelsAt);

    private static string Text(SubscriptionSnapshot theirs) => Text(theirs.Status, theirs.Plan, theirs.Interval, theirs.Seats, theirs.CancelsAt);

    private static string Text(SubscriptionStatus status, PlanKind? plan, BillingInterval? interval, int seats, DateTimeOffset? cancelsAt) => string.Create(
        CultureInfo.InvariantCulture,
        $"{status}, {plan?.ToString() ?? "unknown plan"} by the {interval}, {seats} seats{(cancelsAt is { } ends ? $", ends {ends.UtcDateTime:yyyy-MM-dd}" : "")}");
}
