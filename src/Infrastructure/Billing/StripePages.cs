using ErrorOr;
using SecurityTraining.Application.Billing;
using Stripe;
using Stripe.Checkout;
using BillingErrors = SecurityTraining.Domain.Billing.BillingErrors;

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

/// <summary>The prices of the table's plans.</summary>
internal sealed class StripePrices(StripeConnection stripe, StripeOptions options, TimeProvider clock) : IPlanPrices, IDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private Known? _known;

    public async Task<IReadOnlyList<PlanPrice>> List(CancellationToken ct)
    {
        var all = await All(ct);
        return all.IsError ? _known?.Shown ?? [] : all.Value.Shown;
    }

    public async Task<ErrorOr<Price>> Find(string lookupKey, CancellationToken ct)
    {
        var all = await All(ct);
        return all.IsError ? all.Errors
            : all.Value.ByKey.TryGetValue(lookupKey, out var price) ? price
            : BillingErrors.PriceMissing;
    }

    public void Dispose() => _turn.Dispose();

    private async Task<ErrorOr<Known>> All(CancellationToken ct)
    {
        if (!stripe.IsConfigured)
        {
            return BillingErrors.NotConfigured;
        }

        if (_known is { } kept && kept.Until > clock.GetUtcNow())
        {
            return kept;
        }

        await _turn.WaitAsync(ct);
        try
        {
            return _known is { } fresh && fresh.Until > clock.GetUtcNow() ? fresh : await Read(ct);
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task<ErrorOr<Known>> Read(CancellationToken ct)
    {
        var keys = Domain.Billing.Plan.All.Where(plan => plan.IsForSale)
            .SelectMany(plan => Enum.GetValues<Domain.Billing.BillingInterval>().Select(plan.LookupKey)).ToList();
        var read = await stripe.Ask((api, token) => api.Prices.ListAsync(
            new PriceListOptions { LookupKeys = keys, Active = true, Limit = 100 }, cancellationToken: token), ct);
        if (read.IsError)
        {
            return read.Errors;
        }

        var byKey = read.Value.ToDictionary(price => price.LookupKey, StringComparer.Ordinal);
        var shown = byKey.Values.Select(Shown).OfType<PlanPrice>().OrderBy(price => price.Plan).ThenBy(price => price.Interval).ToList();
        return _known = new Known(byKey, shown, clock.GetUtcNow().AddSeconds(options.PriceCacheSeconds));
    }

    private static PlanPrice? Shown(Price price) => Domain.Billing.Plan.FromLookupKey(price.LookupKey) is var (plan, interval) && price.UnitAmount is { } amount
        ? new PlanPrice(plan.Kind, interval, amount, price.Currency)
        : null;

    private sealed record Known(IReadOnlyDictionary<string, Price> ByKey, IReadOnlyList<PlanPrice> Shown, DateTimeOffset Until);
}
