using SecurityTraining.Domain.Identity;

namespace SecurityTraining.Domain.UnitTests.Identity;

public sealed class CustomRoleTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 9, 0, 0, TimeSpan.Zero);

    /// <summary>Somebody who adds a permission has to say whether companies can give it.</summary>
    [Fact]
    public void Every_permission_can_be_given_but_what_everybody_has_the_directory_the_platform_and_what_is_as_good_as_an_administrators_role() =>
        PermissionNames.All.Select(name => PermissionNames.Find(name)!.Value)
            .ShouldBe(
                Enum.GetValues<Permission>().Except(RolePermissions.OfEverybody).Except([Permission.OperatePlatform, Permission.Provision, Permission.ManageSingleSignOn]),
                ignoreOrder: true);

    [Fact]
    public void Its_administrator_can_give_all_of_them() =>
        Role("Everything", [.. PermissionNames.All]).MayBeGivenBy(permission => Domain.Identity.Role.CompanyAdmin.Grants(permission)).ShouldBeTrue();

    [Fact]
    public void Nobody_gives_a_role_that_may_more_than_they()
    {
        var role = Role("Phisher", ["phishing:write"]);

        role.MayBeGivenBy(permission => permission == Permission.ManagePhishing).ShouldBeFalse();
        role.MayBeGivenBy(permission => permission is Permission.ManagePhishing or Permission.ReadPhishing).ShouldBeTrue();
    }

    [Theory]
    [InlineData("people:read", true)]
    [InlineData("company:read", true)]
    [InlineData("people:write", false)]
    [InlineData("phishing:read", false)]
    [InlineData("audit:read", false)]
    public void Only_what_keeps_to_departments_can_be_limited_to_them(string permission, bool can) =>
        CustomRole.Create(Guid.CreateVersion7(), "Lead", null, [permission], ownDepartmentsOnly: true, Now).IsError.ShouldBe(!can);

    private static CustomRole Role(string name, IReadOnlyList<string> permissions) =>
        CustomRole.Create(Guid.CreateVersion7(), name, description: null, permissions, ownDepartmentsOnly: false, Now).Value;
}
