using System.Text.RegularExpressions;
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

    public Task<Stream?> OpenRead(string key, CancellationToken ct) => Task.FromResult<Stream?>(Open(key));

    public Task<Stream?> OpenRead(string key, long offset, long length, CancellationToken ct)
    {
        var file = Open(key);
        file?.Seek(offset, SeekOrigin.Begin);
        return Task.FromResult<Stream?>(file);
    }

    public Task<long?> Length(string key, CancellationToken ct) =>
        Task.FromResult<long?>(new FileInfo(PathOf(key)) is { Exists: true } file ? file.Length : null);

    public Task<bool> Move(string from, string to, CancellationToken ct)
    {
        var (source, target) = (PathOf(from), PathOf(to));
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        try
        {
            File.Move(source, target, overwrite: true);
            return Task.FromResult(true);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return Task.FromResult(File.Exists(target));
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

    private FileStream? Open(string key)
    {
        try
        {
            return new FileStream(
                PathOf(key), FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 0, FileOptions.Asynchronous);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Keys are the service's own; one that could lead out of the folder is a bug, and goes no further.</summary>
    private string PathOf(string key) => KeyPattern().IsMatch(key)
        ? Path.Combine(_root, key)
        : throw new ArgumentException("Not a key of this store.", nameof(key));

    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9_-]*(\.[A-Za-z0-9]+)*(/[A-Za-z0-9][A-Za-z0-9_-]*(\.[A-Za-z0-9]+)*)*\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: Timeout.Infinite)]
    private static partial Regex KeyPattern();
}

/// <summary>The local folder has no door of its own: everything passes through the service.</summary>
internal sealed class NoDirectFiles : IDirectFiles
{
    public Uri? LinkTo(string key, FileAppearance appearance, TimeSpan lifetime) => null;

    public Uri? LinkForUpload(string key, long length, TimeSpan lifetime) => null;
}
