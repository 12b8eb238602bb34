using SecurityTraining.Domain.Common;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.People;

namespace SecurityTraining.Domain.UnitTests.People;

public sealed class UserTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 9, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(Role.CompanyAdmin, Role.Employee, true)]
    [InlineData(Role.CompanyAdmin, Role.Auditor, true)]
    [InlineData(Role.Manager, Role.Employee, true)]
    [InlineData(Role.Employee, Role.CompanyAdmin, false)]
    [InlineData(Role.Auditor, Role.CompanyAdmin, false)]
    [InlineData(Role.Auditor, Role.Auditor, false)]
    public void Whoever_loses_a_right_loses_it_with_an_event(Role before, Role after, bool losesRights)
    {
        var user = Person(before);

        user.ChangeRole(after).IsError.ShouldBeFalse();

        user.DomainEvents.OfType<PersonLostRights>().Any().ShouldBe(losesRights);
    }

    [Theory]
    [InlineData(Role.Employee, Role.PlatformAdmin)]
    [InlineData(Role.PlatformAdmin, Role.CompanyAdmin)]
    public void No_company_gives_or_takes_the_role_of_the_platform(Role before, Role after)
    {
        var user = Person(before);

        user.ChangeRole(after).FirstError.ShouldBe(UserErrors.RoleReserved);

        user.Role.ShouldBe(before);
    }

    [Fact]
    public void Deactivating_changes_something_once()
    {
        var user = Person(Role.Employee);

        (user.Deactivate(), user.Deactivate(), user.Activate(), user.Activate()).ShouldBe((true, false, true, false));
        user.DomainEvents.OfType<PersonLostRights>().Count().ShouldBe(1);
    }

    [Fact]
    public void A_search_finds_what_has_changed()
    {
        var user = Person(Role.Employee);

        user.SetProfile(user.Profile with { Name = new PersonName("Änne", "Öztürk"), EmployeeNumber = "A-17" });

        user.SearchText.ShouldBe("änne öztürk max@example.com a-17");
    }

    [Fact]
    public void Attributes_are_merged_and_null_takes_one_away()
    {
        var profile = Person(Role.Employee).Profile with { CustomAttributes = new Dictionary<string, string> { ["a"] = "1", ["b"] = "2" } };

        profile.MergeAttributes([new("b", null), new("c", "3")]).ShouldBe(new Dictionary<string, string> { ["a"] = "1", ["c"] = "3" });
    }

    [Fact]
    public void An_address_is_somebodys_for_as_long_as_they_had_it()
    {
        var user = Person(Role.Employee);
        var before = user.Email;
        user.ChangeEmail(EmailAddress.Parse("new@example.com").Value, Now.AddDays(10));
        user.ChangeEmail(EmailAddress.Parse("newer@example.com").Value, Now.AddDays(20));

        (user.HadAddress(before, Now.AddDays(-1)), user.HadAddress(before, Now), user.HadAddress(before, Now.AddDays(11))).ShouldBe((false, true, false));
        (user.HadAddress("new@example.com", Now.AddDays(9)), user.HadAddress("new@example.com", Now.AddDays(15))).ShouldBe((false, true));
        (user.HadAddress("newer@example.com", Now.AddDays(15)), user.HadAddress("newer@example.com", Now.AddDays(30))).ShouldBe((false, true));
        user.AllEmails.ShouldBe([before, "new@example.com", "newer@example.com"]);
    }

    private static User Person(Role role) =>
        User.Create(Guid.CreateVersion7(), EmailAddress.Parse("max@example.com").Value, new PersonName("Max", "Muster"), role, Now);
}
