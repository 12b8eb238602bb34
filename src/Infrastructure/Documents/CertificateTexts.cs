using System.Globalization;

namespace SecurityTraining.Infrastructure.Documents;

/// <summary>What stands in every certificate of one language.</summary>
internal sealed record CertificateTexts(
    CultureInfo Culture,
    string Heading,
    string Before,
    string Between,
    string IssuedOn,
    string ExpiresOn,
    string Unlimited,
    string Score,
    string DateFormat,
    string ScoreFormat,
    string Verify)
{
    private static readonly CertificateTexts English = new(
        CultureInfo.GetCultureInfo("en-GB"),
        "Certificate",
        "This is to certify that",
        "has successfully completed the course",
        "Issued on",
        "Valid until",
        "no expiry",
        "Score",
        "d MMMM yyyy",
        "{0}%",
        "Verify this certificate");

    private static readonly CertificateTexts German = new(
        CultureInfo.GetCultureInfo("de-DE"),
        "Zertifikat",
        "Hiermit wird bestätigt, dass",
        "den folgenden Kurs erfolgreich abgeschlossen hat",
        "Ausgestellt am",
        "Gültig bis",
        "unbefristet",
        "Ergebnis",
        "d. MMMM yyyy",
        "{0}\u00A0%",
        "Dieses Zertifikat prüfen");

    public static CertificateTexts In(string language) => language == "de" ? German : English;

    public string Day(DateOnly day) => day.ToString(DateFormat, Culture);

    public string Percent(int score) => string.Format(Culture, ScoreFormat, score);
}
