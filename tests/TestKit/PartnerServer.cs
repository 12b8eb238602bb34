using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace SecurityTraining.TestKit;

/// <summary>A partner who listens on this machine, writes down what it is told, and answers as it likes.</summary>
public sealed class PartnerServer : IAsyncDisposable
{
    private readonly HttpListener _listener = new();
    private readonly ConcurrentQueue<PartnerRequest> _requests = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _serving;

    public PartnerServer()
    {
        Port = FreePort();
        _listener.Prefixes.Add($"http://127.0.0.1:{Port}/");
        _listener.Start();
        _serving = Serve();
    }

    public int Port { get; }

    public string Url => $"http://127.0.0.1:{Port}/hooks";

    /// <summary>Oldest first.</summary>
    public IReadOnlyList<PartnerRequest> Requests => [.. _requests];

    public HttpStatusCode Answer { get; set; } = HttpStatusCode.NoContent;

    public string? Location { get; set; }

    public string Body { get; set; } = "";

    /// <summary>How long it thinks before it answers.</summary>
    public TimeSpan Delay { get; set; }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        _listener.Abort();
        await _serving.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stopping.Dispose();
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    private async Task Serve()
    {
        while (!_stopping.IsCancellationRequested)
        {
            var context = await _listener.GetContextAsync();
            using var reader = new StreamReader(context.Request.InputStream, Encoding.UTF8);
            var headers = context.Request.Headers;
            _requests.Enqueue(new PartnerRequest(
                context.Request.RawUrl!, headers.AllKeys.OfType<string>().ToDictionary(name => name, name => headers[name]!, StringComparer.OrdinalIgnoreCase), await reader.ReadToEndAsync()));
            await Task.Delay(Delay, _stopping.Token);
            context.Response.StatusCode = (int)Answer;
            context.Response.RedirectLocation = Location;
            var body = Encoding.UTF8.GetBytes(Body);
            if (body.Length > 0)
            {
                await context.Response.OutputStream.WriteAsync(body, _stopping.Token);
            }

            context.Response.Close();
        }
    }
}

public sealed record PartnerRequest(string Path, IReadOnlyDictionary<string, string> Headers, string Body);
