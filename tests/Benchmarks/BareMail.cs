using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace SecurityTraining.Benchmarks;

/// <summary>
/// The most that a mail server takes: the same commands as the service's, over as many connections, one and the same mail each time, and nothing
/// written down (build/load.sh).
/// </summary>
internal static class BareMail
{
    private const int BodyLines = 60;

    private static readonly byte[] Mail = Encoding.ASCII.GetBytes(
        "From: a@example.com\r\nTo: b@example.com\r\nSubject: Bare\r\n\r\n"
        + string.Concat(Enumerable.Repeat(new string('x', 74) + "\r\n", BodyLines)) + ".\r\n");

    /// <returns>Mails per second.</returns>
    public static async Task<double> Send(int port, int mails, int connections)
    {
        var left = mails;
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, connections).Select(async _ =>
        {
            using var client = new TcpClient { NoDelay = true };
            await client.ConnectAsync(IPAddress.Loopback, port);
            await using var stream = client.GetStream();
            using var reader = new StreamReader(stream, Encoding.ASCII);
            await Answer(reader);
            await Say("EHLO load.test\r\n");
            while (Interlocked.Decrement(ref left) >= 0)
            {
                await Say("MAIL FROM:<a@example.com>\r\n");
                await Say("RCPT TO:<b@example.com>\r\n");
                await Say("DATA\r\n");
                await stream.WriteAsync(Mail);
                await Answer(reader);
            }

            async Task Say(string command)
            {
                await stream.WriteAsync(Encoding.ASCII.GetBytes(command));
                await Answer(reader);
            }
        }));
        return mails / watch.Elapsed.TotalSeconds;
    }

    private static async Task Answer(StreamReader reader)
    {
        string line;
        do
        {
            line = await reader.ReadLineAsync() ?? throw new IOException("The mail server has hung up.");
        }
        while (line.Length > 3 && line[3] == '-');

        if (line[0] is not ('2' or '3'))
        {
            throw new IOException($"The mail server has answered {line}.");
        }
    }
}
