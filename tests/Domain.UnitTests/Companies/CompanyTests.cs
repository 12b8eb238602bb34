using SecurityTraining.Domain.Billing;
using SecurityTraining.Domain.Companies;

namespace SecurityTraining.Domain.UnitTests.Companies;

public sealed class CompanyTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Seats_end_where_the_plan_ends()
    {
        var company = Company.Register("Nordwind", Now);
        company.Subscribe(PlanKind.Free);

        company.TakeSeats(10, Now).IsError.ShouldBeFalse();
        company.TakeSeats(1, Now).FirstError.Code.ShouldBe("seat_limit_reached");
        company.GiveBackSeats(1);
        company.TakeSeats(1, Now).IsError.ShouldBeFalse();
    }

    [Fact]
    public void A_trial_has_the_seats_of_a_trial_until_it_ends()
    {
        var company = Company.Register("Nordwind", Now);

        company.SeatLimit(Now).ShouldBe(100_000);
        company.SeatLimit(Now + Plan.TrialPeriod).ShouldBe(10);
    }

    [Fact]
    public void A_column_is_known_once_in_the_spelling_that_came_first()
    {
        var company = Company.Register("Nordwind", Now);

        company.KnowCustomAttributes(["Site", "Desk"]);
        company.KnowCustomAttributes(["SITE", "floor"]);

        company.CustomAttributeNames.ShouldBe(["Site", "Desk", "floor"]);
        company.SpellingOf("sItE").ShouldBe("Site");
    }

    [Fact]
    public void There_is_an_end_to_columns()
    {
        var company = Company.Register("Nordwind", Now);
        company.KnowCustomAttributes(Enumerable.Range(1, Company.MaxCustomAttributeNames).Select(number => $"c{number}"));

        company.KnowCustomAttributes(["C1"]).IsError.ShouldBeFalse();
        company.KnowCustomAttributes(["one more"]).FirstError.ShouldBe(CompanyErrors.TooManyCustomAttributes);
    }
}
