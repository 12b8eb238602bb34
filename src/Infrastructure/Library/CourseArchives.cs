using System.IO.Compression;
using System.Text;
using ErrorOr;
using SecurityTraining.Application.Common.Storage;
using SecurityTraining.Application.Learning.Packages;

namespace SecurityTraining.Infrastructure.Library;

/// <summary>
/// Courses as ZIP archives. Names in an archive are only compared, never used as paths, and no more is unpacked than a course can hold, whatever
/// the archive says of itself.
/// </summary>
internal sealed class CourseArchives(IFileStore store) : ICoursePackages
{
    /// <summary>Of one file, and of all that are read of an archive; in bytes, unpacked.</summary>
    private const int MostBytesOfFile = 1024 * 1024;
    private const int MostBytes = 32 * 1024 * 1024;

    /// <summary>Of the archive's own list of its files.</summary>
    private const int MostBytesOfDirectory = 1024 * 1024;

    private const int BufferSize = 64 * 1024;

    private const string NoArchive = "This is no ZIP archive.";
    private const string Crowded = "The archive lists more than a course can hold.";

    /// <summary>By way of the disk: files may be large, and an archive's end is not written in one piece.</summary>
    public async Task Write(CoursePackage package, Stream output, CancellationToken ct)
    {
        await using var packed = new FileStream(
            Path.GetTempFileName(), FileMode.Open, FileAccess.ReadWrite, FileShare.None, BufferSize, FileOptions.Asynchronous | FileOptions.DeleteOnClose);
        await using (var archive = await ZipArchive.CreateAsync(packed, ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: null, ct))
        {
            foreach (var (name, text) in CourseFiles.Write(package))
            {
                await using var entry = await archive.CreateEntry(name).OpenAsync(ct);
                await entry.WriteAsync(Encoding.UTF8.GetBytes(text), ct);
            }

            foreach (var file in package.Files.DistinctBy(file => file.Entry))
            {
                await using var content = await store.OpenRead(file.Key!, ct) ?? throw new FileNotFoundException("The store has lost a file.");
                await using var entry = await archive.CreateEntry(file.Entry, CompressionLevel.NoCompression).OpenAsync(ct);
                await content.CopyToAsync(entry, ct);
            }
        }

        packed.Position = 0;
        await packed.CopyToAsync(output, ct);
    }

    public CoursePackage? Read(Stream archive, out string? problem)
    {
        if (ZipDirectory.Measure(archive) is not <= MostBytesOfDirectory and var directory)
        {
            problem = directory is null ? NoArchive : Crowded;
            return null;
        }

        try
        {
            using var zip = new ZipArchive(archive, ZipArchiveMode.Read, leaveOpen: true);
            var left = MostBytes;
            problem = null;
            var package = CourseFiles.Read(name => zip.GetEntry(name) is { } entry ? Text(entry, ref left) : null);
            return package with { Files = [.. package.Files.Select(file => file with { Size = Entry(zip, file).Length })] };
        }
        catch (InvalidDataException)
        {
            problem = NoArchive;
        }
        catch (FormatException format)
        {
            problem = format.Message;
        }

        return null;
    }

    public async Task<ErrorOr<Success>> ReadFiles(
        Stream archive, IReadOnlyList<PackageFile> files, Func<PackageFile, Stream, Task<ErrorOr<Success>>> take, CancellationToken ct)
    {
        try
        {
            await using var zip = await ZipArchive.CreateAsync(archive, ZipArchiveMode.Read, leaveOpen: true, entryNameEncoding: null, ct);
            foreach (var file in files)
            {
                await using var content = await Entry(zip, file).OpenAsync(ct);
                if (await take(file, content) is { IsError: true } refused)
                {
                    return refused;
                }
            }

            return Result.Success;
        }
        catch (InvalidDataException)
        {
            return PackageErrors.Unreadable("A file in the archive is damaged.");
        }
    }

    private static ZipArchiveEntry Entry(ZipArchive zip, PackageFile file) =>
        zip.GetEntry(file.Entry ?? "") ?? throw new FormatException($"{file.Entry} is missing.");

    private static string Text(ZipArchiveEntry entry, ref int left)
    {
        using var content = entry.Open();
        var buffer = new byte[Math.Min(MostBytesOfFile, left) + 1];
        var length = content.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
        left -= length;
        return length < buffer.Length
            ? Encoding.UTF8.GetString(buffer, 0, length)
            : throw new FormatException($"{entry.FullName} is larger than a course can hold.");
    }
}
