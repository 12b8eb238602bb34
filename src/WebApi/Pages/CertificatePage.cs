using System.Globalization;
using System.Net.Mime;
using System.Text;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Learning.Certificates;
using SecurityTraining.Domain.Learning.Certificates;
using SecurityTraining.WebApi.Http;

namespace SecurityTraining.WebApi.Pages;

/// <summary>Where the QR code of a certificate leads, and where its code can be typed in.</summary>
internal static class CertificatePage
{
    public const string Path = "/verify-certificate";

    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en-GB");
    private static readonly CultureInfo German = CultureInfo.GetCultureInfo("de-DE");

    public static void MapCertificatePage(this IEndpointRouteBuilder app) =>
        app.MapGet(Path, Show).WithTags("Pages").WithRateLimit(RateLimit.Auth).AllowAnonymous()
            .Produces<string>(contentType: MediaTypeNames.Text.Html);

    private static async Task<IResult> Show(HttpRequest request, ISender sender, CancellationToken ct, string? code = null)
    {
        var language = HtmlPage.Language(request);
        var form = Form(request, language, code);
        if (string.IsNullOrWhiteSpace(code))
        {
            var (heading, advice) = language == "de"
                ? ("Zertifikat prüfen", "Der Code steht auf dem Zertifikat, links neben dem QR-Code.")
                : ("Verify a certificate", "The code stands on the certificate, to the left of the QR code.");
            return HtmlPage.Show(language, heading, $"<p>{HtmlPage.Encode(advice)}</p>\n{form}");
        }

        var verified = await sender.Send(new VerifyCertificateQuery(code), ct);
        return verified.IsError ? new ProblemResult(verified.Errors) : Result(language, verified.Value, form);
    }

    private static IResult Result(string language, CertificateVerification certificate, string form)
    {
        var (heading, advice) = (certificate.Status, language) switch
        {
            (CertificateStatus.Valid, "de") => ("Dieses Zertifikat ist gültig", "Vergleichen Sie, ob auf dem Zertifikat dasselbe steht:"),
            (CertificateStatus.Valid, _) => ("This certificate is valid", "Compare whether the certificate says the same:"),
            (CertificateStatus.Expired, "de") => ("Dieses Zertifikat ist abgelaufen", "Es ist echt, gilt aber nicht mehr."),
            (CertificateStatus.Expired, _) => ("This certificate has expired", "It is genuine, but no longer valid."),
            (CertificateStatus.Revoked, "de") => ("Dieses Zertifikat gilt nicht mehr", "Das Unternehmen hat es widerrufen oder durch ein neues ersetzt."),
            (CertificateStatus.Revoked, _) => ("This certificate has been revoked", "The company has withdrawn it, or replaced it by a new one."),
            (_, "de") => ("Dieses Zertifikat ist nicht bekannt", "Zu diesem Code gibt es kein Zertifikat. Prüfen Sie, ob er richtig geschrieben ist."),
            _ => ("This certificate is unknown", "There is no certificate with this code. Check whether it is spelled correctly."),
        };
        return HtmlPage.Show(
            language,
            heading,
            $"""
             <p data-state="{certificate.Status.ToString().ToLowerInvariant()}">{HtmlPage.Encode(advice)}</p>
             {(certificate.PersonName is null ? "" : Facts(language, certificate))}
             {(certificate.Status == CertificateStatus.Unknown ? form : "")}
             """);
    }

    private static string Facts(string language, CertificateVerification certificate)
    {
        var isGerman = language == "de";
        var culture = isGerman ? German : English;
        var list = new StringBuilder("<dl>\n");
        Add("Name", "Name", certificate.PersonName);
        Add("Course", "Kurs", certificate.CourseTitle);
        Add("Company", "Unternehmen", certificate.CompanyName);
        Add("Score", "Ergebnis", certificate.Score?.ToString(isGerman ? "0\u00A0'%'" : "0'%'", culture));
        Add("Issued on", "Ausgestellt am", Day(certificate.IssuedOn));
        Add("Valid until", "Gültig bis", Day(certificate.ExpiresOn));
        return list.Append("</dl>").ToString();

        string? Day(DateOnly? day) => day?.ToString(isGerman ? "d. MMMM yyyy" : "d MMMM yyyy", culture);

        void Add(string english, string german, string? value)
        {
            if (value is not null)
            {
                list.Append(culture, $"<dt>{(isGerman ? german : english)}</dt>\n<dd><strong>{HtmlPage.Encode(value)}</strong></dd>\n");
            }
        }
    }

    private static string Form(HttpRequest request, string language, string? code)
    {
        var (label, button) = language == "de" ? ("Code", "Prüfen") : ("Code", "Verify");
        return $"""
            <form method="get" action="{HtmlPage.Encode(request.PathBase + Path)}">
            <p><label for="code">{label}</label>
            <input id="code" name="code" value="{HtmlPage.Encode(code ?? "")}" autocomplete="off" autocapitalize="characters" spellcheck="false" maxlength="100" required></p>
            <button type="submit">{button}</button>
            </form>
            """;
    }
}
