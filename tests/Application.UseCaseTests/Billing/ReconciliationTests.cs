using Microsoft.Extensions.DependencyInjection;
using SecurityTraining.Application.Billing;
using SecurityTraining.Application.Billing.Reconciliation;
using SecurityTraining.Application.Common.Work;
using SecurityTraining.Application.UseCaseTests.Learning;
using SecurityTraining.Domain.Billing;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Infrastructure.Persistence;
using SecurityTraining.TestKit;

namespace SecurityTraining.Application.UseCaseTests.Billing;

public sealed class ReconciliationTests
{
    [Theory, ClassData(typeof(Engines))]
    public async Task The_night_mends_what_no_event_has_told_and_reports_what_it_cannot_mend(DatabaseProvider provider)
    {
        await using var stage = await BillingStage.Open(provider);
        var changed = await stage.Buy(seats: 5);
        await stage.Follow();
        var other = await stage.Another();
        var ended = await other.Buy(PlanKind.Basic, seats: 30);
        await other.Follow();
        var agreed = await stage.Another();
        await agreed.Buy();
        await agreed.Follow();
        stage.Stripe.ChangeSilently(changed, quantity: 11);
        stage.Stripe.Cancel(ended);
        var stranger = stage.Stripe.SubscribeStranger();

        (await Night(stage)).Delay!.Value.TotalHours.ShouldBeInRange(0, 24);

        (await stage.Subscription()).Seats.ShouldBe(11);
        (await other.Subscription()).Status.ShouldBe(SubscriptionStatus.Ended);
        (await other.Row()).Plan.ShouldBe(PlanKind.Free);
        (await Differences(stage)).Select(row => (row.Kind, row.Reference, IsMended: row.MendedAt is not null)).ShouldBe(
            [
                (BillingDifferenceKind.Subscription, changed, true),
                (BillingDifferenceKind.MissingAtProvider, ended, false),
                (BillingDifferenceKind.UnknownCustomer, stranger, false),
            ],
            ignoreOrder: true);

        // The second night finds only what nobody has mended, and no second row of it.
        stage.App.Clock.Advance(TimeSpan.FromDays(1));
        await Night(stage);
        (await Differences(stage)).Where(row => row.MendedAt is null).ShouldHaveSingleItem().Reference.ShouldBe(stranger);
    }

    [Fact]
    public async Task Revenue_is_what_live_subscriptions_cost()
    {
        await using var stage = await BillingStage.Open(DatabaseProvider.Sqlite);
        await stage.Buy(seats: 10);
        await stage.Follow();
        var leaves = await stage.Another();
        var leaving = await leaves.Buy(PlanKind.Basic, seats: 30);
        await leaves.Follow();
        await stage.Another();
        stage.App.Clock.Advance(TimeSpan.FromDays(40));
        await stage.Another();
        stage.Stripe.Cancel(leaving);
        await leaves.Follow();

        var revenue = await stage.App.Done(new GetRevenueQuery(), Administrator(stage));

        revenue.ShouldSatisfyAllConditions(
            row => row.Subscriptions.ShouldBe(1),
            row => row.PastDue.ShouldBe(0),
            row => row.Trials.ShouldBe(1),
            row => row.Churn.ShouldBe(new ChurnRow(Before: 2, Lost: 1, Rate: 0.5m)),
            row => row.Currencies.ShouldBe([new CurrencyRevenue("eur", Mrr: 3000, Arr: 36_000)]),
            row => row.Plans.ShouldBe([new PlanRevenue(PlanKind.Starter, BillingInterval.Month, "eur", Subscriptions: 1, Seats: 10, Mrr: 3000)]));
    }

    /// <summary>Of two that a company has, the newer counts; the other is paid for as long as it lives, and over when it ends.</summary>
    [Fact]
    public async Task A_subscription_that_counts_no_more_ends_in_the_books_too()
    {
        await using var stage = await BillingStage.Open(DatabaseProvider.Sqlite);
        var first = await stage.Buy(seats: 10);
        await stage.Follow();
        stage.App.Clock.Advance(TimeSpan.FromHours(1));
        var second = stage.Stripe.Double(first);
        await stage.Follow();
        await Night(stage);
        (await Differences(stage)).Select(row => (row.Kind, row.Reference)).ShouldBe(
            [(BillingDifferenceKind.SecondSubscription, first), (BillingDifferenceKind.SecondSubscription, second)], ignoreOrder: true);

        stage.Stripe.Cancel(first);
        await stage.Follow();
        await Night(stage);

        (await Differences(stage)).ShouldAllBe(row => row.MendedAt != null);
        (await stage.App.Done(new GetRevenueQuery(), Administrator(stage))).Subscriptions.ShouldBe(1);
        (await stage.Subscription()).Status.ShouldBe(SubscriptionStatus.Active);
    }

    private static Actor Administrator(BillingStage stage) => stage.Company.As(Role.PlatformAdmin);

    private static Task<WorkOutcome> Night(BillingStage stage) => stage.App.Services.GetServices<IWorkHandler>()
        .Single(handler => handler.Kind == WorkKind.BillingReconciliation)
        .Handle(new WorkItem(Guid.CreateVersion7(), Guid.Empty, WorkKind.BillingReconciliation, Guid.Empty, GroupId: null, Attempt: 1), CancellationToken.None);

    private static async Task<IReadOnlyList<BillingDifferenceRow>> Differences(BillingStage stage) =>
        (await stage.App.Done(new ListBillingDifferencesQuery(), Administrator(stage))).Items;
}
