using ErrorOr;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Settings;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Application.Content;
using SecurityTraining.Domain.Common;
using SecurityTraining.Domain.Companies;
using SecurityTraining.Domain.Content;
using SecurityTraining.Domain.Learning.Certificates;

namespace SecurityTraining.Application.Learning.Certificates;

/// <summary>What a document is to say.</summary>
[PlatformScope]
public sealed record FindCertificateWorkQuery(Guid FileId) : IQuery<CertificateWork>;

/// <param name="Content">Without the logo; null: no certificate has this document any more.</param>
/// <param name="LogoKey">Where the store has the company's logo; null: it has none.</param>
public sealed record CertificateWork(CertificateContent? Content, string? LogoKey = null);

internal sealed class FindCertificateWorkHandler(
    IRepository<Certificate> certificates, IRepository<Company> companies, IRepository<ContentFile> files, PublicAddress address)
    : IQueryHandler<FindCertificateWorkQuery, CertificateWork>
{
    public async Task<ErrorOr<CertificateWork>> Handle(FindCertificateWorkQuery request, CancellationToken cancellationToken)
    {
        var certificate = await certificates.SingleOrDefaultAsync(new OfFileSpec(request.FileId), cancellationToken);
        return certificate is null
            ? new CertificateWork(Content: null)
            : new CertificateWork(Content(certificate), await LogoKey(certificate.CompanyId, cancellationToken));
    }

    /// <summary>A logo that has been deleted since is no reason to have no certificate.</summary>
    private async Task<string?> LogoKey(Guid companyId, CancellationToken ct) =>
        await companies.GetByIdAsync(companyId, ct) is { LogoContentId: { } logoId }
        && await files.GetByIdAsync(logoId, ct) is { ObjectId: { } objectId }
            ? ContentKeys.Kept(companyId, objectId)
            : null;

    private CertificateContent Content(Certificate certificate) => new(
        certificate.CompanyName,
        certificate.PersonName,
        certificate.CourseTitle,
        certificate.Language,
        certificate.Score,
        certificate.IssuedAt.DayIn(certificate.TimeZone),
        certificate.ExpiresAt?.DayIn(certificate.TimeZone),
        certificate.Code,
        address.VerificationUrl(certificate.Code));

    private sealed class OfFileSpec : SingleResultSpecification<Certificate>
    {
        public OfFileSpec(Guid fileId) => Query.Where(certificate => certificate.FileId == fileId).AsNoTracking();
    }
}
