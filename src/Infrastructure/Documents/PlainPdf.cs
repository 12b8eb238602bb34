using System.Text;
using SkiaSharp;

namespace SecurityTraining.Infrastructure.Documents;

/// <summary>One A4 page: a heading, paragraphs and a link. What does not fit on the page is cut off.</summary>
internal static class PlainPdf
{
    private const float Width = 595;
    private const float Height = 842;
    private const float Margin = 64;
    private const float TextWidth = Width - (2 * Margin);
    private const float TitleSize = 20;
    private const float TextSize = 11;
    private const float Leading = 1.4f;

    private static readonly SKColor Ink = new(0x1B, 0x24, 0x30);
    private static readonly SKColor LinkInk = new(0x05, 0x63, 0xC1);

    public static byte[] Write(string title, IReadOnlyList<string> paragraphs, string linkText, string link)
    {
        title = Printable(title);
        linkText = Printable(linkText);
        List<string> texts = [.. paragraphs.Select(Printable)];
        using var fonts = DocumentFonts.For([], [.. texts, linkText], [title]);
        using var output = new MemoryStream();
        using (var document = SKDocument.CreatePdf(output, SKDocumentPdfMetadata.Default with { Title = title }))
        {
            var canvas = document.BeginPage(Width, Height);
            var y = Draw(canvas, title, fonts.Strong, TitleSize, Ink, Margin + TitleSize) + TextSize;
            foreach (var text in texts)
            {
                y = Draw(canvas, text, fonts.Text, TextSize, Ink, y) + (TextSize / 2);
            }

            y = Math.Min(y, Height - Margin);
            var end = Draw(canvas, linkText, fonts.Text, TextSize, LinkInk, y);
            canvas.DrawUrlAnnotation(new SKRect(Margin, y - TextSize, Width - Margin, end), link);
            document.EndPage();
            document.Close();
        }

        return output.ToArray();
    }

    /// <returns>The baseline of the line after the text.</returns>
    private static float Draw(SKCanvas canvas, string text, SKTypeface typeface, float size, SKColor colour, float y)
    {
        using var font = new SKFont(typeface, size);
        using var ink = new SKPaint { Color = colour, IsAntialias = true };
        foreach (var line in Lines(text, font))
        {
            if (y < Height - (Margin / 2))
            {
                canvas.DrawText(line, Margin, y, SKTextAlign.Left, font, ink);
            }

            y += size * Leading;
        }

        return y;
    }

    private static IEnumerable<string> Lines(string text, SKFont font)
    {
        var line = new StringBuilder();
        foreach (var word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.Length > 0 && font.MeasureText($"{line} {word}") > TextWidth)
            {
                yield return line.ToString();
                line.Clear();
            }

            line.Append(line.Length > 0 ? " " : "").Append(word);
        }

        yield return line.ToString();
    }

    private static string Printable(string text) => string.Concat(text.EnumerateRunes().Where(rune => !Rune.IsControl(rune))).Normalize();
}
