using System.Diagnostics;
using SecurityTraining.Application.Learning.Certificates;
using SecurityTraining.Infrastructure.Documents;
using SecurityTraining.Infrastructure.Storage;
using SecurityTraining.TestKit;
using SkiaSharp;

namespace SecurityTraining.Infrastructure.IntegrationTests.Documents;

/// <summary>With the tools that readers use: what a certificate says is in the file as text, its fonts are too, and a camera reads its code.</summary>
public sealed class CertificateRendererTests(ITestOutputHelper output) : IDisposable
{
    private const int MostBytes = 200 * 1024;

    private static readonly CertificateContent Certificate = new(
        "Nordwind GmbH",
        "Jürgen Großmüller-Łukaszewicz",
        "Datenschutz am Arbeitsplatz",
        "de",
        92,
        new DateOnly(2026, 11, 23),
        new DateOnly(2027, 11, 23),
        "7Q2MX-4T9KD-0HZ3W-VB8RN-5JCEY",
        "https://training.example.com/verify-certificate?code=7Q2MX-4T9KD-0HZ3W-VB8RN-5JCEY");

    private readonly string _folder = Directory.CreateTempSubdirectory("securitytraining-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_certificate_can_be_read_searched_and_scanned()
    {
        var pdf = await Render(Certificate);

        var text = await Run("pdftotext", pdf, "-");
        foreach (var part in (string[])["Nordwind GmbH", "Zertifikat", Certificate.PersonName, Certificate.CourseTitle, "92 %", "23. November 2026",
            "23. November 2027", Certificate.Code, "training.example.com"])
        {
            text.ShouldContain(part);
        }

        var fonts = (await Run("pdffonts", pdf)).Split('\n', StringSplitOptions.RemoveEmptyEntries)[2..];
        fonts.Length.ShouldBe(3);
        fonts.ShouldAllBe(font => font.Contains("+Noto", StringComparison.Ordinal) && font.Contains("yes yes yes", StringComparison.Ordinal));
        (await Run("pdfinfo", pdf)).ShouldContain("842 x 595 pts (A4)");
        await Run("pdftoppm", "-r", "100", "-png", "-singlefile", pdf, Path.Combine(_folder, "page"));
        (await Run("zbarimg", "--quiet", "--raw", Path.Combine(_folder, "page.png"))).Trim().ShouldBe(Certificate.VerificationUrl);
    }

    /// <summary>Logos of all shapes, and a photograph of noise, which nothing makes small.</summary>
    [Theory]
    [InlineData(SKEncodedImageFormat.Png, 900, 240, false)]
    [InlineData(SKEncodedImageFormat.Png, 40, 400, false)]
    [InlineData(SKEncodedImageFormat.Jpeg, 4000, 1100, true)]
    [InlineData(SKEncodedImageFormat.Png, 2000, 2000, true)]
    public async Task The_logo_stands_above_and_the_rest_can_be_read_as_before(SKEncodedImageFormat format, int width, int height, bool isNoise)
    {
        var logo = await Logo(Picture(format, width, height, isNoise));
        var pdf = await Render(Certificate with { Logo = logo });

        (await Run("pdfimages", "-list", pdf)).Split('\n', StringSplitOptions.RemoveEmptyEntries).Length.ShouldBe(3);
        (await Run("pdftotext", pdf, "-")).ShouldContain(Certificate.CompanyName);
        (await Run("pdffonts", pdf)).Split('\n', StringSplitOptions.RemoveEmptyEntries)[2..].ShouldAllBe(
            font => font.Contains("yes yes yes", StringComparison.Ordinal));
        await Run("pdftoppm", "-r", "100", "-png", "-singlefile", pdf, Path.Combine(_folder, "page"));
        (await Run("zbarimg", "--quiet", "--raw", Path.Combine(_folder, "page.png"))).Trim().ShouldBe(Certificate.VerificationUrl);
        var pictures = Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), "securitytraining-screenshots")).FullName;
        File.Copy(Path.Combine(_folder, "page.png"), Path.Combine(pictures, $"certificate-logo-{width}x{height}.png"), overwrite: true);
    }

    [Fact]
    public async Task What_is_no_picture_is_no_logo()
    {
        (await Logo([1, 2, 3])).ShouldBeNull();
        (await Logo(SampleFiles.PngBomb)).ShouldBeNull();
        (await Logo(content: null)).ShouldBeNull();
        new CertificateRenderer().Render(Certificate with { Logo = [1, 2, 3] }).Length.ShouldBeLessThan(MostBytes);
    }

    [Fact]
    public async Task A_certificate_takes_milliseconds()
    {
        const int Count = 50;
        var content = Certificate with { Logo = await Logo(Picture(SKEncodedImageFormat.Png, 900, 240, isNoise: false)) };
        new CertificateRenderer().Render(content);
        var watch = Stopwatch.StartNew();
        for (var made = 0; made < Count; made++)
        {
            new CertificateRenderer().Render(content);
        }

        output.WriteLine($"{watch.Elapsed.TotalMilliseconds / Count:F1} ms for each certificate with a logo, {new CertificateRenderer().Render(content).Length / 1024} KiB");
        (watch.Elapsed / Count).ShouldBeLessThan(TimeSpan.FromSeconds(1));
    }

    [Theory]
    [InlineData("Ada Admin", "Phishing", "en", "no expiry")]
    [InlineData("Αλέξανδρος Παπαδόπουλος", "Информационная безопасность", "en", "no expiry")]
    [InlineData("Nguyễn Thị Ánh", "Đề phòng lừa đảo", "de", "unbefristet")]
    public async Task It_is_one_small_page_for_names_of_any_european_script(string person, string course, string language, string unlimited)
    {
        var pdf = await Render(Certificate with { PersonName = person, CourseTitle = course, Language = language, Score = null, ExpiresOn = null });

        var text = await Run("pdftotext", pdf, "-");
        foreach (var part in (string[])[person, course, unlimited])
        {
            text.ShouldContain(part);
        }
    }

    [Fact]
    public async Task The_longest_names_stay_inside_the_frame()
    {
        var pdf = await Render(Certificate with
        {
            PersonName = new string('W', 201),
            CourseTitle = string.Join(' ', Enumerable.Repeat("Sicherheitsbewusstsein", 7))[..150],
            CompanyName = string.Join(' ', Enumerable.Repeat("Rindfleischetikettierungsüberwachung", 6))[..200],
        });

        // Words with their places: <word xMin="…" yMin="…" xMax="…" yMax="…">
        var places = (await Run("pdftotext", "-bbox", pdf, "-")).Split('\n').Where(line => line.Contains("<word ", StringComparison.Ordinal)).ToList();
        places.Count.ShouldBeGreaterThan(20);
        places.ShouldAllBe(place => Number(place, "xMin") > 60 && Number(place, "xMax") < 842 - 60 && Number(place, "yMin") > 40 && Number(place, "yMax") < 595 - 40);
    }

    [Fact]
    public void Text_that_the_fonts_do_not_know_and_odd_text_harm_nothing()
    {
        foreach (var name in (string[])["王小明", "\u202Eabc", "a\u0301\u0302", "😀😀", "\uD800", "-", " x "])
        {
            new CertificateRenderer().Render(Certificate with { PersonName = name, CourseTitle = name, CompanyName = name }).Length.ShouldBeLessThan(MostBytes);
        }
    }

    private static byte[] Picture(SKEncodedImageFormat format, int width, int height, bool isNoise)
    {
        using var bitmap = new SKBitmap(new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Unpremul));
        bitmap.Erase(SKColors.Transparent);
        if (isNoise)
        {
            new Random(4711).NextBytes(bitmap.GetPixelSpan());
        }
        else
        {
            using var canvas = new SKCanvas(bitmap);
            using var teal = new SKPaint { Color = SKColors.Teal, IsAntialias = true };
            using var orange = new SKPaint { Color = SKColors.OrangeRed, IsAntialias = true };
            using var font = new SKFont(SKTypeface.Default, height * 0.5f);
            canvas.DrawCircle(width * 0.13f, height * 0.5f, Math.Min(width, height) * 0.4f, teal);
            canvas.DrawCircle(width * 0.18f, height * 0.5f, Math.Min(width, height) * 0.2f, orange);
            canvas.DrawText("nordwind", width * 0.3f, height * 0.66f, SKTextAlign.Left, font, teal);
        }

        using var data = bitmap.Encode(format, quality: 90);
        return data.ToArray();
    }

    /// <param name="content">Of the file; null: there is none.</param>
    private async Task<byte[]?> Logo(byte[]? content)
    {
        var store = new LocalFileStore(new DataFolder(_folder));
        if (content is not null)
        {
            await using var file = new MemoryStream(content);
            await store.Write("logo", file, CancellationToken.None);
        }

        using var logos = new CompanyLogos(store);
        return await logos.Load("logo", CancellationToken.None);
    }

    private static double Number(string place, string name)
    {
        var start = place.IndexOf($"{name}=\"", StringComparison.Ordinal) + name.Length + 2;
        return double.Parse(place[start..place.IndexOf('"', start)], System.Globalization.CultureInfo.InvariantCulture);
    }

    private async Task<string> Render(CertificateContent content)
    {
        var pdf = new CertificateRenderer().Render(content);
        pdf.Length.ShouldBeLessThan(MostBytes);
        var path = Path.Combine(_folder, "certificate.pdf");
        await File.WriteAllBytesAsync(path, pdf);
        return path;
    }

    private static async Task<string> Run(string tool, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(tool, arguments) { RedirectStandardOutput = true, UseShellExecute = false })!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        process.ExitCode.ShouldBe(0);
        return output;
    }
}
