using System.Buffers.Binary;

namespace SecurityTraining.Application.Common.Storage;

/// <summary>The list of what is in a ZIP archive: to be measured before a reader keeps all of it in memory, however many entries it claims to have.</summary>
public static class ZipDirectory
{
    private const int EndSize = 22;
    private const int Locator64Size = 20;
    private const int End64Size = 56;

    private static ReadOnlySpan<byte> EndSignature => "PK\x05\x06"u8;

    private static ReadOnlySpan<byte> Locator64Signature => "PK\x06\x07"u8;

    private static ReadOnlySpan<byte> End64Signature => "PK\x06\x06"u8;

    /// <param name="archive">Can be read from anywhere.</param>
    /// <returns>In bytes, from its beginning to the archive's end: no reader finds more. Null if this is no archive.</returns>
    public static long? Measure(Stream archive)
    {
        var tail = ReadAt(archive, Math.Max(0, archive.Length - EndSize - ushort.MaxValue), EndSize + ushort.MaxValue);
        if (tail.Length < EndSize || tail.AsSpan(0, tail.Length - EndSize + EndSignature.Length).LastIndexOf(EndSignature) is not (>= 0 and var at))
        {
            return null;
        }

        var end = tail.AsSpan(at, EndSize);
        var start = (long)BinaryPrimitives.ReadUInt32LittleEndian(end[16..]);
        if (start == uint.MaxValue
            || BinaryPrimitives.ReadUInt16LittleEndian(end[4..]) == ushort.MaxValue
            || BinaryPrimitives.ReadUInt16LittleEndian(end[10..]) == ushort.MaxValue)
        {
            start = Start64(archive, archive.Length - tail.Length + at) ?? start;
        }

        return start >= 0 && start <= archive.Length ? archive.Length - start : null;
    }

    /// <param name="archive">Of which some number takes more than 32 bits.</param>
    /// <param name="end">Where its end record is.</param>
    private static long? Start64(Stream archive, long end)
    {
        var locator = ReadAt(archive, end - Locator64Size, Locator64Size);
        if (!locator.AsSpan().StartsWith(Locator64Signature))
        {
            return null;
        }

        var record = ReadAt(archive, BinaryPrimitives.ReadInt64LittleEndian(locator.AsSpan(8)), End64Size);
        return record.Length == End64Size && record.AsSpan().StartsWith(End64Signature) ? BinaryPrimitives.ReadInt64LittleEndian(record.AsSpan(48)) : -1;
    }

    private static byte[] ReadAt(Stream archive, long offset, int most)
    {
        if (offset < 0 || offset >= archive.Length)
        {
            return [];
        }

        archive.Position = offset;
        var bytes = new byte[Math.Min(most, archive.Length - offset)];
        archive.ReadExactly(bytes);
        return bytes;
    }
}
