using SecurityTraining.Application.Common.Work;
using SecurityTraining.Application.Platform;
using SecurityTraining.Application.UseCaseTests.Learning;
using SecurityTraining.Domain.Billing;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Infrastructure.Persistence;

namespace SecurityTraining.Application.UseCaseTests.Billing;

/// <summary>What a company gets of what the payment provider has, in the cases that are not the usual one.</summary>
public sealed class SubscriptionMirrorTests
{
    [Fact]
    public async Task An_agreement_settles_what_is_overdue_and_its_end_leaves_what_has_been_bought()
    {
        await using var stage = await BillingStage.Open(DatabaseProvider.Sqlite);
        var subscription = await stage.Buy(seats: 5);
        await stage.Follow();
        stage.Stripe.DeclinesPayments = true;
        stage.Stripe.Renew(subscription);
        await stage.Follow();
        (await stage.Row()).PaymentOverdueSince.ShouldNotBeNull();
        var operators = (await stage.Another()).Company.As(Role.PlatformAdmin);

        await stage.App.Done(new AgreeOnEnterpriseCommand(stage.Company.Id, 1200), operators);
        (await stage.Row()).ShouldSatisfyAllConditions(row => row.Plan.ShouldBe(PlanKind.Enterprise), row => row.PaymentOverdueSince.ShouldBeNull());

        stage.Stripe.DeclinesPayments = false;
        stage.Stripe.RetryPayments(subscription);
        await stage.App.Done(new EndEnterpriseCommand(stage.Company.Id), operators);
        (await stage.App.Work(stage.Company, WorkKind.BillingSync, stage.Company.Id)).IsDone.ShouldBeTrue();
        (await stage.Row()).ShouldSatisfyAllConditions(
            row => row.Plan.ShouldBe(PlanKind.Starter), row => row.BoughtSeats.ShouldBe(5), row => row.PaymentOverdueSince.ShouldBeNull());
    }

    /// <summary>Meanwhile the bill is open and an attempt has been made, which looks like a failure.</summary>
    [Fact]
    public async Task A_direct_debit_has_failed_when_the_bank_says_so_and_not_while_it_is_under_way()
    {
        await using var stage = await BillingStage.Open(DatabaseProvider.Sqlite);
        var subscription = await stage.Buy(seats: 5);
        await stage.Follow();
        stage.Stripe.DefersPayments = true;
        stage.Stripe.Renew(subscription);
        await stage.Follow();
        (await stage.Mails()).ShouldHaveSingleItem();
        (await stage.Row()).PaymentOverdueSince.ShouldBeNull();

        stage.App.Clock.Advance(TimeSpan.FromDays(6));
        stage.Stripe.Settle(subscription, succeeds: false);
        await stage.Follow();

        (await stage.Mails()).Count.ShouldBe(2);

        // Nobody has been warned yet: what is overdue counts from now, and goes on counting while the debit is tried again.
        var since = (await stage.Row()).PaymentOverdueSince;
        since.ShouldBe(stage.App.Clock.GetUtcNow());
        stage.App.Clock.Advance(TimeSpan.FromDays(3));
        stage.Stripe.RetryPayments(subscription);
        await stage.Follow();
        (await stage.Row()).PaymentOverdueSince.ShouldBe(since);
        (await stage.Mails()).Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_price_that_is_no_plans_is_overdue_paid_and_over_like_any_other()
    {
        await using var stage = await BillingStage.Open(DatabaseProvider.Sqlite);
        var subscription = await stage.Buy(seats: 5);
        await stage.Follow();
        stage.Stripe.PriceApart(subscription);
        stage.Stripe.DeclinesPayments = true;
        stage.Stripe.Renew(subscription);
        await stage.Follow();
        (await stage.Subscription()).Plan.ShouldBeNull();
        (await stage.Row()).ShouldSatisfyAllConditions(row => row.Plan.ShouldBe(PlanKind.Starter), row => row.PaymentOverdueSince.ShouldNotBeNull());

        stage.Stripe.DeclinesPayments = false;
        stage.Stripe.RetryPayments(subscription);
        await stage.Follow();
        (await stage.Row()).PaymentOverdueSince.ShouldBeNull();

        stage.Stripe.Cancel(subscription);
        await stage.Follow();
        (await stage.Row()).Plan.ShouldBe(PlanKind.Free);
    }

    [Fact]
    public async Task What_was_never_paid_for_leaves_the_trial_as_it_is()
    {
        await using var stage = await BillingStage.Open(DatabaseProvider.Sqlite);
        var before = await stage.Row();
        stage.Stripe.ExpireUnpaid(await stage.Buy());

        await stage.Follow();

        (await stage.Subscription()).Status.ShouldBe(SubscriptionStatus.Expired);
        (await stage.Row()).ShouldSatisfyAllConditions(
            row => row.Plan.ShouldBe(before.Plan), row => row.TrialEndsAt.ShouldBe(before.TrialEndsAt), row => row.BoughtSeats.ShouldBe(before.BoughtSeats));
    }
}
