using System.Text;
using Microsoft.EntityFrameworkCore;
using SecurityTraining.Application.Auditing;
using SecurityTraining.Application.Phishing.Reports;
using SecurityTraining.Domain.Phishing.Reports;
using SecurityTraining.Infrastructure.Persistence;
using SecurityTraining.TestKit;
using SecurityTraining.TestKit.Imap;

namespace SecurityTraining.Application.UseCaseTests.Phishing;

public sealed class ReportMailboxTests
{
    private const string User = "phishing";

    [Theory, ClassData(typeof(Engines))]
    public async Task What_people_forward_is_reported_once_and_put_away(DatabaseProvider provider)
    {
        await using var server = await DovecotServer.Start();
        await using var stage = await Stage.Open(provider, people: 4, server.Settings);
        var simulation = await stage.LaunchAndDeliver();
        var people = stage.Company.People;
        await server.Deliver(User, Mails.Attached(Mails.OfLure(stage.MailTo(people[0])), people[0].Email));
        await server.Deliver(User, Mails.Attached(Mails.Real(people[1]), people[1].Email));
        await server.Deliver(User, Quoted(people[2].Email));
        await server.Deliver(User, Mails.Attached(Mails.Real(people[3], "From a stranger"), "stranger@evil.example"));
        await server.Deliver(User, "Auto-Submitted: auto-replied\r\n" + Quoted(people[3].Email));

        await stage.Send(Mailbox(server) with { DoneFolder = "Done" });
        var mailbox = await Poll(stage, row => row.Taken == 5);

        mailbox.LastError.ShouldBeNull();
        await Eventually.Get(() => server.Count(User, "Done"), count => count == 5);
        (await server.Count(User, "INBOX")).ShouldBe(0);
        (await stage.Summary(simulation)).Reported.ShouldBe(1);
        var cases = await Cases(stage);
        cases.Select(one => (one.SenderAddress, one.Subject)).ShouldBe([("chef@examp1e.com", "Dringend: Überweisung"), ("lotto@evil.example", "You have won")], ignoreOrder: true);
        var answers = await Eventually.Get(() => Task.FromResult(stage.Post.Accepted.Skip(4).ToList()), mails => mails.Count == 3);
        answers.Single(mail => mail.To.Address == people[0].Email).Text.ShouldContain("Well spotted");

        // A worker that was killed after the commit has left the message where it was.
        var next = Mails.Attached(Mails.Real(people[3], "Another"), people[3].Email);
        await server.Deliver(User, next);
        await Poll(stage, row => row.Taken == 6);
        await Eventually.Get(() => server.Count(User, "INBOX"), count => count == 0);
        (await Cases(stage)).Count.ShouldBe(3);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_message_that_was_taken_in_is_not_taken_again_after_a_kill(DatabaseProvider provider)
    {
        await using var server = await DovecotServer.Start();
        await using var stage = await Stage.Open(provider, people: 1, server.Settings, withWorkers: false);
        var (person, system) = (stage.Company.People[0], Actor.SystemOf(stage.Company.Id));
        await stage.Send(Mailbox(server));
        var id = await stage.App.InDatabase(stage.Company.Id, (_, db) => Task.FromResult(db.Set<ReportMailbox>().Single().Id));
        var message = new TakeMailboxMessageCommand(id, UidValidity: 7, Uid: 1, Encoding.UTF8.GetBytes(Mails.Attached(Mails.Real(person), person.Email)));

        await stage.Send(message, system);
        await stage.Send(message, system);

        (await Cases(stage)).ShouldHaveSingleItem().ReportCount.ShouldBe(1);
        (await stage.App.InDatabase(stage.Company.Id, (_, db) => db.Set<ReportMailbox>().SingleAsync())).Taken.ShouldBe(1);
        (await stage.Send(new ListAuditLogQuery())).Items.ShouldNotContain(entry => entry.Action == "phishing.take-mailbox-message", "it would tell when somebody reports");
    }

    [Fact]
    public async Task Without_a_folder_for_it_what_was_taken_in_stays()
    {
        await using var server = await DovecotServer.Start();
        await using var stage = await Stage.Open(DatabaseProvider.Sqlite, people: 2, server.Settings);
        await server.Deliver(User, Quoted(stage.Company.People[0].Email));
        await stage.Send(Mailbox(server) with { Port = server.StartTlsPort, Security = MailboxSecurity.StartTls });
        await Poll(stage, row => row.Taken == 1);

        (await stage.Send(new TestReportMailboxQuery())).ShouldBe(new MailboxTestRow(Succeeded: true, Error: null, Messages: 0));
        await server.Deliver(User, Quoted(stage.Company.People[1].Email));
        await Poll(stage, row => row.Taken == 2);

        (await server.Count(User, "INBOX")).ShouldBe(2);
        (await Cases(stage)).ShouldHaveSingleItem().ReportCount.ShouldBe(2);
        await stage.Send(new DeleteReportMailboxCommand());
        (await stage.TrySend(new GetReportMailboxQuery())).FirstError.ShouldBe(ReportMailboxErrors.NotFound);
    }

    [Fact]
    public async Task What_is_wrong_is_shown_and_the_secret_never_is()
    {
        await using var server = await DovecotServer.Start();
        await using var stage = await Stage.Open(DatabaseProvider.Sqlite, people: 0, server.Settings);
        (await stage.TrySend(Mailbox(server) with { Secret = null })).FirstError.Code.ShouldBe("secret_required");
        await stage.Send(Mailbox(server) with { Secret = "wrong-canary" });

        (await Poll(stage, row => row.LastError is not null)).LastError!.ShouldContain("refuses");
        (await stage.Send(new TestReportMailboxQuery())).Error!.ShouldContain("refuses");
        (await stage.TrySend(Mailbox(server) with { Secret = null, Host = "elsewhere.example" })).FirstError.Code.ShouldBe("secret_required");
        await stage.Send(Mailbox(server) with { Folder = "Missing" });
        (await stage.Send(new TestReportMailboxQuery())).Error!.ShouldContain("Missing");
        Directory.GetFiles(stage.App.DataFolder, "*.db*").ShouldAllBe(file => !Encoding.Latin1.GetString(Read(file)).Contains("wrong-canary", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("localhost")]
    [InlineData("10.0.0.1")]
    public async Task A_company_cannot_look_into_the_services_own_network(string host)
    {
        await using var stage = await Stage.Open(DatabaseProvider.Sqlite, people: 0, withWorkers: false);
        await stage.Send(new SaveReportMailboxCommand(host, User, "secret"));

        (await stage.Send(new TestReportMailboxQuery())).Error.ShouldBe("The name does not lead to an address on the Internet.");
    }

    private static SaveReportMailboxCommand Mailbox(DovecotServer server) => new("localhost", User, DovecotServer.Password, server.Port);

    private static Task<ReportMailbox> Poll(Stage stage, Func<ReportMailbox, bool> isThere) => Eventually.Get(
        async () =>
        {
            await stage.Pass(TimeSpan.FromSeconds(20));
            return await stage.App.InDatabase(stage.Company.Id, (_, db) => db.Set<ReportMailbox>().SingleAsync());
        },
        isThere);

    private static async Task<IReadOnlyList<ReportedMailListRow>> Cases(Stage stage) => (await stage.Send(new ListReportedMailsQuery(
        Page: null, PageSize: null, Search: null, Sort: null, Status: null, Verdict: null, Hint: null))).Items;

    private static byte[] Read(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }

    /// <summary>As Outlook and Gmail forward within the text.</summary>
    private static string Quoted(string from) =>
        $"From: {from}\r\nTo: phishing@example.com\r\nSubject: WG: You have won\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n"
        + "Ist das echt?\r\n\r\n---------- Forwarded message ---------\r\nFrom: Lotto <lotto@evil.example>\r\nDate: Mon, 23 Nov 2026\r\nSubject: You have won\r\n\r\nhttps://evil.example/win\r\n";
}
