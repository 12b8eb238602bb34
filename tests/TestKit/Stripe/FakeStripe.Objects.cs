using System.Globalization;
using System.Text.Json.Nodes;
using SecurityTraining.Domain.Billing;

namespace SecurityTraining.TestKit.Stripe;

/// <summary>What callers ask for.</summary>
public sealed partial class FakeStripe
{
    private readonly Dictionary<string, JsonObject> _customers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, JsonObject> _sessions = new(StringComparer.Ordinal);
    private readonly Dictionary<string, JsonObject> _subscriptions = new(StringComparer.Ordinal);
    private readonly Dictionary<string, JsonObject> _invoices = new(StringComparer.Ordinal);
    private readonly Dictionary<string, JsonObject> _charges = new(StringComparer.Ordinal);
    private readonly List<JsonObject> _prices = [];
    private readonly List<JsonObject> _methods = [];
    private readonly List<JsonObject> _events = [];
    private int _lastId;

    /// <summary>In cents per seat, of the plan for a month: 300 for starter, 280 for basic and so on; a year costs ten months.</summary>
    private void AddPrices()
    {
        var amount = 300L;
        foreach (var plan in Plan.All.Where(plan => plan.IsForSale))
        {
            foreach (var interval in Enum.GetValues<BillingInterval>())
            {
                _prices.Add(new JsonObject
                {
                    ["id"] = $"price_{plan.LookupKey(interval)}",
                    ["object"] = "price",
                    ["active"] = true,
                    ["currency"] = "eur",
                    ["unit_amount"] = interval == BillingInterval.Year ? amount * 10 : amount,
                    ["lookup_key"] = plan.LookupKey(interval),
                    ["type"] = "recurring",
                    ["billing_scheme"] = "per_unit",
                    ["recurring"] = new JsonObject { ["interval"] = interval == BillingInterval.Year ? "year" : "month", ["interval_count"] = 1 },
                });
            }

            amount -= 20;
        }
    }

    private JsonObject CreateCustomer(StripeCall call)
    {
        var customer = New("cus", "customer");
        customer["name"] = call["name"];
        customer["email"] = call["email"];
        customer["metadata"] = call.Metadata();
        return _customers[customer.Text("id")!] = customer;
    }

    private JsonObject CreateCheckout(StripeCall call)
    {
        var customer = Find(_customers, call["customer"], "customer");
        if (call["mode"] != "subscription" || _prices.TrueForAll(price => price.Text("id") != call["line_items[0][price]"]))
        {
            throw StripeRefusal.Invalid("A subscription needs a recurring price.");
        }

        var session = New("cs_test", "checkout.session");
        session["mode"] = "subscription";
        session["status"] = "open";
        session["payment_status"] = "unpaid";
        session["customer"] = customer.Text("id");
        session["client_reference_id"] = call["client_reference_id"];
        session["url"] = $"{Url}/pay/{session.Text("id")}";
        session["metadata"] = call.Metadata();
        session["subscription"] = null;
        session["fake_price"] = call["line_items[0][price]"];
        session["fake_quantity"] = Long(call["line_items[0][quantity]"]!);
        session["fake_metadata"] = call.Metadata("subscription_data[metadata]");
        return _sessions[session.Text("id")!] = session;
    }

    private JsonObject ExpireCheckout(string id)
    {
        var session = Find(_sessions, id, "checkout.session");
        if (session.Text("status") != "open")
        {
            throw StripeRefusal.Invalid("Only Checkout Sessions with a status in [\"open\"] can be expired.");
        }

        session["status"] = "expired";
        session["url"] = null;
        Happened("checkout.session.expired", session);
        return session;
    }

    private JsonObject OpenPortal(StripeCall call)
    {
        var portal = New("bps", "billing_portal.session");
        portal["customer"] = Find(_customers, call["customer"], "customer").Text("id");
        portal["url"] = $"{Url}/portal/{portal.Text("id")}";
        portal["return_url"] = call["return_url"];
        return portal;
    }

    private JsonObject UpdateSubscription(JsonObject subscription, StripeCall call)
    {
        if (subscription.Text("status") == "canceled")
        {
            throw StripeRefusal.Invalid("A canceled subscription can only update its cancellation_details and metadata.");
        }

        if (call["cancel_at_period_end"] is { } cancels)
        {
            var ends = cancels.Equals("true", StringComparison.OrdinalIgnoreCase);
            subscription["cancel_at_period_end"] = ends;
            subscription["cancel_at"] = ends ? Item(subscription).Number("current_period_end") : null;
            subscription["canceled_at"] = ends ? Now : null;
        }

        if (call["items[0][id]"] is not null)
        {
            ChangeItem(subscription, call);
        }

        Happened("customer.subscription.updated", subscription);
        return subscription;
    }

    private void ChangeItem(JsonObject subscription, StripeCall call)
    {
        var (item, price, quantity) = Target(subscription, call, "items[0]");
        var proration = Proration(item, price, quantity);
        if (call["proration_behavior"] == "always_invoice" && proration > 0)
        {
            if (DeclinesPayments)
            {
                throw call["payment_behavior"] == "error_if_incomplete" ? StripeRefusal.Declined() : StripeRefusal.Invalid("Not supported here.");
            }

            Charge(Bill(subscription, proration, "subscription_update"));
        }
        else if (call["proration_behavior"] != "none")
        {
            subscription["fake_credit"] = (subscription["fake_credit"]?.GetValue<long>() ?? 0) + proration;
        }

        if (price.Text("id") != item["price"]!["id"]!.GetValue<string>() && Interval(price) != Interval((JsonObject)item["price"]!))
        {
            item["current_period_start"] = Now;
            item["current_period_end"] = After(Now, price);
        }

        item["price"] = price.DeepClone();
        item["quantity"] = quantity;
    }

    private JsonObject Preview(StripeCall call)
    {
        var subscription = Find(_subscriptions, call["subscription"], "subscription");
        var (item, price, quantity) = Target(subscription, call, "subscription_details[items][0]");
        var proration = Proration(item, price, quantity);
        var now = call["subscription_details[proration_behavior]"] == "always_invoice";
        var lines = new List<JsonObject> { Line("Proration", proration, isProration: true) };
        if (!now)
        {
            lines.Add(Line("Next period", quantity * price.Number("unit_amount"), isProration: false));
        }

        var total = lines.Sum(line => line.Number("amount"));
        var invoice = New("upcoming_in", "invoice");
        invoice["currency"] = "eur";
        invoice["customer"] = subscription.Text("customer");
        invoice["total"] = total;
        invoice["amount_due"] = Math.Max(0, total);
        invoice["lines"] = StripeWire.List("/v1/invoices/upcoming/lines", lines);
        return invoice;
    }

    private (JsonObject Item, JsonObject Price, long Quantity) Target(JsonObject subscription, StripeCall call, string prefix)
    {
        var item = Item(subscription);
        if (call[$"{prefix}[id]"] != item.Text("id"))
        {
            throw StripeRefusal.Missing("subscription item");
        }

        var price = call[$"{prefix}[price]"] is { } priceId
            ? _prices.Find(candidate => candidate.Text("id") == priceId) ?? throw StripeRefusal.Missing("price")
            : (JsonObject)item["price"]!;
        return (item, price, call[$"{prefix}[quantity]"] is { } quantity ? Long(quantity) : item.Number("quantity"));
    }

    /// <summary>What the rest of the period costs more, or less, than has been paid for it.</summary>
    private long Proration(JsonObject item, JsonObject price, long quantity)
    {
        var (start, end) = (item.Number("current_period_start"), item.Number("current_period_end"));
        var rest = (decimal)(end - Now) / (end - start);
        var old = item.Number("quantity") * ((JsonObject)item["price"]!).Number("unit_amount");
        return (long)Math.Round(((quantity * price.Number("unit_amount")) - old) * rest);
    }

    private JsonObject Line(string description, long amount, bool isProration)
    {
        var line = New("il", "line_item");
        line["amount"] = amount;
        line["currency"] = "eur";
        line["description"] = description;
        line["parent"] = new JsonObject
        {
            ["type"] = "subscription_item_details",
            ["subscription_item_details"] = new JsonObject { ["proration"] = isProration },
        };
        return line;
    }

    private JsonObject New(string prefix, string kind) => new()
    {
        ["id"] = string.Create(CultureInfo.InvariantCulture, $"{prefix}_{Interlocked.Increment(ref _lastId):x6}"),
        ["object"] = kind,
        ["created"] = Now,
        ["livemode"] = false,
    };

    private long Now => Clock.GetUtcNow().ToUnixTimeSeconds();

    private static JsonObject Item(JsonObject subscription) => (JsonObject)subscription["items"]!["data"]![0]!;

    private static string Interval(JsonObject price) => price["recurring"]!["interval"]!.GetValue<string>();

    private static long After(long start, JsonObject price)
    {
        var from = DateTimeOffset.FromUnixTimeSeconds(start);
        return (Interval(price) == "year" ? from.AddYears(1) : from.AddMonths(1)).ToUnixTimeSeconds();
    }

    private static long Long(string text) => long.Parse(text, CultureInfo.InvariantCulture);
}
