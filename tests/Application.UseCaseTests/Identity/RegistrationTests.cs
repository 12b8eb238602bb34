using Microsoft.EntityFrameworkCore;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Identity;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Infrastructure.Persistence;
using SecurityTraining.TestKit;

namespace SecurityTraining.Application.UseCaseTests.Identity;

public sealed class RegistrationTests
{
    [Theory]
    [ClassData(typeof(Engines))]
    public async Task Makes_a_company_with_an_administrator_who_has_to_confirm_their_address(DatabaseProvider provider)
    {
        await using var app = await TestApp.Start(provider);

        var registered = await app.Register("  Anna@Nordwind.Example ");

        var (user, seats) = await app.InDatabase(registered.CompanyId, async (_, db) =>
            (await db.Users.SingleAsync(), (await db.Companies.SingleAsync()).SeatsTaken));
        user.Id.ShouldBe(registered.UserId);
        user.Email.ShouldBe(IdentitySteps.Email);
        user.Role.ShouldBe(Role.CompanyAdmin);
        user.EmailVerifiedAt.ShouldBeNull();
        user.PasswordHash!.ShouldStartWith("$argon2id$");
        seats.ShouldBe(1);
        var mail = (await app.Mails(registered.CompanyId)).ShouldHaveSingleItem();
        mail.To.ShouldBe(IdentitySteps.Email);
        mail.Text.ShouldContain("http://training.test/verify-email?token=");
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task A_known_address_gets_the_same_answer_and_its_owner_a_mail(DatabaseProvider provider)
    {
        await using var app = await TestApp.Start(provider);
        var first = await app.Register();
        app.Clock.Advance(TimeSpan.FromMinutes(1));

        var second = await app.Register();

        second.CompanyId.ShouldNotBe(first.CompanyId);
        second.UserId.ShouldNotBe(first.UserId);
        (await app.InDatabase(second.CompanyId, (_, db) => db.Companies.AnyAsync())).ShouldBeFalse();
        var mails = await app.Mails(first.CompanyId);
        mails.Select(mail => mail.Subject).ShouldBe(["Please confirm your mail address", "You already have an account"]);
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task Of_twenty_at_once_with_one_address_one_makes_a_company_and_all_get_the_same_answer(DatabaseProvider provider)
    {
        await using var app = await TestApp.Start(provider);

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => app.Send(IdentitySteps.Registration()))));

        answers.ShouldAllBe(answer => !answer.IsError);
        var companies = 0;
        foreach (var answer in answers)
        {
            companies += await app.InDatabase(answer.Value.CompanyId, (_, db) => db.Companies.CountAsync());
        }

        companies.ShouldBe(1);
    }

    [Theory]
    [InlineData("companyName", " ")]
    [InlineData("companyName", "Nordwind\r\nBcc: x")]
    [InlineData("companyName", "Win a prize at https://evil.example")]
    [InlineData("firstName", "")]
    [InlineData("lastName", "visit www.evil.example")]
    [InlineData("email", "anna@nordwind")]
    [InlineData("password", "too short")]
    [InlineData("password", "Passwort1234")]
    [InlineData("password", "Nordwind2026!")]
    [InlineData("password", "kowalski.anna1")]
    [InlineData("password", "securitytraining1")]
    public async Task Says_which_field_is_wrong(string field, string value)
    {
        await using var app = await TestApp.Start(DatabaseProvider.Sqlite);
        var good = IdentitySteps.Registration();

        var answer = await app.Send(field switch
        {
            "companyName" => good with { CompanyName = value },
            "firstName" => good with { FirstName = value },
            "lastName" => good with { LastName = value },
            "email" => good with { Email = value },
            _ => good with { Password = value },
        });

        answer.Errors.ShouldAllBe(error => (string)error.Metadata![ValidationErrors.FieldKey] == field);
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task A_verification_link_works_once(DatabaseProvider provider)
    {
        await using var app = await TestApp.Start(provider);
        var registered = await app.Register();
        var token = await app.VerificationToken(registered.CompanyId);

        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Task.Run(() => app.Send(new VerifyEmailCommand(token)))));

        answers.Count(answer => !answer.IsError).ShouldBe(1);
        answers.Where(answer => answer.IsError).ShouldAllBe(answer => answer.FirstError == OneTimeTokenErrors.Invalid);
        (await app.InDatabase(registered.CompanyId, (_, db) => db.Users.SingleAsync())).EmailVerifiedAt.ShouldBe(app.Clock.GetUtcNow());
    }

    [Fact]
    public async Task A_verification_link_expires_and_another_can_be_had()
    {
        await using var app = await TestApp.Start(DatabaseProvider.Sqlite);
        var registered = await app.Register();
        var old = await app.VerificationToken(registered.CompanyId);
        app.Clock.Advance(TimeSpan.FromHours(25));

        (await app.Send(new VerifyEmailCommand(old))).FirstError.ShouldBe(OneTimeTokenErrors.Invalid);
        (await app.Send(new ResendVerificationCommand(IdentitySteps.Email))).IsError.ShouldBeFalse();
        (await app.Send(new VerifyEmailCommand(await app.VerificationToken(registered.CompanyId)))).IsError.ShouldBeFalse();
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task An_address_that_nobody_confirms_is_free_again_after_a_day(DatabaseProvider provider)
    {
        await using var app = await TestApp.Start(provider);
        var squatter = await app.Register();
        app.Clock.Advance(TimeSpan.FromHours(23));
        await app.Send(new ResendVerificationCommand(IdentitySteps.Email));
        var stillValid = await app.VerificationToken(squatter.CompanyId);
        app.Clock.Advance(TimeSpan.FromHours(1));

        var owner = await app.Register();

        (await app.Send(new VerifyEmailCommand(stillValid))).FirstError.ShouldBe(OneTimeTokenErrors.Invalid);
        (await app.Send(new VerifyEmailCommand(await app.VerificationToken(owner.CompanyId)))).IsError.ShouldBeFalse();
        (await app.SignIn()).User.CompanyId.ShouldBe(owner.CompanyId);
        app.Clock.Advance(TimeSpan.FromDays(2));
        (await app.InDatabase((await app.Register()).CompanyId, (_, db) => db.Companies.AnyAsync())).ShouldBeFalse();
    }

    [Fact]
    public async Task Nobody_is_flooded_with_mails_that_others_ask_for()
    {
        await using var app = await TestApp.Start(DatabaseProvider.Sqlite);
        var registered = await app.Register();
        for (var request = 0; request < 10; request++)
        {
            await app.Register();
            (await app.Send(new ResendVerificationCommand(IdentitySteps.Email))).IsError.ShouldBeFalse();
        }

        (await app.Mails(registered.CompanyId)).GroupBy(mail => mail.Subject).ShouldAllBe(mails => mails.Count() == 3);
    }

    [Fact]
    public async Task Asking_for_another_link_tells_nothing_and_mails_only_whom_it_helps()
    {
        await using var app = await TestApp.Start(DatabaseProvider.Sqlite);
        var registered = await app.RegisterVerified();

        (await app.Send(new ResendVerificationCommand(IdentitySteps.Email))).IsError.ShouldBeFalse();
        (await app.Send(new ResendVerificationCommand("nobody@nowhere.example"))).IsError.ShouldBeFalse();

        (await app.Mails(registered.CompanyId)).Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("x")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("ÄAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public async Task Tokens_of_nobody_verify_nothing(string token)
    {
        await using var app = await TestApp.Start(DatabaseProvider.Sqlite);

        (await app.Send(new VerifyEmailCommand(token))).FirstError.ShouldBe(OneTimeTokenErrors.Invalid);
    }
}
