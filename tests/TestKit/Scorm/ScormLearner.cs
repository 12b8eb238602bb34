using System.Diagnostics;
using System.Text.Json;

namespace SecurityTraining.TestKit.Scorm;

/// <summary>Somebody in front of a headless Chromium with a launched package (learner.mjs; build/servers.sh installs what it needs).</summary>
public static class ScormLearner
{
    private const string Variable = "SECURITYTRAINING_TEST_NODE";

    private static readonly TimeSpan Visit = TimeSpan.FromMinutes(2);

    /// <summary>One of the packages in this folder, as an author would upload it.</summary>
    /// <param name="names">The folders that it is made of.</param>
    public static byte[] Package(params string[] names) => SampleFiles.Zip(
        [.. names.SelectMany(name => Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "Scorm", name)))
            .Select(file => (Path.GetFileName(file), File.ReadAllBytes(file)))]);

    /// <param name="service">Where the service really is.</param>
    /// <param name="url">Of the launch.</param>
    /// <param name="screenshot">The file for a picture of how it ends.</param>
    /// <param name="steps">See learner.mjs.</param>
    /// <param name="around">HTML of a frontend's page; absent: the package fills the window.</param>
    /// <returns>What the steps have read.</returns>
    public static async Task<(string[] Texts, string Url)> Learn(Uri service, string url, string screenshot, object[] steps, string? around = null)
    {
        var folder = Environment.GetEnvironmentVariable(Variable) ?? throw new InvalidOperationException(
            $"{Variable} names no folder. Run ./build/test.sh, or: . build/servers.sh && servers_install && servers_start");
        var start = new ProcessStartInfo(Path.Combine(folder, "node_modules", ".bin", "node"))
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var argument in (string?[])[
            Path.Combine(AppContext.BaseDirectory, "Scorm", "learner.mjs"), folder, "chromium", service.Authority, url, JsonSerializer.Serialize(steps), screenshot, around])
        {
            if (argument is not null)
            {
                start.ArgumentList.Add(argument);
            }
        }

        using var process = Process.Start(start)!;
        try
        {
            using var deadline = new CancellationTokenSource(Visit);
            var errors = process.StandardError.ReadToEndAsync(deadline.Token);
            var output = await process.StandardOutput.ReadToEndAsync(deadline.Token);
            await process.WaitForExitAsync(deadline.Token);
            var seen = process.ExitCode == 0
                ? JsonSerializer.Deserialize<JsonElement>(output)
                : throw new InvalidOperationException($"The learner has not got through:\n{await errors}");
            var failures = seen.GetProperty("failures").EnumerateArray().Select(failure => failure.GetString()).ToList();
            return failures.Count == 0
                ? ([.. seen.GetProperty("texts").EnumerateArray().Select(text => text.GetString()!)], seen.GetProperty("url").GetString()!)
                : throw new InvalidOperationException($"Scripts have failed: {string.Join("; ", failures)}");
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }
}
