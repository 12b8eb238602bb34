namespace SecurityTraining.Infrastructure.Security;

/// <summary>
/// <c>data/keys</c>, readable by the service's own account only. Instances that share the folder agree on what is in it: whoever comes first
/// makes a key, and everybody uses it.
/// </summary>
internal sealed class KeyFolder
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private static readonly TimeSpan LockWait = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LockPoll = TimeSpan.FromMilliseconds(10);

    public KeyFolder(DataFolder data)
    {
        Path = data.Folder("keys");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(Path, OwnerOnly | UnixFileMode.UserExecute);
        }
    }

    public string Path { get; }

    /// <summary>Changes whenever a file has come or gone.</summary>
    public DateTime ChangedAt => Directory.GetLastWriteTimeUtc(Path);

    public string PathOf(string name) => System.IO.Path.Combine(Path, name);

    public IReadOnlyList<string> List(string pattern) => [.. Directory.GetFiles(Path, pattern).Order(StringComparer.Ordinal)];

    /// <summary>Runs while no other instance does so.</summary>
    public T Exclusively<T>(Func<T> action)
    {
        using (Lock())
        {
            return action();
        }
    }

    /// <summary>Whole or not at all: a crash leaves no half of a key behind. Only within <see cref="Exclusively"/>.</summary>
    public void Write(string name, ReadOnlySpan<byte> content, DateTimeOffset now)
    {
        var temporary = PathOf($".{name}.{Environment.ProcessId}.tmp");
        File.Delete(temporary);
        using (var stream = new FileStream(temporary, NewFile()))
        {
            stream.Write(content);
            stream.Flush(flushToDisk: true);
        }

        File.SetLastWriteTimeUtc(temporary, now.UtcDateTime);
        File.Move(temporary, PathOf(name));
    }

    private static FileStreamOptions NewFile()
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }

        return options;
    }

    private FileStream Lock()
    {
        for (var waited = TimeSpan.Zero; ; waited += LockPoll)
        {
            try
            {
                return new FileStream(PathOf(".lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (waited < LockWait)
            {
                using var pause = new ManualResetEventSlim();
                pause.Wait(LockPoll);
            }
        }
    }
}
