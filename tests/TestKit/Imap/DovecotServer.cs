using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using MailKit;
using MailKit.Net.Imap;
using MailKit.Security;
using MimeKit;
using SecurityTraining.TestKit.Smtp;

namespace SecurityTraining.TestKit.Imap;

/// <summary>
/// A real IMAP server (Debian's Dovecot, which build/servers.sh installs) on random ports of the loopback, with a configuration and folders
/// of its own; it ends with the test. Everybody signs in with the same password.
/// </summary>
public sealed class DovecotServer : IAsyncDisposable
{
    public const string Password = "correct-horse";

    private static readonly TimeSpan StartUp = TimeSpan.FromSeconds(30);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("securitytraining-dovecot-");
    private readonly TestCertificate _certificate = new();
    private Process? _process;

    private DovecotServer()
    {
        (Port, StartTlsPort) = (FreePort(), FreePort());
    }

    /// <summary>TLS from the first byte.</summary>
    public int Port { get; }

    public int StartTlsPort { get; }

    /// <summary>Lets the service reach this machine, and trust the server's certificate.</summary>
    public Dictionary<string, string?> Settings => new(StringComparer.Ordinal)
    {
        ["OutboundHttp:AllowPrivateAddresses"] = "true",
        ["Imap:CertificateAuthorityFile"] = _certificate.AuthorityFile,
    };

    public static async Task<DovecotServer> Start()
    {
        var server = new DovecotServer();
        try
        {
            await server.Run();
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Puts a message into a mailbox, as a mail server does that delivers it.</summary>
    public async Task Deliver(string user, string mime, string folder = "INBOX")
    {
        using var client = await SignIn(user);
        using var source = new MemoryStream(Encoding.UTF8.GetBytes(mime));
        await (await client.GetFolderAsync(folder)).AppendAsync(MimeMessage.Load(source));
    }

    /// <summary>How many messages lie there; 0 if there is no such folder.</summary>
    public async Task<int> Count(string user, string folder)
    {
        using var client = await SignIn(user);
        try
        {
            var found = await client.GetFolderAsync(folder);
            await found.OpenAsync(FolderAccess.ReadOnly);
            return found.Count;
        }
        catch (FolderNotFoundException)
        {
            return 0;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is { HasExited: false } running)
        {
            // Its children end with it only if it may say goodbye to them.
            using var kill = Process.Start("kill", ["-TERM", running.Id.ToString(CultureInfo.InvariantCulture)]);
            await kill.WaitForExitAsync();
            await running.WaitForExitAsync();
        }

        _process?.Dispose();
        _certificate.Dispose();
        _folder.Delete(recursive: true);
    }

    private async Task Run()
    {
        var configuration = Path.Combine(_folder.FullName, "dovecot.conf");
        await File.WriteAllTextAsync(configuration, Configuration());
        Directory.CreateDirectory(Path.Combine(_folder.FullName, "mail"));
        foreach (var path in (string[])[_folder.FullName, Path.Combine(_folder.FullName, "mail")])
        {
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(path, (UnixFileMode)0b111_111_111);
            }
        }

        var program = (string[])["/usr/sbin/dovecot", "/usr/bin/dovecot"];
        _process = Process.Start(new ProcessStartInfo(program.FirstOrDefault(File.Exists) ?? throw new InvalidOperationException("Dovecot is missing. Run: . build/servers.sh && servers_install"))
        {
            UseShellExecute = false,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            ArgumentList = { "-F", "-c", configuration },
        })!;
        await Eventually.Get(() => Listens(Port), isThere => isThere || _process.HasExited, StartUp);
    }

    private string Configuration()
    {
        var (folder, isRoot) = (_folder.FullName, Environment.UserName == "root");
        var own = isRoot ? "" : $"default_internal_user = {Environment.UserName}\ndefault_login_user = {Environment.UserName}\n";
        return $$"""
            base_dir = {{folder}}/run
            state_dir = {{folder}}/run
            log_path = {{folder}}/log
            {{own}}protocols = imap
            listen = 127.0.0.1
            instance_name = securitytraining-{{Port}}
            ssl = required
            ssl_cert = <{{_certificate.CertificateFile}}
            ssl_key = <{{_certificate.KeyFile}}
            auth_mechanisms = plain
            mail_location = maildir:{{folder}}/mail/%u
            mail_fsync = never
            first_valid_uid = 1
            passdb {
              driver = static
              args = password={{Password}}
            }
            userdb {
              driver = static
              args = {{(isRoot ? "uid=nobody gid=nogroup" : "")}} home={{folder}}/mail/%u
            }
            service anvil {
              chroot =
            }
            service imap-login {
              chroot =
              inet_listener imap {
                port = {{StartTlsPort}}
              }
              inet_listener imaps {
                port = {{Port}}
                ssl = yes
              }
            }
            namespace inbox {
              inbox = yes
            }

            """;
    }

    private async Task<ImapClient> SignIn(string user)
    {
        var client = new ImapClient { CheckCertificateRevocation = false, ServerCertificateValidationCallback = (_, _, _, _) => true };
        await client.ConnectAsync("127.0.0.1", Port, SecureSocketOptions.SslOnConnect);
        await client.AuthenticateAsync(user, Password);
        return client;
    }

    private static async Task<bool> Listens(int port)
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
