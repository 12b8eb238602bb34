using ErrorOr;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Settings;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Learning.Certificates;

namespace SecurityTraining.Application.Learning.Certificates;

/// <summary>What a document is to say.</summary>
[PlatformScope]
public sealed record FindCertificateWorkQuery(Guid FileId) : IQuery<CertificateWork>;

/// <param name="Content">Null: no certificate has this document any more.</param>
public sealed record CertificateWork(CertificateContent? Content);

internal sealed class FindCertificateWorkHandler(IRepository<Certificate> certificates, PublicAddress address)
    : IQueryHandler<FindCertificateWorkQuery, CertificateWork>
{
    public async Task<ErrorOr<CertificateWork>> Handle(FindCertificateWorkQuery request, CancellationToken cancellationToken)
    {
        var certificate = await certificates.SingleOrDefaultAsync(new OfFileSpec(request.FileId), cancellationToken);
        return new CertificateWork(certificate is null ? null : Content(certificate));
    }

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
