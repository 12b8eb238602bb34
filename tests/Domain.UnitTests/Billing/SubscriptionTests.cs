using SecurityTraining.Domain.Billing;
using SecurityTraining.Domain.Companies;

namespace SecurityTraining.Domain.UnitTests.Billing;

public sealed class SubscriptionTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 9, 0, 0, TimeSpan.Zero);

    private readonly Company _company = Company.Register("Nordwind GmbH", Now);

    [Fact]
    public void What_is_bought_is_had_and_what_has_ended_is_not()
    {
        var subscription = Subscription.Open(_company.Id, "cus_1", Now);

        subscription.Apply(Snapshot(SubscriptionStatus.Active), _company, Now).HasChanged.ShouldBeTrue();
        (_company.Plan, _company.BoughtSeats, _company.TrialEndsAt).ShouldBe((PlanKind.Starter, 12, null));
        subscription.Apply(Snapshot(SubscriptionStatus.Active), _company, Now.AddDays(1)).ShouldBe(SubscriptionNews.None);

        subscription.Apply(Snapshot(SubscriptionStatus.Ended), _company, Now).IsCancelled.ShouldBeTrue();
        (_company.Plan, _company.BoughtSeats).ShouldBe((PlanKind.Free, null));
        subscription.RequireLive().FirstError.ShouldBe(BillingErrors.NoSubscription);
    }

    [Fact]
    public void What_is_owed_is_owed_since_the_oldest_unpaid_bill_but_not_since_before_anybody_knew()
    {
        var subscription = Subscription.Open(_company.Id, "cus_1", Now);
        subscription.Apply(Snapshot(SubscriptionStatus.PastDue) with { PastDueSince = Now.AddDays(-3) }, _company, Now);
        _company.PaymentOverdueSince.ShouldBe(Now);

        // That one has been paid, and the next one has not.
        foreach (var day in new[] { 31, 35 })
        {
            subscription.Apply(Snapshot(SubscriptionStatus.PastDue) with { PastDueSince = Now.AddDays(31) }, _company, Now.AddDays(day));
            _company.PaymentOverdueSince.ShouldBe(Now.AddDays(31));
        }

        subscription.Apply(Snapshot(SubscriptionStatus.Active), _company, Now);
        _company.PaymentOverdueSince.ShouldBeNull();
    }

    [Fact]
    public void An_agreement_is_not_undone_by_what_was_once_bought()
    {
        var subscription = Subscription.Open(_company.Id, "cus_1", Now);
        subscription.Apply(Snapshot(SubscriptionStatus.Active), _company, Now);
        _company.Subscribe(PlanKind.Enterprise, 3000);

        subscription.Apply(Snapshot(SubscriptionStatus.Ended), _company, Now);

        (_company.Plan, _company.BoughtSeats).ShouldBe((PlanKind.Enterprise, 3000));
    }

    [Fact]
    public void Of_several_subscriptions_the_one_that_is_paid_for_counts()
    {
        var old = Snapshot(SubscriptionStatus.Ended) with { Reference = "sub_old", StartedAt = Now.AddYears(-1) };
        var live = Snapshot(SubscriptionStatus.Active) with { Reference = "sub_live", StartedAt = Now.AddDays(-9) };
        var begun = Snapshot(SubscriptionStatus.Incomplete) with { Reference = "sub_begun", StartedAt = Now };

        SubscriptionSnapshot.Current([begun, old, live])!.Reference.ShouldBe("sub_live");
        SubscriptionSnapshot.Current([]).ShouldBeNull();
    }

    private static SubscriptionSnapshot Snapshot(SubscriptionStatus status) => new(
        "sub_1",
        "cus_1",
        "si_1",
        status,
        PlanKind.Starter,
        BillingInterval.Month,
        Seats: 12,
        Amount: 3600,
        "eur",
        StartedAt: Now,
        CurrentPeriodEnd: Now.AddMonths(1),
        CancelsAt: null,
        EndedAt: null,
        PastDueSince: null);
}
