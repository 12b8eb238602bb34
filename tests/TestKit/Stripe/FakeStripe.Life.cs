using System.Globalization;
using System.Text.Json.Nodes;

namespace SecurityTraining.TestKit.Stripe;

/// <summary>What customers, banks and time do.</summary>
public sealed partial class FakeStripe
{
    /// <summary>Every payment is refused from now on.</summary>
    public bool DeclinesPayments { get; set; }

    /// <summary>Every payment takes days from now on, as direct debits do, until it is settled.</summary>
    public bool DefersPayments { get; set; }

    /// <summary>How often money was taken.</summary>
    public int SuccessfulCharges => Look(() => _charges.Values.Count(charge => charge.Text("status") == "succeeded"));

    public int CustomerCount => Look(() => _customers.Count);

    /// <summary>Everything that has happened, oldest first, each as it would be delivered.</summary>
    public IReadOnlyList<StripeEvent> Events => Look(() => _events.ConvertAll(Deliverable));

    /// <summary>The customer pays on the page that they were sent to.</summary>
    /// <returns>The id of the subscription.</returns>
    public string Pay(string checkoutUrl) => Look(() =>
    {
        var session = Find(_sessions, checkoutUrl[(checkoutUrl.LastIndexOf('/') + 1)..], "checkout.session");
        if (session.Text("status") != "open")
        {
            throw StripeRefusal.Invalid("This session can be paid no more.");
        }

        var price = _prices.Single(candidate => candidate.Text("id") == session.Text("fake_price"));
        var subscription = Subscribe(session.Text("customer")!, price, session.Number("fake_quantity"), session["fake_metadata"]!.DeepClone());
        _methods.Add(Card(session.Text("customer")!));
        session["status"] = "complete";
        session["payment_status"] = "paid";
        session["subscription"] = subscription.Text("id");
        Happened("customer.subscription.created", subscription);
        Charge(Bill(subscription, session.Number("fake_quantity") * price.Number("unit_amount"), "subscription_create"));
        Happened("checkout.session.completed", session);
        return subscription.Text("id")!;
    });

    /// <summary>The period is over: the next is billed, or the subscription ends if it was to.</summary>
    public void Renew(string subscriptionId) => Look(() =>
    {
        var subscription = Find(_subscriptions, subscriptionId, "subscription");
        if (subscription["cancel_at_period_end"]!.GetValue<bool>())
        {
            return CancelNow(subscription);
        }

        var item = Item(subscription);
        var price = (JsonObject)item["price"]!;
        item["current_period_start"] = item.Number("current_period_end");
        item["current_period_end"] = After(item.Number("current_period_start"), price);
        var credit = subscription["fake_credit"]?.GetValue<long>() ?? 0;
        subscription["fake_credit"] = 0L;
        var invoice = Bill(subscription, Math.Max(0, (item.Number("quantity") * price.Number("unit_amount")) + credit), "subscription_cycle");
        Charge(invoice);
        Happened("customer.subscription.updated", subscription);
        return subscription;
    });

    /// <summary>What is open is tried once more.</summary>
    public void RetryPayments(string subscriptionId) => Look(() =>
    {
        foreach (var invoice in OpenInvoices(subscriptionId))
        {
            Charge(invoice);
        }

        return true;
    });

    /// <summary>The bank has answered, after days: what was under way has gone through, or has come back.</summary>
    public void Settle(string subscriptionId, bool succeeds) => Look(() =>
    {
        foreach (var invoice in OpenInvoices(subscriptionId))
        {
            Settle(invoice, _charges[invoice.Text("fake_charge")!], succeeds);
        }

        return true;
    });

    /// <summary>As the provider's own staff, or its dunning, ends a subscription.</summary>
    public void Cancel(string subscriptionId) => Look(() => CancelNow(Find(_subscriptions, subscriptionId, "subscription")));

    /// <summary>Changed in the provider's dashboard, and no event about it arrives.</summary>
    public void ChangeSilently(string subscriptionId, int quantity) => Look(() =>
        Item(Find(_subscriptions, subscriptionId, "subscription"))["quantity"] = (long)quantity);

    /// <summary>The provider's own staff gives a customer one more like the one that there is.</summary>
    /// <returns>The id of the new one.</returns>
    public string Double(string subscriptionId) => Look(() =>
    {
        var known = Find(_subscriptions, subscriptionId, "subscription");
        var price = (JsonObject)Item(known)["price"]!;
        var added = Subscribe(known.Text("customer")!, price, Item(known).Number("quantity"), new JsonObject());
        Happened("customer.subscription.created", added);
        return added.Text("id")!;
    });

    /// <summary>Put on a price of its own in the provider's dashboard, which no plan has.</summary>
    public void PriceApart(string subscriptionId) => Look(() =>
    {
        var subscription = Find(_subscriptions, subscriptionId, "subscription");
        var price = (JsonObject)Item(subscription)["price"]!;
        (price["lookup_key"], price["metadata"], subscription["metadata"]) = ("special", null, null);
        return subscription;
    });

    /// <summary>A first payment that has not come within a day.</summary>
    public void ExpireUnpaid(string subscriptionId) => Look(() =>
    {
        var subscription = Find(_subscriptions, subscriptionId, "subscription");
        subscription["status"] = "incomplete_expired";
        subscription["ended_at"] = Now;
        Happened("customer.subscription.updated", subscription);
        return subscription;
    });

    /// <summary>Somebody subscribes whom the product has never sent.</summary>
    public string SubscribeStranger() => Look(() =>
    {
        var customer = New("cus", "customer");
        _customers[customer.Text("id")!] = customer;
        return Subscribe(customer.Text("id")!, _prices[0], quantity: 3, new JsonObject()).Text("id")!;
    });

    /// <summary>A body and its signature, as they would arrive now.</summary>
    public StripeEvent Sign(string body, DateTimeOffset? at = null, params string[] secrets) =>
        new("", "", body, StripeWire.Sign(body, at ?? Clock.GetUtcNow(), secrets.Length == 0 ? [WebhookSecret] : secrets));

    private JsonObject Subscribe(string customer, JsonObject price, long quantity, JsonNode metadata)
    {
        var subscription = New("sub", "subscription");
        var item = New("si", "subscription_item");
        item["price"] = price.DeepClone();
        item["quantity"] = quantity;
        item["current_period_start"] = Now;
        item["current_period_end"] = After(Now, price);
        item["subscription"] = subscription.Text("id");
        subscription["customer"] = customer;
        subscription["status"] = "active";
        subscription["currency"] = "eur";
        subscription["start_date"] = Now;
        subscription["cancel_at_period_end"] = false;
        subscription["cancel_at"] = null;
        subscription["canceled_at"] = null;
        subscription["ended_at"] = null;
        subscription["metadata"] = metadata;
        subscription["items"] = StripeWire.List($"/v1/subscription_items?subscription={subscription.Text("id")}", [item]);
        return _subscriptions[subscription.Text("id")!] = subscription;
    }

    private JsonObject CancelNow(JsonObject subscription)
    {
        subscription["status"] = "canceled";
        subscription["canceled_at"] ??= Now;
        subscription["ended_at"] = Now;
        foreach (var invoice in OpenInvoices(subscription.Text("id")!))
        {
            invoice["status"] = "void";
            Happened("invoice.voided", invoice);
        }

        Happened("customer.subscription.deleted", subscription);
        return subscription;
    }

    private JsonObject Bill(JsonObject subscription, long amount, string reason)
    {
        var invoice = New("in", "invoice");
        var item = Item(subscription);
        invoice["customer"] = subscription.Text("customer");
        invoice["number"] = string.Create(CultureInfo.InvariantCulture, $"INV-{_invoices.Count + 1:0000}");
        invoice["status"] = "open";
        invoice["currency"] = "eur";
        invoice["billing_reason"] = reason;
        invoice["subtotal"] = amount;
        invoice["total"] = amount;
        invoice["amount_due"] = amount;
        invoice["amount_paid"] = 0L;
        invoice["amount_remaining"] = amount;
        invoice["attempt_count"] = 0L;
        invoice["period_start"] = item.Number("current_period_start");
        invoice["period_end"] = item.Number("current_period_end");
        invoice["hosted_invoice_url"] = $"https://invoice.stripe.test/{invoice.Text("id")}";
        invoice["invoice_pdf"] = $"https://invoice.stripe.test/{invoice.Text("id")}/pdf";
        invoice["status_transitions"] = new JsonObject { ["finalized_at"] = Now };
        invoice["parent"] = new JsonObject
        {
            ["type"] = "subscription_details",
            ["subscription_details"] = new JsonObject { ["subscription"] = subscription.Text("id") },
        };
        invoice["lines"] = StripeWire.List($"/v1/invoices/{invoice.Text("id")}/lines", [Line("Seats", amount, isProration: false)]);
        _invoices[invoice.Text("id")!] = invoice;
        Happened("invoice.finalized", invoice);
        return invoice;
    }

    private JsonObject Card(string customer)
    {
        var method = New("pm", "payment_method");
        method["customer"] = customer;
        method["type"] = "card";
        method["card"] = new JsonObject { ["brand"] = "visa", ["last4"] = "4242", ["exp_month"] = 12, ["exp_year"] = 2030 };
        return method;
    }

    private void Happened(string type, JsonObject thing)
    {
        var happened = New("evt", "event");
        happened["type"] = type;
        happened["api_version"] = "2026-10-28.endive";
        happened["data"] = new JsonObject { ["object"] = thing.DeepClone() };
        _events.Add(happened);
    }

    private StripeEvent Deliverable(JsonObject happened)
    {
        var body = happened.ToJsonString();
        return new StripeEvent(happened.Text("id")!, happened.Text("type")!, body, StripeWire.Sign(body, Clock.GetUtcNow(), WebhookSecret));
    }

    private T Look<T>(Func<T> step)
    {
        lock (_lock)
        {
            return step();
        }
    }
}

/// <summary>An event as it is delivered.</summary>
/// <param name="Signature">The header's value.</param>
public sealed record StripeEvent(string Id, string Type, string Body, string Signature);
