using System.Globalization;
using System.Text;
using QRCoder;
using SecurityTraining.Application.Learning.Certificates;
using SkiaSharp;

namespace SecurityTraining.Infrastructure.Documents;

/// <summary>
/// A4 landscape, in points: a thin frame, the company above, what is certified in the middle, dates and the way to verify them below. Text stays
/// text and the QR code is drawn, so that both are sharp at any size.
/// </summary>
internal sealed class CertificateRenderer : ICertificateRenderer
{
    /// <summary>The box that a logo stands in.</summary>
    public const float LogoWidth = 170;
    public const float LogoHeight = 44;

    private const float Width = 842;
    private const float Height = 595;
    private const float Centre = Width / 2;
    private const float FrameInset = 28;
    private const float Margin = 78;
    private const float TextWidth = Width - (2 * Margin) - 40;

    /// <summary>Between which the certificate proper stands in the middle.</summary>
    private const float BodyTop = 122;
    private const float BodyBottom = 432;

    private const float FootBaseline = 515;
    private const float QrSize = 82;

    private static readonly SKColor Accent = new(0x0E, 0x5A, 0x6B);
    private static readonly SKColor Ink = new(0x1B, 0x24, 0x30);
    private static readonly SKColor Muted = new(0x5F, 0x6B, 0x7A);

    public byte[] Render(CertificateContent content)
    {
        content = content with
        {
            CompanyName = Printable(content.CompanyName),
            PersonName = Printable(content.PersonName),
            CourseTitle = Printable(content.CourseTitle),
        };
        var texts = CertificateTexts.In(content.Language);
        using var fonts = FontsOf(content, texts);
        using var output = new MemoryStream();
        using (var document = SKDocument.CreatePdf(output, Metadata(content, texts)))
        {
            var canvas = document.BeginPage(Width, Height);
            DrawFrame(canvas);
            DrawCompany(canvas, content, fonts);
            DrawBody(canvas, content, texts, fonts);
            DrawFacts(canvas, Facts(content, texts), fonts);
            DrawVerification(canvas, content, texts, fonts);
            document.EndPage();
            document.Close();
        }

        return output.ToArray();
    }

    /// <summary>Letters and their accents as one where there is such a letter, and nothing that turns text round or is not seen.</summary>
    private static string Printable(string text)
    {
        var visible = text.EnumerateRunes().Where(rune => Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format));
        return string.Concat(visible).Normalize();
    }

    private static DocumentFonts FontsOf(CertificateContent content, CertificateTexts texts) => DocumentFonts.For(
        [texts.Heading, content.PersonName, content.CourseTitle],
        [texts.Before, texts.Between, texts.Verify, Host(content), .. Facts(content, texts).SelectMany(fact => (string[])[fact.Label, fact.Value])],
        [content.CompanyName, content.Code]);

    private static string Host(CertificateContent content) => new Uri(content.VerificationUrl).Authority;

    private static SKDocumentPdfMetadata Metadata(CertificateContent content, CertificateTexts texts) => SKDocumentPdfMetadata.Default with
    {
        Title = $"{texts.Heading}: {content.CourseTitle}",
        Author = content.CompanyName,
        Subject = content.PersonName,
        Keywords = content.Code,
        Creator = "SecurityTraining",
        Creation = content.IssuedOn.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc),
        Modified = content.IssuedOn.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc),
    };

    private static void DrawFrame(SKCanvas canvas)
    {
        using var line = new SKPaint { Color = Accent, Style = SKPaintStyle.Stroke, StrokeWidth = 0.9f, IsAntialias = true };
        canvas.DrawRect(SKRect.Create(FrameInset, FrameInset, Width - (2 * FrameInset), Height - (2 * FrameInset)), line);
    }

    /// <summary>The name below the logo, or in its place.</summary>
    private static void DrawCompany(SKCanvas canvas, CertificateContent content, DocumentFonts fonts)
    {
        using var paint = Paint(Accent);
        using var logo = content.Logo is { } picture ? SKImage.FromEncodedData(picture) : null;
        if (logo is null)
        {
            FittedText.Of(content.CompanyName, fonts.Strong, size: 15, wrapAt: 11, TextWidth, maxLines: 2).Draw(canvas, Centre, top: 72, paint);
            return;
        }

        const float LogoTop = 50;
        var scale = Math.Min(LogoWidth / logo.Width, LogoHeight / logo.Height);
        var (width, height) = (logo.Width * scale, logo.Height * scale);
        canvas.DrawImage(logo, SKRect.Create(Centre - (width / 2), LogoTop + ((LogoHeight - height) / 2), width, height));
        FittedText.Of(content.CompanyName, fonts.Strong, size: 11, wrapAt: 9, TextWidth, maxLines: 2)
            .Draw(canvas, Centre, LogoTop + LogoHeight + 6, paint);
    }

    private static void DrawBody(SKCanvas canvas, CertificateContent content, CertificateTexts texts, DocumentFonts fonts)
    {
        const float Rule = 72;
        var heading = FittedText.Of(texts.Heading, fonts.Display, size: 54, wrapAt: 54, TextWidth, maxLines: 1);
        var before = FittedText.Of(texts.Before, fonts.Text, size: 12.5f, wrapAt: 12, TextWidth, maxLines: 1);
        var person = FittedText.Of(content.PersonName, fonts.Display, size: 38, wrapAt: 28, TextWidth, maxLines: 2);
        var between = FittedText.Of(texts.Between, fonts.Text, size: 12.5f, wrapAt: 12, TextWidth, maxLines: 1);
        var course = FittedText.Of(content.CourseTitle, fonts.Display, size: 27, wrapAt: 22, TextWidth, maxLines: 2);
        var room = BodyBottom - BodyTop - heading.Height - before.Height - person.Height - between.Height - course.Height;
        var gap = Math.Clamp(room / 6, 8, 17);

        using var accent = Paint(Accent);
        using var ink = Paint(Ink);
        using var muted = Paint(Muted);
        var top = BodyTop + Math.Max(0, (room - (6 * gap)) / 2);
        Place(heading, ink, gap * 1.4f);
        Place(before, muted, gap * 0.6f);
        Place(person, accent, gap * 0.9f);
        canvas.DrawRect(SKRect.Create(Centre - (Rule / 2), top, Rule, 1), accent);
        top += gap * 1.1f;
        Place(between, muted, gap * 0.6f);
        Place(course, ink, 0);

        void Place(FittedText text, SKPaint paint, float space)
        {
            text.Draw(canvas, Centre, top, paint);
            top += text.Height + space;
        }
    }

    private static List<(string Label, string Value)> Facts(CertificateContent content, CertificateTexts texts)
    {
        List<(string Label, string Value)> facts =
        [
            (texts.IssuedOn, texts.Day(content.IssuedOn)),
            (texts.ExpiresOn, content.ExpiresOn is { } day ? texts.Day(day) : texts.Unlimited),
        ];
        if (content.Score is { } score)
        {
            facts.Add((texts.Score, texts.Percent(score)));
        }

        return facts;
    }

    private static void DrawFacts(SKCanvas canvas, List<(string Label, string Value)> facts, DocumentFonts fonts)
    {
        using var label = FittedText.FontOf(fonts.Text, 9);
        using var value = FittedText.FontOf(fonts.Text, 12.5f);
        using var muted = Paint(Muted);
        using var ink = Paint(Ink);
        var left = Margin;
        foreach (var fact in facts)
        {
            canvas.DrawText(fact.Label, left, FootBaseline - 18, SKTextAlign.Left, label, muted);
            canvas.DrawText(fact.Value, left, FootBaseline, SKTextAlign.Left, value, ink);
            left += Math.Max(label.MeasureText(fact.Label), value.MeasureText(fact.Value)) + 30;
        }
    }

    private static void DrawVerification(SKCanvas canvas, CertificateContent content, CertificateTexts texts, DocumentFonts fonts)
    {
        const float Right = Width - Margin - QrSize - 16;
        using var label = FittedText.FontOf(fonts.Text, 9);
        using var strong = FittedText.FontOf(fonts.Strong, 10);
        using var muted = Paint(Muted);
        using var ink = Paint(Ink);
        canvas.DrawText(texts.Verify, Right, FootBaseline - 34, SKTextAlign.Right, label, muted);
        canvas.DrawText(content.Code, Right, FootBaseline - 18, SKTextAlign.Right, strong, ink);
        canvas.DrawText(Host(content), Right, FootBaseline, SKTextAlign.Right, label, muted);
        DrawQr(canvas, content.VerificationUrl, Width - Margin - QrSize, FootBaseline - QrSize + 3, ink);
        canvas.DrawUrlAnnotation(
            SKRect.Create(Width - Margin - QrSize, FootBaseline - QrSize + 3, QrSize, QrSize), content.VerificationUrl);
    }

    /// <summary>Each run of dark modules in a row is one rectangle of one path: no seams, and few of them.</summary>
    private static void DrawQr(SKCanvas canvas, string text, float left, float top, SKPaint paint)
    {
        using var generator = new QRCodeGenerator();
        using var data = generator.CreateQrCode(text, QRCodeGenerator.ECCLevel.M);

        // The generator's own quiet zone of four modules on each side is white as the paper around.
        const int Quiet = 4;
        var modules = data.ModuleMatrix;
        var count = modules.Count - (2 * Quiet);
        var size = QrSize / count;
        using var path = new SKPath();
        for (var row = 0; row < count; row++)
        {
            var line = modules[row + Quiet];
            for (var start = 0; start < count; start++)
            {
                var end = start;
                while (end < count && line[end + Quiet])
                {
                    end++;
                }

                if (end > start)
                {
                    path.AddRect(SKRect.Create(left + (start * size), top + (row * size), (end - start) * size, size));
                    start = end;
                }
            }
        }

        using var dark = new SKPaint { Color = paint.Color, IsAntialias = false };
        canvas.DrawPath(path, dark);
    }

    private static SKPaint Paint(SKColor color) => new() { Color = color, IsAntialias = true };
}
