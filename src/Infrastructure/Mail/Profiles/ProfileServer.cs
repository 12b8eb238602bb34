using System.Net.Sockets;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;
using SecurityTraining.Application.Common.Security;
using SecurityTraining.Application.Mailing;
using SecurityTraining.Application.Phishing.Senders;
using SecurityTraining.Domain.Phishing;

namespace SecurityTraining.Infrastructure.Mail.Profiles;

/// <summary>
/// A server that a company has named. Whatever the name resolves to is checked at the moment of connecting, so that it cannot lead into our
/// own network.
/// </summary>
internal sealed class ProfileServer(
    SendingRoute route, AllowedNetworks networks, OAuthTokens tokens, ICompanySecrets secrets, TimeProvider clock) : ISmtpServer
{
    /// <summary>Made when first needed, and then kept: reading the key takes longer than signing with it.</summary>
    private readonly Lazy<DkimSignature?> _signature = new(() => route.Dkim is null
        ? null
        : new DkimSignature(route.Dkim, secrets.Reveal(route.CompanyId, SecretUse.DkimKey, route.Dkim.ProtectedPrivateKey), route.SenderDomain));

    public async Task<Socket> Connect(CancellationToken ct)
    {
        var (host, port, security) = route.Server;
        var addresses = await System.Net.Dns.GetHostAddressesAsync(host, ct);
        if (addresses.Length == 0 || !Array.TrueForAll(addresses, address => networks.MayReach(address, security)))
        {
            throw new IOException("The server's name does not lead to an address that mail may be sent to.");
        }

        var socket = SmtpSockets.Create();
        try
        {
            await socket.ConnectAsync(addresses, port, ct);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    public async Task LogIn(SmtpClient client, CancellationToken ct)
    {
        switch (route.Login)
        {
            case { Kind: LoginKind.Password } login:
                var password = secrets.Reveal(route.CompanyId, SecretUse.MailServerLogin, login.ProtectedPassword!);
                await client.AuthenticateAsync(login.UserName, password, ct);
                break;
            case { Kind: LoginKind.Xoauth2 } login:
                await LogInByToken(client, login, ct);
                break;
        }
    }

    public MimeMessage Compose(RenderedMail mail)
    {
        var headers = new Dictionary<string, string>(mail.Headers, StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in route.Headers)
        {
            headers.TryAdd(name, value);
        }

        var message = (mail with { Headers = headers }).ToMime(clock);
        _signature.Value?.Sign(message);
        return message;
    }

    /// <summary>A token that the server refuses may have been taken back before its time: the next try fetches another.</summary>
    private async Task LogInByToken(SmtpClient client, ServerLogin login, CancellationToken ct)
    {
        var token = await tokens.Get(route, ct);
        try
        {
            await client.AuthenticateAsync(new SaslMechanismOAuth2(login.UserName, token), ct);
        }
        catch (AuthenticationException)
        {
            tokens.Forget(route.ProfileId);
            throw;
        }
    }
}
