using System.Diagnostics;
using SecurityTraining.Application.Learning.Certificates;
using SecurityTraining.Infrastructure.Documents;

namespace SecurityTraining.Infrastructure.IntegrationTests.Documents;

/// <summary>With the tools that readers use: what a certificate says is in the file as text, its fonts are too, and a camera reads its code.</summary>
public sealed class CertificateRendererTests : IDisposable
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
