using SecurityTraining.Domain.Phishing;

namespace SecurityTraining.Domain.UnitTests.Phishing;

public sealed class RecipientTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Doing_more_implies_having_done_less()
    {
        var recipient = Recipient();
        recipient.Record(Hit(SimulationEventKind.Submitted));

        recipient.OpenedAt.ShouldBe(Now);
        recipient.ClickedAt.ShouldBe(Now);
        recipient.SubmittedAt.ShouldBe(Now);
        recipient.ReportedAt.ShouldBeNull();
    }

    [Fact]
    public void A_report_shows_that_the_mail_was_opened_but_not_that_it_was_clicked()
    {
        var recipient = Recipient();
        recipient.Record(Hit(SimulationEventKind.Reported));

        recipient.OpenedAt.ShouldBe(Now);
        recipient.ClickedAt.ShouldBeNull();
    }

    [Fact]
    public void A_repetition_is_written_down_and_changes_no_count()
    {
        var recipient = Recipient();
        recipient.Record(Hit(SimulationEventKind.Clicked));
        recipient.Record(new Hit(SimulationEventKind.Clicked, Now.AddHours(1), Verdict.Human, Client: null));

        recipient.ClickedAt.ShouldBe(Now);
        recipient.Events.Count.ShouldBe(2);
    }

    [Theory]
    [InlineData(Verdict.Scanner)]
    [InlineData(Verdict.Prefetch)]
    public void Machines_are_written_down_and_not_counted(Verdict verdict)
    {
        var recipient = Recipient();
        recipient.Record(new Hit(SimulationEventKind.Clicked, Now, verdict, Client: null));

        recipient.ClickedAt.ShouldBeNull();
        recipient.Events.Single().Verdict.ShouldBe(verdict);
    }

    [Fact]
    public void A_loop_in_a_scanner_does_not_fill_the_database()
    {
        var recipient = Recipient();
        for (var i = 0; i < Flood; i++)
        {
            recipient.Record(new Hit(SimulationEventKind.Clicked, Now, Verdict.Scanner, Client: null));
        }

        recipient.Events.Count.ShouldBe(Domain.Phishing.Recipient.MaxEvents);
    }

    [Fact]
    public void A_loop_in_a_scanner_does_not_hide_what_the_person_does()
    {
        var recipient = Recipient();
        for (var i = 0; i < Flood; i++)
        {
            recipient.Record(new Hit(SimulationEventKind.Clicked, Now, Verdict.Scanner, Client: null));
        }

        recipient.Record(new Hit(SimulationEventKind.Submitted, Now.AddHours(1), Verdict.Human, Client: null));
        recipient.Record(new Hit(SimulationEventKind.Reported, Now.AddHours(2), Verdict.Human, Client: null));

        recipient.SubmittedAt.ShouldBe(Now.AddHours(1));
        recipient.ReportedAt.ShouldBe(Now.AddHours(2));
        recipient.Record(new Hit(SimulationEventKind.Reported, Now.AddHours(3), Verdict.Human, Client: null));
        recipient.Events.Count.ShouldBe(Domain.Phishing.Recipient.MaxEvents + 2);
    }

    [Fact]
    public void A_mail_that_was_sent_twice_is_sent_once()
    {
        var recipient = Recipient();
        recipient.MarkSent(Now);
        recipient.MarkSent(Now.AddMinutes(1));
        recipient.MarkFailed("too late", Now.AddMinutes(2));

        recipient.SentAt.ShouldBe(Now);
        recipient.Delivery.ShouldBe(DeliveryStatus.Sent);
        recipient.Events.Count.ShouldBe(1);
    }

    [Fact]
    public void The_servers_answer_is_kept()
    {
        var recipient = Recipient();
        recipient.MarkFailed("550 no such user", Now);

        recipient.Delivery.ShouldBe(DeliveryStatus.Failed);
        recipient.ServerReply.ShouldBe("550 no such user");
    }

    private const int Flood = 600;

    private static Hit Hit(SimulationEventKind kind) => new(kind, Now, Verdict.Human, Client: null);

    internal static Recipient Recipient()
    {
        var simulation = SimulationTests.Draft();
        simulation.Launch([SimulationTests.Lure("en")], Now);
        var person = new RecipientSnapshot(Guid.CreateVersion7(Now), "a@example.com", "A B", Department: null, "en", "Europe/Berlin", new Dictionary<string, string>());
        return Domain.Phishing.Recipient.Freeze(
            simulation, simulation.Picker().Pick(person.UserId, "en", [], Now), person, Now, Guid.CreateVersion7(Now), Now);
    }
}
