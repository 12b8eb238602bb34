using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Billing;
using SecurityTraining.Domain.Companies;
using SecurityTraining.Domain.Identity;

namespace SecurityTraining.Application.Billing;

/// <summary>What a change of plan, interval or seats would cost. Changes nothing; absent: as it is.</summary>
[RequirePermission(Permission.ManageBilling)]
public sealed record PreviewSubscriptionQuery(PlanKind? Plan = null, BillingInterval? Interval = null, int? Seats = null) : IQuery<ChangePreview>;

internal sealed class PreviewSubscriptionValidator : AbstractValidator<PreviewSubscriptionQuery>
{
    public PreviewSubscriptionValidator()
    {
        RuleFor(query => query.Plan).PlanForSale();
        RuleFor(query => query.Interval).IsInEnum();
        RuleFor(query => query.Seats).InclusiveBetween(1, Company.MaxAgreedSeats);
    }
}

internal sealed class PreviewSubscriptionHandler(
    IRepository<Company> companies, SubscriptionBook book, SubscriptionChanges changes, IProviderSubscriptions provider, ICurrentUser me)
    : IQueryHandler<PreviewSubscriptionQuery, ChangePreview>
{
    public async Task<ErrorOr<ChangePreview>> Handle(PreviewSubscriptionQuery request, CancellationToken cancellationToken)
    {
        if (!provider.IsConfigured)
        {
            return BillingErrors.NotConfigured;
        }

        var company = (await companies.GetByIdAsync(me.RequireCompanyId(), cancellationToken))!;
        if (await book.Find(company.Id, cancellationToken) is not { } subscription)
        {
            return BillingErrors.NoSubscription;
        }

        var asked = await provider.Of(subscription.CustomerReference, cancellationToken);
        if (asked.IsError)
        {
            return asked.Errors;
        }

        var wish = new SubscriptionWish(request.Plan, request.Interval, request.Seats);
        var change = await changes.From(company, SubscriptionSnapshot.Current(asked.Value), wish, cancellationToken);
        return change.IsError ? change.Errors : await provider.Preview(change.Value, cancellationToken);
    }
}
