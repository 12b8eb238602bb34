using System.Text;

namespace SecurityTraining.Infrastructure.Csv;

/// <summary>
/// Files do not say how they are encoded: a byte order mark does, zeros in every other byte do, and text that is valid UTF-8 is nothing
/// else. What remains comes from Excel on Windows.
/// </summary>
internal static class TextEncodings
{
    private const int SampleLength = 4096;

    public static readonly Encoding Windows1252 = CodePagesEncodingProvider.Instance.GetEncoding(1252)!;

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static async Task<Encoding> Detect(Stream content, CancellationToken ct)
    {
        content.Position = 0;
        var buffer = new byte[SampleLength];
        var length = await content.ReadAtLeastAsync(buffer, SampleLength, throwOnEndOfStream: false, ct);
        return FromStart(buffer.AsSpan(0, length)) ?? (await IsUtf8(content, buffer, length, ct) ? Encoding.UTF8 : Windows1252);
    }

    private static Encoding? FromStart(ReadOnlySpan<byte> sample) => sample switch
    {
        [0xFF, 0xFE, ..] => Encoding.Unicode,
        [0xFE, 0xFF, ..] => Encoding.BigEndianUnicode,
        _ => FromZeros(sample),
    };

    private static Encoding? FromZeros(ReadOnlySpan<byte> sample)
    {
        Span<int> zeros = [0, 0];
        for (var i = 0; i < sample.Length; i++)
        {
            zeros[i % 2] += sample[i] == 0 ? 1 : 0;
        }

        var many = sample.Length / 4;
        return (zeros[0] > many, zeros[1] > many) switch
        {
            (false, true) => Encoding.Unicode,
            (true, false) => Encoding.BigEndianUnicode,
            _ => null,
        };
    }

    private static async Task<bool> IsUtf8(Stream content, byte[] buffer, int length, CancellationToken ct)
    {
        var decoder = StrictUtf8.GetDecoder();
        var characters = new char[buffer.Length + 1];
        try
        {
            while (length > 0)
            {
                decoder.GetChars(buffer, 0, length, characters, 0, flush: false);
                length = await content.ReadAsync(buffer, ct);
            }

            decoder.GetChars([], 0, 0, characters, 0, flush: true);
            return true;
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
    }
}

/// <summary>Which of the usual separators a file uses: the one that its header holds most of, outside quotation marks.</summary>
internal static class Delimiters
{
    private const int LongestHeader = 64 * 1024;

    public static async Task<char> Detect(TextReader text, CancellationToken ct)
    {
        var buffer = new char[LongestHeader];
        var length = await text.ReadBlockAsync(buffer, ct);
        var counts = new Dictionary<char, int> { [','] = 0, [';'] = 0, ['\t'] = 0 };
        var (isQuoted, isHeaderSeen) = (false, false);
        foreach (var character in buffer.AsSpan(0, length))
        {
            isQuoted ^= character == '"';
            if (!isQuoted && character is '\r' or '\n' && isHeaderSeen)
            {
                break;
            }

            isHeaderSeen |= !char.IsWhiteSpace(character);
            if (!isQuoted && counts.TryGetValue(character, out var count))
            {
                counts[character] = count + 1;
            }
        }

        return counts.MaxBy(pair => pair.Value).Key;
    }
}
