using SecurityTraining.Domain.Billing;
using SecurityTraining.Domain.Companies;

namespace SecurityTraining.Domain.UnitTests.Billing;

public sealed class PlanTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Each_plan_has_at_least_what_the_smaller_one_has()
    {
        var plans = Plan.All.Where(plan => plan.Kind != PlanKind.Trial).ToList();

        foreach (var (smaller, larger) in plans.Zip(plans.Skip(1)))
        {
            larger.Seats.ShouldBeGreaterThan(smaller.Seats);
            larger.SimulationsPerMonth.ShouldBeGreaterThan(smaller.SimulationsPerMonth);
            larger.StorageBytes.ShouldBeGreaterThan(smaller.StorageBytes);
            smaller.Features.Except(larger.Features).ShouldBeEmpty();
        }

        plans.Select(plan => plan.Seats).ShouldBe([10, 25, 50, 100, 500, Plan.Unlimited]);
        Plan.Of(PlanKind.Trial).Features.ShouldBe(Plan.Of(PlanKind.Enterprise).Features);
    }

    [Fact]
    public void Prices_are_found_by_the_keys_that_plans_give_them()
    {
        var keys = Plan.All.Where(plan => plan.IsForSale).SelectMany(plan => Enum.GetValues<BillingInterval>().Select(plan.LookupKey)).ToList();

        keys.ShouldBe(
            [
                "starter_month", "starter_year", "basic_month", "basic_year", "professional_month", "professional_year", "premium_month", "premium_year",
            ]);
        keys.ShouldAllBe(key => Plan.FromLookupKey(key)!.Value.Plan.LookupKey(Plan.FromLookupKey(key)!.Value.Interval) == key);
        Plan.FromLookupKey("free_month").ShouldBeNull();
        Should.Throw<InvalidOperationException>(() => Plan.Of(PlanKind.Enterprise).LookupKey(BillingInterval.Month));
    }

    [Fact]
    public void What_is_missing_names_the_smallest_plan_that_has_it()
    {
        PlanErrors.Missing(PlanFeature.Api).Metadata![PlanErrors.PlanKey].ShouldBe("basic");
        CompanyErrors.SeatLimitReached(10, PlanKind.Free).Metadata![PlanErrors.PlanKey].ShouldBe("starter");
        CompanyErrors.SeatLimitReached(60, PlanKind.Premium).Metadata![PlanErrors.PlanKey].ShouldBe("premium");
        Plan.Cheapest(PlanLimit.StorageBytes, long.MaxValue).ShouldBeNull();
    }

    [Fact]
    public void Bought_seats_are_at_most_the_plans_and_end_with_the_subscription()
    {
        var company = Company.Register("Nordwind", Now);
        company.Subscribe(PlanKind.Professional, 60);
        (company.SeatLimit(Now), company.TrialEndsAt).ShouldBe((60, null));
        company.TakeSeats(60, Now).IsError.ShouldBeFalse();

        company.Subscribe(PlanKind.Starter, 60);
        company.SeatLimit(Now).ShouldBe(25);
        company.NotePaymentOverdue(Now);
        company.EndSubscription(Now);

        (company.SeatLimit(Now), company.SeatsTaken, company.PhaseAt(Now.AddYears(1))).ShouldBe((10, 60, BillingPhase.Current));
        company.RequireSeatsForAll(Now).FirstError.Code.ShouldBe(PlanErrors.OverSeatsCode);
    }

    [Fact]
    public void Simulations_are_counted_by_the_month()
    {
        var company = Company.Register("Nordwind", Now);
        company.Subscribe(PlanKind.Free);

        company.CountSimulation(Now).IsError.ShouldBeFalse();
        company.CountSimulation(Now).IsError.ShouldBeFalse();
        company.CountSimulation(Now).FirstError.Code.ShouldBe(PlanErrors.LimitCode);
        company.RequireSimulation(Now.AddMonths(1), Now).IsError.ShouldBeFalse();
        company.CountSimulation(Now.AddYears(1)).IsError.ShouldBeFalse();
        company.SimulationsIn(Now.AddYears(1)).ShouldBe(1);
    }
}
