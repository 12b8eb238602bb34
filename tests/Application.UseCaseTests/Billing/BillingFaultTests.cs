using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SecurityTraining.Application.Billing;
using SecurityTraining.Application.Common.Work;
using SecurityTraining.Application.UseCaseTests.Learning;
using SecurityTraining.Domain.Billing;
using SecurityTraining.Infrastructure.Persistence;
using SecurityTraining.TestKit;
using SecurityTraining.TestKit.Stripe;

namespace SecurityTraining.Application.UseCaseTests.Billing;

/// <summary>The payment provider is down, slow or overloaded, or loses its answers.</summary>
public sealed class BillingFaultTests
{
    [Theory]
    [InlineData(StripeFault.Refuse, "billing_provider_failed")]
    [InlineData(StripeFault.Hang, "billing_provider_timeout")]
    [InlineData(StripeFault.Error, "billing_provider_failed")]
    [InlineData(StripeFault.Busy, "billing_provider_busy")]
    public async Task What_fails_says_so_and_what_was_asked_for_is_done_later_and_once(StripeFault fault, string code)
    {
        await using var stage = await BillingStage.Open(DatabaseProvider.Sqlite);
        stage.Stripe.Fail(fault);
        (await stage.App.Refused(new StartCheckoutCommand(PlanKind.Starter, BillingInterval.Month), stage.Company.Admin)).ShouldBe(code);
        stage.Stripe.Fail(StripeFault.None, times: 0);
        await stage.Buy(seats: 5);
        await stage.Follow();

        stage.Stripe.Fail(fault);
        (await stage.App.Refused(new ChangeSubscriptionCommand(Seats: 8), stage.Company.Admin)).ShouldBe(code);
        (await stage.App.Refused(new CancelSubscriptionCommand(), stage.Company.Admin)).ShouldBe(code);
        (await stage.Subscription()).ShouldSatisfyAllConditions(row => row.Seats.ShouldBe(5), row => row.CancelsAt.ShouldBeNull());

        stage.Stripe.Fail(StripeFault.None, times: 0);
        await stage.App.Done(new ChangeSubscriptionCommand(Seats: 8), stage.Company.Admin);
        await stage.App.Done(new CancelSubscriptionCommand(), stage.Company.Admin);
        (await stage.Subscription()).ShouldSatisfyAllConditions(row => row.Seats.ShouldBe(8), row => row.CancelsAt.ShouldNotBeNull());
        stage.Stripe.CustomerCount.ShouldBe(1);
        stage.Stripe.SuccessfulCharges.ShouldBe(2);
    }

    [Fact]
    public async Task Who_comes_too_often_learns_when_to_come_back()
    {
        await using var stage = await BillingStage.Open(DatabaseProvider.Sqlite);
        await stage.Buy(seats: 5);
        await stage.Follow();
        stage.Stripe.Fail(StripeFault.Busy, changesOnly: true);

        (await stage.Send(new ChangeSubscriptionCommand(Seats: 8))).FirstError.Metadata.ShouldNotBeNull()["retryAfterSeconds"].ShouldBe(1);
    }

    /// <summary>Stripe.net asks again under the same key, and gets the answer that was lost: money is taken once.</summary>
    [Fact]
    public async Task An_answer_that_is_lost_once_is_fetched_again_without_a_second_charge()
    {
        await using var stage = await BillingStage.Open(DatabaseProvider.Sqlite);
        stage.Stripe.Fail(StripeFault.LoseAnswer, times: 1);
        await stage.Buy(seats: 5);
        await stage.Follow();
        var before = stage.Stripe.Calls.Count;

        stage.Stripe.Fail(StripeFault.LoseAnswer, times: 1, changesOnly: true);
        await stage.App.Done(new ChangeSubscriptionCommand(Seats: 8), stage.Company.Admin);

        var changes = stage.Stripe.Calls.Skip(before).Where(call => call is { Method: "POST" } && call.Path.StartsWith("subscriptions/", StringComparison.Ordinal)).ToList();
        changes.Count.ShouldBe(2);
        changes[0].IdempotencyKey.ShouldNotBeNull();
        changes[1].IdempotencyKey.ShouldBe(changes[0].IdempotencyKey);
        stage.Stripe.CustomerCount.ShouldBe(1);
        stage.Stripe.SuccessfulCharges.ShouldBe(2);
        (await stage.Subscription()).Seats.ShouldBe(8);
    }

    /// <summary>The work is done and no answer comes, however often it is asked for: the caller is told so, and the queue looks again.</summary>
    [Theory, ClassData(typeof(Engines))]
    public async Task A_change_whose_answer_never_comes_is_not_lost(DatabaseProvider provider)
    {
        await using var stage = await BillingStage.Open(provider);
        await stage.Buy(seats: 5);
        await stage.Follow();
        stage.Stripe.Fail(StripeFault.LoseAnswer, changesOnly: true);

        (await stage.App.Refused(new ChangeSubscriptionCommand(Seats: 8), stage.Company.Admin)).ShouldBe("billing_provider_failed");

        stage.Stripe.Fail(StripeFault.None, times: 0);
        (await stage.Subscription()).Seats.ShouldBe(5);
        var queued = await stage.App.InDatabase(stage.Company.Id, (_, db) => db.WorkItems.CountAsync(item => item.Kind == WorkKind.BillingSync));
        queued.ShouldBe(1);
        (await stage.App.Work(stage.Company, WorkKind.BillingSync, stage.Company.Id)).IsDone.ShouldBeTrue();
        (await stage.Subscription()).Seats.ShouldBe(8);

        // Whoever asks again changes nothing any more, and pays nothing.
        await stage.App.Done(new ChangeSubscriptionCommand(Seats: 8), stage.Company.Admin);
        stage.Stripe.SuccessfulCharges.ShouldBe(2);
    }

    [Fact]
    public async Task A_declined_payment_changes_nothing_and_the_same_change_succeeds_with_another_card()
    {
        await using var stage = await BillingStage.Open(DatabaseProvider.Sqlite);
        await stage.Buy(seats: 5);
        await stage.Follow();
        stage.Stripe.DeclinesPayments = true;

        (await stage.App.Refused(new ChangeSubscriptionCommand(Seats: 8), stage.Company.Admin)).ShouldBe("payment_declined");

        (await stage.Subscription()).Seats.ShouldBe(5);
        stage.Stripe.SuccessfulCharges.ShouldBe(1);
        stage.Stripe.DeclinesPayments = false;
        await stage.App.Done(new ChangeSubscriptionCommand(Seats: 8), stage.Company.Admin);
        (await stage.Subscription()).Seats.ShouldBe(8);
        stage.Stripe.SuccessfulCharges.ShouldBe(2);
    }

    /// <summary>Fewer seats are in force at the provider, and more people here, by the time that the answer is looked at.</summary>
    [Fact]
    public async Task What_the_provider_has_done_is_not_called_refused_because_somebody_has_joined_meanwhile()
    {
        await using var stage = await BillingStage.Open(DatabaseProvider.Sqlite);
        var subscription = await stage.Buy(seats: 5);
        await stage.Follow();
        stage.Stripe.ChangeSilently(subscription, quantity: 1);

        await stage.App.Done(new ChangeSubscriptionCommand(Seats: 1), stage.Company.Admin);

        (await stage.Subscription()).Seats.ShouldBe(1);
    }

    [Fact]
    public async Task While_the_provider_is_away_one_asks_for_its_prices_and_nobody_else_waits()
    {
        await using var stripe = await FakeStripe.Start();
        var settings = stripe.Settings;
        settings["Stripe:PriceCacheSeconds"] = "60";
        await using var app = await TestApp.Start(DatabaseProvider.Sqlite, settings: settings);
        var prices = app.Services.GetRequiredService<IPlanPrices>();
        stripe.Fail(StripeFault.Error);

        var found = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Task.Run(() => prices.Find(PlanKind.Starter, BillingInterval.Month, CancellationToken.None))));

        found.ShouldAllBe(price => price.FirstError.Code == "billing_provider_failed");
        stripe.Calls.Count.ShouldBe(2, "the one call, and its repetition by the client");
        stripe.Fail(StripeFault.None, times: 0);
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        (await prices.Find(PlanKind.Starter, BillingInterval.Month, CancellationToken.None)).Value.SeatAmount.ShouldBe(300);
    }

    /// <summary>Two browsers, two pages: only the last can be paid; and who has a subscription gets no page.</summary>
    [Fact]
    public async Task Nobody_buys_twice()
    {
        await using var stage = await BillingStage.Open(DatabaseProvider.Sqlite);
        var first = await stage.App.Done(new StartCheckoutCommand(PlanKind.Starter, BillingInterval.Month), stage.Company.Admin);
        var second = await stage.App.Done(new StartCheckoutCommand(PlanKind.Starter, BillingInterval.Year), stage.Company.Admin);
        Should.Throw<Exception>(() => stage.Stripe.Pay(first.Url.ToString()));
        stage.Stripe.Pay(second.Url.ToString());

        // No event has arrived yet.
        (await stage.App.Refused(new StartCheckoutCommand(PlanKind.Starter, BillingInterval.Month), stage.Company.Admin)).ShouldBe("already_subscribed");

        (await stage.Subscription()).Interval.ShouldBe(BillingInterval.Year);
        stage.Stripe.CustomerCount.ShouldBe(1);
    }

    [Fact]
    public async Task Without_a_provider_everything_says_so_and_nothing_else_suffers()
    {
        await using var app = await TestApp.Start(DatabaseProvider.Sqlite);
        var company = await app.AddCompany();

        (await app.Refused(new StartCheckoutCommand(PlanKind.Starter, BillingInterval.Month), company.Admin)).ShouldBe("billing_not_configured");
        (await app.Refused(new OpenPortalCommand(), company.Admin)).ShouldBe("billing_not_configured");
        (await app.Refused(new CancelSubscriptionCommand(), company.Admin)).ShouldBe("billing_not_configured");
        (await app.Refused(new ResumeSubscriptionCommand(), company.Admin)).ShouldBe("billing_not_configured");
        (await app.Refused(new PreviewSubscriptionQuery(Seats: 3), company.Admin)).ShouldBe("billing_not_configured");
        (await app.Refused(new ChangeSubscriptionCommand(Seats: 3), company.Admin)).ShouldBe("billing_not_configured");
        (await app.Refused(new ListPaymentMethodsQuery(), company.Admin)).ShouldBe("billing_not_configured");
        (await app.Done(new GetSubscriptionQuery(), company.Admin)).Status.ShouldBe(SubscriptionStatus.None);
        (await app.Services.GetRequiredService<IPlanPrices>().List(CancellationToken.None)).ShouldBeEmpty();
    }
}
