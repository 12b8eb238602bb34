using System.Text;
using ErrorOr;
using Microsoft.EntityFrameworkCore;
using SecurityTraining.Application.Mailing;
using SecurityTraining.Application.People.Privacy;
using SecurityTraining.Application.Phishing.Reports;
using SecurityTraining.Application.Phishing.Tracking;
using SecurityTraining.Domain.Content;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.People;
using SecurityTraining.Domain.Phishing.Reports;
using SecurityTraining.Infrastructure.Persistence;
using SecurityTraining.TestKit;

namespace SecurityTraining.Application.UseCaseTests.Phishing;

public sealed class ReportedMailTests
{
    [Theory, ClassData(typeof(Engines))]
    public async Task A_simulation_is_known_in_whatever_it_is_wrapped_and_praised_at_once(DatabaseProvider provider)
    {
        await using var stage = await Stage.Open(provider, people: 6);
        var id = await stage.LaunchAndDeliver();
        var people = stage.Company.People;
        var bare = Mails.OfLure(stage.MailTo(people[0]));
        var rewritten = Mails.WithSafeLinks(stage.MailTo(people[1]));
        var attached = Mails.Attached(Mails.OfLure(stage.MailTo(people[2])));
        var header = Mails.HeaderOf(Mails.OfLure(stage.MailTo(people[3])));

        var praised = new List<PhishingReport>
        {
            await stage.Send(new ReportPhishingCommand(Mime: Base64(bare)), As(stage, people[0])),
            await stage.Send(new ReportMailCommand(Encoding.UTF8.GetBytes(rewritten)), As(stage, people[1])),
            await stage.Send(new ReportMailCommand(Encoding.UTF8.GetBytes(attached)), As(stage, people[2])),
            await stage.Send(new ReportPhishingCommand(Headers: header), As(stage, people[3])),
            await stage.Send(new ReportMailCommand(Encoding.UTF8.GetBytes(Mails.OfLure(stage.MailTo(people[4]))), people[4].Email), Machine(stage)),
        };

        praised.ShouldAllBe(report => report.Simulation && report.SimulationId == id && report.Message.StartsWith("Well spotted", StringComparison.Ordinal));
        (await stage.Summary(id)).Reported.ShouldBe(5);

        // Handed on by somebody else it is still no real mail, and nobody's merit.
        var other = await stage.Send(new ReportMailCommand(Encoding.UTF8.GetBytes(Mails.OfLure(stage.MailTo(people[5])))), As(stage, people[0]));
        (other.Simulation, other.SimulationId).ShouldBe((true, null));
        (await stage.Summary(id)).Reported.ShouldBe(5);
        (await List(stage)).ShouldBeEmpty();
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Copies_of_one_mail_are_one_case_that_is_answered_once(DatabaseProvider provider)
    {
        await using var stage = await Stage.Open(provider, people: 3);
        var people = stage.Company.People;
        await stage.Arrange(async db => (await db.Users.SingleAsync(user => user.Id == people[1].Id)).SetProfile(people[1].Profile with { Language = "de" }));

        var reports = new List<PhishingReport>();
        foreach (var person in (User[])[people[0], people[1], people[0]])
        {
            reports.Add(await stage.Send(new ReportMailCommand(Encoding.UTF8.GetBytes(Mails.Real(person))), As(stage, person)));
        }

        reports.ShouldAllBe(report => !report.Simulation && report.ReportId == reports[0].ReportId);
        reports[1].Message.ShouldStartWith("Danke");
        var listed = (await List(stage)).ShouldHaveSingleItem();
        (listed.ReportCount, listed.SenderAddress, listed.Subject).ShouldBe((2, "chef@examp1e.com", "Dringend: Überweisung"));
        var row = await stage.Send(new GetReportedMailQuery(listed.Id));
        row.Hint.ShouldBe(HintLevel.Dangerous);
        row.Authentication.ShouldBe(new MailAuthentication("fail", Dkim: null, "fail"));
        row.Links.ShouldContain(new MailLink("https://evil.example/pay?u=" + people[0].Id, "https://bank.example/"));
        row.Attachments.ShouldHaveSingleItem().Name.ShouldBe("Rechnung.html");
        row.Reasons.Select(reason => reason.Kind).ShouldBe(
            [HintReasonKind.SpfFailed, HintReasonKind.DmarcFailed, HintReasonKind.LookalikeDomain, HintReasonKind.DisplayNameSpoof, HintReasonKind.ReplyToDiffers, HintReasonKind.LinkTextDiffers, HintReasonKind.RiskyAttachment],
            ignoreOrder: true);
        row.Reporters.Select(reporter => reporter.Email).ShouldBe([people[0].Email, people[1].Email], ignoreOrder: true);
        (await Mime(stage, listed.Id)).Value.ShouldBe(Mails.Real(people[0]));

        await stage.Send(new ResolveReportedMailCommand(listed.Id, ReportVerdict.Malicious, "Please change your password."));
        (await stage.TrySend(new ResolveReportedMailCommand(listed.Id, ReportVerdict.Spam))).FirstError.Code.ShouldBe("report_resolved");
        var answers = await Eventually.Get(() => Task.FromResult(stage.Post.Accepted), mails => mails.Count == 2);

        answers.Single(mail => mail.To.Address == people[0].Email).Text.ShouldContain("dangerous");
        answers.Single(mail => mail.To.Address == people[1].Email).Text.ShouldContain("gefährlich");
        answers.ShouldAllBe(mail => mail.Text.Contains("Please change your password.", StringComparison.Ordinal));
        var again = await stage.Send(new ReportMailCommand(Encoding.UTF8.GetBytes(Mails.Real(people[2]))), As(stage, people[2]));
        again.ReportId.ShouldNotBe(listed.Id);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task The_mail_goes_when_its_time_is_over_and_the_reporter_when_they_are_erased(DatabaseProvider provider)
    {
        await using var stage = await Stage.Open(provider, people: 2);
        var person = stage.Company.People[0];
        var used = await Used(stage);
        var report = await stage.Send(new ReportMailCommand(Encoding.UTF8.GetBytes(Mails.Real(person))), As(stage, person));
        (await Used(stage)).ShouldBeGreaterThan(used);

        await stage.Send(new EraseUserCommand(person.Id));
        await Eventually.Get(() => Mime(stage, report.ReportId!.Value), mail => mail is { IsError: true, FirstError.Code: "report_mail_not_kept" });
        (await Used(stage)).ShouldBe(used);
        var row = await stage.Send(new GetReportedMailQuery(report.ReportId!.Value));
        row.Reporters.ShouldHaveSingleItem().Email.ShouldBe("");

        var second = await stage.Send(new ReportMailCommand(Encoding.UTF8.GetBytes(Mails.Real(person, "Another"))), As(stage, stage.Company.People[1]));
        stage.App.Clock.Advance(ReportedMail.MimeRetention + TimeSpan.FromMinutes(1));
        await Eventually.Get(() => Mime(stage, second.ReportId!.Value), mail => mail.IsError);
        (await Used(stage)).ShouldBe(used);
    }

    [Fact]
    public async Task One_person_reports_only_so_many_mails_a_day_and_nobody_reports_for_others()
    {
        await using var stage = await Stage.Open(DatabaseProvider.Sqlite, people: 2, withWorkers: false);
        var (person, other) = (stage.Company.People[0], stage.Company.People[1]);
        for (var i = 0; i < MailReport.MaxPerDay; i++)
        {
            await stage.Send(new ReportPhishingCommand(Headers: $"From: a{i}@evil.example\nSubject: Hello\n"), As(stage, person));
        }

        var next = new ReportPhishingCommand(Headers: "From: b@evil.example\nSubject: Hello\n");
        (await stage.TrySend(next, As(stage, person))).FirstError.Code.ShouldBe("report_limit_reached");
        (await stage.TrySend(next with { Reporter = other.Email }, As(stage, person))).FirstError.Code.ShouldBe("forbidden");
        (await stage.TrySend(next with { Reporter = "nobody@example.com" }, Machine(stage))).FirstError.Code.ShouldBe("reporter_unknown");
        (await stage.TrySend(next with { Headers = "nonsense" }, As(stage, other))).FirstError.Code.ShouldBe("report_unreadable");
        (await stage.TrySend(next, As(stage, other))).IsError.ShouldBeFalse();
        stage.App.Clock.Advance(TimeSpan.FromDays(1));
        (await stage.TrySend(next, As(stage, person))).IsError.ShouldBeFalse();
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Another_company_sees_nothing_of_it(DatabaseProvider provider)
    {
        await using var stage = await Stage.Open(provider, people: 1, withWorkers: false);
        var person = stage.Company.People[0];
        var report = await stage.Send(new ReportMailCommand(Encoding.UTF8.GetBytes(Mails.Real(person))), As(stage, person));
        var stranger = await stage.App.AddCompany(domain: "example.org");

        (await stage.TrySend(new GetReportedMailQuery(report.ReportId!.Value), stranger.Admin)).FirstError.ShouldBe(ReportedMailErrors.NotFound);
        (await stage.TrySend(new OpenReportedMailQuery(report.ReportId!.Value), stranger.Admin)).FirstError.ShouldBe(ReportedMailErrors.NotFound);
        (await stage.TrySend(new ResolveReportedMailCommand(report.ReportId!.Value, ReportVerdict.Spam), stranger.Admin)).FirstError.ShouldBe(ReportedMailErrors.NotFound);
    }

    private static async Task<IReadOnlyList<ReportedMailListRow>> List(Stage stage) => (await stage.Send(new ListReportedMailsQuery(
        Page: null, PageSize: null, Search: null, Sort: null, Status: null, Verdict: null, Hint: null))).Items;

    private static async Task<ErrorOr<string>> Mime(Stage stage, Guid id)
    {
        var opened = await stage.TrySend(new OpenReportedMailQuery(id));
        if (opened.IsError)
        {
            return opened.Errors;
        }

        using var reader = new StreamReader(opened.Value);
        return await reader.ReadToEndAsync();
    }

    private static Task<long> Used(Stage stage) => stage.App.InDatabase(
        stage.Company.Id, async (_, db) => (await db.Set<ContentStorage>().AsNoTracking().SingleOrDefaultAsync())?.UsedBytes ?? 0);

    private static string Base64(string mime) => Convert.ToBase64String(Encoding.UTF8.GetBytes(mime));

    private static Actor As(Stage stage, User person) => new(person.Id, stage.Company.Id, Role.Employee);

    private static Actor Machine(Stage stage) => Actor.Machine(stage.Company.Id, Permission.ReportPhishing);
}

/// <summary>Mails as mail servers hand them over.</summary>
internal static class Mails
{
    public static string OfLure(RenderedMail mail, string? html = null) => Lines(
        $"Received: from mx.example.com; Mon, 23 Nov 2026 09:00:00 +0000",
        $"Message-ID: <{mail.MessageId}>",
        $"From: {mail.From.Name} <{mail.From.Address}>",
        $"To: {mail.To.Address}",
        "Subject: Hello",
        "Content-Type: text/html; charset=utf-8",
        "Content-Transfer-Encoding: base64",
        "",
        Convert.ToBase64String(Encoding.UTF8.GetBytes(html ?? mail.Html), Base64FormattingOptions.InsertLineBreaks));

    /// <summary>Some gateways rewrite links, and some servers the Message-ID.</summary>
    public static string WithSafeLinks(RenderedMail mail) => OfLure(
        mail with { MessageId = "rewritten@outlook.example" },
        $"<a href=\"https://eur02.safelinks.protection.outlook.com/?url={Uri.EscapeDataString($"http://training.test/t/{Stage.TokenIn(mail)}")}&amp;data=05\">here</a>");

    public static string Attached(string inner, string from = "Colleague <someone@example.com>", string text = "Is this real?") => Lines(
        $"From: {from}",
        "To: phishing@example.com",
        "Subject: FW: suspicious",
        "Message-ID: <outer@example.com>",
        "MIME-Version: 1.0",
        "Content-Type: multipart/mixed; boundary=outer",
        "",
        "--outer",
        "Content-Type: text/plain",
        "",
        text,
        "--outer",
        "Content-Type: message/rfc822",
        "",
        inner,
        "--outer--");

    public static string HeaderOf(string mime) => mime[..(mime.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 2)];

    /// <summary>What an attacker sends to everybody: the same, but for the addressee and a token in the link.</summary>
    public static string Real(User to, string subject = "Dringend: Überweisung") => Lines(
        "Authentication-Results: mx.example.com; spf=fail smtp.mailfrom=examp1e.com; dmarc=fail header.from=examp1e.com",
        "Authentication-Results: evil.example; spf=pass; dkim=pass; dmarc=pass",
        $"Message-ID: <{to.Id:N}.1@evil.example>",
        "Date: Mon, 23 Nov 2026 08:00:00 +0100",
        "From: \"ada@example.com\" <chef@examp1e.com>",
        "Reply-To: chef@freemail.example",
        $"To: \"{to.FullName}\" <{to.Email}>",
        $"Subject: =?utf-8?B?{Convert.ToBase64String(Encoding.UTF8.GetBytes(subject))}?=",
        "MIME-Version: 1.0",
        "Content-Type: multipart/mixed; boundary=x",
        "",
        "--x",
        "Content-Type: text/html; charset=utf-8",
        "",
        $"<p>Hallo {to.FirstName},</p><p>bitte sofort zahlen: <a href=\"https://evil.example/pay?u={to.Id}\">https://bank.example/</a></p>",
        "--x",
        "Content-Type: text/html; name=Rechnung.html",
        "Content-Disposition: attachment; filename=Rechnung.html",
        "",
        "<form></form>",
        "--x--");

    private static string Lines(params string[] lines) => string.Join("\r\n", lines) + "\r\n";
}
