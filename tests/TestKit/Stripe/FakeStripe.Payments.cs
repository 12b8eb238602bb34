using System.Text.Json.Nodes;

namespace SecurityTraining.TestKit.Stripe;

/// <summary>How money is taken: at once, or as by direct debit after days.</summary>
public sealed partial class FakeStripe
{
    private void Charge(JsonObject invoice)
    {
        var charge = New("ch", "charge");
        charge["customer"] = invoice.Text("customer");
        charge["amount"] = invoice.Number("total");
        charge["amount_refunded"] = 0L;
        charge["currency"] = "eur";
        charge["payment_method_details"] = new JsonObject { ["type"] = "card", ["card"] = new JsonObject { ["brand"] = "visa", ["last4"] = "4242" } };
        _charges[charge.Text("id")!] = charge;
        invoice["attempt_count"] = invoice.Number("attempt_count") + 1;
        invoice["fake_charge"] = charge.Text("id");
        if (DefersPayments)
        {
            charge["paid"] = false;
            charge["status"] = "pending";
            Happened("charge.pending", charge);
            Happened("invoice.updated", invoice);
            return;
        }

        Settle(invoice, charge, succeeds: !DeclinesPayments);
    }

    private void Settle(JsonObject invoice, JsonObject charge, bool succeeds)
    {
        var subscription = _subscriptions[invoice["parent"]!["subscription_details"]!["subscription"]!.GetValue<string>()];
        charge["paid"] = succeeds;
        charge["status"] = succeeds ? "succeeded" : "failed";
        charge["failure_code"] = succeeds ? null : "card_declined";
        charge["failure_message"] = succeeds ? null : "Your card was declined.";
        charge["receipt_url"] = succeeds ? $"https://pay.stripe.test/{charge.Text("id")}" : null;
        if (!succeeds)
        {
            subscription["status"] = "past_due";
            Happened("charge.failed", charge);
            Happened("invoice.payment_failed", invoice);
        }
        else
        {
            invoice["status"] = "paid";
            invoice["amount_paid"] = invoice.Number("total");
            invoice["amount_remaining"] = 0L;
            invoice["status_transitions"]!["paid_at"] = Now;
            Happened("charge.succeeded", charge);
            Happened("invoice.paid", invoice);
        }

        var status = OpenInvoices(subscription.Text("id")!).Count == 0 ? "active" : "past_due";
        if (subscription.Text("status") != status || !succeeds)
        {
            subscription["status"] = status;
            Happened("customer.subscription.updated", subscription);
        }
    }

    /// <summary>The one payment of a bill, with the intent that is asked for along with it.</summary>
    private JsonObject PaymentOf(JsonObject invoice)
    {
        var payment = New("inpay", "invoice_payment");
        var charge = invoice.Text("fake_charge") is { } reference ? _charges[reference].Text("status") : null;
        payment["invoice"] = invoice.Text("id");
        payment["status"] = invoice.Text("status") == "paid" ? "paid" : "open";
        payment["payment"] = new JsonObject
        {
            ["type"] = "payment_intent",
            ["payment_intent"] = new JsonObject
            {
                ["id"] = $"pi_{invoice.Text("id")}",
                ["object"] = "payment_intent",
                ["status"] = charge switch { "pending" => "processing", "succeeded" => "succeeded", _ => "requires_payment_method" },
            },
        };
        return payment;
    }

    private List<JsonObject> OpenInvoices(string subscriptionId) =>
    [
        .. _invoices.Values.Where(invoice =>
            invoice.Text("status") == "open" && invoice["parent"]!["subscription_details"]!["subscription"]!.GetValue<string>() == subscriptionId),
    ];
}
