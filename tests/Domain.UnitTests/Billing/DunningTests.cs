using SecurityTraining.Domain.Billing;
using SecurityTraining.Domain.Companies;

namespace SecurityTraining.Domain.UnitTests.Billing;

public sealed class DunningTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 9, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(0, BillingPhase.PastDue)]
    [InlineData(13.99, BillingPhase.PastDue)]
    [InlineData(14, BillingPhase.ReadOnly)]
    [InlineData(29.99, BillingPhase.ReadOnly)]
    [InlineData(30, BillingPhase.Suspended)]
    public void The_phase_follows_from_the_days_since(double days, BillingPhase phase)
    {
        var company = Company.Register("Nordwind", Now);
        company.NotePaymentOverdue(Now);
        company.NotePaymentOverdue(Now.AddDays(5));

        company.PhaseAt(Now.AddDays(days)).ShouldBe(phase);
        company.MaySend(Now.AddDays(days)).ShouldBe(phase == BillingPhase.PastDue);
        company.NotePaid();
        company.PhaseAt(Now.AddDays(days)).ShouldBe(BillingPhase.Current);
    }

    [Fact]
    public void Each_notice_is_taken_once_however_often_one_asks()
    {
        var company = Company.Register("Nordwind", Now);
        var taken = Enumerable.Range(0, 24 * 20).SelectMany(hour => Take(company, Now.AddHours(hour))).ToList();

        taken.ShouldBe([(7, BillingNotice.TrialEndsInAWeek), (13, BillingNotice.TrialEndsTomorrow), (14, BillingNotice.TrialEnded)]);

        var since = Now.AddDays(20);
        company.NotePaymentOverdue(since);
        Enumerable.Range(20 * 24, 24 * 40).SelectMany(hour => Take(company, Now.AddHours(hour))).ShouldBe(
        [
            (20, BillingNotice.PaymentOverdue), (23, BillingNotice.PaymentReminder), (27, BillingNotice.LastPaymentReminder),
            (34, BillingNotice.ReadOnly), (50, BillingNotice.Suspended),
        ]);
    }

    [Fact]
    public void After_an_outage_only_what_still_holds_is_said_and_a_new_debt_starts_anew()
    {
        var company = Company.Register("Nordwind", Now);
        company.Subscribe(PlanKind.Starter);
        company.NotePaymentOverdue(Now);

        company.TakeNotices(Now.AddDays(8)).ShouldBe([BillingNotice.LastPaymentReminder]);
        company.NotePaid();
        company.TakeNotices(Now.AddDays(9)).ShouldBeEmpty();
        company.NotePaymentOverdue(Now.AddDays(10));
        company.TakeNotices(Now.AddDays(10)).ShouldBe([BillingNotice.PaymentOverdue]);
    }

    private static IEnumerable<(int Day, BillingNotice Notice)> Take(Company company, DateTimeOffset at) =>
        company.TakeNotices(at).Select(notice => ((int)(at - Now).TotalDays, notice));
}
