using System.IO.Compression;
using ErrorOr;
using SecurityTraining.Domain.Content;

namespace SecurityTraining.Application.Content.Scorm;

/// <summary>
/// A course package, unpacked with care: every path is looked at before the first byte, and every byte is counted while it is unpacked, whatever
/// the archive says of itself.
/// </summary>
internal static class ScormArchive
{
    private const int LinkMode = 0xA000;
    private const int ModeMask = 0xF000;

    /// <param name="archive">As it was uploaded.</param>
    /// <param name="take">Gets the path and the unpacked bytes of each file.</param>
    /// <param name="ct">Ends it in the middle.</param>
    public static async Task<ErrorOr<ScormPackage>> Unpack(ZipArchive archive, Func<string, Stream, Task> take, CancellationToken ct)
    {
        var found = Files(archive);
        if (found.IsError)
        {
            return found.Errors;
        }

        var files = found.Value;
        if (!files.TryGetValue(ScormManifestReader.Name, out var manifest))
        {
            return ContentErrors.TypeMismatch;
        }

        try
        {
            await using var content = await manifest.OpenAsync(ct);
            var package = await ScormManifestReader.Read(content, files.Keys.ToHashSet(StringComparer.Ordinal), ct);
            if (package.IsError)
            {
                return package;
            }

            var left = ScormPackage.MaxUnpackedBytes;
            foreach (var (path, entry) in files)
            {
                await using var packed = await entry.OpenAsync(ct);
                await using var counted = new CountedStream(packed, Math.Min(entry.Length, left));
                await take(path, counted);
                left -= counted.Counted;
            }

            return package;
        }
        catch (UnpacksTooLargeException)
        {
            return ContentErrors.Bomb;
        }
        catch (Exception exception) when (exception is InvalidDataException or EndOfStreamException or NotSupportedException)
        {
            return ContentErrors.Broken;
        }
    }

    /// <summary>The entries that are files, by path. None is the other's folder, so that all find room in any store.</summary>
    public static ErrorOr<IReadOnlyDictionary<string, ZipArchiveEntry>> Files(ZipArchive archive)
    {
        if (archive.Entries.Count > ScormPackage.MaxFiles * 2)
        {
            return ScormErrors.TooManyFiles;
        }

        var files = new Dictionary<string, ZipArchiveEntry>(StringComparer.Ordinal);
        var spellings = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var entry in archive.Entries)
        {
            if (((entry.ExternalAttributes >> 16) & ModeMask) == LinkMode)
            {
                return ScormErrors.LinkInside;
            }

            var isFolder = entry.FullName.EndsWith('/');
            if (ScormPackage.PathOf(entry.FullName.TrimEnd('/')) is not { } path || (!isFolder && !spellings.Add(path)))
            {
                return ScormErrors.PathInvalid;
            }

            if (!isFolder)
            {
                files.Add(path, entry);
            }
        }

        return files.Count > ScormPackage.MaxFiles ? ScormErrors.TooManyFiles : files;
    }

    /// <summary>The only way to stop whoever is reading to the end.</summary>
    private sealed class UnpacksTooLargeException : IOException;

    /// <summary>Lets through what was announced, and not a byte more.</summary>
    private sealed class CountedStream(Stream inner, long most) : Stream
    {
        public long Counted { get; private set; }

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => Counted;
            set => throw new NotSupportedException();
        }

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var read = await inner.ReadAsync(buffer, cancellationToken);
            Counted += read;
            return Counted <= most ? read : throw new UnpacksTooLargeException();
        }

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        public override int Read(byte[] buffer, int offset, int count) => throw new InvalidOperationException("Read it asynchronously.");

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void Flush()
        {
        }

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
