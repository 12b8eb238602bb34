using System.Net;
using System.Net.Sockets;
using System.Text;
using SecurityTraining.Application.Mailing;
using SecurityTraining.Infrastructure.Mail;
using SecurityTraining.TestKit.Smtp;

namespace SecurityTraining.Infrastructure.IntegrationTests.Mail;

/// <summary>What servers refuse, and servers that are not there: whether the mail is to blame decides what becomes of it.</summary>
public sealed class SmtpFailureTests
{
    [Fact]
    public async Task A_451_is_temporary_and_leaves_the_connection_in_use()
    {
        await using var sink = await SmtpSink.Start("--fail-temporarily-first", "1");
        await using var transport = SmtpTransports.To(sink);

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
        await using var transport = SmtpTransports.To(sink, options => options.Connections = 1);
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
        await using var transport = SmtpTransports.To(sink);
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
        await using var transport = new SmtpTransport(SmtpTransports.Options(server.Port), TimeProvider.System);

        (await transport.Send(Mails.Mail(), default)).Verdict.ShouldBe(MailVerdict.Unavailable);
    }

    [Fact]
    public async Task A_server_that_shuts_down_in_the_middle_is_unavailable()
    {
        using var server = new ScriptedServer(["220 ready\r\n", "250 hello\r\n", "421 4.3.2 Shutting down\r\n"]);
        await using var transport = new SmtpTransport(SmtpTransports.Options(server.Port), TimeProvider.System);

        var receipt = await transport.Send(Mails.Mail(), default);

        receipt.Verdict.ShouldBe(MailVerdict.Unavailable);
        receipt.Reply.ShouldContain("Shutting down");
    }

    [Fact]
    public async Task A_server_that_never_answers_is_given_up()
    {
        using var server = new ScriptedServer(answers: null);
        var options = SmtpTransports.Options(server.Port);
        options.TimeoutSeconds = 1;
        await using var transport = new SmtpTransport(options, TimeProvider.System);

        var receipt = await transport.Send(Mails.Mail(), default).WaitAsync(TimeSpan.FromSeconds(20));

        receipt.Verdict.ShouldBe(MailVerdict.Unavailable);
    }

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
