using System.IO.Compression;
using System.Text;
using SecurityTraining.Application.Learning.Packages;

namespace SecurityTraining.Infrastructure.Library;

/// <summary>
/// Courses as ZIP archives. Names in an archive are only compared, never used as paths, and no more is unpacked than a course can hold, whatever
/// the archive says of itself.
/// </summary>
internal sealed class CourseArchives : ICoursePackages
{
    /// <summary>Of one file, and of all that are read of an archive; in bytes, unpacked.</summary>
    private const int MostBytesOfFile = 1024 * 1024;
    private const int MostBytes = 32 * 1024 * 1024;

    /// <summary>Of an archive of nothing, in bytes. What is shorter would be read from before its beginning.</summary>
    private const int Shortest = 22;

    private const string NoArchive = "This is no ZIP archive.";

    public async Task Write(CoursePackage package, Stream output, CancellationToken ct)
    {
        // A ZIP archive is in parts written synchronously, which an answer's stream does not bear; a course is small.
        using var packed = new MemoryStream();
        using (var archive = new ZipArchive(packed, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, text) in CourseFiles.Write(package))
            {
                using var entry = archive.CreateEntry(name).Open();
                entry.Write(Encoding.UTF8.GetBytes(text));
            }
        }

        packed.Position = 0;
        await packed.CopyToAsync(output, ct);
    }

    public CoursePackage? Read(Stream archive, out string? problem)
    {
        if (archive.Length < Shortest)
        {
            problem = NoArchive;
            return null;
        }

        try
        {
            using var zip = new ZipArchive(archive, ZipArchiveMode.Read, leaveOpen: true);
            var left = MostBytes;
            problem = null;
            return CourseFiles.Read(name => zip.GetEntry(name) is { } entry ? Text(entry, ref left) : null);
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
