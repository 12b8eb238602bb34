using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using SecurityTraining.TestKit;
using SecurityTraining.TestKit.Http;

namespace SecurityTraining.WebApi.Tests.KillTests;

/// <summary>The built service in a process of its own, which can be killed as a power cut would.</summary>
internal sealed class ServiceProcess : IDisposable
{
    private static readonly TimeSpan StartUp = TimeSpan.FromMinutes(2);

    private readonly Dictionary<string, string?> _settings;
    private readonly string _address;
    private readonly HttpClient _http;
    private readonly ConcurrentQueue<string> _output = new();
    private Process? _process;

    /// <param name="settings">By key, as in appsettings.json.</param>
    public ServiceProcess(IEnumerable<KeyValuePair<string, string?>> settings)
    {
        _settings = new Dictionary<string, string?>(settings, StringComparer.Ordinal);
        _address = $"http://127.0.0.1:{FreePort()}";
        _http = new HttpClient { BaseAddress = new Uri(_address), Timeout = TimeSpan.FromSeconds(30) };
    }

    public ApiClient Client(string? accessToken) => new(_http, accessToken);

    public async Task Start()
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet")
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = AppContext.BaseDirectory,
            ArgumentList = { Path.Combine(AppContext.BaseDirectory, "SecurityTraining.WebApi.dll"), "--urls", _address },
            Environment = { ["ASPNETCORE_ENVIRONMENT"] = "Development" },
        };
        foreach (var (key, value) in _settings)
        {
            start.Environment[key.Replace(":", "__", StringComparison.Ordinal)] = value;
        }

        _process?.Dispose();
        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, line) => Keep(line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        await Eventually.Get(IsReady, isReady => isReady, StartUp);
    }

    /// <summary>SIGKILL: it gets no chance to finish anything.</summary>
    public async Task Kill()
    {
        _process!.Kill();
        await _process.WaitForExitAsync();
    }

    public void Dispose()
    {
        if (_process is { HasExited: false })
        {
            _process.Kill();
            _process.WaitForExit();
        }

        _process?.Dispose();
        _http.Dispose();
    }

    private async Task<bool> IsReady()
    {
        if (_process!.HasExited)
        {
            throw new InvalidOperationException($"The service ended by itself:\n{string.Join('\n', _output)}");
        }

        try
        {
            using var response = await _http.GetAsync(new Uri("/health/ready", UriKind.Relative));
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private void Keep(string? line)
    {
        if (line is not null)
        {
            _output.Enqueue(line);
            while (_output.Count > 200)
            {
                _output.TryDequeue(out _);
            }
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, port: 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
