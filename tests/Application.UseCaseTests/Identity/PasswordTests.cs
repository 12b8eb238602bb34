using SecurityTraining.Application.Common;
using SecurityTraining.Application.Identity;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Infrastructure.Persistence;
using SecurityTraining.TestKit;

namespace SecurityTraining.Application.UseCaseTests.Identity;

public sealed class PasswordTests
{
    private const string NewPassword = "nine lanterns over the harbour";

    [Theory, ClassData(typeof(Engines))]
    public async Task A_forgotten_password_is_replaced_once_and_ends_all_sessions(DatabaseProvider provider)
    {
        await using var app = await TestApp.Start(provider);
        var registered = await app.RegisterVerified();
        await app.SignIn();
        await app.SignIn();
        (await app.Send(new ForgotPasswordCommand("ANNA@nordwind.example"))).IsError.ShouldBeFalse();
        var token = await app.TokenIn(registered.CompanyId, "/reset-password");

        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Task.Run(() => app.Send(new ResetPasswordCommand(token, NewPassword)))));

        answers.Count(answer => !answer.IsError).ShouldBe(1);
        answers.Where(answer => answer.IsError).ShouldAllBe(answer => answer.FirstError == OneTimeTokenErrors.Invalid);
        (await app.Sessions(registered.CompanyId)).ShouldAllBe(session => session.RevokedAt != null);
        (await app.Send(new LoginCommand(IdentitySteps.Email, IdentitySteps.Password))).FirstError.ShouldBe(SessionErrors.LoginFailed);
        (await app.Send(new LoginCommand(IdentitySteps.Email, NewPassword))).IsError.ShouldBeFalse();
        (await app.Mails(registered.CompanyId)).Count(mail => mail.Subject == "Your password has been changed").ShouldBe(1);
    }

    [Fact]
    public async Task A_reset_link_lasts_half_an_hour_and_refuses_weak_passwords_without_being_used_up()
    {
        await using var app = await TestApp.Start(DatabaseProvider.Sqlite);
        var registered = await app.RegisterVerified();
        await app.Send(new ForgotPasswordCommand(IdentitySteps.Email));
        var token = await app.TokenIn(registered.CompanyId, "/reset-password");

        var refused = await app.Send(new ResetPasswordCommand(token, "Kowalski1234"));
        refused.FirstError.Code.ShouldBe(PasswordErrors.TooPredictable.Code);
        refused.FirstError.Metadata![ValidationErrors.FieldKey].ShouldBe("password");
        app.Clock.Advance(TimeSpan.FromMinutes(30));
        (await app.Send(new ResetPasswordCommand(token, NewPassword))).FirstError.ShouldBe(OneTimeTokenErrors.Invalid);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Nobody_is_mailed_more_than_three_reset_links_an_hour(DatabaseProvider provider)
    {
        await using var app = await TestApp.Start(provider);
        var registered = await app.RegisterVerified();

        var answers = await Task.WhenAll(
            Enumerable.Range(0, 20).SelectMany(_ => (string[])[IdentitySteps.Email, "nobody@nowhere.example"])
                .Select(email => Task.Run(() => app.Send(new ForgotPasswordCommand(email)))));

        answers.ShouldAllBe(answer => !answer.IsError);
        (await ResetMails(app, registered.CompanyId)).ShouldBe(3);
        app.Clock.Advance(TimeSpan.FromMinutes(59));
        await app.Send(new ForgotPasswordCommand(IdentitySteps.Email));
        (await ResetMails(app, registered.CompanyId)).ShouldBe(3);
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        await app.Send(new ForgotPasswordCommand(IdentitySteps.Email));
        (await ResetMails(app, registered.CompanyId)).ShouldBe(4);
    }

    [Fact]
    public async Task Resetting_proves_an_address_that_had_not_been_confirmed()
    {
        await using var app = await TestApp.Start(DatabaseProvider.Sqlite);
        var registered = await app.Register();
        await app.Send(new ForgotPasswordCommand(IdentitySteps.Email));

        (await app.Send(new ResetPasswordCommand(await app.TokenIn(registered.CompanyId, "/reset-password"), NewPassword))).IsError.ShouldBeFalse();

        (await app.Send(new LoginCommand(IdentitySteps.Email, NewPassword))).IsError.ShouldBeFalse();
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Changing_the_password_takes_the_old_one_and_spoils_links_that_are_under_way(DatabaseProvider provider)
    {
        await using var app = await TestApp.Start(provider);
        var registered = await app.RegisterVerified();
        await app.SignIn();
        await app.Send(new ForgotPasswordCommand(IdentitySteps.Email));

        var wrong = await app.Send(new ChangePasswordCommand("wrong wombat fiddles", NewPassword), registered.Admin());
        wrong.FirstError.Code.ShouldBe(PasswordErrors.Wrong.Code);
        var weak = await app.Send(new ChangePasswordCommand(IdentitySteps.Password, "nordwind"), registered.Admin());
        weak.Errors.Select(error => error.Code).ShouldBe([PasswordErrors.TooShort.Code, PasswordErrors.TooPredictable.Code]);
        (await app.Send(new ChangePasswordCommand(IdentitySteps.Password, NewPassword), registered.Admin())).IsError.ShouldBeFalse();

        (await app.Send(new LoginCommand(IdentitySteps.Email, NewPassword))).IsError.ShouldBeFalse();
        (await app.Send(new ResetPasswordCommand(await app.TokenIn(registered.CompanyId, "/reset-password"), IdentitySteps.Password)))
            .FirstError.ShouldBe(OneTimeTokenErrors.Invalid);
    }

    private static async Task<int> ResetMails(TestApp app, Guid companyId) =>
        (await app.Mails(companyId)).Count(mail => mail.Text.Contains("/reset-password?token=", StringComparison.Ordinal));
}
