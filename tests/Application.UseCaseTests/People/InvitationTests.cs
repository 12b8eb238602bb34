using Microsoft.EntityFrameworkCore;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Security;
using SecurityTraining.Application.Identity;
using SecurityTraining.Application.People;
using SecurityTraining.Application.People.Invitations;
using SecurityTraining.Application.UseCaseTests.Identity;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.People;
using SecurityTraining.Infrastructure.Persistence;
using SecurityTraining.TestKit;

namespace SecurityTraining.Application.UseCaseTests.People;

public sealed class InvitationTests
{
    private const string Password = "nine lanterns over the harbour";
    private const string Email = "max@example.com";

    [Theory, ClassData(typeof(Engines))]
    public async Task An_invited_person_chooses_a_password_once_and_signs_in(DatabaseProvider provider)
    {
        await using var app = await TestApp.Start(provider);
        var company = await app.AddCompany();
        var id = await Invite(app, company);
        var before = (await app.Send(new GetUserQuery(id), company.Admin)).Value;
        (before.InvitedAt, before.HasPassword).ShouldBe((app.Clock.GetUtcNow(), false));
        var token = await app.TokenIn(company.Id, "/accept-invitation");

        (await app.Send(new AcceptInvitationCommand(token, "Nordwind2026!"))).FirstError.Code.ShouldBe(PasswordErrors.TooPredictable.Code);
        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ =>
            Task.Run(() => app.Send(new AcceptInvitationCommand(token, Password, FirstName: "Maximilian")))));

        answers.Count(answer => !answer.IsError).ShouldBe(1);
        answers.Where(answer => answer.IsError).ShouldAllBe(answer => answer.FirstError == OneTimeTokenErrors.Invalid);
        var signedIn = (await app.Send(new LoginCommand(Email, Password))).Value.ShouldBeOfType<SignedIn>();
        signedIn.User.ShouldBe(new SignedInUser(id, Email, "Maximilian", "Muster", Role.Employee, company.Id));
        (await app.Send(new GetUserQuery(id), company.Admin)).Value.HasPassword.ShouldBeTrue();
        (await app.Send(new InviteUserCommand(id), company.Admin)).FirstError.ShouldBe(UserErrors.HasPassword);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Another_invitation_takes_the_place_of_the_first_and_deactivation_withdraws_it(DatabaseProvider provider)
    {
        await using var app = await TestApp.Start(provider);
        var company = await app.AddCompany();
        var id = await Invite(app, company);
        var first = await app.TokenIn(company.Id, "/accept-invitation");
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        (await app.Send(new InviteUserCommand(id), company.Admin)).IsError.ShouldBeFalse();
        var second = await app.TokenIn(company.Id, "/accept-invitation");

        (await app.Send(new AcceptInvitationCommand(first, Password))).FirstError.ShouldBe(OneTimeTokenErrors.Invalid);
        await app.Send(new DeactivateUserCommand(id), company.Admin);
        (await app.Send(new InviteUserCommand(id), company.Admin)).FirstError.ShouldBe(UserErrors.Deactivated);
        await app.Send(new ActivateUserCommand(id), company.Admin);

        (await app.Send(new AcceptInvitationCommand(second, Password))).FirstError.ShouldBe(OneTimeTokenErrors.Invalid);
        (await app.Send(new GetUserQuery(id), company.Admin)).Value.InvitedAt.ShouldBeNull();
    }

    [Fact]
    public async Task An_invitation_lasts_a_week()
    {
        await using var app = await TestApp.Start(DatabaseProvider.Sqlite);
        var company = await app.AddCompany();
        await Invite(app, company);
        var token = await app.TokenIn(company.Id, "/accept-invitation");
        app.Clock.Advance(TimeSpan.FromDays(7));

        (await app.Send(new AcceptInvitationCommand(token, Password))).FirstError.ShouldBe(OneTimeTokenErrors.Invalid);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Reading_the_mail_beats_a_registration_that_nobody_has_confirmed_but_no_other_account(DatabaseProvider provider)
    {
        await using var app = await TestApp.Start(provider);
        var company = await app.AddCompany();
        var squatter = await app.Register(Email);
        var staleLink = await app.VerificationToken(squatter.CompanyId);
        await app.RegisterVerified("bob@suedwind.example");
        await Invite(app, company);
        (await app.Send(new AcceptInvitationCommand(await app.TokenIn(company.Id, "/accept-invitation"), Password))).IsError.ShouldBeFalse();
        await Invite(app, company, "bob@suedwind.example");

        (await app.Send(new AcceptInvitationCommand(await app.TokenIn(company.Id, "/accept-invitation"), Password)))
            .FirstError.ShouldBe(UserErrors.SignsInElsewhere);

        (await app.Send(new VerifyEmailCommand(staleLink))).FirstError.ShouldBe(OneTimeTokenErrors.Invalid);
        (await app.Send(new LoginCommand(Email, Password))).Value.ShouldBeOfType<SignedIn>().User.CompanyId.ShouldBe(company.Id);
        (await app.SignIn("bob@suedwind.example")).User.CompanyId.ShouldNotBe(company.Id);
    }

    [Fact]
    public async Task All_companies_together_mail_a_stranger_three_invitations_an_hour()
    {
        await using var app = await TestApp.Start(DatabaseProvider.Sqlite);
        var mails = 0;
        for (var number = 0; number < 5; number++)
        {
            var company = await app.AddCompany();
            var id = await Invite(app, company);
            var isInvited = (await app.Send(new GetUserQuery(id), company.Admin)).Value.InvitedAt is not null;
            (await app.Mails(company.Id)).Count.ShouldBe(isInvited ? 1 : 0);
            mails += isInvited ? 1 : 0;
            if (!isInvited)
            {
                (await app.Send(new InviteUserCommand(id), company.Admin)).FirstError.ShouldBe(MailAllowanceErrors.UsedUp);
            }
        }

        mails.ShouldBe(IMailAllowances.MostPerHour);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Many_are_invited_in_portions_and_nobody_twice(DatabaseProvider provider)
    {
        await using var app = await TestApp.Start(provider);
        var company = await app.AddCompany(people: 450);
        await app.AddCompany(people: 3, domain: "example.org");
        await app.Send(new DeactivateUserCommand(company.People[3].Id), company.Admin);
        var id = (await app.Send(new StartInvitationRunCommand(All: true), company.Admin)).Value;
        (await Run(app, company, id)).ShouldBe((InvitationRunStatus.Queued, 0, 450, 0));

        await app.StartWorkers();
        await Eventually.Get(() => Run(app, company, id), run => run.Status == InvitationRunStatus.Completed);

        (await Run(app, company, id)).ShouldBe((InvitationRunStatus.Completed, 100, 450, 450));
        var invited = await app.InDatabase(company.Id, (_, db) => db.OutgoingMails.Select(mail => mail.ToAddress).ToListAsync());
        invited.Count.ShouldBe(450);
        invited.Distinct().Count().ShouldBe(450);
        invited.ShouldNotContain(company.People[3].Email);
    }

    [Fact]
    public async Task Nobody_is_invited_to_a_suspended_company()
    {
        await using var app = await TestApp.Start(DatabaseProvider.Sqlite);
        var company = await app.AddCompany(people: 3);
        var id = (await app.Send(new StartInvitationRunCommand(All: true), company.Admin)).Value;
        await app.InDatabase(company.Id, async (_, db) =>
        {
            (await db.Companies.SingleAsync()).Suspend();
            return await db.SaveChangesAsync();
        });

        await app.StartWorkers();
        await Eventually.Get(() => Run(app, company, id), run => run.Status == InvitationRunStatus.Completed);

        (await app.Mails(company.Id)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Only_people_who_are_named_and_known_are_invited()
    {
        await using var app = await TestApp.Start(DatabaseProvider.Sqlite);
        var company = await app.AddCompany(people: 3);
        var other = await app.AddCompany(people: 1, domain: "example.org");

        (await Start(new StartInvitationRunCommand())).ShouldBe("all");
        (await Start(new StartInvitationRunCommand(All: true, UserIds: [company.People[0].Id]))).ShouldBe("all");
        (await Start(new StartInvitationRunCommand(UserIds: [company.People[0].Id, other.People[0].Id]))).ShouldBe("userIds");
        (await Start(new StartInvitationRunCommand(DepartmentIds: [Guid.CreateVersion7()]))).ShouldBe("departmentIds");
        (await Start(new StartInvitationRunCommand(UserIds: [company.People[0].Id]))).ShouldBe("");

        async Task<string> Start(StartInvitationRunCommand command) =>
            (await app.Send(command, company.Admin)) is { IsError: true } refused
                ? (string)refused.FirstError.Metadata![ValidationErrors.FieldKey]
                : "";
    }

    private static async Task<Guid> Invite(TestApp app, TestCompany company, string email = Email)
    {
        app.Clock.Advance(TimeSpan.FromSeconds(1));
        return (await app.Send(new CreateUserCommand(email, "Max", "Muster"), company.Admin)).Value;
    }

    private static async Task<(InvitationRunStatus Status, int Progress, int Total, int Invited)> Run(TestApp app, TestCompany company, Guid id)
    {
        var run = (await app.Send(new GetInvitationRunQuery(id), company.Admin)).Value;
        return (run.Status, run.Progress, run.Total, run.Invited);
    }
}
