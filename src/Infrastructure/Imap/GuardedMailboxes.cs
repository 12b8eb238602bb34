using System.Net.Sockets;
using MailKit;
using MailKit.Net.Imap;
using MailKit.Security;
using SecurityTraining.Application.Phishing.Reports;
using SecurityTraining.Domain.Phishing.Reports;
using SecurityTraining.Infrastructure.Http;
using SecurityTraining.Infrastructure.Mail;

namespace SecurityTraining.Infrastructure.Imap;

/// <summary>
/// IMAP by MailKit, always under TLS. Whatever the host's name resolves to is checked at the moment of connecting, so that a company cannot
/// look into the service's own network.
/// </summary>
internal sealed class GuardedMailboxes(ImapOptions options, OutboundHttpOptions outbound, ImapTokens tokens) : IMailboxes
{
    private readonly ServerCertificates? _certificates = ServerCertificates.From(options.CertificateAuthorityFile);

    public Task<IOpenMailbox> Open(MailboxAccess access, string secret, CancellationToken ct) =>
        Open(access, secret, outbound.AllowPrivateAddresses, ct);

    /// <param name="access">Where.</param>
    /// <param name="secret">The password or the client secret.</param>
    /// <param name="mayBePrivate">The operator has named the host, which may be in the service's own network.</param>
    /// <param name="ct">Gives up.</param>
    public async Task<IOpenMailbox> Open(MailboxAccess access, string secret, bool mayBePrivate, CancellationToken ct)
    {
        var client = new ImapClient { Timeout = options.TimeoutSeconds * 1000 };
        try
        {
            return await ImapFailures.Named(() => Open(client, access, secret, mayBePrivate, ct), ct);
        }
        catch
        {
            client.Dispose();
            throw;
        }
    }

    private async Task<IOpenMailbox> Open(ImapClient client, MailboxAccess access, string secret, bool mayBePrivate, CancellationToken ct)
    {
        if (_certificates is not null)
        {
            client.CheckCertificateRevocation = false;
            client.ServerCertificateValidationCallback = _certificates.Check;
        }

        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(ct);
        deadline.CancelAfter(TimeSpan.FromSeconds(options.TimeoutSeconds));
        var socket = await Connect(access, mayBePrivate, deadline.Token);
        var security = access.Security == MailboxSecurity.Tls ? SecureSocketOptions.SslOnConnect : SecureSocketOptions.StartTls;
        await client.ConnectAsync(socket, access.Host, access.Port, security, deadline.Token);
        if (access.Login == MailboxLogin.XOAuth2)
        {
            await client.AuthenticateAsync(new SaslMechanismOAuth2(access.UserName, await tokens.Get(access, secret, deadline.Token)), deadline.Token);
        }
        else
        {
            await client.AuthenticateAsync(access.UserName, secret, deadline.Token);
        }

        var folder = await client.GetFolderAsync(access.Folder, deadline.Token);
        await folder.OpenAsync(FolderAccess.ReadWrite, deadline.Token);
        var done = access.DoneFolder is { } name ? await FindOrMake(client, name, deadline.Token) : null;
        return new ImapMailbox(client, folder, done);
    }

    private static async Task<Socket> Connect(MailboxAccess access, bool mayBePrivate, CancellationToken ct)
    {
        var addresses = await System.Net.Dns.GetHostAddressesAsync(access.Host, ct);
        if (addresses.Length == 0 || (!mayBePrivate && !Array.TrueForAll(addresses, PublicNetwork.Contains)))
        {
            throw new MailboxException("The name does not lead to an address on the Internet.");
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, access.Port, ct);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static async Task<IMailFolder> FindOrMake(ImapClient client, string name, CancellationToken ct)
    {
        try
        {
            return await client.GetFolderAsync(name, ct);
        }
        catch (FolderNotFoundException)
        {
            var root = client.GetFolder(client.PersonalNamespaces[0]);
            return await root.CreateAsync(name, isMessageFolder: true, ct)
                ?? throw new MailboxException($"The folder {name} could not be made.");
        }
    }
}

/// <summary>What can go wrong at a mail server, by the one name that the use cases know.</summary>
internal static class ImapFailures
{
    public static async Task<T> Named<T>(Func<Task<T>> step, CancellationToken ct)
    {
        try
        {
            return await step();
        }
        catch (AuthenticationException failure)
        {
            throw new MailboxException("The mail server refuses the user name or the secret.", failure);
        }
        catch (FolderNotFoundException failure)
        {
            throw new MailboxException($"There is no folder {failure.FolderName}.", failure);
        }
        catch (SslHandshakeException failure)
        {
            throw new MailboxException("The mail server's certificate is not trusted, or it speaks no TLS.", failure);
        }
        catch (OperationCanceledException failure) when (!ct.IsCancellationRequested)
        {
            throw new MailboxException("The mail server did not answer in time.", failure);
        }
        catch (Exception failure) when (failure is IOException or SocketException or ProtocolException or CommandException or NotSupportedException
            or ServiceNotConnectedException or ServiceNotAuthenticatedException or HttpRequestException or ArgumentException or InvalidOperationException)
        {
            throw new MailboxException($"{failure.GetType().Name}: {failure.Message}", failure);
        }
    }
}
