using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace SecurityTraining.TestKit;

/// <summary>Speaks clamd's INSTREAM, and finds the EICAR test file wherever it begins.</summary>
public sealed class ClamdServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _serving;

    public ClamdServer()
    {
        _listener.Start();
        _serving = Serve();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>How many bytes each file had.</summary>
    public List<int> Scanned { get; } = [];

    /// <summary>Says this instead of a verdict.</summary>
    public string? Complaint { get; set; }

    public Dictionary<string, string?> Settings => new(StringComparer.Ordinal)
    {
        ["VirusScan:Host"] = "127.0.0.1",
        ["VirusScan:Port"] = Port.ToString(System.Globalization.CultureInfo.InvariantCulture),
    };

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        _listener.Stop();
        await _serving.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stopping.Dispose();
    }

    private async Task Serve()
    {
        while (true)
        {
            using var client = await _listener.AcceptTcpClientAsync(_stopping.Token);
            await using var stream = client.GetStream();
            await Answer(stream);
        }
    }

    private async Task Answer(NetworkStream stream)
    {
        var command = new byte[10];
        await stream.ReadExactlyAsync(command, _stopping.Token);
        var content = new MemoryStream();
        var length = new byte[4];
        while (true)
        {
            await stream.ReadExactlyAsync(length, _stopping.Token);
            if (BinaryPrimitives.ReadInt32BigEndian(length) is not (> 0 and var next))
            {
                break;
            }

            var piece = new byte[next];
            await stream.ReadExactlyAsync(piece, _stopping.Token);
            content.Write(piece);
        }

        Scanned.Add((int)content.Length);
        var verdict = Encoding.ASCII.GetString(command) != "zINSTREAM\0" ? "UNKNOWN COMMAND"
            : Complaint ?? (Encoding.Latin1.GetString(content.ToArray()).Contains(SampleFiles.Eicar, StringComparison.Ordinal) ? "stream: Eicar-Signature FOUND" : "stream: OK");
        await stream.WriteAsync(Encoding.ASCII.GetBytes(verdict + "\0"), _stopping.Token);
    }
}
