using SkiaSharp;

namespace SecurityTraining.Infrastructure.Documents;

/// <summary>The fonts of one document, each with the glyphs that the document uses.</summary>
internal sealed class DocumentFonts : IDisposable
{
    private static readonly DocumentFont WholeDisplay = DocumentFont.Load("NotoSerifDisplay-Regular.ttf");
    private static readonly DocumentFont WholeText = DocumentFont.Load("NotoSans-Regular.ttf");
    private static readonly DocumentFont WholeStrong = DocumentFont.Load("NotoSans-Bold.ttf");

    private DocumentFonts(SKTypeface display, SKTypeface text, SKTypeface strong) => (Display, Text, Strong) = (display, text, strong);

    public SKTypeface Display { get; }

    public SKTypeface Text { get; }

    public SKTypeface Strong { get; }

    /// <param name="display">Everything that is set in the display font, in any order.</param>
    /// <param name="text">The same of the text font.</param>
    /// <param name="strong">The same of the bold one.</param>
    public static DocumentFonts For(IEnumerable<string> display, IEnumerable<string> text, IEnumerable<string> strong) =>
        new(WholeDisplay.For(string.Concat(display)), WholeText.For(string.Concat(text)), WholeStrong.For(string.Concat(strong)));

    public void Dispose()
    {
        Display.Dispose();
        Text.Dispose();
        Strong.Dispose();
    }
}
