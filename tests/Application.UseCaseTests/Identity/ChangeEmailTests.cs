using SecurityTraining.Application.Common.Security;
using SecurityTraining.Application.Identity;
using SecurityTraining.Application.People;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.People;
using SecurityTraining.Infrastructure.Persistence;
using SecurityTraining.TestKit;

namespace SecurityTraining.Application.UseCaseTests.Identity;

public sealed class ChangeEmailTests
{
    private const string NewEmail = "anna.new@nordwind.example";

    [Theory, ClassData(typeof(Engines))]
    public async Task A_new_address_is_the_one_to_sign_in_with_once_it_is_confirmed(DatabaseProvider provider)
    {
        await using var app = await TestApp.Start(provider);
        var anna = await app.RegisterVerified();

        (await Ask(app, anna)).ShouldBeTrue();

        var mails = (await app.Mails(anna.CompanyId)).TakeLast(2).ToList();
        mails.Select(mail => mail.To).ShouldBe([NewEmail, IdentitySteps.Email], ignoreOrder: true);
        (await app.Send(new LoginCommand(NewEmail, IdentitySteps.Password))).IsError.ShouldBeTrue();
        await app.SignIn();
        var token = await app.TokenIn(anna.CompanyId, "/confirm-email");
        var answers = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => Task.Run(() => app.Send(new ConfirmEmailCommand(token)))));
        answers.Count(answer => !answer.IsError).ShouldBe(1);
        await app.SignIn(NewEmail);
        (await app.Send(new LoginCommand(IdentitySteps.Email, IdentitySteps.Password))).FirstError.ShouldBe(SessionErrors.LoginFailed);

        // The old address is free for others.
        await app.RegisterVerified(IdentitySteps.Email);
        await app.SignIn();
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task The_old_address_takes_the_account_back_from_a_thief(DatabaseProvider provider)
    {
        await using var app = await TestApp.Start(provider);
        var anna = await app.RegisterVerified();
        await Ask(app, anna);
        var ownersUndo = await app.TokenIn(anna.CompanyId, "/undo-email-change");
        await app.Send(new ConfirmEmailCommand(await app.TokenIn(anna.CompanyId, "/confirm-email")));
        app.Clock.Advance(TimeSpan.FromDays(1));
        await Ask(app, anna, "thief@elsewhere.example");
        var thiefsUndo = await app.TokenIn(anna.CompanyId, "/undo-email-change");
        await app.Send(new ConfirmEmailCommand(await app.TokenIn(anna.CompanyId, "/confirm-email")));
        await app.SignIn("thief@elsewhere.example");
        app.Clock.Advance(TimeSpan.FromDays(5));

        (await app.Send(new UndoEmailChangeCommand(ownersUndo))).IsError.ShouldBeFalse();

        (await app.Sessions(anna.CompanyId)).ShouldAllBe(session => session.RevokedAt != null);
        (await app.Send(new LoginCommand(IdentitySteps.Email, IdentitySteps.Password))).FirstError.ShouldBe(SessionErrors.LoginFailed);
        (await app.Send(new UndoEmailChangeCommand(thiefsUndo))).FirstError.ShouldBe(OneTimeTokenErrors.Invalid);
        (await app.Mails(anna.CompanyId))[^1].To.ShouldBe(IdentitySteps.Email);
        (await app.Send(new ResetPasswordCommand(await app.TokenIn(anna.CompanyId, "/reset-password"), "nine lanterns over the harbour"))).IsError.ShouldBeFalse();
        (await app.Send(new LoginCommand(IdentitySteps.Email, "nine lanterns over the harbour"))).IsError.ShouldBeFalse();
    }

    [Fact]
    public async Task Undoing_in_time_keeps_the_new_address_from_being_confirmed()
    {
        await using var app = await TestApp.Start(DatabaseProvider.Sqlite);
        var anna = await app.RegisterVerified();
        await Ask(app, anna);
        var confirm = await app.TokenIn(anna.CompanyId, "/confirm-email");

        (await app.Send(new UndoEmailChangeCommand(await app.TokenIn(anna.CompanyId, "/undo-email-change")))).IsError.ShouldBeFalse();

        (await app.Send(new ConfirmEmailCommand(confirm))).FirstError.ShouldBe(OneTimeTokenErrors.Invalid);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Whether_an_address_is_taken_is_told_only_to_whoever_reads_its_mail(DatabaseProvider provider)
    {
        await using var app = await TestApp.Start(provider);
        var anna = await app.RegisterVerified();
        await app.RegisterVerified("bob@suedwind.example");
        await app.Send(new CreateUserCommand("carl@nordwind.example", "Carl", "Colleague"), anna.Admin());
        app.Clock.Advance(TimeSpan.FromHours(1));

        (await Ask(app, anna, "bob@suedwind.example")).ShouldBeTrue();
        (await app.Send(new ConfirmEmailCommand(await app.TokenIn(anna.CompanyId, "/confirm-email")))).FirstError.ShouldBe(UserErrors.SignsInElsewhere);
        (await Ask(app, anna, "carl@nordwind.example")).ShouldBeTrue();
        (await app.Send(new ConfirmEmailCommand(await app.TokenIn(anna.CompanyId, "/confirm-email")))).FirstError.ShouldBe(UserErrors.EmailTaken);

        await app.SignIn();
        (await app.SignIn("bob@suedwind.example")).User.CompanyId.ShouldNotBe(anna.CompanyId);
    }

    [Fact]
    public async Task It_takes_the_password_and_does_not_flood_strangers()
    {
        await using var app = await TestApp.Start(DatabaseProvider.Sqlite);
        var anna = await app.RegisterVerified();

        (await app.Send(new ChangeEmailCommand(NewEmail, "wrong wombat fiddles"), anna.Admin())).FirstError.Code.ShouldBe(PasswordErrors.Wrong.Code);
        for (var request = 0; request < IMailAllowances.MostPerHour; request++)
        {
            (await Ask(app, anna)).ShouldBeTrue();
        }

        (await app.Send(new ChangeEmailCommand(NewEmail, IdentitySteps.Password), anna.Admin())).FirstError.ShouldBe(MailAllowanceErrors.UsedUp);
    }

    private static async Task<bool> Ask(TestApp app, RegisteredCompany anna, string email = NewEmail)
    {
        app.Clock.Advance(TimeSpan.FromSeconds(1));
        return !(await app.Send(new ChangeEmailCommand(email, IdentitySteps.Password), anna.Admin())).IsError;
    }
}
