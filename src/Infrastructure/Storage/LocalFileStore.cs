using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using SecurityTraining.Application.Common.Storage;

namespace SecurityTraining.Infrastructure.Storage;

/// <summary>Files below the data folder, for installations of one machine.</summary>
internal sealed partial class LocalFileStore(DataFolder data) : IFileStore
{
    private readonly string _root = data.Folder("files");

    public async Task Write(string key, Stream content, CancellationToken ct)
    {
        var path = PathOf(key);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);

        // Under its own name only when it is whole and on the disk: neither a crash nor a reader ever finds half a file.
        var unfinished = $"{path}.{Path.GetRandomFileName()}";
        try
        {
            await using (var file = new FileStream(unfinished, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0, FileOptions.Asynchronous))
            {
                await content.CopyToAsync(file, ct);
                file.Flush(flushToDisk: true);
            }

            File.Move(unfinished, path, overwrite: true);
        }
        catch
        {
            File.Delete(unfinished);
            throw;
        }
    }

    public Task<Stream?> OpenRead(string key, CancellationToken ct)
    {
        try
        {
            return Task.FromResult<Stream?>(new FileStream(
                PathOf(key), FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 0, FileOptions.Asynchronous));
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return Task.FromResult<Stream?>(null);
        }
    }

    public Task Delete(string key, CancellationToken ct)
    {
        var path = PathOf(key);
        if (File.Exists(path))
        {
            File.Delete(path);
        }

        return Task.CompletedTask;
    }

    /// <summary>Keys are the service's own; one that could lead out of the folder is a bug, and goes no further.</summary>
    private string PathOf(string key) => KeyPattern().IsMatch(key)
        ? Path.Combine(_root, key)
        : throw new ArgumentException("Not a key of this store.", nameof(key));

    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9_-]*(\.[A-Za-z0-9]+)*(/[A-Za-z0-9][A-Za-z0-9_-]*(\.[A-Za-z0-9]+)*)*\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: Timeout.Infinite)]
    private static partial Regex KeyPattern();
}

internal static class StorageServices
{
    public static IServiceCollection AddStorage(this IServiceCollection services, DataFolder data) =>
        services.AddSingleton<IFileStore>(new LocalFileStore(data));
}
