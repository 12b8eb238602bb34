using System.Diagnostics;

namespace SecurityTraining.TestKit.Smtp;

/// <summary>An independent judge of signatures (Debian's dkimpy, in a process of its own).</summary>
public static class DkimVerifier
{
    private const string Python = "/usr/bin/python3";

    /// <param name="source">The mail as it came over the line.</param>
    /// <param name="recordName">The only name that has a TXT record.</param>
    /// <param name="record">What stands there.</param>
    public static async Task<bool> IsValid(byte[] source, string recordName, string record)
    {
        var start = new ProcessStartInfo(Python)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            ArgumentList = { Path.Combine(AppContext.BaseDirectory, "Smtp", "verify_dkim.py"), recordName, record },
        };
        using var process = Process.Start(start)!;
        await process.StandardInput.BaseStream.WriteAsync(source);
        process.StandardInput.Close();
        var answer = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return answer.Trim() switch
        {
            "valid" => true,
            "invalid" => false,
            _ => throw new InvalidOperationException("dkimpy did not run. Run: . build/servers.sh && servers_install"),
        };
    }
}
