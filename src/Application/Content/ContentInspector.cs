using System.IO.Compression;
using System.Text;
using ErrorOr;
using SecurityTraining.Application.Common.Storage;
using SecurityTraining.Application.Content.Scorm;
using SecurityTraining.Domain.Content;

namespace SecurityTraining.Application.Content;

/// <summary>Tells whether stored bytes are what the file's name says they are.</summary>
internal sealed class ContentInspector(IFileStore store)
{
    private const int Window = 128 * 1024;
    private const int MaxEntries = 10_000;
    private const int MaxDirectoryBytes = MaxEntries * 512;
    private const long MaxUnpackedBytes = 2L * 1024 * 1024 * 1024;

    /// <summary>More is not reached by anything but what was made to be.</summary>
    private const int MaxRatio = 200;

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public async Task<ErrorOr<Success>> Inspect(string key, ContentType type, long size, CancellationToken ct)
    {
        if (size == 0)
        {
            return ContentErrors.Empty;
        }

        await using var content = new StoredStream(store, key, size, Window);
        var head = await ReadAt(content, 0, ContentSignature.HeadLength, ct);
        var tail = await ReadAt(content, Math.Max(0, size - ContentSignature.TailLength), ContentSignature.TailLength, ct);
        var signature = ContentSignature.Check(type, head, tail, size);
        if (signature.IsError)
        {
            return signature;
        }

        content.Position = 0;
        return type.Layout switch
        {
            ContentLayout.Text => await InspectText(content, ct),
            ContentLayout.Zip => await InspectArchive(content, type, ct),
            _ => Result.Success,
        };
    }

    private static async Task<byte[]> ReadAt(StoredStream content, long offset, int most, CancellationToken ct)
    {
        content.Position = offset;
        var bytes = new byte[Math.Min(most, content.Length - offset)];
        await content.ReadExactlyAsync(bytes, ct);
        return bytes;
    }

    private static async Task<ErrorOr<Success>> InspectText(StoredStream content, CancellationToken ct)
    {
        var decoder = StrictUtf8.GetDecoder();
        var buffer = new byte[Window];
        var characters = new char[StrictUtf8.GetMaxCharCount(buffer.Length)];
        try
        {
            while (await content.ReadAsync(buffer, ct) is > 0 and var read)
            {
                if (!ContentSignature.IsText(buffer.AsSpan(0, read), isStart: false))
                {
                    return ContentErrors.TypeMismatch;
                }

                decoder.GetChars(buffer, 0, read, characters, 0, flush: content.Position == content.Length);
            }

            return Result.Success;
        }
        catch (DecoderFallbackException)
        {
            return ContentErrors.TypeMismatch;
        }
    }

    private static async Task<ErrorOr<Success>> InspectArchive(StoredStream content, ContentType type, CancellationToken ct)
    {
        try
        {
            await using var copy = await ScratchFile.CopyOf(content, ct);
            if (ZipDirectory.Measure(copy) > MaxDirectoryBytes)
            {
                return ContentErrors.Bomb;
            }

            await using var archive = await ZipArchive.CreateAsync(copy, ZipArchiveMode.Read, leaveOpen: true, entryNameEncoding: null, ct);
            var entries = archive.Entries;
            if (entries.Count > MaxEntries || entries.Any(entry => entry.Length > MaxUnpackedBytes)
                || entries.Sum(entry => entry.Length) is var unpacked && (unpacked > MaxUnpackedBytes || unpacked > Math.Max(content.Length, Window) * MaxRatio))
            {
                return ContentErrors.Bomb;
            }

            if (type.Kind == ContentKind.ScormPackage)
            {
                return await ScormArchive.Unpack(archive, (_, file) => file.CopyToAsync(Stream.Null, ct), ct).Then(_ => Result.Success);
            }

            if (type.Part is { } part && entries.All(entry => entry.FullName != part))
            {
                return ContentErrors.TypeMismatch;
            }

            return entries.Any(entry => entry.Name.Equals("vbaProject.bin", StringComparison.OrdinalIgnoreCase))
                ? ContentErrors.Macros
                : Result.Success;
        }
        catch (Exception exception) when (exception is InvalidDataException or EndOfStreamException or ArgumentException)
        {
            return ContentErrors.Broken;
        }
    }
}
