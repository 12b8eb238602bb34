using SecurityTraining.Domain.Identity;

namespace SecurityTraining.Domain.UnitTests.Identity;

public sealed class SingleSignOnTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 9, 0, 0, TimeSpan.Zero);
    private static readonly Guid Company = Guid.CreateVersion7(Now);
    private static readonly Guid Administrator = Guid.CreateVersion7(Now);

    [Fact]
    public void The_first_rule_that_fits_says_what_somebody_is()
    {
        var provider = Provider(claim: "groups", new RoleRule("Audit", Role.Auditor), new RoleRule("Leads", Role.Manager));

        provider.RoleOf(["Staff", "Leads", "Audit"]).ShouldBe(Role.Auditor);
        provider.RoleOf(["leads"]).ShouldBe(Role.Employee, "capitals count");
        provider.RoleOf([]).ShouldBe(Role.Employee);
        Provider(claim: null).RoleOf(["Audit"]).ShouldBeNull();
    }

    [Fact]
    public void Everybody_of_its_domains_is_bound_but_for_the_administrator_behind_the_glass()
    {
        var provider = Provider(claim: null);

        provider.Binds(Guid.CreateVersion7(Now), Role.CompanyAdmin, "nordwind.example").ShouldBeTrue();
        provider.Binds(Administrator, Role.CompanyAdmin, "nordwind.example").ShouldBeFalse();
        provider.Binds(Administrator, Role.Manager, "nordwind.example").ShouldBeTrue("no longer an administrator");
        provider.Binds(Guid.CreateVersion7(Now), Role.Employee, "sub.nordwind.example").ShouldBeFalse();
        provider.Binds(Guid.CreateVersion7(Now), Role.PlatformAdmin, "nordwind.example").ShouldBeFalse();
        provider.LoseDomain("nordwind.example");
        provider.Binds(Guid.CreateVersion7(Now), Role.Employee, "nordwind.example").ShouldBeFalse();
    }

    [Fact]
    public void Each_step_of_a_sign_in_is_taken_once_in_order_and_in_time()
    {
        var signOn = SignOn.Begin(Company, Guid.CreateVersion7(Now), new SignOnSecrets([1], [2], [3], [4]), Now);

        signOn.Accept(Administrator, hasSecondFactor: false, [5], Now).FirstError.ShouldBe(SignOnErrors.Invalid);
        signOn.Take([9], Now).FirstError.ShouldBe(SignOnErrors.Invalid);
        signOn.Take([2], Now + SignOn.Lifetime).FirstError.ShouldBe(SignOnErrors.Invalid);
        signOn.Take([2], Now).IsError.ShouldBeFalse();
        signOn.Take([2], Now).FirstError.ShouldBe(SignOnErrors.Invalid);
        (signOn.IsBeingTaken([2], Now), signOn.IsBeingTaken([9], Now), signOn.IsBeingTaken([2], Now + SignOn.ReturnLifetime)).ShouldBe((true, false, false));
        signOn.HandOver(Now).FirstError.ShouldBe(SignOnErrors.CodeInvalid);
        signOn.Accept(Administrator, hasSecondFactor: false, [5], Now).IsError.ShouldBeFalse();
        signOn.IsBeingTaken([2], Now).ShouldBeFalse();
        signOn.HandOver(Now + SignOn.HandoverLifetime).FirstError.ShouldBe(SignOnErrors.CodeInvalid);
        signOn.HandOver(Now).IsError.ShouldBeFalse();
        signOn.HandOver(Now).FirstError.ShouldBe(SignOnErrors.CodeInvalid);
    }

    private static IdentityProvider Provider(string? claim, params RoleRule[] rules) => IdentityProvider.SetUp(
        Company,
        new ProviderClient("https://provider.example", "client", [1]),
        new ProviderRules(["nordwind.example"], claim, rules, Role.Employee, CreatesAccounts: true, IsEnforced: true, [Administrator]),
        Now).Value;
}
