using System.Text;
using SecurityTraining.Application.Billing;
using SecurityTraining.Application.Billing.Events;
using SecurityTraining.Application.Common.Work;
using SecurityTraining.Application.UseCaseTests.Learning;
using SecurityTraining.Domain.Billing;
using SecurityTraining.Infrastructure.Persistence;
using SecurityTraining.TestKit;
using SecurityTraining.TestKit.Stripe;

namespace SecurityTraining.Application.UseCaseTests.Billing;

public sealed class BillingEventTests
{
    private const string Odd = """{"id":"evt_odd","type":"customer.tax_id.created","created":1,"data":{"object":{"id":"txi_1","customer":"CUSTOMER"}}}""";

    [Fact]
    public async Task Only_the_providers_own_signature_counts_and_only_for_five_minutes()
    {
        await using var stage = await BillingStage.Open(DatabaseProvider.Sqlite);
        await stage.Buy();
        var body = stage.Stripe.Events[0].Body;
        var now = stage.App.Clock.GetUtcNow();

        (await Answer(stage, stage.Stripe.Sign(body, now, "whsec_wrong"))).ShouldBe("signature_invalid");
        (await Answer(stage, stage.Stripe.Sign(body, now.AddSeconds(-301)))).ShouldBe("signature_invalid");
        (await Answer(stage, stage.Stripe.Sign(body) with { Body = body + " " })).ShouldBe("signature_invalid");
        (await Answer(stage, stage.Stripe.Sign(body) with { Signature = "nonsense" })).ShouldBe("signature_invalid");
        (await Answer(stage, stage.Stripe.Sign("{\"no\":\"event\"}"))).ShouldBe("signature_invalid");
        (await stage.App.Send(new ReceiveBillingEventCommand(Encoding.UTF8.GetBytes(body), Signature: null))).FirstError.Code.ShouldBe("signature_invalid");
        (await stage.Events()).ShouldBeEmpty();

        (await Answer(stage, stage.Stripe.Sign(body, now.AddSeconds(-299)))).ShouldBe("");
        (await stage.Events()).Count.ShouldBe(1);
    }

    [Fact]
    public async Task While_secrets_are_rotated_each_of_them_counts()
    {
        await using var stripe = await FakeStripe.Start();
        var settings = stripe.Settings;
        settings["Stripe:WebhookSecrets:1"] = "whsec_next";
        await using var app = await TestApp.Start(DatabaseProvider.Sqlite, settings: settings);
        stripe.Clock = app.Clock;
        stripe.SubscribeStranger();
        var body = "{\"id\":\"evt_1\",\"type\":\"invoice.paid\",\"created\":1,\"data\":{\"object\":{\"id\":\"in_1\",\"customer\":\"cus_unknown\"}}}";

        foreach (var secrets in (string[][])[[FakeStripe.WebhookSecret], ["whsec_next"], ["whsec_other", "whsec_next"]])
        {
            var signed = stripe.Sign(body, at: null, secrets);
            (await app.Send(new ReceiveBillingEventCommand(Encoding.UTF8.GetBytes(body), signed.Signature))).IsError.ShouldBeFalse();
        }
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task An_event_that_comes_fifty_times_at_once_is_there_once(DatabaseProvider provider)
    {
        await using var stage = await BillingStage.Open(provider);
        await stage.Buy();
        var paid = stage.Stripe.Events.Single(happened => happened.Type == "invoice.paid");

        await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => stage.Deliver(paid)));
        await stage.WorkAll();

        (await stage.Events()).ShouldHaveSingleItem().Status.ShouldBe(BillingEventStatus.Done);
        (await stage.Mails()).ShouldHaveSingleItem().ShouldBe("Your payment to SecurityTraining");
        (await stage.Subscription()).Status.ShouldBe(SubscriptionStatus.Active);
    }

    /// <summary>However the events of a life come, early, late, twice or in any order: what holds at the end is the same.</summary>
    [Theory, ClassData(typeof(Engines))]
    public async Task The_order_of_events_does_not_matter(DatabaseProvider provider)
    {
        await using var first = await BillingStage.Open(provider);
        var expected = await Live(first, random: null);
        expected.Status.ShouldBe(SubscriptionStatus.PastDue);
        expected.Seats.ShouldBe(9);

        for (var seed = 1; seed <= ProofSize.Of(inSuite: 12, full: 200); seed++)
        {
            first.Stripe.DeclinesPayments = false;
            var state = await Live(await first.Another(), new Random(seed));
            state.ShouldBe(expected, $"seed {seed}");
        }
    }

    [Fact]
    public async Task What_nobody_depends_on_is_stored_and_ignored_and_what_fails_waits_for_the_operator()
    {
        await using var stage = await BillingStage.Open(DatabaseProvider.Sqlite);
        var subscription = await stage.Buy();
        var customer = (await stage.App.InDatabase(stage.Company.Id, (_, db) => Task.FromResult(db.Set<Subscription>().Single()))).CustomerReference;
        await stage.Deliver(stage.Stripe.Sign(Odd.Replace("CUSTOMER", customer, StringComparison.Ordinal)));
        (await stage.Events()).ShouldHaveSingleItem().Status.ShouldBe(BillingEventStatus.Ignored);

        // The provider refuses for good: after some tries it is given up, and seen.
        stage.Stripe.Fail(StripeFault.Unauthorized);
        await stage.Deliver(stage.Stripe.Events.Single(happened => happened.Type == "customer.subscription.created"));
        for (var attempt = 0; attempt < BillingEvent.MaxAttempts; attempt++)
        {
            await stage.WorkAll();
        }

        var administrator = stage.Company.As(Domain.Identity.Role.PlatformAdmin);
        var failed = (await stage.App.Done(new ListBillingEventsQuery(BillingEventStatus.Failed), administrator)).Items.ShouldHaveSingleItem();
        failed.Error.ShouldBe("billing_provider_refused");
        stage.Stripe.Fail(StripeFault.None, times: 0);
        await stage.App.Done(new ReplayBillingEventCommand(failed.Id), administrator);
        await stage.WorkAll();
        (await stage.App.Done(new ListBillingEventsQuery(BillingEventStatus.Done), administrator)).Items.ShouldHaveSingleItem().Id.ShouldBe(failed.Id);
        (await stage.Subscription()).Status.ShouldBe(SubscriptionStatus.Active);
        subscription.ShouldNotBeNull();
    }

    [Fact]
    public async Task Settled_events_are_forgotten_after_three_months()
    {
        await using var stage = await BillingStage.Open(DatabaseProvider.Sqlite);
        await stage.Buy();
        await stage.Follow();
        await stage.Deliver(stage.Stripe.Sign(Odd));
        stage.App.Clock.Advance(TimeSpan.FromDays(91));
        await stage.Deliver(stage.Stripe.Sign(Odd.Replace("evt_odd", "evt_new", StringComparison.Ordinal)));

        await stage.App.Work(stage.Company, WorkKind.CleanUp, stage.Company.Id);

        (await stage.App.InDatabase(stage.Company.Id, (_, db) => Task.FromResult(db.Set<BillingEvent>().Select(happened => happened.Reference).ToList())))
            .ShouldBe(["evt_new"]);
    }

    [Fact]
    public async Task While_the_provider_is_away_events_wait_without_losing_tries()
    {
        await using var stage = await BillingStage.Open(DatabaseProvider.Sqlite);
        await stage.Buy();
        await stage.Deliver(stage.Stripe.Events[0]);
        stage.Stripe.Fail(StripeFault.Refuse);
        var waiting = (await stage.Events()).ShouldHaveSingleItem();

        var outcome = await stage.App.Work(stage.Company, WorkKind.BillingEvent, waiting.Id);

        outcome.Delay.ShouldNotBeNull();
        (await stage.Events())[0].ShouldSatisfyAllConditions(
            kept => kept.Status.ShouldBe(BillingEventStatus.Pending), kept => kept.Attempts.ShouldBe(0), kept => kept.Error.ShouldBe("billing_provider_failed"));
        stage.Stripe.Fail(StripeFault.None, times: 0);
        await stage.WorkAll();
        (await stage.Subscription()).Status.ShouldBe(SubscriptionStatus.Active);
    }

    private static async Task<State> Live(BillingStage stage, Random? random)
    {
        var outstanding = new List<StripeEvent>();
        var subscription = await stage.Buy(seats: 5);
        await Some();
        stage.Stripe.ChangeSilently(subscription, quantity: 7);
        stage.Stripe.Renew(subscription);
        await Some();
        await stage.Send(new CancelSubscriptionCommand());
        await stage.Send(new ResumeSubscriptionCommand());
        await Some();
        stage.Stripe.DeclinesPayments = true;
        stage.Stripe.Renew(subscription);
        stage.Stripe.RetryPayments(subscription);
        await Some();
        stage.Stripe.DeclinesPayments = false;
        stage.Stripe.RetryPayments(subscription);
        stage.Stripe.ChangeSilently(subscription, quantity: 9);
        await Some();
        stage.Stripe.DeclinesPayments = true;
        stage.Stripe.Renew(subscription);
        outstanding.AddRange(stage.Undelivered());
        foreach (var happened in random is null ? outstanding : [.. outstanding.OrderBy(_ => random.Next())])
        {
            await stage.Deliver(happened);
        }

        await stage.WorkAll();
        return await State.Of(stage);

        // Some arrive now and are worked off, others later; some twice.
        async Task Some()
        {
            outstanding.AddRange(stage.Undelivered());
            var now = random is null ? [.. outstanding] : outstanding.Where(_ => random.Next(2) == 0).OrderBy(_ => random.Next()).ToList();
            foreach (var happened in now)
            {
                await stage.Deliver(happened);
            }

            outstanding.RemoveAll(happened => now.Contains(happened) && random?.Next(4) != 0);
            if (random is null || random.Next(2) == 0)
            {
                await stage.WorkAll();
            }
        }
    }

    private static async Task<string> Answer(BillingStage stage, StripeEvent happened)
    {
        var answer = await stage.App.Send(new ReceiveBillingEventCommand(Encoding.UTF8.GetBytes(happened.Body), happened.Signature));
        return answer.IsError ? answer.FirstError.Code : "";
    }

    /// <summary>All that follows from the events, but for ids.</summary>
    private sealed record State(
        SubscriptionStatus Status, PlanKind? Plan, int Seats, bool Ends, PlanKind CompanyPlan, int? BoughtSeats, bool IsOverdue, string Invoices, string Payments)
    {
        public static async Task<State> Of(BillingStage stage)
        {
            var subscription = await stage.Subscription();
            var company = await stage.Row();
            var invoices = await stage.App.Done(new ListInvoicesQuery(PageSize: 100), stage.Company.Admin);
            var payments = await stage.App.Done(new ListPaymentsQuery(PageSize: 100), stage.Company.Admin);
            return new State(
                subscription.Status,
                subscription.Plan,
                subscription.Seats,
                subscription.CancelsAt is not null,
                company.Plan,
                company.BoughtSeats,
                company.PaymentOverdueSince is not null,
                string.Join(' ', invoices.Items.Select(invoice => $"{invoice.Status} {invoice.Total}").Order(StringComparer.Ordinal)),
                string.Join(' ', payments.Items.Select(payment => $"{payment.Status} {payment.Amount}").Order(StringComparer.Ordinal)));
        }
    }
}
