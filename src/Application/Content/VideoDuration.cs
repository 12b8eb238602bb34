using System.Buffers.Binary;
using SecurityTraining.Application.Common.Storage;
using SecurityTraining.Domain.Content;
using SecurityTraining.Domain.Learning.Courses;

namespace SecurityTraining.Application.Content;

/// <summary>
/// How long a video is, as its header says (ISO 14496-12 and Matroska). Nothing is decoded, sizes are only used to skip, and what is odd is not
/// known rather than wrong.
/// </summary>
internal static class VideoDuration
{
    private const int Window = 64 * 1024;
    private const int MaxBoxes = 500;

    private const uint Segment = 0x18538067;
    private const uint Info = 0x1549A966;
    private const uint TimecodeScale = 0x2AD7B1;
    private const uint Duration = 0x4489;
    private const double NanosecondsPerSecond = 1e9;

    /// <returns>In seconds, rounded up; null if it can't be known.</returns>
    public static async Task<int?> Read(IFileStore store, string key, long size, ContentLayout layout, CancellationToken ct)
    {
        await using var content = new StoredStream(store, key, size, Window);
        var seconds = layout switch
        {
            ContentLayout.Mp4 => await OfMp4(content, ct),
            ContentLayout.WebM => await OfWebM(content, ct),
            _ => null,
        };
        return seconds is > 0 and <= LessonVideo.MaxDurationSeconds ? (int)Math.Ceiling(seconds.Value) : null;
    }

    private static async Task<double?> OfMp4(StoredStream content, CancellationToken ct)
    {
        var (at, end) = (0L, content.Length);
        for (var box = 0; box < MaxBoxes && at + 8 <= end; box++)
        {
            var head = await ReadAt(content, at, 40, ct);
            long length = BinaryPrimitives.ReadUInt32BigEndian(head);
            var body = 8;
            if (length == 1 && head.Length >= 16)
            {
                (length, body) = (BinaryPrimitives.ReadInt64BigEndian(head.AsSpan(8)), 16);
            }
            else if (length == 0)
            {
                length = end - at;
            }

            if (length < body || length > end - at)
            {
                return null;
            }

            var type = head.AsSpan(4, 4);
            if (type.SequenceEqual("mvhd"u8))
            {
                return OfMovieHeader(head.AsSpan(body));
            }

            // Of all boxes only the movie's is entered; what follows it is then no longer looked at.
            (at, end) = type.SequenceEqual("moov"u8) ? (at + body, at + length) : (at + length, end);
        }

        return null;
    }

    private static double? OfMovieHeader(ReadOnlySpan<byte> header)
    {
        var isLong = header.Length > 0 && header[0] == 1;
        if (header.Length < (isLong ? 32 : 20))
        {
            return null;
        }

        var scale = BinaryPrimitives.ReadUInt32BigEndian(header[(isLong ? 20 : 12)..]);
        double units = isLong ? BinaryPrimitives.ReadUInt64BigEndian(header[24..]) : BinaryPrimitives.ReadUInt32BigEndian(header[16..]);
        return scale == 0 ? null : units / scale;
    }

    private static async Task<double?> OfWebM(StoredStream content, CancellationToken ct)
    {
        var bytes = await ReadAt(content, 0, Window, ct);
        var (at, end, scale) = (0, bytes.Length, 1_000_000d);
        double? duration = null;
        for (var element = 0; element < MaxBoxes && at < end; element++)
        {
            if (Number(bytes, ref at, keepsMark: true) is not { } id || Number(bytes, ref at, keepsMark: false) is not { } length)
            {
                break;
            }

            if (id is Segment or Info)
            {
                end = id == Info ? (int)Math.Min((ulong)end, (ulong)at + length) : end;
                continue;
            }

            if (length > (ulong)(end - at))
            {
                break;
            }

            var value = bytes.AsSpan(at, (int)length);
            scale = id == TimecodeScale ? Unsigned(value) : scale;
            duration = id == Duration ? Real(value) : duration;
            at += (int)length;
        }

        return duration * scale / NanosecondsPerSecond;
    }

    /// <summary>A number that says by its first bit how many bytes it has.</summary>
    /// <param name="keepsMark">As ids do.</param>
    private static ulong? Number(byte[] bytes, ref int at, bool keepsMark)
    {
        if (at >= bytes.Length || bytes[at] == 0)
        {
            return null;
        }

        var size = byte.LeadingZeroCount(bytes[at]) + 1;
        if (at + size > bytes.Length)
        {
            return null;
        }

        var number = keepsMark ? bytes[at] : bytes[at] & (ulong)((1 << (8 - size)) - 1);
        for (var place = 1; place < size; place++)
        {
            number = (number << 8) | bytes[at + place];
        }

        at += size;
        return number;
    }

    private static double Unsigned(ReadOnlySpan<byte> value)
    {
        var number = 0UL;
        foreach (var octet in value[..Math.Min(8, value.Length)])
        {
            number = (number << 8) | octet;
        }

        return number;
    }

    private static double? Real(ReadOnlySpan<byte> value) => value.Length switch
    {
        4 => BinaryPrimitives.ReadSingleBigEndian(value),
        8 => BinaryPrimitives.ReadDoubleBigEndian(value),
        _ => null,
    };

    private static async Task<byte[]> ReadAt(StoredStream content, long offset, int most, CancellationToken ct)
    {
        content.Position = offset;
        var bytes = new byte[Math.Min(most, content.Length - offset)];
        await content.ReadExactlyAsync(bytes, ct);
        return bytes;
    }
}
