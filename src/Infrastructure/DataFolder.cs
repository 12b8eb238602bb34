using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace SecurityTraining.Infrastructure;

/// <summary>
/// Where the embedded adapters keep what they keep: the SQLite file, uploaded files, the mailbox, the keys. Nobody but the service's own
/// account may read it.
/// </summary>
public sealed class DataFolder
{
    public DataFolder(string path)
    {
        Path = System.IO.Path.GetFullPath(path);
        Directory.CreateDirectory(Path);
        if (!OperatingSystem.IsWindows())
        {
            System.IO.File.SetUnixFileMode(Path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    public string Path { get; }

    /// <summary>
    /// <c>DataFolder</c> from the configuration; otherwise <c>data</c> at the repository's root for a service that is run from its sources,
    /// and beside the executable for a published one.
    /// </summary>
    public static DataFolder From(IConfiguration configuration, IHostEnvironment environment) =>
        new(configuration["DataFolder"] is { Length: > 0 } configured ? configured : System.IO.Path.Combine(Root(environment), "data"));

    public string File(string name) => System.IO.Path.Combine(Path, name);

    public string Folder(string name) => Directory.CreateDirectory(System.IO.Path.Combine(Path, name)).FullName;

    private static string Root(IHostEnvironment environment)
    {
        for (var folder = new DirectoryInfo(environment.ContentRootPath); folder is not null; folder = folder.Parent)
        {
            if (System.IO.File.Exists(System.IO.Path.Combine(folder.FullName, "SecurityTraining.sln")))
            {
                return folder.FullName;
            }
        }

        return AppContext.BaseDirectory;
    }
}
