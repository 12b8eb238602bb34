using System.Collections.Concurrent;
using System.Net.Sockets;
using System.Text;

namespace SecurityTraining.TestKit;

/// <summary>Writes down every command that reaches the Redis server (<c>MONITOR</c>), whoever sends it.</summary>
public sealed class RedisMonitor : IAsyncDisposable
{
    private readonly ConcurrentQueue<string> _lines = new();
    private readonly TcpClient _client;
    private readonly Task _reading;

    private RedisMonitor(TcpClient client, StreamReader lines)
    {
        _client = client;
        _reading = Read(lines);
    }

    public string Text => string.Join('\n', _lines);

    public static async Task<RedisMonitor> Start()
    {
        var address = TestRedis.Address.Split(',')[0].Split(':');
        var client = new TcpClient();
        await client.ConnectAsync(address[0], int.Parse(address[1], System.Globalization.CultureInfo.InvariantCulture));
        await client.GetStream().WriteAsync("MONITOR\r\n"u8.ToArray());
        var lines = new StreamReader(client.GetStream(), Encoding.UTF8);
        return await lines.ReadLineAsync() == "+OK" ? new RedisMonitor(client, lines) : throw new InvalidOperationException("Redis cannot be watched.");
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _reading;
    }

    private async Task Read(StreamReader lines)
    {
        try
        {
            while (await lines.ReadLineAsync() is { } line)
            {
                _lines.Enqueue(line);
            }
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException)
        {
            // The connection is closed by whoever watched.
        }
    }
}
