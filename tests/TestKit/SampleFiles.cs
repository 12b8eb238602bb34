using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using SkiaSharp;

namespace SecurityTraining.TestKit;

/// <summary>Small files of all kinds, whole ones and spoilt ones.</summary>
public static class SampleFiles
{
    /// <summary>What virus scanners agree to find; no virus. In two pieces, so that no scanner finds it here.</summary>
    public static readonly string Eicar = @"X5O!P%@AP[4\PZX54(P^)7CC)7}$" + "EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*";

    public static byte[] Pdf(string text = "Hello") => Encoding.UTF8.GetBytes($"%PDF-1.7\n% {text}\ntrailer\n<<>>\n%%EOF\n");

    public static byte[] Image(SKEncodedImageFormat format, int width = 800, int height = 600)
    {
        using var bitmap = new SKBitmap(width, height);
        bitmap.Erase(SKColors.SeaGreen);
        using var data = bitmap.Encode(format, quality: 80);
        return data.ToArray();
    }

    public static byte[] Gif => [.. "GIF89a"u8, 1, 0, 1, 0, 0x80, 0, 0, 0, 0, 0, 255, 255, 255, 0x2C, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2, 0x44, 1, 0, 0x3B];

    public static byte[] Mp4 => [0, 0, 0, 24, .. "ftypisom"u8, 0, 0, 2, 0, .. "isommp42"u8, 0, 0, 0, 8, .. "mdat"u8];

    /// <summary>Nothing to be seen, but a header that says how long it is, behind the rest as cameras write it.</summary>
    public static byte[] Mp4Of(uint seconds)
    {
        var header = new byte[108];
        header[3] = 108;
        "mvhd"u8.CopyTo(header.AsSpan(4));
        BinaryPrimitives.WriteUInt32BigEndian(header.AsSpan(20), 600);
        BinaryPrimitives.WriteUInt32BigEndian(header.AsSpan(24), seconds * 600);
        return [.. Mp4, 0, 0, 0, 116, .. "moov"u8, .. header];
    }

    /// <inheritdoc cref="Mp4Of"/>
    public static byte[] WebMOf(double seconds)
    {
        var milliseconds = new byte[8];
        BinaryPrimitives.WriteDoubleBigEndian(milliseconds, seconds * 1000);
        return
        [
            .. WebM, 0x18, 0x53, 0x80, 0x67, 0x01, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xEC, 0x81, 0,
            0x15, 0x49, 0xA9, 0x66, 0x92, 0x2A, 0xD7, 0xB1, 0x83, 0x0F, 0x42, 0x40, 0x44, 0x89, 0x88, .. milliseconds,
        ];
    }

    public static byte[] WebM => [0x1A, 0x45, 0xDF, 0xA3, 0x87, 0x42, 0x82, 0x84, .. "webm"u8];

    public static byte[] Zip(params (string Name, byte[] Content)[] entries)
    {
        using var bytes = new MemoryStream();
        using (var archive = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in entries)
            {
                using var entry = archive.CreateEntry(name, CompressionLevel.SmallestSize).Open();
                entry.Write(content);
            }
        }

        return bytes.ToArray();
    }

    /// <summary>The archive, but its list says that the files whose names begin so are of another size.</summary>
    public static byte[] Claiming(byte[] archive, string prefix, long size)
    {
        const int header = 46;
        var end = archive.AsSpan().LastIndexOf("PK\x05\x06"u8);
        var at = BinaryPrimitives.ReadInt32LittleEndian(archive.AsSpan(end + 16));
        using var claiming = new MemoryStream();
        claiming.Write(archive, 0, at);
        while (at < end)
        {
            var (name, extra) = (BinaryPrimitives.ReadUInt16LittleEndian(archive.AsSpan(at + 28)), BinaryPrimitives.ReadUInt16LittleEndian(archive.AsSpan(at + 30)));
            var entry = archive[at..(at + header + name + extra)];
            at += entry.Length;
            if (Encoding.UTF8.GetString(entry, header, name).StartsWith(prefix, StringComparison.Ordinal))
            {
                entry.AsSpan(24, 4).Fill(0xFF);
                BinaryPrimitives.WriteUInt16LittleEndian(entry.AsSpan(30), (ushort)(extra + 12));
                entry = [.. entry, 1, 0, 8, 0, .. BitConverter.GetBytes(size)];
            }

            claiming.Write(entry);
        }

        claiming.Write(archive, end, archive.Length - end);
        return claiming.ToArray();
    }

    public static byte[] Docx => Zip(("[Content_Types].xml", "<Types/>"u8.ToArray()), ("word/document.xml", "<document/>"u8.ToArray()));

    /// <summary>A few bytes that say they are ten gigabytes of pixels.</summary>
    public static byte[] PngBomb
    {
        get
        {
            var header = new byte[13];
            BinaryPrimitives.WriteInt32BigEndian(header, 50_000);
            BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), 50_000);
            (header[8], header[9]) = (8, 6);
            return [0x89, .. "PNG\r\n\x1A\n"u8, .. Chunk("IHDR", header), .. Chunk("IDAT", [0x78, 0x9C, 3, 0, 0, 0, 0, 1]), .. Chunk("IEND", [])];
        }
    }

    private static byte[] Chunk(string name, byte[] data)
    {
        byte[] named = [.. Encoding.ASCII.GetBytes(name), .. data];
        var chunk = new byte[4 + named.Length + 4];
        BinaryPrimitives.WriteInt32BigEndian(chunk, data.Length);
        named.CopyTo(chunk, 4);
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(4 + named.Length), Crc32(named));
        return chunk;
    }

    private static uint Crc32(byte[] bytes)
    {
        var crc = uint.MaxValue;
        foreach (var octet in bytes)
        {
            crc ^= octet;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc & 1) == 1 ? (crc >> 1) ^ 0xEDB88320 : crc >> 1;
            }
        }

        return ~crc;
    }
}
