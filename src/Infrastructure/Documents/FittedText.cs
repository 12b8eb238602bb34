using SkiaSharp;

namespace SecurityTraining.Infrastructure.Documents;

/// <summary>Text in as few lines and as large as the room allows.</summary>
internal sealed record FittedText(SKTypeface Typeface, float Size, IReadOnlyList<string> Lines)
{
    private const float Leading = 1.22f;
    private const float Step = 1;

    public float Height => Lines.Count * Size * Leading;

    /// <param name="text">To be broken between words, and within one only if it is wider than a line.</param>
    /// <param name="typeface">Of all lines.</param>
    /// <param name="size">The largest; where it does not fit it becomes smaller.</param>
    /// <param name="wrapAt">Below this size another line is begun rather than the text made smaller.</param>
    /// <param name="width">Of a line, in points.</param>
    /// <param name="maxLines">What does not fit into them makes the text smaller again, however small.</param>
    public static FittedText Of(string text, SKTypeface typeface, float size, float wrapAt, float width, int maxLines)
    {
        var words = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        for (var lines = 1; lines <= maxLines; lines++)
        {
            for (var candidate = size; candidate >= wrapAt; candidate -= Step)
            {
                if (Wrap(words, typeface, candidate, width, breaksWords: false) is { } wrapped && wrapped.Count <= lines)
                {
                    return new FittedText(typeface, candidate, Balance(words, typeface, candidate, width, wrapped));
                }
            }
        }

        for (var candidate = wrapAt; ; candidate -= Step)
        {
            var wrapped = Wrap(words, typeface, candidate, width, breaksWords: true)!;
            if (wrapped.Count <= maxLines || candidate <= Step)
            {
                return new FittedText(typeface, candidate, wrapped);
            }
        }
    }

    /// <summary>Centred, from the top.</summary>
    public void Draw(SKCanvas canvas, float centre, float top, SKPaint paint)
    {
        using var font = FontOf(Typeface, Size);
        for (var line = 0; line < Lines.Count; line++)
        {
            canvas.DrawText(Lines[line], centre, top + (Size * (1 + (line * Leading))), SKTextAlign.Center, font, paint);
        }
    }

    public static SKFont FontOf(SKTypeface typeface, float size) => new(typeface, size) { Subpixel = true, Hinting = SKFontHinting.None };

    /// <summary>No single word in the last line: lines become narrower as long as there are not more of them.</summary>
    private static List<string> Balance(IReadOnlyList<string> words, SKTypeface typeface, float size, float width, List<string> lines)
    {
        for (var narrower = width; lines.Count > 1; narrower -= size / 2)
        {
            if (Wrap(words, typeface, size, narrower, breaksWords: false) is not { } wrapped || wrapped.Count > lines.Count)
            {
                break;
            }

            lines = wrapped;
        }

        return lines;
    }

    private static List<string>? Wrap(IEnumerable<string> words, SKTypeface typeface, float size, float width, bool breaksWords)
    {
        using var font = FontOf(typeface, size);
        var lines = new List<string>();
        var line = "";
        foreach (var word in words)
        {
            var longer = line.Length == 0 ? word : $"{line} {word}";
            if (font.MeasureText(longer) <= width)
            {
                line = longer;
                continue;
            }

            if (line.Length > 0)
            {
                lines.Add(line);
            }

            line = word;
            while (font.MeasureText(line) > width)
            {
                if (!breaksWords)
                {
                    return null;
                }

                var fits = Math.Max(1, font.BreakText(line, width));
                fits += char.IsHighSurrogate(line[fits - 1]) && fits < line.Length ? 1 : 0;
                lines.Add(line[..fits]);
                line = line[fits..];
            }
        }

        lines.Add(line);
        return lines;
    }
}
