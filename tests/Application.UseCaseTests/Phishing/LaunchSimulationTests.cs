using Microsoft.EntityFrameworkCore;
using SecurityTraining.Application.People;
using SecurityTraining.Application.Phishing.Simulations;
using SecurityTraining.Application.Phishing.Templates;
using SecurityTraining.Domain.Companies;
using SecurityTraining.Domain.People;
using SecurityTraining.Domain.Phishing;
using SecurityTraining.Infrastructure.Persistence;
using SecurityTraining.TestKit;

namespace SecurityTraining.Application.UseCaseTests.Phishing;

public sealed class LaunchSimulationTests
{
    [Theory, ClassData(typeof(Engines))]
    public async Task Everybody_in_the_audience_gets_one_mail_of_their_own(DatabaseProvider provider)
    {
        await using var stage = await Stage.Open(provider, people: 7);

        var id = await stage.LaunchAndDeliver();

        stage.Post.Accepted.Select(mail => mail.To.Address).Order(StringComparer.Ordinal)
            .ShouldBe(stage.Company.People.Select(person => person.Email).Order(StringComparer.Ordinal));
        stage.Post.Accepted.Select(mail => mail.MessageId).Distinct(StringComparer.Ordinal).Count().ShouldBe(7);
        stage.Post.Accepted.Select(Stage.TokenIn).Distinct(StringComparer.Ordinal).Count().ShouldBe(7);
        var mail = stage.MailTo(stage.Company.People[2]);
        mail.Subject.ShouldBe("[en] Hello First3");
        mail.To.Name.ShouldBe("First3 Last3");
        mail.Html.ShouldContain("Dear First3 Last3 of nowhere");
        (await stage.WaitFor(id, SimulationStatus.Completed)).EndedAt.ShouldNotBeNull();
        stage.Post.Tried.Count.ShouldBe(7);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task What_is_sent_was_settled_at_the_launch(DatabaseProvider provider)
    {
        await using var stage = await Stage.Open(provider, people: 3);
        var template = await stage.AddTemplate();
        var id = await stage.Draft(simulation => simulation with { SpreadMinutes = 600 }, template);
        await stage.Send(new LaunchSimulationCommand(id));
        await stage.WaitFor(id, summary => summary.Recipients == 3);

        var person = stage.Company.People[0];
        await stage.Send(new UpdateLureTemplateCommand(template, new LureTemplateChanges(
            "Changed", "Changed", "Changed", """<a href="{{link}}">changed</a>""", "<p>Changed</p>")));
        await stage.Arrange(async db =>
        {
            var user = await db.Users.SingleAsync(row => row.Id == person.Id);
            user.SetProfile(user.Profile with { Name = new PersonName("Renamed", "Since") });
        });
        stage.App.Clock.Advance(TimeSpan.FromMinutes(601));
        await stage.WaitFor(id, summary => summary.Sent == 3);

        stage.MailTo(person).Subject.ShouldBe("[en] Hello First1");
        stage.MailTo(person).To.Name.ShouldBe("First1 Last1");
        stage.Post.Accepted.ShouldAllBe(mail => !mail.Html.Contains("changed", StringComparison.OrdinalIgnoreCase));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_template_can_be_deleted_after_the_launch(DatabaseProvider provider)
    {
        await using var stage = await Stage.Open(provider, people: 2);
        var template = await stage.AddTemplate();
        var id = await stage.Launch(simulation => simulation with { SpreadMinutes = 60 }, template);
        await stage.WaitFor(id, summary => summary.Recipients == 2);

        await stage.Send(new DeleteLureTemplateCommand(template));
        stage.App.Clock.Advance(TimeSpan.FromMinutes(61));

        (await stage.WaitFor(id, summary => summary.Sent == 2)).Failed.ShouldBe(0);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Whoever_comes_after_the_launch_is_not_in_it(DatabaseProvider provider)
    {
        await using var stage = await Stage.Open(provider, people: 2, withWorkers: false);
        var id = await stage.Launch(simulation => simulation with { Recipients = new SimulationRecipients(All: true) });

        stage.App.Clock.Advance(TimeSpan.FromSeconds(1));
        var latecomer = await stage.AddPerson("late@example.com");
        await stage.App.StartWorkers();
        await stage.WaitFor(id, SimulationStatus.Completed);

        var results = await stage.Results(id);
        results.Count.ShouldBe(3, "two people and the administrator");
        results.ShouldNotContain(row => row.UserId == latecomer.Id);
        stage.Post.Tried.ShouldNotContain(mail => mail.To.Address == latecomer.Email);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task More_people_than_fit_into_one_portion_are_all_in_it_once(DatabaseProvider provider)
    {
        await using var stage = await Stage.Open(provider, people: 1001);

        var id = await stage.LaunchAndDeliver(simulation => simulation with { Recipients = new SimulationRecipients(All: true) });

        (await stage.Summary(id)).ShouldBe(new SimulationSummary(1002, Sent: 1002, Failed: 0, Skipped: 0, Opened: 0, Clicked: 0, Submitted: 0, Reported: 0));
        stage.Post.Tried.Select(mail => mail.To.Address).Distinct(StringComparer.Ordinal).Count().ShouldBe(1002);
        stage.Post.Tried.Count.ShouldBe(1002);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Only_active_people_in_verified_domains_are_written_to(DatabaseProvider provider)
    {
        await using var stage = await Stage.Open(provider, people: 3);
        var proven = await stage.AddPerson("someone@proven.example");
        var below = await stage.AddPerson("someone@mail.proven.example");
        await stage.AddPerson("someone@claimed.example");
        await stage.AddPerson("someone@notexample.com");
        await stage.Arrange(db =>
        {
            var verified = MailDomain.Claim(stage.Company.Id, "proven.example", stage.App.Clock.GetUtcNow()).Value;
            verified.VerifyByConfiguration(stage.App.Clock.GetUtcNow());
            db.Add(verified);
            db.Add(MailDomain.Claim(stage.Company.Id, "claimed.example", stage.App.Clock.GetUtcNow()).Value);
            return Task.CompletedTask;
        });
        await stage.Send(new DeactivateUserCommand(stage.Company.People[0].Id));

        var id = await stage.LaunchAndDeliver(simulation => simulation with { Recipients = new SimulationRecipients(All: true) });

        var addresses = (await stage.Results(id)).Select(row => row.Email).ToList();
        addresses.ShouldBe(
            [stage.Company.People[1].Email, stage.Company.People[2].Email, proven.Email, below.Email, addresses.Single(address => address.StartsWith("ada.", StringComparison.Ordinal))],
            ignoreOrder: true);
        stage.Post.Tried.Count.ShouldBe(5);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Nothing_is_launched_when_nobody_may_be_written_to(DatabaseProvider provider)
    {
        await using var stage = await Stage.Open(provider, people: 1);
        var outsider = await stage.AddPerson("someone@claimed.example");
        var inactive = stage.Company.People[0];
        await stage.Send(new DeactivateUserCommand(inactive.Id));
        var id = await stage.Draft(simulation => simulation with { Recipients = new SimulationRecipients(UserIds: [outsider.Id, inactive.Id]) });

        var launched = await stage.TrySend(new LaunchSimulationCommand(id));

        launched.FirstError.Code.ShouldBe("no_eligible_recipients");
        (await stage.Get(id)).Status.ShouldBe(SimulationStatus.Draft);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Whoever_leaves_before_their_mail_is_due_is_skipped(DatabaseProvider provider)
    {
        await using var stage = await Stage.Open(provider, people: 3);
        var id = await stage.Launch(simulation => simulation with { SpreadMinutes = 600 });
        await stage.WaitFor(id, summary => summary.Recipients == 3);
        var leaver = (await stage.Results(id)).MaxBy(row => row.SendAt)!;

        await stage.Send(new DeactivateUserCommand(leaver.UserId));
        stage.App.Clock.Advance(TimeSpan.FromMinutes(601));
        await stage.WaitFor(id, summary => summary.Sent + summary.Skipped == 3);

        var row = (await stage.Results(id)).Single(result => result.UserId == leaver.UserId);
        row.Delivery.ShouldBe(DeliveryStatus.Skipped);
        row.ServerReply.ShouldNotBeNullOrEmpty();
        stage.Post.Tried.ShouldNotContain(mail => mail.To.Address == leaver.Email);
        (await stage.Summary(id)).Sent.ShouldBe(2);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_domain_that_is_lost_before_the_mail_is_due_is_not_written_to(DatabaseProvider provider)
    {
        await using var stage = await Stage.Open(provider, people: 1);
        var person = await stage.AddPerson("someone@proven.example");
        var domain = MailDomain.Claim(stage.Company.Id, "proven.example", stage.App.Clock.GetUtcNow()).Value;
        domain.VerifyByConfiguration(stage.App.Clock.GetUtcNow());
        await stage.Arrange(db => Task.FromResult(db.Add(domain)));
        var id = await stage.Launch(simulation => simulation with
        {
            Recipients = new SimulationRecipients(UserIds: [person.Id]),
            SpreadMinutes = 43_200,
        });
        await stage.WaitFor(id, summary => summary.Recipients == 1);

        await stage.Arrange(async db => db.Remove(await db.MailDomains.SingleAsync(row => row.Id == domain.Id)));
        stage.App.Clock.Advance(TimeSpan.FromDays(31));
        await stage.WaitFor(id, summary => summary.Skipped == 1);

        stage.Post.Tried.ShouldBeEmpty();
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Everybody_gets_a_lure_in_their_own_language_where_there_is_one(DatabaseProvider provider)
    {
        await using var stage = await Stage.Open(provider, people: 6);
        var (english, german) = (await stage.AddTemplate("en"), await stage.AddTemplate("de"));
        await SetLanguage(stage, "de", stage.Company.People[0], stage.Company.People[1]);
        await SetLanguage(stage, "fr", stage.Company.People[2]);

        await stage.LaunchAndDeliver(change: null, english, german);

        stage.MailTo(stage.Company.People[0]).Subject.ShouldBe("[de] Hello First1");
        stage.MailTo(stage.Company.People[1]).Subject.ShouldBe("[de] Hello First2");
        foreach (var person in stage.Company.People.Skip(3))
        {
            stage.MailTo(person).Subject.ShouldStartWith("[en]", customMessage: "the company's own language");
        }
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Several_lures_of_one_language_are_all_used(DatabaseProvider provider)
    {
        await using var stage = await Stage.Open(provider, people: 40);
        var first = await stage.AddTemplate(change: template => template with { Subject = "first" });
        var second = await stage.AddTemplate(change: template => template with { Subject = "second" });

        await stage.LaunchAndDeliver(change: null, first, second);

        stage.Post.Accepted.Select(mail => mail.Subject).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ShouldBe(["first", "second"]);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_simulation_is_launched_once_however_many_ask_at_the_same_time(DatabaseProvider provider)
    {
        await using var stage = await Stage.Open(provider, people: 4);
        var id = await stage.Draft();

        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => stage.TrySend(new LaunchSimulationCommand(id))));

        answers.Count(answer => !answer.IsError).ShouldBe(1);
        await stage.WaitFor(id, SimulationStatus.Completed);
        stage.Post.Tried.Count.ShouldBe(4);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task The_sender_is_the_simulations_if_it_names_one(DatabaseProvider provider)
    {
        await using var stage = await Stage.Open(provider, people: 1);

        await stage.LaunchAndDeliver(simulation => simulation with { SenderName = "Frau Müller", SenderAddress = "mueller@example.com" });

        var mail = stage.Post.Accepted.ShouldHaveSingleItem();
        (mail.From.Name, mail.From.Address).ShouldBe(("Frau Müller", "mueller@example.com"));
        mail.MessageId.ShouldEndWith("@example.com");
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Nobody_can_send_from_a_domain_that_is_not_theirs(DatabaseProvider provider)
    {
        await using var stage = await Stage.Open(provider, people: 1, withWorkers: false);
        var template = await stage.AddTemplate();

        var drafted = await stage.TrySend(new CreateSimulationCommand(new SimulationInput(
            "Test", [template], new SimulationRecipients(All: true), SenderAddress: "boss@bank.example")));

        drafted.FirstError.Code.ShouldBe("sender_domain_not_allowed");
    }

    private static Task SetLanguage(Stage stage, string language, params User[] people) => stage.Arrange(async db =>
    {
        var ids = people.Select(person => person.Id).ToList();
        foreach (var user in await db.Users.Where(row => ids.Contains(row.Id)).ToListAsync())
        {
            user.SetProfile(user.Profile with { Language = language });
        }
    });
}
