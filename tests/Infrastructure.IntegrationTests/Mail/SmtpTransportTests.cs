using System.Diagnostics;
using Microsoft.Extensions.Time.Testing;
using MimeKit;
using SecurityTraining.Application.Mailing;
using SecurityTraining.TestKit.Smtp;

namespace SecurityTraining.Infrastructure.IntegrationTests.Mail;

/// <summary>Mails on their way to a real mail server in another process: what arrives, and over how many connections.</summary>
public sealed class SmtpTransportTests
{
    [Fact]
    public async Task A_mail_arrives_as_it_was_written()
    {
        await using var sink = await SmtpSink.Start();
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 11, 23, 9, 30, 0, TimeSpan.Zero));
        await using var transport = SmtpTransports.To(sink, clock: clock);

        var receipt = await transport.Send(Mails.Mail("one").WithImage(), default);

        receipt.Verdict.ShouldBe(MailVerdict.Accepted);
        var mail = (await sink.Mails()).ShouldHaveSingleItem();
        mail.MailFrom.ShouldBe("helpdesk@mail.example.com");
        mail.RcptTos.ShouldBe(["personone@example.com"]);
        mail.Message.MessageId.ShouldBe("one@mail.example.com");
        mail.Message.Subject.ShouldBe("Your password");
        mail.Message.Date.ShouldBe(clock.GetUtcNow());
        mail.Message.From.ToString().ShouldBe("\"IT Helpdesk\" <helpdesk@mail.example.com>");
        mail.Message.To.ToString().ShouldBe("\"Jane Doe\" <personone@example.com>");
        mail.Message.TextBody!.Trim().ShouldBe("Hello");
        mail.Message.HtmlBody!.Trim().ShouldBe("""<p><img src="cid:qr"></p>""");
        var image = mail.Message.BodyParts.OfType<MimePart>().Single(part => part.ContentType.MimeType == "image/png");
        image.ContentId.ShouldBe("qr");
    }

    [Theory]
    [InlineData("Jürgen Größe", "Überprüfung: 25 % für Sie – 日本語 🎣")]
    [InlineData("O'Brien, \"Bob\" <boss@evil.example>", "Re: [3/4] \"50 % = ?100 %?\" <b>now</b>; a, b: c")]
    [InlineData("Ἀθηνᾶ", "A very long subject that does not fit into one line of seventy-eight characters, and goes on and on for a while")]
    public async Task Any_name_and_any_subject_arrive_unchanged(string name, string subject)
    {
        await using var sink = await SmtpSink.Start();
        await using var transport = SmtpTransports.To(sink);
        var mail = Mails.Mail();

        await transport.Send(mail with { Subject = subject, To = mail.To with { Name = name }, From = mail.From with { Name = name } }, default);

        var received = (await sink.Mails()).ShouldHaveSingleItem();
        received.Message.Subject.ShouldBe(subject);
        received.Message.To.Mailboxes.ShouldHaveSingleItem().Name.ShouldBe(name);
        received.Message.From.Mailboxes.ShouldHaveSingleItem().Name.ShouldBe(name);
        received.Message.From.Mailboxes.Single().Address.ShouldBe("helpdesk@mail.example.com");
        received.Source.ShouldAllBe(letter => letter < 128);
    }

    [Theory]
    [InlineData("\r\n")]
    [InlineData("\n")]
    [InlineData("\r")]
    [InlineData("\r\n\r\n")]
    [InlineData("\u2028")]
    [InlineData("\0\r\n")]
    public async Task Nothing_that_is_put_into_a_mail_adds_a_header(string lineBreak)
    {
        await using var sink = await SmtpSink.Start();
        await using var transport = SmtpTransports.To(sink);
        var evil = $"Jane{lineBreak}Bcc: victim@evil.example{lineBreak}X-Injected: yes";
        var mail = Mails.Mail() with
        {
            Subject = evil,
            From = new MailParty(evil, "helpdesk@mail.example.com"),
            To = new MailParty(evil, "person@example.com"),
            Headers = new Dictionary<string, string>(StringComparer.Ordinal) { ["X-Custom"] = evil },
            Attachments = [new MailAttachment(evil, "text/html", "x"u8.ToArray())],
        };

        var receipt = await transport.Send(mail, default);

        receipt.Verdict.ShouldBe(MailVerdict.Accepted);
        var received = (await sink.Mails()).ShouldHaveSingleItem();
        received.RcptTos.ShouldBe(["person@example.com"]);
        received.Message.Bcc.ShouldBeEmpty();
        received.Message.Headers.ShouldNotContain(header => header.Field == "X-Injected");
        received.Message.TextBody!.Trim().ShouldBe("Hello");
    }

    [Fact]
    public async Task A_line_that_is_a_single_dot_does_not_end_the_mail()
    {
        await using var sink = await SmtpSink.Start();
        await using var transport = SmtpTransports.To(sink);

        await transport.Send(Mails.Mail() with { Text = "before\n.\nQUIT\n..\nafter\n" }, default);

        (await sink.Mails()).ShouldHaveSingleItem().Message.TextBody!.ReplaceLineEndings("\n").ShouldBe("before\n.\nQUIT\n..\nafter\n");
    }

    [Fact]
    public async Task Connections_are_used_again_and_never_more_than_allowed()
    {
        await using var sink = await SmtpSink.Start();
        await using var transport = SmtpTransports.To(sink, options => options.Connections = 3);

        var receipts = await Task.WhenAll(Enumerable.Range(1, 60).Select(number => transport.Send(Mails.Mail($"{number}"), default)));

        receipts.ShouldAllBe(receipt => receipt.Verdict == MailVerdict.Accepted);
        var received = await sink.Mails();
        received.Select(mail => mail.To).Distinct().Count().ShouldBe(60);
        received.Select(mail => mail.Connection).Distinct().Count().ShouldBeInRange(1, 3);
    }

    [Fact]
    public async Task A_connection_that_has_been_idle_for_long_is_not_used_again()
    {
        await using var sink = await SmtpSink.Start();
        var clock = new FakeTimeProvider();
        await using var transport = SmtpTransports.To(sink, options => options.Connections = 1, clock);
        await transport.Send(Mails.Mail("1"), default);

        clock.Advance(TimeSpan.FromMinutes(2));
        await transport.Send(Mails.Mail("2"), default);

        (await sink.Mails()).Select(mail => mail.Connection).Distinct().Count().ShouldBe(2);
    }

    [Fact]
    public async Task The_highest_rate_is_kept()
    {
        await using var sink = await SmtpSink.Start();
        await using var transport = SmtpTransports.To(sink, options => options.MaxPerSecond = 20);
        var watch = Stopwatch.StartNew();

        await Task.WhenAll(Enumerable.Range(1, 21).Select(number => transport.Send(Mails.Mail($"{number}"), default)));

        watch.Elapsed.ShouldBeGreaterThanOrEqualTo(TimeSpan.FromSeconds(0.99));
        (await sink.Mails()).Count.ShouldBe(21);
    }
}
