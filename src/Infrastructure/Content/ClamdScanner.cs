using System.Buffers;
using System.Buffers.Binary;
using System.Net.Sockets;
using System.Text;
using SecurityTraining.Application.Content;

namespace SecurityTraining.Infrastructure.Content;

internal sealed class VirusScanOptions
{
    public const string Section = "VirusScan";

    /// <summary>Of clamd; absent: files are not scanned.</summary>
    public string? Host { get; set; }

    public int Port { get; set; } = 3310;

    /// <summary>Of connecting, of each piece that is sent, and of the verdict.</summary>
    public int TimeoutSeconds { get; set; } = 120;
}

/// <summary>Asks clamd over TCP, with its command INSTREAM: the file in pieces, each behind its length, an empty one at the end.</summary>
internal sealed class ClamdScanner(VirusScanOptions options) : IVirusScanner
{
    private const int PieceBytes = 64 * 1024;
    private const int MaxAnswerBytes = 4096;
    private const string Prefix = "stream: ";
    private const string Found = " FOUND";

    public bool IsOn => true;

    public async Task<string?> FindVirus(Stream content, CancellationToken ct)
    {
        try
        {
            return await Ask(content, ct);
        }
        catch (Exception exception) when (exception is SocketException or TimeoutException || exception is IOException { InnerException: SocketException })
        {
            throw new VirusScanException($"clamd at {options.Host}:{options.Port} does not answer.", exception);
        }
    }

    private async Task<string?> Ask(Stream content, CancellationToken ct)
    {
        var timeout = TimeSpan.FromSeconds(options.TimeoutSeconds);
        using var client = new TcpClient();
        await client.ConnectAsync(options.Host!, options.Port, ct).AsTask().WaitAsync(timeout, ct);
        await using var stream = client.GetStream();
        await stream.WriteAsync("zINSTREAM\0"u8.ToArray(), ct).AsTask().WaitAsync(timeout, ct);
        await Send(stream, content, timeout, ct);
        var answer = await ReadAnswer(stream, ct).WaitAsync(timeout, ct);
        if (answer == Prefix + "OK")
        {
            return null;
        }

        return answer.StartsWith(Prefix, StringComparison.Ordinal) && answer.EndsWith(Found, StringComparison.Ordinal)
            ? answer[Prefix.Length..^Found.Length]
            : throw new VirusScanException($"clamd says: {answer}");
    }

    private static async Task Send(NetworkStream stream, Stream content, TimeSpan timeout, CancellationToken ct)
    {
        var piece = ArrayPool<byte>.Shared.Rent(sizeof(int) + PieceBytes);
        try
        {
            int length;
            do
            {
                length = await content.ReadAsync(piece.AsMemory(sizeof(int), PieceBytes), ct);
                BinaryPrimitives.WriteInt32BigEndian(piece, length);
                await stream.WriteAsync(piece.AsMemory(0, sizeof(int) + length), ct).AsTask().WaitAsync(timeout, ct);
            }
            while (length > 0);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(piece);
        }
    }

    private static async Task<string> ReadAnswer(NetworkStream stream, CancellationToken ct)
    {
        var answer = new byte[MaxAnswerBytes];
        var length = 0;
        while (length < answer.Length && await stream.ReadAsync(answer.AsMemory(length), ct) is > 0 and var read)
        {
            length += read;
        }

        return Encoding.UTF8.GetString(answer, 0, length).TrimEnd('\0', '\n');
    }
}

/// <summary>None is configured.</summary>
internal sealed class NoVirusScanner : IVirusScanner
{
    public bool IsOn => false;

    public Task<string?> FindVirus(Stream content, CancellationToken ct) => Task.FromResult<string?>(null);
}
