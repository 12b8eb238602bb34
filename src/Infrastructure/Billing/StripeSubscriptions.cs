using ErrorOr;
using SecurityTraining.Application.Billing;
using SecurityTraining.Domain.Billing;
using Stripe;
using Plan = SecurityTraining.Domain.Billing.Plan;
using Subscription = Stripe.Subscription;

namespace SecurityTraining.Infrastructure.Billing;

internal sealed class StripeSubscriptions(StripeConnection stripe, StripePrices prices) : IProviderSubscriptions
{
    private const int PageSize = 100;

    public bool IsConfigured => stripe.IsConfigured;

    public Task<ErrorOr<IReadOnlyList<SubscriptionSnapshot>>> Of(string customerReference, CancellationToken ct) => stripe.Ask(
        async (api, token) =>
        {
            var found = await api.Subscriptions.ListAsync(
                new SubscriptionListOptions { Customer = customerReference, Status = "all", Limit = PageSize }, cancellationToken: token);
            var snapshots = new List<SubscriptionSnapshot>();
            foreach (var subscription in found)
            {
                var snapshot = Snapshot(subscription);
                snapshots.Add(snapshot.Status == SubscriptionStatus.PastDue
                    ? snapshot with { PastDueSince = await OldestUnpaid(api, subscription.Id, token) }
                    : snapshot);
            }

            return (IReadOnlyList<SubscriptionSnapshot>)snapshots;
        },
        ct);

    public Task<ErrorOr<SubscriptionsPage>> List(string? after, CancellationToken ct) => stripe.Ask(
        async (api, token) =>
        {
            var page = await api.Subscriptions.ListAsync(new SubscriptionListOptions { Limit = PageSize, StartingAfter = after }, cancellationToken: token);
            return new SubscriptionsPage(page.Data.ConvertAll(Snapshot), page.HasMore ? page.Data[^1].Id : null);
        },
        ct);

    public async Task<ErrorOr<ChangePreview>> Preview(SubscriptionChange change, CancellationToken ct)
    {
        var price = await prices.Find(change.LookupKey, ct);
        if (price.IsError)
        {
            return price.Errors;
        }

        var options = new InvoiceCreatePreviewOptions
        {
            Customer = change.CustomerReference,
            Subscription = change.Reference,
            SubscriptionDetails = new InvoiceSubscriptionDetailsOptions
            {
                ProrationBehavior = Proration(change),
                Items = [new InvoiceSubscriptionDetailsItemOptions { Id = change.ItemReference, Price = price.Value.Id, Quantity = change.Seats }],
            },
        };
        return await stripe.Ask(async (api, token) => Preview(await api.Invoices.CreatePreviewAsync(options, cancellationToken: token), change.IsMore), ct);
    }

    public async Task<ErrorOr<Success>> Change(SubscriptionChange change, string key, CancellationToken ct)
    {
        var price = await prices.Find(change.LookupKey, ct);
        if (price.IsError)
        {
            return price.Errors;
        }

        var options = new SubscriptionUpdateOptions
        {
            Items = [new SubscriptionItemOptions { Id = change.ItemReference, Price = price.Value.Id, Quantity = change.Seats }],
            ProrationBehavior = Proration(change),
            PaymentBehavior = "error_if_incomplete",
            Metadata = new Dictionary<string, string>(StringComparer.Ordinal) { [StripePages.PlanKey] = change.LookupKey },
        };
        return await Update(change.Reference, options, key, ct);
    }

    public Task<ErrorOr<Success>> SetCancellation(string reference, bool ends, string key, CancellationToken ct) =>
        Update(reference, new SubscriptionUpdateOptions { CancelAtPeriodEnd = ends }, key, ct);

    private Task<ErrorOr<Success>> Update(string reference, SubscriptionUpdateOptions options, string key, CancellationToken ct) => stripe.Ask(
        async (api, token) =>
        {
            await api.Subscriptions.UpdateAsync(reference, options, StripeConnection.Once(key), token);
            return Result.Success;
        },
        ct);

    private static string Proration(SubscriptionChange change) => change.IsMore ? "always_invoice" : "create_prorations";

    private static ChangePreview Preview(Stripe.Invoice invoice, bool isChargedNow) => new(
        invoice.Currency,
        invoice.Total,
        isChargedNow ? invoice.AmountDue : 0,
        [.. invoice.Lines.Select(line => new ChangePreviewLine(line.Description, line.Amount, line.Parent?.SubscriptionItemDetails?.Proration == true))]);

    /// <summary>More than a hundred unpaid bills make the first of them no more overdue.</summary>
    private static async Task<DateTimeOffset?> OldestUnpaid(V1Services api, string reference, CancellationToken ct)
    {
        var open = await api.Invoices.ListAsync(
            new InvoiceListOptions { Subscription = reference, Status = "open", Limit = PageSize }, cancellationToken: ct);
        return open.Data.Count == 0 ? null : open.Min(invoice => StripeTime.Of(invoice.DueDate) ?? StripeTime.Of(invoice.Created));
    }

    private static SubscriptionSnapshot Snapshot(Subscription subscription)
    {
        var item = subscription.Items.Data[0];
        var (plan, interval) = PlanOf(subscription, item.Price);
        DateTimeOffset? periodEnd = StripeTime.Of(item.CurrentPeriodEnd);
        return new SubscriptionSnapshot(
            subscription.Id,
            subscription.CustomerId,
            item.Id,
            Status(subscription.Status),
            plan,
            interval,
            (int)item.Quantity,
            (item.Price.UnitAmount ?? 0) * item.Quantity,
            subscription.Currency,
            StripeTime.Of(subscription.StartDate),
            periodEnd,
            StripeTime.Of(subscription.CancelAt) ?? (subscription.CancelAtPeriodEnd ? periodEnd : null),
            StripeTime.Of(subscription.EndedAt),
            PastDueSince: null);
    }

    /// <summary>A lookup key moves on to the newer price when one replaces another; who has bought the older one still has that plan.</summary>
    private static (PlanKind? Plan, BillingInterval? Interval) PlanOf(Subscription subscription, Price price)
    {
        var keys = new[] { price.LookupKey, price.Metadata?.GetValueOrDefault(StripePages.PlanKey), subscription.Metadata?.GetValueOrDefault(StripePages.PlanKey) };
        foreach (var key in keys)
        {
            if (key is not null && Plan.FromLookupKey(key) is var (plan, interval))
            {
                return (plan.Kind, interval);
            }
        }

        return (null, price.Recurring?.Interval == "year" ? BillingInterval.Year : BillingInterval.Month);
    }

    private static SubscriptionStatus Status(string status) => status switch
    {
        "active" or "trialing" => SubscriptionStatus.Active,
        "past_due" or "unpaid" or "paused" => SubscriptionStatus.PastDue,
        "canceled" => SubscriptionStatus.Ended,
        "incomplete_expired" => SubscriptionStatus.Expired,
        _ => SubscriptionStatus.Incomplete,
    };
}

/// <summary>Stripe.net's times are UTC.</summary>
internal static class StripeTime
{
    public static DateTimeOffset Of(DateTime time) => new(DateTime.SpecifyKind(time, DateTimeKind.Utc));

    public static DateTimeOffset? Of(DateTime? time) => time is { } known ? Of(known) : null;
}
