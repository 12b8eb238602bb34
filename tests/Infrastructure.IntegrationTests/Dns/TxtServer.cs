using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace SecurityTraining.Infrastructure.IntegrationTests.Dns;

/// <summary>A resolver of one answer (RFC 1035), over UDP and TCP on one port of this machine.</summary>
internal sealed class TxtServer : IAsyncDisposable
{
    private const int MaxUdpLength = 512;

    private readonly string[][] _records;
    private readonly UdpClient _udp;
    private readonly TcpListener _tcp;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _work;

    public TxtServer(string[][] records)
    {
        _records = records;
        _tcp = new TcpListener(IPAddress.Loopback, 0);
        _tcp.Start();
        _udp = new UdpClient((IPEndPoint)_tcp.LocalEndpoint);
        _work = Task.WhenAll(ServeUdp(), ServeTcp());
    }

    public string Address => _tcp.LocalEndpoint.ToString()!;

    public byte ResponseCode { get; init; }

    public bool IsSilent { get; init; }

    /// <summary>Answers as if something else had been asked.</summary>
    public bool IsMisaddressed { get; init; }

    public int TcpQuestions { get; private set; }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _work.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _udp.Dispose();
        _tcp.Dispose();
        _stop.Dispose();
    }

    private async Task ServeUdp()
    {
        while (true)
        {
            var question = await _udp.ReceiveAsync(_stop.Token);
            if (!IsSilent)
            {
                var answer = Answer(question.Buffer);
                await _udp.SendAsync(answer.Length <= MaxUdpLength ? answer : Truncated(question.Buffer), question.RemoteEndPoint, _stop.Token);
            }
        }
    }

    private async Task ServeTcp()
    {
        while (true)
        {
            using var client = await _tcp.AcceptTcpClientAsync(_stop.Token);
            var stream = client.GetStream();
            var length = new byte[2];
            await stream.ReadExactlyAsync(length, _stop.Token);
            var question = new byte[BinaryPrimitives.ReadUInt16BigEndian(length)];
            await stream.ReadExactlyAsync(question, _stop.Token);
            TcpQuestions++;
            var answer = Answer(question);
            BinaryPrimitives.WriteUInt16BigEndian(length, (ushort)answer.Length);
            await stream.WriteAsync((byte[])[.. length, .. answer], _stop.Token);
        }
    }

    private byte[] Answer(byte[] question)
    {
        // The name is a pointer to the question's; type TXT, class IN, a minute to live.
        var records = _records.SelectMany(texts =>
        {
            byte[] data = [.. texts.SelectMany(text => (byte[])[(byte)text.Length, .. Encoding.ASCII.GetBytes(text)])];
            return (byte[])[0xC0, 12, 0, 16, 0, 1, 0, 0, 0, 60, (byte)(data.Length >> 8), (byte)data.Length, .. data];
        });
        return [.. Header(question, _records.Length, isTruncated: false), .. Question(question), .. records];
    }

    private byte[] Truncated(byte[] question) => [.. Header(question, 0, isTruncated: true), .. Question(question)];

    private byte[] Header(byte[] question, int answers, bool isTruncated) =>
        [question[0], (byte)(question[1] ^ (IsMisaddressed ? 1 : 0)), (byte)(isTruncated ? 0x83 : 0x81), (byte)(0x80 | ResponseCode), 0, 1, 0, (byte)answers, 0, 0, 0, 0];

    /// <summary>Without what may follow it, such as EDNS options.</summary>
    private static byte[] Question(byte[] message) => message[12..(Array.IndexOf(message, (byte)0, 12) + 5)];
}
