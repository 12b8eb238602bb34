using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using MimeKit;

namespace SecurityTraining.TestKit.Smtp;

/// <summary>
/// A real mail server on a random port of the loopback (sink.py, which build/servers.sh installs what it needs for), in a process of its
/// own: it lives on when the service is killed, and ends with the test.
/// </summary>
public sealed class SmtpSink : IAsyncDisposable
{
    /// <summary>Debian's own: another one on the PATH does not see Debian's packages.</summary>
    private const string Python = "/usr/bin/python3";

    private static readonly TimeSpan StartUp = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly string _spool;
    private readonly List<ReceivedMail> _read = [];
    private readonly SemaphoreSlim _reading = new(1, 1);
    private long _position;

    private SmtpSink(Process process, string spool, int port)
    {
        _process = process;
        _spool = spool;
        Port = port;
    }

    public int Port { get; }

    /// <param name="options">Of sink.py: how it is to misbehave, and what it demands.</param>
    public static async Task<SmtpSink> Start(params string[] options)
    {
        var spool = Directory.CreateTempSubdirectory("securitytraining-sink-").FullName;
        var start = new ProcessStartInfo(Python)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            ArgumentList = { Path.Combine(AppContext.BaseDirectory, "Smtp", "sink.py"), "--spool", spool },
        };
        foreach (var option in options)
        {
            start.ArgumentList.Add(option);
        }

        var process = Process.Start(start)!;
        using var deadline = new CancellationTokenSource(StartUp);
        var line = await process.StandardOutput.ReadLineAsync(deadline.Token);
        if (line?.Split(' ') is not ["listening", var port])
        {
            process.Kill();
            throw new InvalidOperationException($"The SMTP sink did not start ({line ?? "see its error output"}). Run: . build/servers.sh && servers_install");
        }

        return new SmtpSink(process, spool, int.Parse(port, CultureInfo.InvariantCulture));
    }

    /// <summary>Everything accepted so far, in that order.</summary>
    public async Task<IReadOnlyList<ReceivedMail>> Mails()
    {
        await _reading.WaitAsync();
        try
        {
            await ReadOn();
            return [.. _read];
        }
        finally
        {
            _reading.Release();
        }
    }

    /// <summary>Waits until at least so many mails have been accepted.</summary>
    public async Task<IReadOnlyList<ReceivedMail>> Mails(int atLeast, TimeSpan? atMost = null)
    {
        var received = 0;
        await Eventually.Get(async () => received = (await Mails()).Count, count => count >= atLeast, atMost);
        return await Mails();
    }

    /// <summary>Stops serving as a crashed mail server does.</summary>
    public async Task Stop()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Stop();
        _process.Dispose();
        _reading.Dispose();
        Directory.Delete(_spool, recursive: true);
    }

    /// <summary>Reads the lines that have been finished since the last time.</summary>
    private async Task ReadOn()
    {
        var file = Path.Combine(_spool, "mails.jsonl");
        if (!File.Exists(file))
        {
            return;
        }

        await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        stream.Position = _position;
        using var memory = new MemoryStream();
        await stream.CopyToAsync(memory);
        var bytes = memory.GetBuffer().AsMemory(0, (int)memory.Length);
        for (var end = bytes.Span.IndexOf((byte)'\n'); end >= 0; end = bytes.Span.IndexOf((byte)'\n'))
        {
            _read.Add(ReceivedMail.Parse(bytes[..end]));
            _position += end + 1;
            bytes = bytes[(end + 1)..];
        }
    }
}

/// <param name="Connection">Tells the connections apart over which mails came.</param>
/// <param name="Login">Who had logged in; null: nobody.</param>
/// <param name="Source">As it came over the line.</param>
public sealed record ReceivedMail(
    int Connection, bool IsEncrypted, string? Login, string MailFrom, IReadOnlyList<string> RcptTos, byte[] Source, MimeMessage Message)
{
    public string To => RcptTos.Single();

    public string SourceText => Encoding.UTF8.GetString(Source);

    internal static ReceivedMail Parse(ReadOnlyMemory<byte> line)
    {
        using var json = JsonDocument.Parse(line);
        var mail = json.RootElement;
        var source = mail.GetProperty("data").GetBytesFromBase64();
        using var stream = new MemoryStream(source);
        return new ReceivedMail(
            mail.GetProperty("connection").GetInt32(),
            mail.GetProperty("isEncrypted").GetBoolean(),
            mail.GetProperty("login").GetString(),
            mail.GetProperty("mailFrom").GetString()!,
            [.. mail.GetProperty("rcptTos").EnumerateArray().Select(address => address.GetString()!)],
            source,
            MimeMessage.Load(stream));
    }
}
