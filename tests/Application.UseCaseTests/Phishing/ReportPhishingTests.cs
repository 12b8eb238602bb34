using SecurityTraining.Application.Mailing;
using SecurityTraining.Application.Phishing.Tracking;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.People;
using SecurityTraining.Infrastructure.Persistence;
using SecurityTraining.TestKit;

namespace SecurityTraining.Application.UseCaseTests.Phishing;

public sealed class ReportPhishingTests
{
    [Theory, ClassData(typeof(Engines))]
    public async Task People_report_the_mail_that_they_got_themselves(DatabaseProvider provider)
    {
        await using var stage = await Stage.Open(provider, people: 5);
        var id = await stage.LaunchAndDeliver();
        var people = stage.Company.People;
        RenderedMail Mail(int number) => stage.MailTo(people[number]);

        (await Report(stage, people[0], new ReportPhishingCommand(MessageId: $"<{Mail(0).MessageId}>"))).SimulationId.ShouldBe(id);
        (await Report(stage, people[1], new ReportPhishingCommand(MessageId: Mail(1).MessageId))).Simulation.ShouldBeTrue();
        await Report(stage, people[2], new ReportPhishingCommand(Token: Stage.TokenIn(Mail(2))));
        await Report(stage, people[3], new ReportPhishingCommand(Token: $"http://training.test/t/{Stage.TokenIn(Mail(3))}"));

        var summary = await stage.Summary(id);
        (summary.Reported, summary.Opened, summary.Clicked).ShouldBe((4, 4, 0));
        (await stage.Results(id)).Single(row => row.ReportedAt is null).UserId.ShouldBe(people[4].Id);
    }

    [Theory]
    [InlineData("https://training.security-awareness.a-company-with-a-long-name.example/t/{0}")]
    [InlineData("http://training.test/t/{0}?utm_source=mail")]
    [InlineData("http://training.test/t/{0}#top")]
    [InlineData("http://training.test/t/{0}/learn")]
    public async Task The_token_is_found_in_any_address_of_the_mail(string address)
    {
        await using var stage = await Stage.Open(DatabaseProvider.Sqlite, people: 1);
        var id = await stage.LaunchAndDeliver();
        var person = stage.Company.People[0];

        await Report(stage, person, new ReportPhishingCommand(
            Token: string.Format(System.Globalization.CultureInfo.InvariantCulture, address, Stage.TokenIn(stage.MailTo(person)))));

        (await stage.Summary(id)).Reported.ShouldBe(1);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Nobody_reports_somebody_elses_mail(DatabaseProvider provider)
    {
        await using var stage = await Stage.Open(provider, people: 2);
        var id = await stage.LaunchAndDeliver();
        var (mine, theirs) = (stage.Company.People[0], stage.MailTo(stage.Company.People[1]));

        foreach (var report in (ReportPhishingCommand[])[new(MessageId: theirs.MessageId), new(Token: Stage.TokenIn(theirs))])
        {
            (await stage.TrySend(report, As(stage, mine))).FirstError.Code.ShouldBe("report_unmatched");
        }

        (await stage.Summary(id)).Reported.ShouldBe(0);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task An_administrator_reports_for_anybody_in_the_company_and_nobody_outside_it(DatabaseProvider provider)
    {
        await using var stage = await Stage.Open(provider, people: 1);
        var id = await stage.LaunchAndDeliver();
        var mail = stage.MailTo(stage.Company.People[0]);
        var stranger = await stage.App.AddCompany(domain: "example.org");

        (await stage.TrySend(new ReportPhishingCommand(MessageId: mail.MessageId), stranger.Admin)).FirstError.Code.ShouldBe("report_unmatched");
        (await stage.TrySend(new ReportPhishingCommand(Token: Stage.TokenIn(mail)), stranger.Admin)).FirstError.Code.ShouldBe("report_unmatched");
        await stage.Send(new ReportPhishingCommand(MessageId: mail.MessageId));

        (await stage.Summary(id)).Reported.ShouldBe(1);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_mail_that_is_no_simulation_is_said_to_be_none(DatabaseProvider provider)
    {
        await using var stage = await Stage.Open(provider, people: 1);
        var person = stage.Company.People[0];

        foreach (var report in (ReportPhishingCommand[])
        [
            new(MessageId: "<CAF=abc.def@mail.gmail.com>"), new(MessageId: "nonsense"), new(Token: "https://evil.example/t/x"), new(Token: new string('A', 59)),
        ])
        {
            (await stage.TrySend(report, As(stage, person))).FirstError.Code.ShouldBe("report_unmatched");
        }

        (await stage.TrySend(new ReportPhishingCommand(), As(stage, person))).IsError.ShouldBeTrue();
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_second_report_keeps_the_time_of_the_first(DatabaseProvider provider)
    {
        await using var stage = await Stage.Open(provider, people: 1);
        var id = await stage.LaunchAndDeliver();
        var person = stage.Company.People[0];
        var report = new ReportPhishingCommand(MessageId: stage.MailTo(person).MessageId);

        var first = await Report(stage, person, report);
        stage.App.Clock.Advance(TimeSpan.FromHours(1));
        var second = await Report(stage, person, report);

        second.ReportedAt.ShouldBe(first.ReportedAt);
        (await stage.Summary(id)).Reported.ShouldBe(1);
    }

    private static Task<PhishingReport> Report(Stage stage, User person, ReportPhishingCommand report) => stage.Send(report, As(stage, person));

    private static Actor As(Stage stage, User person) => new(person.Id, stage.Company.Id, Role.Employee);
}
