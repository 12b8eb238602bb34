using System.Diagnostics;
using System.Text.Json;

namespace SecurityTraining.TestKit.Browser;

/// <summary>Somebody who opens pages and touches everything in them (visit.mjs; build/servers.sh installs what it needs).</summary>
public static class PageVisitor
{
    private const string Variable = "SECURITYTRAINING_TEST_NODE";

    private static readonly TimeSpan Visit = TimeSpan.FromMinutes(4);

    /// <param name="pages">HTML by name.</param>
    /// <param name="own">How the service's own addresses begin.</param>
    /// <returns>What was executed, and what was asked of anybody but the service.</returns>
    public static async Task<(IReadOnlyList<string> Executions, IReadOnlyList<string> Requests)> Open(IReadOnlyDictionary<string, string> pages, string own)
    {
        var node = Environment.GetEnvironmentVariable(Variable) ?? throw new InvalidOperationException(
            $"{Variable} names no folder. Run ./build/test.sh, or: . build/servers.sh && servers_install && servers_start");
        var folder = Directory.CreateTempSubdirectory("securitytraining-pages-");
        try
        {
            foreach (var (name, html) in pages)
            {
                await File.WriteAllTextAsync(Path.Combine(folder.FullName, $"{name}.html"), html);
            }

            var seen = JsonSerializer.Deserialize<JsonElement>(await Run(node, folder.FullName, own));
            return seen.GetProperty("pages").GetInt32() == pages.Count
                ? (Texts(seen.GetProperty("executions")), Texts(seen.GetProperty("requests")))
                : throw new InvalidOperationException("Not all pages have been opened.");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<string> Run(string node, string folder, string own)
    {
        var start = new ProcessStartInfo(Path.Combine(node, "node_modules", ".bin", "node"))
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var argument in (string[])[Path.Combine(AppContext.BaseDirectory, "Browser", "visit.mjs"), node, "chromium", folder, own])
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start)!;
        try
        {
            using var deadline = new CancellationTokenSource(Visit);
            var errors = process.StandardError.ReadToEndAsync(deadline.Token);
            var output = await process.StandardOutput.ReadToEndAsync(deadline.Token);
            await process.WaitForExitAsync(deadline.Token);
            return process.ExitCode == 0 ? output : throw new InvalidOperationException($"The visitor has not got through:\n{await errors}");
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }

    private static List<string> Texts(JsonElement list) => [.. list.EnumerateArray().Select(text => text.GetString()!)];
}
