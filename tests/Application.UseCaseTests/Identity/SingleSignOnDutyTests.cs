using SecurityTraining.Application.Companies;
using SecurityTraining.Application.Identity;
using SecurityTraining.Application.People;
using SecurityTraining.Application.People.Scim.Users;
using SecurityTraining.Application.UseCaseTests.People;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Infrastructure.Persistence;
using SecurityTraining.TestKit;

namespace SecurityTraining.Application.UseCaseTests.Identity;

/// <summary>Where single sign-on is enforced there is no way around it, and one behind the glass.</summary>
public sealed class SingleSignOnDutyTests
{
    [Theory, ClassData(typeof(Engines))]
    public async Task Nobody_who_has_to_use_it_moves_to_an_address_for_which_it_does_not_hold(DatabaseProvider provider)
    {
        await using var stage = await SignOnStage.Start(provider);
        var erika = await stage.AddWithPassword("erika@nordwind.example");
        var away = new ChangeEmailCommand("erika@elsewhere.example", IdentitySteps.Password);
        (await stage.App.Send(away, erika).Outcome()).ShouldBe("ok");
        var begun = await stage.App.TokenIn(stage.Owner.CompanyId, "/confirm-email");
        await stage.Enforce(stage.Owner.UserId);

        (await stage.App.Send(new ConfirmEmailCommand(begun)).Outcome()).ShouldBe("single_sign_on_binds_address");
        (await stage.App.Send(away, erika).Outcome()).ShouldBe("single_sign_on_binds_address");
        (await stage.Find(erika.UserId!.Value)).Email.ShouldBe("erika@nordwind.example");
        (await stage.App.Send(away with { NewEmail = "mann@nordwind.example" }, erika).Outcome()).ShouldBe("ok");
        (await stage.App.Send(away with { NewEmail = "anna@elsewhere.example" }, stage.Admin).Outcome()).ShouldBe("ok", "behind the glass");
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_domain_that_it_serves_is_taken_away_only_by_those_who_could_end_it(DatabaseProvider provider)
    {
        await using var stage = await SignOnStage.Start(provider);
        var erika = await stage.AddWithPassword("erika@nordwind.example");
        await stage.Enforce(stage.Owner.UserId);
        var served = (await stage.App.Send(new ListMailDomainsQuery(null, null), stage.Admin)).Value.Items.Single().Id;
        var other = await stage.AddDomain("other.example", stage.Admin);
        var machine = Actor.Machine(stage.Owner.CompanyId, Permission.ReadCompany, Permission.ManageCompany);

        (await stage.App.Send(new RemoveMailDomainCommand(served), machine).Outcome()).ShouldBe("single_sign_on_serves_domain");
        (await stage.App.Send(new LoginCommand("erika@nordwind.example", IdentitySteps.Password)).Outcome()).ShouldBe("single_sign_on_required");
        (await stage.App.Send(new RemoveMailDomainCommand(other), machine).Outcome()).ShouldBe("ok");
        (await stage.App.Send(new RemoveMailDomainCommand(served), stage.Admin).Outcome()).ShouldBe("ok");
        (await stage.App.SignIn("erika@nordwind.example")).User.Id.ShouldBe(erika.UserId!.Value);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Somebody_stays_behind_the_glass(DatabaseProvider provider)
    {
        await using var stage = await SignOnStage.Start(provider);
        var second = await stage.AddWithPassword("second@nordwind.example", Role.CompanyAdmin);
        var anna = stage.Owner.UserId;
        await stage.Enforce(anna);

        await NobodyTakes(anna);
        await stage.Enforce(anna, second.UserId!.Value);
        var demoted = await stage.AddWithPassword("third@nordwind.example", Role.CompanyAdmin);
        (await stage.App.Send(new UpdateUserCommand(second.UserId!.Value, new UserChanges(Role: Role.Employee)), demoted).Outcome()).ShouldBe("ok");
        await NobodyTakes(anna, demoted);
        (await stage.Save()).IsError.ShouldBeFalse();
        (await stage.App.Send(new DeactivateUserCommand(anna), demoted).Outcome()).ShouldBe("ok", "it is not enforced any more");

        async Task NobodyTakes(Guid id, Actor? by = null)
        {
            var directory = Actor.Machine(stage.Owner.CompanyId, Permission.Provision);
            foreach (var refused in (Task<string>[])
            [
                stage.App.Send(new DeactivateUserCommand(id), by ?? second).Outcome(),
                stage.App.Send(new DeleteUserCommand(id), by ?? second).Outcome(),
                stage.App.Send(new UpdateUserCommand(id, new UserChanges(Role: Role.Employee)), by ?? second).Outcome(),
                stage.App.Send(new DeleteScimUserCommand(id), directory).Outcome(),
            ])
            {
                (await refused).ShouldBe("single_sign_on_last_break_glass");
            }

            var file = await stage.App.Import(
                new TestCompany(stage.Owner.CompanyId, by ?? second, []), $"email,firstName,lastName,role\n{IdentitySteps.Email},,,employee\n");
            file.Errors.ShouldHaveSingleItem().Message.ShouldContain("single sign-on");
        }
    }
}
