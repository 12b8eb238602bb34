using ErrorOr;
using SecurityTraining.Application.Billing;
using Stripe;
using Stripe.Checkout;

namespace SecurityTraining.Infrastructure.Billing;

internal sealed class StripePages(StripeConnection stripe, StripePrices prices) : IPaymentPages
{
    /// <summary>On the customer and on the subscription: which company it is.</summary>
    public const string CompanyKey = "company_id";

    /// <summary>On the subscription: the lookup key of what was bought, for when the key has moved on to a newer price.</summary>
    public const string PlanKey = "plan";

    private const int MostOpen = 100;

    public bool IsConfigured => stripe.IsConfigured;

    public Task<ErrorOr<string>> AddCustomer(NewCustomer customer, string key, CancellationToken ct)
    {
        var options = new CustomerCreateOptions
        {
            Name = customer.Name,
            Email = customer.Email,
            PreferredLocales = [customer.Language],
            Metadata = new Dictionary<string, string>(StringComparer.Ordinal) { [CompanyKey] = customer.CompanyId.ToString() },
        };
        return stripe.Ask(async (api, token) => (await api.Customers.CreateAsync(options, StripeConnection.Once(key), token)).Id, ct);
    }

    public async Task<ErrorOr<Uri>> OpenCheckout(CheckoutOrder order, string key, CancellationToken ct)
    {
        var price = await prices.Find(order.LookupKey, ct);
        if (price.IsError)
        {
            return price.Errors;
        }

        var closed = await stripe.Ask((api, token) => CloseOthers(api, order.CustomerReference, token), ct);
        if (closed.IsError)
        {
            return closed.Errors;
        }

        var options = new SessionCreateOptions
        {
            Mode = "subscription",
            Customer = order.CustomerReference,
            ClientReferenceId = order.CompanyId.ToString(),
            AllowedPaymentMethodTypes = ["card", "sepa_debit"],
            SuccessUrl = order.PaidAt.ToString(),
            CancelUrl = order.LeftAt.ToString(),
            LineItems = [new SessionLineItemOptions { Price = price.Value.Id, Quantity = order.Seats }],
            SubscriptionData = new SessionSubscriptionDataOptions
            {
                Metadata = new Dictionary<string, string>(StringComparer.Ordinal)
                {
                    [CompanyKey] = order.CompanyId.ToString(),
                    [PlanKey] = order.LookupKey,
                },
            },
        };
        return await stripe.Ask(async (api, token) => new Uri((await api.Checkout.Sessions.CreateAsync(options, StripeConnection.Once(key), token)).Url), ct);
    }

    public Task<ErrorOr<Uri>> OpenPortal(string customerReference, Uri returnTo, CancellationToken ct)
    {
        var options = new Stripe.BillingPortal.SessionCreateOptions { Customer = customerReference, ReturnUrl = returnTo.ToString() };
        return stripe.Ask(async (api, token) => new Uri((await api.BillingPortal.Sessions.CreateAsync(options, cancellationToken: token)).Url), ct);
    }

    /// <summary>Of two pages that somebody has open, only one can be paid. One that is being paid meanwhile has been found by no list.</summary>
    private static async Task<Success> CloseOthers(V1Services api, string customerReference, CancellationToken ct)
    {
        var open = await api.Checkout.Sessions.ListAsync(
            new SessionListOptions { Customer = customerReference, Status = "open", Limit = MostOpen }, cancellationToken: ct);
        foreach (var session in open)
        {
            try
            {
                await api.Checkout.Sessions.ExpireAsync(session.Id, requestOptions: StripeConnection.Once($"expire-{session.Id}"), cancellationToken: ct);
            }
            catch (StripeException exception) when (exception.HttpStatusCode == System.Net.HttpStatusCode.BadRequest)
            {
                // It has been paid, or has expired by itself.
            }
        }

        return Result.Success;
    }
}
