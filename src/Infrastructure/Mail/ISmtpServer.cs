using System.Net.Sockets;
using MailKit.Net.Smtp;
using MimeKit;
using SecurityTraining.Application.Mailing;

namespace SecurityTraining.Infrastructure.Mail;

/// <summary>How one mail server is reached, by whom, and what its mails look like.</summary>
internal interface ISmtpServer
{
    /// <exception cref="IOException">The server may not be talked to.</exception>
    Task<Socket> Connect(CancellationToken ct);

    Task LogIn(SmtpClient client, CancellationToken ct);

    MimeMessage Compose(RenderedMail mail);
}

/// <summary>The installation's own, which the operator has named.</summary>
internal sealed class ConfiguredServer(SmtpOptions options, TimeProvider clock) : ISmtpServer
{
    public async Task<Socket> Connect(CancellationToken ct)
    {
        var socket = SmtpSockets.Create();
        try
        {
            await socket.ConnectAsync(options.Host!, options.Port, ct);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    public Task LogIn(SmtpClient client, CancellationToken ct) => options.UserName is { Length: > 0 } userName
        ? client.AuthenticateAsync(userName, options.Password ?? "", ct)
        : Task.CompletedTask;

    public MimeMessage Compose(RenderedMail mail) => mail.ToMime(clock);
}

internal static class SmtpSockets
{
    /// <summary>Without NoDelay, Nagle's algorithm and delayed ACKs together cost 40 ms a mail.</summary>
    public static Socket Create() => new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
}
