using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace SecurityTraining.TestKit.OpenId;

/// <summary>
/// npm's oidc-provider in a process of its own (provider.mjs, which build/servers.sh installs what it needs for), on a random port of the
/// loopback. It ends with the test.
/// </summary>
public sealed class RealOpenIdProvider : IAsyncDisposable
{
    public const string ClientId = "securitytraining";
    public const string ClientSecret = "a secret of the real provider";

    private const string Variable = "SECURITYTRAINING_TEST_NODE";

    private static readonly TimeSpan StartUp = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Visit = TimeSpan.FromMinutes(2);

    private readonly Process _process;

    private RealOpenIdProvider(Process process, int port)
    {
        _process = process;
        Issuer = $"http://127.0.0.1:{port}";
    }

    public string Issuer { get; }

    private static string Folder => Environment.GetEnvironmentVariable(Variable) ?? throw new InvalidOperationException(
        $"{Variable} names no folder. Run ./build/test.sh, or: . build/servers.sh && servers_install && servers_start");

    public static async Task<RealOpenIdProvider> Start(string redirectUri)
    {
        var process = Process.Start(Node("provider.mjs", redirectUri))!;
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        using var deadline = new CancellationTokenSource(StartUp);
        var line = await process.StandardOutput.ReadLineAsync(deadline.Token);
        if (line?.Split(' ') is not ["listening", var port])
        {
            process.Kill();
            throw new InvalidOperationException($"The OpenID provider did not start ({line}). Run: . build/servers.sh && servers_install");
        }

        return new RealOpenIdProvider(process, int.Parse(port, CultureInfo.InvariantCulture));
    }

    /// <summary>Somebody signs in at the provider with a headless Chromium.</summary>
    /// <param name="start">Where they set out; its host is the service, as the browser knows it.</param>
    /// <param name="service">Where the service really is.</param>
    /// <param name="name">Of one of the people in provider.mjs.</param>
    /// <param name="screenshot">The file for a picture of where they end up.</param>
    /// <returns>What browser.mjs says of that.</returns>
    public static Task<JsonElement> Browse(Uri start, Uri service, string name, string screenshot) =>
        Run(Node("browser.mjs", "chromium", start.AbsoluteUri, $"{start.Host}={service.Authority}", name, screenshot));

    /// <summary>Somebody looks at a page with a headless Chromium.</summary>
    /// <param name="page">Its host is the service, as the browser knows it.</param>
    /// <param name="service">Where the service really is.</param>
    /// <param name="language">That the browser asks for.</param>
    /// <param name="screenshot">The file for a picture of it.</param>
    /// <returns>What look.mjs says of that.</returns>
    public static Task<JsonElement> Look(Uri page, Uri service, string language, string screenshot) =>
        Run(Node("look.mjs", "chromium", page.AbsoluteUri, $"{page.Host}={service.Authority}", language, screenshot));

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }

    private static async Task<JsonElement> Run(ProcessStartInfo node)
    {
        using var process = Process.Start(node)!;
        try
        {
            using var deadline = new CancellationTokenSource(Visit);
            var errors = process.StandardError.ReadToEndAsync(deadline.Token);
            var output = await process.StandardOutput.ReadToEndAsync(deadline.Token);
            await process.WaitForExitAsync(deadline.Token);
            return process.ExitCode == 0
                ? JsonSerializer.Deserialize<JsonElement>(output)
                : throw new InvalidOperationException($"The browser has not got through:\n{await errors}");
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }

    private static ProcessStartInfo Node(string script, params string[] arguments)
    {
        var start = new ProcessStartInfo(Path.Combine(Folder, "node_modules", ".bin", "node"))
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            ArgumentList = { Path.Combine(AppContext.BaseDirectory, "OpenId", script), Folder },
        };
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        return start;
    }
}
