using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Time.Testing;
using MimeKit;
using SecurityTraining.Application.Mailing;
using SecurityTraining.Infrastructure.Mail;
using SecurityTraining.TestKit.Smtp;

namespace SecurityTraining.Infrastructure.IntegrationTests.Mail;

/// <summary>Against a real mail server in another process.</summary>
public sealed class SmtpTransportTests
{
    [Fact]
    public async Task A_mail_arrives_as_it_was_written()
    {
        await using var sink = await SmtpSink.Start();
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 11, 23, 9, 30, 0, TimeSpan.Zero));
        await using var transport = Transport(sink, clock: clock);

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
        await using var transport = Transport(sink);
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
        await using var transport = Transport(sink);
        var evil = $"Jane{lineBreak}Bcc: victim@evil.example{lineBreak}X-Injected: yes";
        var mail = Mails.Mail() with
        {
            Subject = evil,
            From = new MailParty(evil, "helpdesk@mail.example.com"),
            To = new MailParty(evil, "person@example.com"),
            Headers = new Dictionary<string, string>(StringComparer.Ordinal) { ["X-Custom"] = evil },
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
        await using var transport = Transport(sink);

        await transport.Send(Mails.Mail() with { Text = "before\n.\nQUIT\n..\nafter\n" }, default);

        (await sink.Mails()).ShouldHaveSingleItem().Message.TextBody!.ReplaceLineEndings("\n").ShouldBe("before\n.\nQUIT\n..\nafter\n");
    }

    [Fact]
    public async Task StartTls_with_a_certificate_of_the_companys_own_authority()
    {
        using var certificate = new TestCertificate();
        await using var sink = await SmtpSink.Start("--starttls", certificate.CertificateFile, certificate.KeyFile);
        await using var transport = Transport(sink, options =>
        {
            (options.Host, options.Security) = ("localhost", SmtpSecurity.StartTls);
            options.CertificateAuthorityFile = certificate.AuthorityFile;
        });

        (await transport.Send(Mails.Mail(), default)).Verdict.ShouldBe(MailVerdict.Accepted);

        (await sink.Mails()).ShouldHaveSingleItem().IsEncrypted.ShouldBeTrue();
    }

    [Fact]
    public async Task Tls_from_the_first_byte_with_a_certificate_of_the_companys_own_authority()
    {
        using var certificate = new TestCertificate();
        await using var sink = await SmtpSink.Start("--tls", certificate.CertificateFile, certificate.KeyFile);
        await using var transport = Transport(sink, options =>
        {
            options.Security = SmtpSecurity.Tls;
            options.CertificateAuthorityFile = certificate.AuthorityFile;
        });

        (await transport.Send(Mails.Mail(), default)).Verdict.ShouldBe(MailVerdict.Accepted);

        (await sink.Mails()).ShouldHaveSingleItem().IsEncrypted.ShouldBeTrue();
    }

    [Fact]
    public async Task A_certificate_that_nobody_trusts_is_refused()
    {
        using var certificate = new TestCertificate();
        await using var sink = await SmtpSink.Start("--starttls", certificate.CertificateFile, certificate.KeyFile);
        await using var transport = Transport(sink, options => options.Security = SmtpSecurity.StartTls);

        (await transport.Send(Mails.Mail(), default)).Verdict.ShouldBe(MailVerdict.Unavailable);

        (await sink.Mails()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_certificate_of_another_authority_is_refused()
    {
        using var certificate = new TestCertificate();
        using var other = new TestCertificate();
        await using var sink = await SmtpSink.Start("--tls", certificate.CertificateFile, certificate.KeyFile);
        await using var transport = Transport(sink, options =>
            (options.Security, options.CertificateAuthorityFile) = (SmtpSecurity.Tls, other.AuthorityFile));

        (await transport.Send(Mails.Mail(), default)).Verdict.ShouldBe(MailVerdict.Unavailable);
    }

    [Fact]
    public async Task A_trusted_certificate_for_another_host_is_refused()
    {
        using var certificate = new TestCertificate("mail.elsewhere.example");
        await using var sink = await SmtpSink.Start("--starttls", certificate.CertificateFile, certificate.KeyFile);
        await using var transport = Transport(sink, options =>
        {
            (options.Host, options.Security) = ("localhost", SmtpSecurity.StartTls);
            options.CertificateAuthorityFile = certificate.AuthorityFile;
        });

        (await transport.Send(Mails.Mail(), default)).Verdict.ShouldBe(MailVerdict.Unavailable);

        (await sink.Mails()).ShouldBeEmpty();
    }

    [Fact]
    public async Task StartTls_is_not_given_up_when_the_server_does_not_offer_it()
    {
        await using var sink = await SmtpSink.Start();
        await using var transport = Transport(sink, options => options.Security = SmtpSecurity.StartTls);

        (await transport.Send(Mails.Mail(), default)).Verdict.ShouldBe(MailVerdict.Unavailable);

        (await sink.Mails()).ShouldBeEmpty();
    }

    [Fact]
    public async Task It_logs_in_with_its_name_and_password()
    {
        await using var sink = await SmtpSink.Start("--require-login", "mailer:s3cret");
        await using var transport = Transport(sink, options => (options.UserName, options.Password) = ("mailer", "s3cret"));

        (await transport.Send(Mails.Mail(), default)).Verdict.ShouldBe(MailVerdict.Accepted);

        (await sink.Mails()).ShouldHaveSingleItem().Login.ShouldBe("mailer");
    }

    [Theory]
    [InlineData("wrong")]
    [InlineData(null)]
    public async Task A_refused_or_missing_login_says_nothing_about_the_mail(string? password)
    {
        await using var sink = await SmtpSink.Start("--require-login", "mailer:s3cret");
        await using var transport = Transport(sink, options =>
            (options.UserName, options.Password) = (password is null ? null : "mailer", password));

        var receipt = await transport.Send(Mails.Mail(), default);

        receipt.Verdict.ShouldBe(MailVerdict.Unavailable);
        receipt.Reply.ShouldNotContain("s3cret");
        (await sink.Mails()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_451_is_temporary_and_leaves_the_connection_in_use()
    {
        await using var sink = await SmtpSink.Start("--fail-temporarily-first", "1");
        await using var transport = Transport(sink);

        var first = await transport.Send(Mails.Mail("1"), default);
        var second = await transport.Send(Mails.Mail("1"), default);

        first.Verdict.ShouldBe(MailVerdict.TemporaryFailure);
        first.Reply.ShouldStartWith("451");
        first.Reply.ShouldContain("Try again later");
        second.Verdict.ShouldBe(MailVerdict.Accepted);
        (await sink.Mails()).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_550_is_permanent_and_stops_nobody_else()
    {
        await using var sink = await SmtpSink.Start("--reject", "gone@");
        await using var transport = Transport(sink, options => options.Connections = 1);
        await transport.Send(Mails.Mail("1"), default);

        var refused = await transport.Send(Mails.Mail(to: "gone@example.com"), default);
        await transport.Send(Mails.Mail("2"), default);

        refused.Verdict.ShouldBe(MailVerdict.PermanentFailure);
        refused.Reply.ShouldStartWith("550");
        refused.Reply.ShouldContain("No such mailbox");
        var received = await sink.Mails();
        received.Select(mail => mail.To).ShouldBe(["person1@example.com", "person2@example.com"]);
        received.Select(mail => mail.Connection).Distinct().Count().ShouldBe(1);
    }

    [Fact]
    public async Task A_server_that_is_away_is_unavailable_and_one_that_has_come_back_is_used()
    {
        await using var sink = await SmtpSink.Start();
        await using var transport = Transport(sink);
        await transport.Send(Mails.Mail("1"), default);
        await sink.Stop();

        (await transport.Send(Mails.Mail("2"), default)).Verdict.ShouldBe(MailVerdict.Unavailable);
        (await transport.Send(Mails.Mail("2"), default)).Verdict.ShouldBe(MailVerdict.Unavailable);

        await using var again = await SmtpSink.Start("--port", $"{sink.Port}");
        (await transport.Send(Mails.Mail("2"), default)).Verdict.ShouldBe(MailVerdict.Accepted);
        (await again.Mails()).ShouldHaveSingleItem().To.ShouldBe("person2@example.com");
    }

    [Fact]
    public async Task A_host_that_does_not_exist_is_unavailable()
    {
        await using var transport = new SmtpTransport(
            new SmtpOptions { Host = "no-such-host.invalid", Security = SmtpSecurity.None }, TimeProvider.System);

        (await transport.Send(Mails.Mail(), default)).Verdict.ShouldBe(MailVerdict.Unavailable);
    }

    [Theory]
    [InlineData("421 4.3.2 Service shutting down\r\n")]
    [InlineData("554 5.7.1 No service here\r\n")]
    [InlineData("220 ready\r\n", "421 4.7.0 Too many connections\r\n", "421 4.7.0 Too many connections\r\n")]
    [InlineData("HTTP/1.1 400 Bad Request\r\n\r\n")]
    [InlineData("")]
    public async Task A_server_that_turns_everybody_away_says_nothing_about_the_mail(params string[] answers)
    {
        using var server = new ScriptedServer(answers);
        await using var transport = new SmtpTransport(Options(server.Port), TimeProvider.System);

        (await transport.Send(Mails.Mail(), default)).Verdict.ShouldBe(MailVerdict.Unavailable);
    }

    [Fact]
    public async Task A_server_that_shuts_down_in_the_middle_is_unavailable()
    {
        using var server = new ScriptedServer(["220 ready\r\n", "250 hello\r\n", "421 4.3.2 Shutting down\r\n"]);
        await using var transport = new SmtpTransport(Options(server.Port), TimeProvider.System);

        var receipt = await transport.Send(Mails.Mail(), default);

        receipt.Verdict.ShouldBe(MailVerdict.Unavailable);
        receipt.Reply.ShouldContain("Shutting down");
    }

    [Fact]
    public async Task A_server_that_never_answers_is_given_up()
    {
        using var server = new ScriptedServer(answers: null);
        var options = Options(server.Port);
        options.TimeoutSeconds = 1;
        await using var transport = new SmtpTransport(options, TimeProvider.System);

        var receipt = await transport.Send(Mails.Mail(), default).WaitAsync(TimeSpan.FromSeconds(20));

        receipt.Verdict.ShouldBe(MailVerdict.Unavailable);
    }

    [Fact]
    public async Task Connections_are_used_again_and_never_more_than_allowed()
    {
        await using var sink = await SmtpSink.Start();
        await using var transport = Transport(sink, options => options.Connections = 3);

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
        await using var transport = Transport(sink, options => options.Connections = 1, clock);
        await transport.Send(Mails.Mail("1"), default);

        clock.Advance(TimeSpan.FromMinutes(2));
        await transport.Send(Mails.Mail("2"), default);

        (await sink.Mails()).Select(mail => mail.Connection).Distinct().Count().ShouldBe(2);
    }

    [Fact]
    public async Task The_highest_rate_is_kept()
    {
        await using var sink = await SmtpSink.Start();
        await using var transport = Transport(sink, options => options.MaxPerSecond = 20);
        var watch = Stopwatch.StartNew();

        await Task.WhenAll(Enumerable.Range(1, 21).Select(number => transport.Send(Mails.Mail($"{number}"), default)));

        watch.Elapsed.ShouldBeGreaterThanOrEqualTo(TimeSpan.FromSeconds(0.99));
        (await sink.Mails()).Count.ShouldBe(21);
    }

    private static SmtpTransport Transport(SmtpSink sink, Action<SmtpOptions>? configure = null, TimeProvider? clock = null)
    {
        var options = Options(sink.Port);
        configure?.Invoke(options);
        return new SmtpTransport(options, clock ?? TimeProvider.System);
    }

    private static SmtpOptions Options(int port) => new() { Host = "127.0.0.1", Port = port, Security = SmtpSecurity.None, TimeoutSeconds = 20 };

    /// <summary>Says its lines one after the other, whatever it is told, and hangs up. Without any it stays on the line and says nothing.</summary>
    private sealed class ScriptedServer : IDisposable
    {
        private readonly TcpListener _listener = new(IPAddress.Loopback, port: 0);
        private readonly CancellationTokenSource _stop = new();

        public ScriptedServer(string[]? answers)
        {
            _listener.Start();
            _ = Serve(answers);
        }

        public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

        public void Dispose()
        {
            _stop.Cancel();
            _listener.Dispose();
            _stop.Dispose();
        }

        private async Task Serve(string[]? answers)
        {
            using var client = await _listener.AcceptTcpClientAsync(_stop.Token);
            await using var stream = client.GetStream();
            if (answers is null)
            {
                await Task.Delay(Timeout.Infinite, _stop.Token);
            }

            using var heard = new StreamReader(stream, Encoding.ASCII);
            for (var line = 0; line < answers!.Length; line++)
            {
                if (line > 0)
                {
                    _ = await heard.ReadLineAsync(_stop.Token);
                }

                await stream.WriteAsync(Encoding.ASCII.GetBytes(answers[line]), _stop.Token);
            }
        }
    }
}
