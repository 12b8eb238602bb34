using System.Buffers.Binary;
using System.Text;
using ErrorOr;

namespace SecurityTraining.Domain.Content;

/// <summary>
/// Tells from its first and last bytes whether a file is what its name says, and nothing else besides: readers that look for a beginning
/// (PDF, HTML) or for an end (ZIP) of their own must find none in a file of another type.
/// </summary>
public static class ContentSignature
{
    /// <summary>As far as readers of PDF look for its beginning.</summary>
    public const int HeadLength = 1024;

    /// <summary>As far as readers of ZIP look for its end: its record and the longest comment.</summary>
    public const int TailLength = ZipEndLength + ushort.MaxValue;

    private const int ZipEndLength = 22;
    private const int PdfEndDistance = 1024;

    private static readonly string[] ActiveMarks = ["<!doctype", "<html", "<head", "<body", "<script", "<svg", "<?xml", "<?php", "<iframe"];
    private static readonly string[] Mp4Brands = ["isom", "iso2", "iso3", "iso4", "iso5", "iso6", "iso8", "iso9", "mp41", "mp42", "avc1", "M4V ", "MSNV", "dash", "mmp4"];

    /// <param name="head">The first <see cref="HeadLength"/> bytes, or all.</param>
    /// <param name="tail">The last <see cref="TailLength"/> bytes, or all.</param>
    public static ErrorOr<Success> Check(ContentType type, ReadOnlySpan<byte> head, ReadOnlySpan<byte> tail, long size)
    {
        if (!Begins(type.Layout, head))
        {
            return ContentErrors.TypeMismatch;
        }

        if (type.Layout != ContentLayout.Pdf && head.IndexOf("%PDF-"u8) >= 0)
        {
            return ContentErrors.Polyglot;
        }

        if (type.Layout != ContentLayout.Zip && HoldsEndOfZip(tail, exactly: false))
        {
            return ContentErrors.Polyglot;
        }

        if (type.Layout is not (ContentLayout.Zip or ContentLayout.Text) && HoldsMarkup(head))
        {
            return ContentErrors.Polyglot;
        }

        return Ends(type.Layout, head, tail, size) ? Result.Success : ContentErrors.Broken;
    }

    /// <summary>Plain text in UTF-8 that no browser would take for a page.</summary>
    public static bool IsText(ReadOnlySpan<byte> bytes, bool isStart)
    {
        foreach (var character in bytes)
        {
            if (character < 0x20 && character is not ((byte)'\t' or (byte)'\n' or (byte)'\r' or (byte)'\f'))
            {
                return false;
            }
        }

        return !isStart || !StartsWithMarkup(bytes);
    }

    private static bool Begins(ContentLayout layout, ReadOnlySpan<byte> head) => layout switch
    {
        ContentLayout.Pdf => head.StartsWith("%PDF-"u8),
        ContentLayout.Png => head.StartsWith((ReadOnlySpan<byte>)[0x89, .. "PNG\r\n\x1A\n"u8]),
        ContentLayout.Jpeg => head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]),
        ContentLayout.WebP => head.Length > 15 && head.StartsWith("RIFF"u8) && head[8..].StartsWith("WEBPVP8"u8),
        ContentLayout.Gif => head.StartsWith("GIF87a"u8) || head.StartsWith("GIF89a"u8),
        ContentLayout.Mp4 => head.Length > 12 && head[4..].StartsWith("ftyp"u8) && Array.Exists(Mp4Brands, Encoding.Latin1.GetString(head[8..12]).Equals),
        ContentLayout.WebM => head.StartsWith((ReadOnlySpan<byte>)[0x1A, 0x45, 0xDF, 0xA3]) && head[..Math.Min(64, head.Length)].IndexOf("webm"u8) > 0,
        ContentLayout.Zip => head.StartsWith("PK\x03\x04"u8),
        _ => IsText(head, isStart: true),
    };

    private static bool Ends(ContentLayout layout, ReadOnlySpan<byte> head, ReadOnlySpan<byte> tail, long size) => layout switch
    {
        ContentLayout.Pdf => tail[Math.Max(0, tail.Length - PdfEndDistance)..].IndexOf("%%EOF"u8) >= 0,
        ContentLayout.Png => tail.Length >= 8 && tail[^8..^4].SequenceEqual("IEND"u8),
        ContentLayout.Jpeg => tail.IndexOf((ReadOnlySpan<byte>)[0xFF, 0xD9]) >= 0,
        ContentLayout.Gif => tail[^1] == ';',
        ContentLayout.WebP => BinaryPrimitives.ReadUInt32LittleEndian(head[4..]) + 8L is var told && (told == size || told + 1 == size),
        ContentLayout.Zip => HoldsEndOfZip(tail, exactly: true),
        _ => true,
    };

    /// <summary>Whether there is a record that ends a ZIP archive.</summary>
    /// <param name="exactly">Only one that with its comment also ends the file.</param>
    private static bool HoldsEndOfZip(ReadOnlySpan<byte> tail, bool exactly)
    {
        for (var at = tail.Length - ZipEndLength; at >= 0; at--)
        {
            if (tail[at..].StartsWith("PK\x05\x06\0\0\0\0"u8)
                && at + ZipEndLength + BinaryPrimitives.ReadUInt16LittleEndian(tail[(at + 20)..]) is var end
                && (exactly ? end == tail.Length : end <= tail.Length))
            {
                return true;
            }
        }

        return false;
    }

    private static bool HoldsMarkup(ReadOnlySpan<byte> head)
    {
        var text = Encoding.Latin1.GetString(head);
        return Array.Exists(ActiveMarks, mark => mark != "<?xml" && text.Contains(mark, StringComparison.OrdinalIgnoreCase));
    }

    private static bool StartsWithMarkup(ReadOnlySpan<byte> bytes)
    {
        var text = Encoding.Latin1.GetString(bytes.StartsWith(Encoding.UTF8.Preamble) ? bytes[Encoding.UTF8.Preamble.Length..] : bytes).TrimStart();
        return Array.Exists(ActiveMarks, mark => text.StartsWith(mark, StringComparison.OrdinalIgnoreCase));
    }
}
