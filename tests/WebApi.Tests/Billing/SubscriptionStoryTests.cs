using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using SecurityTraining.Infrastructure.Persistence;
using SecurityTraining.TestKit;
using SecurityTraining.TestKit.Http;
using SecurityTraining.TestKit.Stripe;

namespace SecurityTraining.WebApi.Tests.Billing;

public sealed class SubscriptionStoryTests
{
    [Theory, ClassData(typeof(Engines))]
    public async Task A_company_tries_buys_grows_owes_pays_and_leaves(DatabaseProvider provider)
    {
        await using var stripe = await FakeStripe.Start();
        await using var host = await ApiHost.Start(provider, settings: stripe.Settings);
        var company = await host.RegisterCompany("buyer");
        var admin = company.Admin;
        var delivered = 0;
        (await Subscription()).ShouldSatisfyAllConditions(
            row => row.GetProperty("status").GetString().ShouldBe("none"), row => row.GetProperty("trialEndsAt").ValueKind.ShouldBe(JsonValueKind.String));
        (await admin.Post("/api/v1/billing/subscription/cancel")).Code.ShouldBe("no_subscription");

        // It buys.
        (await admin.Post("/api/v1/billing/checkout-sessions", new { plan = "enterprise", interval = "month" })).Status.ShouldBe(HttpStatusCode.BadRequest);
        var page = (await admin.Post("/api/v1/billing/checkout-sessions", new { plan = "starter", interval = "month", seats = 5 })).Successful();
        page.Status.ShouldBe(HttpStatusCode.Created);
        var reference = stripe.Pay(page.Json.GetProperty("url").GetString()!);
        await Deliver();
        var bought = await Until(row => row.GetProperty("status").GetString() == "active");
        bought.GetProperty("plan").GetString().ShouldBe("starter");
        bought.GetProperty("amount").GetInt64().ShouldBe(1500);
        (await Company()).GetProperty("plan").GetString().ShouldBe("starter");
        (await Company()).GetProperty("seatLimit").GetInt32().ShouldBe(5);
        (await host.Mailbox.MailTo(company.AdminEmail, "your payment of 15.00 EUR")).TextBody!.ShouldContain("https://invoice.stripe.test/");
        (await admin.Post("/api/v1/billing/checkout-sessions", new { plan = "basic", interval = "month" })).Code.ShouldBe("already_subscribed");

        // It grows: what the preview says is what is charged, give or take the seconds between.
        var preview = (await admin.Post("/api/v1/billing/subscription/seats/preview", new { seats = 8 })).Successful().Json;
        preview.GetProperty("dueNow").GetInt64().ShouldBeInRange(899, 900);
        (await Put("seats", new { seats = 8 })).Successful().Json.GetProperty("seats").GetInt32().ShouldBe(8);
        (await Put("seats", new { seats = 26 })).Code.ShouldBe("plan_seats_exceeded_by_order");
        (await Put("plan", new { plan = "basic", seats = 30 })).Successful().Json.GetProperty("plan").GetString().ShouldBe("basic");
        (await Company()).GetProperty("seatLimit").GetInt32().ShouldBe(30);
        await Deliver();
        var invoices = await Eventually.Get(
            async () => (await admin.Get("/api/v1/billing/invoices?status=paid")).Successful().Json.GetProperty("items"), items => items.GetArrayLength() == 3);
        invoices[0].GetProperty("pdfUrl").GetString()!.ShouldStartWith("https://invoice.stripe.test/");
        (await admin.Get("/api/v1/billing/payment-methods")).Successful().Json.GetProperty("items")[0].GetProperty("last4").GetString().ShouldBe("4242");

        // It owes, and pays.
        stripe.DeclinesPayments = true;
        stripe.Renew(reference);
        await Deliver();
        var owing = await Until(row => row.GetProperty("status").GetString() == "pastDue");
        owing.GetProperty("pastDueSince").ValueKind.ShouldBe(JsonValueKind.String);
        await host.Mailbox.MailTo(company.AdminEmail, "was declined");
        stripe.DeclinesPayments = false;
        stripe.RetryPayments(reference);
        await Deliver();
        (await Until(row => row.GetProperty("status").GetString() == "active")).GetProperty("pastDueSince").ValueKind.ShouldBe(JsonValueKind.Null);
        var payments = await Eventually.Get(
            async () => (await admin.Get("/api/v1/billing/payments")).Successful().Json.GetProperty("items"), items => items.GetArrayLength() == 5);
        payments.EnumerateArray().Count(payment => payment.GetProperty("status").GetString() == "failed").ShouldBe(1);

        // It leaves, thinks better of it, and leaves.
        (await admin.Post("/api/v1/billing/subscription/cancel")).Successful().Json.GetProperty("cancelsAt").ValueKind.ShouldBe(JsonValueKind.String);
        (await Put("seats", new { seats = 31 })).Code.ShouldBe("subscription_cancelled");
        (await admin.Post("/api/v1/billing/subscription/resume")).Successful().Json.GetProperty("cancelsAt").ValueKind.ShouldBe(JsonValueKind.Null);
        (await admin.Post("/api/v1/billing/subscription/cancel")).Successful();
        await host.Mailbox.MailTo(company.AdminEmail, "the free plan applies");
        stripe.Renew(reference);
        await Deliver();
        (await Until(row => row.GetProperty("status").GetString() == "ended")).GetProperty("endedAt").ValueKind.ShouldBe(JsonValueKind.String);
        (await Company()).GetProperty("plan").GetString().ShouldBe("free");

        // All of it stands in the audit log, and every event has been worked off.
        var log = (await admin.Get("/api/v1/audit-log?limit=200")).Successful().Body;
        foreach (var action in (string[])["billing.subscription-changed", "billing.invoice-paid", "billing.payment-failed", "billing.start-checkout", "billing.cancel-subscription"])
        {
            log.ShouldContain(action);
        }

        var platform = await host.SignInAsAdministrator();
        await Eventually.Get(
            async () => (await platform.Get("/api/v1/platform/billing/events?limit=200")).Successful().Json.GetProperty("items").EnumerateArray()
                .Select(happened => happened.GetProperty("status").GetString()).Distinct().ToList(),
            statuses => statuses.TrueForAll(status => status is "done" or "ignored"));
        (await platform.Get("/api/v1/platform/revenue")).Successful().Json.GetProperty("subscriptions").GetInt32().ShouldBe(0);
        (await admin.Get("/api/v1/platform/revenue")).Status.ShouldBe(HttpStatusCode.Forbidden);
        stripe.Calls.Select(call => call.Version).Distinct().ShouldBe(["2026-10-28.endive"]);

        async Task Deliver()
        {
            foreach (var happened in stripe.Events.Skip(delivered))
            {
                var content = new StringContent(happened.Body, Encoding.UTF8, "application/json");
                (await host.Anonymous.Send(HttpMethod.Post, "/api/v1/webhooks/stripe", content, ("Stripe-Signature", happened.Signature))).Status.ShouldBe(HttpStatusCode.OK);
                delivered++;
            }
        }

        async Task<JsonElement> Subscription() => (await admin.Get("/api/v1/billing/subscription")).Successful().Json;

        Task<JsonElement> Until(Func<JsonElement, bool> isThere) => Eventually.Get(Subscription, isThere);

        async Task<JsonElement> Company() => (await admin.Get("/api/v1/company")).Successful().Json;

        Task<ApiAnswer> Put(string what, object wish) => admin.Send(HttpMethod.Put, $"/api/v1/billing/subscription/{what}", JsonContent.Create(wish));
    }

    [Fact]
    public async Task What_is_not_signed_by_the_provider_is_refused_and_large_bodies_are_not_read()
    {
        await using var stripe = await FakeStripe.Start();
        await using var host = await ApiHost.Start(DatabaseProvider.Sqlite, settings: stripe.Settings);

        (await Post("{}", "t=1,v1=00")).ShouldSatisfyAllConditions(
            answer => answer.Status.ShouldBe(HttpStatusCode.BadRequest), answer => answer.Code.ShouldBe("signature_invalid"));
        (await Post(new string(' ', 600_000), "t=1,v1=00")).Status.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        (await host.Anonymous.Get("/billing?checkout=paid")).Body.ShouldContain("Thank you");

        Task<ApiAnswer> Post(string body, string signature) => host.Anonymous.Send(
            HttpMethod.Post, "/api/v1/webhooks/stripe", new StringContent(body, Encoding.UTF8, "application/json"), ("Stripe-Signature", signature));
    }
}
