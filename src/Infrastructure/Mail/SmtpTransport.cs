using System.Collections.Concurrent;
using System.Net.Sockets;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;
using SecurityTraining.Application.Mailing;
using IMailTransport = SecurityTraining.Application.Mailing.IMailTransport;

namespace SecurityTraining.Infrastructure.Mail;

/// <summary>A mail server reached over a few connections that are kept open between mails.</summary>
internal sealed class SmtpTransport(SmtpOptions options, TimeProvider clock, ISmtpServer? server = null) : IMailTransport, IAsyncDisposable
{
    private static readonly TimeSpan MaxIdle = TimeSpan.FromSeconds(30);

    private readonly ConcurrentBag<(SmtpClient Client, DateTimeOffset UsedAt)> _idle = [];
    private readonly SemaphoreSlim _connections = new(options.Connections, options.Connections);
    private readonly Pace _pace = new(options.MaxPerSecond, clock);
    private readonly ISmtpServer _server = server ?? new ConfiguredServer(options, clock);
    private readonly ServerCertificates? _certificates = ServerCertificates.From(options.CertificateAuthorityFile);

    public int Connections => options.Connections;

    public async Task<MailReceipt> Send(RenderedMail mail, CancellationToken ct)
    {
        await _pace.Wait(ct);
        await _connections.WaitAsync(ct);
        SmtpClient? client = null;
        try
        {
            client = await Connect(ct);
            var message = _server.Compose(mail);
            var reply = mail.ReturnAddress is { } sender
                ? await client.SendAsync(MimeMessages.SmtpFormat, message, MailboxAddress.Parse(sender), [MailboxAddress.Parse(mail.To.Address)], ct)
                : await client.SendAsync(MimeMessages.SmtpFormat, message, ct);
            _idle.Add((client, clock.GetUtcNow()));
            client = null;
            return new MailReceipt(MailVerdict.Accepted, reply);
        }
        catch (SmtpCommandException exception) when (client is not null)
        {
            var refusing = client;
            client = null;
            return await Refused(refusing, exception, ct);
        }
        catch (CommandException exception)
        {
            // Refused before any mail was mentioned: by the greeting, or where a login was expected.
            return new MailReceipt(MailVerdict.Unavailable, exception.Message);
        }
        catch (Exception exception) when (exception is IOException or SocketException or ProtocolException or SslHandshakeException
            or AuthenticationException or NotSupportedException or TimeoutException or ServiceNotConnectedException or ServiceNotAuthenticatedException)
        {
            return new MailReceipt(MailVerdict.Unavailable, $"{exception.GetType().Name}: {exception.Message}");
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return new MailReceipt(MailVerdict.Unavailable, "The mail server did not answer in time.");
        }
        finally
        {
            client?.Dispose();
            _connections.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        while (_idle.TryTake(out var idle))
        {
            using var client = idle.Client;
            using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(2));
            try
            {
                await client.DisconnectAsync(quit: true, deadline.Token);
            }
            catch (Exception exception) when (exception is IOException or ProtocolException or OperationCanceledException)
            {
                // It has gone already, which is what was wanted.
            }
        }

        _connections.Dispose();
    }

    /// <summary>A refused mail leaves the connection usable, so it goes back.</summary>
    private async Task<MailReceipt> Refused(SmtpClient client, SmtpCommandException exception, CancellationToken ct)
    {
        var code = (int)exception.StatusCode;
        if (client.IsConnected && code != (int)SmtpStatusCode.ServiceNotAvailable)
        {
            try
            {
                await client.NoOpAsync(ct);
                _idle.Add((client, clock.GetUtcNow()));
            }
            catch (Exception broken) when (broken is IOException or ProtocolException or CommandException)
            {
                client.Dispose();
            }
        }
        else
        {
            client.Dispose();
        }

        var verdict = code switch
        {
            (int)SmtpStatusCode.ServiceNotAvailable => MailVerdict.Unavailable,
            >= 500 => MailVerdict.PermanentFailure,
            _ => MailVerdict.TemporaryFailure,
        };
        return new MailReceipt(verdict, $"{code} {exception.Message}");
    }

    private async Task<SmtpClient> Connect(CancellationToken ct)
    {
        while (_idle.TryTake(out var idle))
        {
            if (idle.Client.IsConnected && clock.GetUtcNow() - idle.UsedAt < MaxIdle)
            {
                return idle.Client;
            }

            idle.Client.Dispose();
        }

        var client = new SmtpClient { Timeout = options.TimeoutSeconds * 1000 };
        if (_certificates is not null)
        {
            client.CheckCertificateRevocation = false;
            client.ServerCertificateValidationCallback = _certificates.Check;
        }

        Socket? socket = null;
        try
        {
            using var deadline = CancellationTokenSource.CreateLinkedTokenSource(ct);
            deadline.CancelAfter(TimeSpan.FromSeconds(options.TimeoutSeconds));
            socket = await _server.Connect(deadline.Token);
            await client.ConnectAsync(socket, options.Host!, options.Port, SocketOptions(options.Security), deadline.Token);
            await _server.LogIn(client, deadline.Token);
            return client;
        }
        catch
        {
            client.Dispose();
            socket?.Dispose();
            throw;
        }
    }

    private static SecureSocketOptions SocketOptions(SmtpSecurity security) => security switch
    {
        SmtpSecurity.None => SecureSocketOptions.None,
        SmtpSecurity.Tls => SecureSocketOptions.SslOnConnect,
        _ => SecureSocketOptions.StartTls,
    };
}

/// <summary>Spaces out mails to an even rate.</summary>
/// <param name="perSecond">0: no limit.</param>
internal sealed class Pace(int perSecond, TimeProvider clock)
{
    private readonly Lock _lock = new();
    private DateTimeOffset _next;

    public Task Wait(CancellationToken ct)
    {
        if (perSecond <= 0)
        {
            return Task.CompletedTask;
        }

        TimeSpan delay;
        lock (_lock)
        {
            var now = clock.GetUtcNow();
            var turn = _next > now ? _next : now;
            _next = turn + (TimeSpan.FromSeconds(1) / perSecond);
            delay = turn - now;
        }

        return delay > TimeSpan.Zero ? Task.Delay(delay, clock, ct) : Task.CompletedTask;
    }
}
