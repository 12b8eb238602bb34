using System.Buffers.Binary;
using SkiaSharp;

namespace SecurityTraining.Infrastructure.Documents;

/// <summary>
/// A TrueType font that comes with the service, so that a document looks the same on any machine: Latin with all its accents, Greek and Cyrillic.
/// The library embeds fonts whole, which is many times what one page needs, so a document gets a font that has only its own glyphs.
/// </summary>
internal sealed class DocumentFont
{
    private const int DirectoryStart = 12;
    private const int DirectoryEntry = 16;
    private const uint TrueType = 0x00010000;

    // Flags of a composite glyph (OpenType, table glyf).
    private const int WordArguments = 0x0001;
    private const int HasScale = 0x0008;
    private const int MoreComponents = 0x0020;
    private const int HasTwoScales = 0x0040;
    private const int HasMatrix = 0x0080;

    private readonly byte[] _file;
    private readonly Dictionary<string, (int Offset, int Length)> _tables = new(StringComparer.Ordinal);
    private readonly int[] _glyphs;

    private DocumentFont(byte[] file)
    {
        _file = file;
        Whole = Open(file);
        for (var entry = DirectoryStart; entry < DirectoryStart + (DirectoryEntry * Word(4)); entry += DirectoryEntry)
        {
            _tables.Add(System.Text.Encoding.ASCII.GetString(file, entry, 4), (Long(entry + 8), Long(entry + 12)));
        }

        _glyphs = new int[Word(_tables["maxp"].Offset + 4) + 1];
        var isLong = Word(_tables["head"].Offset + 50) == 1;
        for (var glyph = 0; glyph < _glyphs.Length; glyph++)
        {
            _glyphs[glyph] = isLong ? Long(_tables["loca"].Offset + (4 * glyph)) : 2 * Word(_tables["loca"].Offset + (2 * glyph));
        }
    }

    private SKTypeface Whole { get; }

    public static DocumentFont Load(string name)
    {
        using var font = typeof(DocumentFont).Assembly.GetManifestResourceStream($"fonts/{name}")!;
        var file = new byte[font.Length];
        font.ReadExactly(file);
        return new DocumentFont(file);
    }

    /// <summary>The font with the glyphs of a text and the space, in the same places; the caller disposes it.</summary>
    public SKTypeface For(string text)
    {
        var glyphs = new HashSet<int> { 0 };
        foreach (var glyph in Whole.GetGlyphs($" {text}"))
        {
            Collect(glyph, glyphs);
        }

        var outlines = new MemoryStream();
        var places = new byte[4 * _glyphs.Length];
        for (var glyph = 0; glyph < _glyphs.Length - 1; glyph++)
        {
            BinaryPrimitives.WriteInt32BigEndian(places.AsSpan(4 * glyph), (int)outlines.Length);
            if (glyphs.Contains(glyph))
            {
                outlines.Write(Outline(glyph));
            }
        }

        BinaryPrimitives.WriteInt32BigEndian(places.AsSpan(places.Length - 4), (int)outlines.Length);
        return Open(Assemble(outlines.ToArray(), places));
    }

    private static SKTypeface Open(byte[] file)
    {
        using var data = SKData.CreateCopy(file);
        return SKTypeface.FromData(data);
    }

    private byte[] Assemble(byte[] outlines, byte[] places)
    {
        // The places are in bytes now, whatever they were.
        var head = _file.AsSpan(_tables["head"].Offset, _tables["head"].Length).ToArray();
        BinaryPrimitives.WriteInt16BigEndian(head.AsSpan(50), 1);
        var tables = _tables.ToDictionary(table => table.Key, table => table.Key switch
        {
            "glyf" => outlines,
            "loca" => places,
            "head" => head,
            _ => _file.AsSpan(table.Value.Offset, table.Value.Length).ToArray(),
        }, StringComparer.Ordinal);

        var offset = DirectoryStart + (DirectoryEntry * tables.Count);
        var file = new byte[offset + tables.Values.Sum(table => Padded(table.Length))];
        BinaryPrimitives.WriteUInt32BigEndian(file, TrueType);
        _file.AsSpan(4, DirectoryStart - 4).CopyTo(file.AsSpan(4));
        var entry = DirectoryStart;
        foreach (var (tag, table) in tables.OrderBy(table => table.Key, StringComparer.Ordinal))
        {
            table.CopyTo(file, offset);
            System.Text.Encoding.ASCII.GetBytes(tag, file.AsSpan(entry));
            BinaryPrimitives.WriteUInt32BigEndian(file.AsSpan(entry + 4), Checksum(file.AsSpan(offset, Padded(table.Length))));
            BinaryPrimitives.WriteInt32BigEndian(file.AsSpan(entry + 8), offset);
            BinaryPrimitives.WriteInt32BigEndian(file.AsSpan(entry + 12), table.Length);
            (entry, offset) = (entry + DirectoryEntry, offset + Padded(table.Length));
        }

        return file;
    }

    /// <summary>The glyph and, of an accented letter, the parts that it is put together from.</summary>
    private void Collect(int glyph, HashSet<int> glyphs)
    {
        var outline = Outline(glyph);
        if (!glyphs.Add(glyph) || outline.Length == 0 || BinaryPrimitives.ReadInt16BigEndian(outline) >= 0)
        {
            return;
        }

        for (int position = 10, flags = MoreComponents; (flags & MoreComponents) != 0;)
        {
            flags = BinaryPrimitives.ReadUInt16BigEndian(outline[position..]);
            Collect(BinaryPrimitives.ReadUInt16BigEndian(outline[(position + 2)..]), glyphs);
            position += 4 + ((flags & WordArguments) != 0 ? 4 : 2);
            position += (flags & HasScale) != 0 ? 2 : (flags & HasTwoScales) != 0 ? 4 : (flags & HasMatrix) != 0 ? 8 : 0;
        }
    }

    private ReadOnlySpan<byte> Outline(int glyph) =>
        _file.AsSpan(_tables["glyf"].Offset + _glyphs[glyph], _glyphs[glyph + 1] - _glyphs[glyph]);

    private int Word(int offset) => BinaryPrimitives.ReadUInt16BigEndian(_file.AsSpan(offset));

    private int Long(int offset) => BinaryPrimitives.ReadInt32BigEndian(_file.AsSpan(offset));

    private static int Padded(int length) => (length + 3) & ~3;

    private static uint Checksum(ReadOnlySpan<byte> table)
    {
        var sum = 0u;
        for (var offset = 0; offset < table.Length; offset += 4)
        {
            sum += BinaryPrimitives.ReadUInt32BigEndian(table[offset..]);
        }

        return sum;
    }
}
