namespace SecurityTraining.Application.Learning.Certificates;

/// <summary>Draws certificates.</summary>
public interface ICertificateRenderer
{
    /// <returns>A PDF file of one page, A4 landscape, with everything in it that it needs.</returns>
    byte[] Render(CertificateContent content);
}

/// <param name="Language">In which it is written; two letters.</param>
/// <param name="Score">0 to 100.</param>
/// <param name="VerificationUrl">Where whoever scans the document gets to.</param>
/// <param name="Logo">As <see cref="ICompanyLogos"/> makes it; null: the company's name stands for it.</param>
public sealed record CertificateContent(
    string CompanyName,
    string PersonName,
    string CourseTitle,
    string Language,
    int? Score,
    DateOnly IssuedOn,
    DateOnly? ExpiresOn,
    string Code,
    string VerificationUrl,
    byte[]? Logo = null);
