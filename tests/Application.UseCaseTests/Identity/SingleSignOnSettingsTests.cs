using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SecurityTraining.Application.Common.Security;
using SecurityTraining.Application.Identity;
using SecurityTraining.Application.Identity.Roles;
using SecurityTraining.Application.Identity.SingleSignOn;
using SecurityTraining.Application.People;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Infrastructure.Persistence;
using SecurityTraining.TestKit;
using SecurityTraining.TestKit.OpenId;

namespace SecurityTraining.Application.UseCaseTests.Identity;

public sealed class SingleSignOnSettingsTests
{
    [Theory, ClassData(typeof(Engines))]
    public async Task The_secret_is_kept_encrypted_for_one_company_and_one_client(DatabaseProvider provider)
    {
        await using var stage = await SignOnStage.Start(provider);
        var row = (await stage.App.Send(new GetSingleSignOnQuery(), stage.Admin)).Value;
        (row.Issuer, row.ClientId, row.RedirectUri).ShouldBe((stage.Provider.Issuer, FakeOpenIdProvider.ClientId, "http://training.test/sso/callback"));
        row.ToString().ShouldNotContain(FakeOpenIdProvider.ClientSecret);

        var stored = await stage.App.InDatabase(stage.Owner.CompanyId, (_, db) => db.IdentityProviders.AsNoTracking().SingleAsync());
        Encoding.Latin1.GetString(stored.ProtectedSecret).ShouldNotContain(FakeOpenIdProvider.ClientSecret);
        var secrets = stage.App.Services.GetRequiredService<ICompanySecrets>();
        secrets.Reveal(stage.Owner.CompanyId, SecretUse.ProviderClient, stored.ProtectedSecret).ShouldBe(FakeOpenIdProvider.ClientSecret);
        Should.Throw<Exception>(() => secrets.Reveal(Guid.CreateVersion7(), SecretUse.ProviderClient, stored.ProtectedSecret));
        Should.Throw<Exception>(() => secrets.Reveal(stage.Owner.CompanyId, SecretUse.CodeVerifier, stored.ProtectedSecret));

        (await stage.Save(settings => settings with { ClientSecret = null })).IsError.ShouldBeFalse();
        await stage.SignIn(SignOnStage.Person("erika"));
        (await stage.Save(settings => settings with { ClientSecret = null, ClientId = "another" })).FirstError.Description.ShouldContain("secret");
        (await stage.Save(settings => settings with { ClientSecret = null, Issuer = "https://thief.example" })).FirstError.Description.ShouldContain("secret");

        (await stage.App.Send(new DeleteSingleSignOnCommand(), stage.Admin)).IsError.ShouldBeFalse();
        (await stage.App.Send(new GetSingleSignOnQuery(), stage.Admin)).FirstError.ShouldBe(IdentityProviderErrors.NotFound);
        (await stage.App.Send(new FindSignOnQuery($"x@{SignOnStage.Domain}"))).Value.SingleSignOn.ShouldBeFalse();
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task What_could_not_work_or_would_give_too_much_is_refused(DatabaseProvider provider)
    {
        await using var stage = await SignOnStage.Start(provider);
        (await Refusal(stage, settings => settings with { DefaultRole = Role.PlatformAdmin })).ShouldBe("role_reserved");
        (await Refusal(stage, settings => settings with { RoleClaim = "groups", RoleMap = [new("x", Role.PlatformAdmin)] })).ShouldBe("role_reserved");
        (await Refusal(stage, settings => settings with { Enforced = true })).ShouldBe("single_sign_on_break_glass_required");
        var withoutPassword = (await stage.App.Send(new CreateUserCommand("second@nordwind.example", "Second", "Admin", Role.CompanyAdmin), stage.Admin)).Value;
        (await Refusal(stage, settings => settings with { Enforced = true, BreakGlassUserIds = [withoutPassword] })).ShouldBe("single_sign_on_break_glass_unfit");
        (await Refusal(stage, settings => settings with { Issuer = "https://10.0.0.1.nowhere.invalid" })).ShouldBe("single_sign_on_issuer_unfit");
        (await Refusal(stage, settings => settings with { Issuer = stage.Provider.Issuer + "/" })).ShouldBe("single_sign_on_issuer_unfit");
        (await Refusal(stage, settings => settings with { Issuer = "http://provider.example" })).ShouldBe("single_sign_on_issuer_unfit");
        stage.Provider.Publish = document => document["id_token_signing_alg_values_supported"] = (string[])["HS256", "none"];
        (await Refusal(stage)).ShouldBe("single_sign_on_issuer_unfit");
        stage.Provider.Publish = document => document["token_endpoint"] = "http://provider.example/token";
        (await Refusal(stage)).ShouldBe("single_sign_on_issuer_unfit");
        stage.Provider.Publish = document => document["padding"] = new string('x', 2 * 1024 * 1024);
        (await Refusal(stage)).ShouldBe("single_sign_on_issuer_unfit");
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Who_has_to_use_it_gets_in_with_no_password_but_for_the_administrator_behind_the_glass(DatabaseProvider provider)
    {
        await using var stage = await SignOnStage.Start(provider);
        var erika = await stage.AddWithPassword("erika@nordwind.example");
        (await stage.Save(settings => settings with { Enforced = true, BreakGlassUserIds = [stage.Owner.UserId] })).IsError.ShouldBeFalse();

        (await stage.App.Send(new LoginCommand("erika@nordwind.example", IdentitySteps.Password))).FirstError.ShouldBe(IdentityProviderErrors.Required);
        (await stage.App.Send(new LoginCommand("erika@nordwind.example", "some wrong password"))).FirstError.ShouldBe(SessionErrors.LoginFailed);
        await stage.App.SignIn();
        (await stage.SignIn(SignOnStage.Person("erika"))).User.Id.ShouldBe(erika.UserId!.Value);

        await stage.App.Send(new ForgotPasswordCommand("erika@nordwind.example"));
        await stage.App.Send(new ForgotPasswordCommand(IdentitySteps.Email));
        var mails = (await stage.App.Mails(stage.Owner.CompanyId)).ToLookup(mail => mail.To, mail => mail.Text);
        mails["erika@nordwind.example"].ShouldContain(text => text.Contains("http://training.test/sso/start?email=erika%40nordwind.example"));
        mails["erika@nordwind.example"].ShouldNotContain(text => text.Contains("/reset-password"));
        mails[IdentitySteps.Email].ShouldContain(text => text.Contains("/reset-password"));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task The_provider_takes_the_administrators_role_from_anybody_but_the_last_and_those_behind_the_glass(DatabaseProvider provider)
    {
        await using var stage = await SignOnStage.Start(provider, settings => settings with { RoleClaim = "groups", RoleMap = [new("Admins", Role.CompanyAdmin)] });

        (await stage.SignIn(SignOnStage.Person("anna"))).User.Role.ShouldBe(Role.CompanyAdmin, "the last one");
        var second = await stage.SignIn(SignOnStage.Person("bert", ("groups", "Admins")));
        second.User.Role.ShouldBe(Role.CompanyAdmin);
        (await stage.Save(settings => settings with
        {
            RoleClaim = "groups",
            RoleMap = [new("Admins", Role.CompanyAdmin)],
            BreakGlassUserIds = [stage.Owner.UserId],
        })).IsError.ShouldBeFalse();
        (await stage.SignIn(SignOnStage.Person("anna"))).User.Role.ShouldBe(Role.CompanyAdmin, "behind the glass");
        (await stage.SignIn(SignOnStage.Person("bert"))).User.Role.ShouldBe(Role.Employee);
        (await stage.App.Send(new RefreshSessionCommand(second.RefreshToken))).FirstError.Code.ShouldBe(SessionErrors.RefreshTokenInvalid.Code);
    }

    /// <summary>Whoever says who vouches for administrators could sign in as one.</summary>
    [Theory, ClassData(typeof(Engines))]
    public async Task Nobody_sets_it_up_or_ends_it_who_may_do_less_than_an_administrator(DatabaseProvider provider)
    {
        await using var stage = await SignOnStage.Start(provider);
        var holder = await stage.AddWithPassword("holder@nordwind.example") with
        {
            Rights = new CustomRights(new HashSet<Permission> { Permission.ManageSingleSignOn, Permission.ReadCompany, Permission.ManageCompany }, OwnDepartmentsOnly: false),
        };

        (await stage.Save(settings => settings with { ClientId = "the holder's own" }, holder).Outcome()).ShouldBe("role_beyond_own");
        (await stage.App.Send(new DeleteSingleSignOnCommand(), holder).Outcome()).ShouldBe("role_beyond_own");
        (await stage.App.Send(new GetSingleSignOnQuery(), stage.Admin)).Value.ClientId.ShouldBe(FakeOpenIdProvider.ClientId);
        (await stage.App.Send(new CreateCustomRoleCommand("Sign-on", ["single-sign-on:write"]), stage.Admin).Outcome()).ShouldBe("permission_unknown");

        // One that was made before nobody could be given it.
        var role = (await stage.App.Send(new CreateCustomRoleCommand("Old", ["company:read"]), stage.Admin)).Value;
        await stage.App.InDatabase(stage.Owner.CompanyId, async (_, db) =>
        {
            var old = await db.CustomRoles.SingleAsync();
            db.Entry(old).Property(entry => entry.Permissions).CurrentValue = ["company:read", "single-sign-on:write"];
            return await db.SaveChangesAsync();
        });
        (await stage.App.Send(new UpdateCustomRoleCommand(role, new CustomRoleChanges(Name: "New")), stage.Admin).Outcome()).ShouldBe("ok");
        (await stage.App.Send(new GetCustomRoleQuery(role), stage.Admin)).Value.Permissions.ShouldBe(["company:read"]);
    }

    private static async Task<string> Refusal(SignOnStage stage, Func<SaveSingleSignOnCommand, SaveSingleSignOnCommand>? change = null) =>
        (await stage.Save(change)) is { IsError: true } refused ? refused.FirstError.Code : "ok";
}
