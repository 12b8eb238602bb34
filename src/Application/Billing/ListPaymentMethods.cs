using ErrorOr;
using SecurityTraining.Application.Common;
using SecurityTraining.Domain.Billing;
using SecurityTraining.Domain.Identity;

namespace SecurityTraining.Application.Billing;

/// <summary>The cards and accounts that the payment provider takes the money from; changed on its own page.</summary>
[RequirePermission(Permission.ReadBilling)]
public sealed record ListPaymentMethodsQuery : IQuery<PaymentMethodList>;

/// <param name="Items">At most a hundred.</param>
public sealed record PaymentMethodList(IReadOnlyList<PaymentMethodRow> Items);

internal sealed class ListPaymentMethodsHandler(SubscriptionBook book, IProviderSubscriptions provider, IProviderRecords records, ICurrentUser me)
    : IQueryHandler<ListPaymentMethodsQuery, PaymentMethodList>
{
    public async Task<ErrorOr<PaymentMethodList>> Handle(ListPaymentMethodsQuery request, CancellationToken cancellationToken)
    {
        if (!provider.IsConfigured)
        {
            return BillingErrors.NotConfigured;
        }

        return await book.Find(me.RequireCompanyId(), cancellationToken) is { } subscription
            ? (await records.PaymentMethods(subscription.CustomerReference, cancellationToken)).Then(items => new PaymentMethodList(items))
            : new PaymentMethodList([]);
    }
}
