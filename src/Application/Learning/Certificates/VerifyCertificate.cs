using ErrorOr;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Common;
using SecurityTraining.Domain.Learning.Certificates;

namespace SecurityTraining.Application.Learning.Certificates;

/// <summary>Whether a certificate is genuine and what it is worth, for anybody who holds it.</summary>
[Public]
public sealed record VerifyCertificateQuery(string? Code) : IQuery<CertificateVerification>;

/// <summary>Nothing that does not stand in the document, and nothing at all of one that was replaced by another.</summary>
/// <param name="IssuedOn">As the document says it.</param>
public sealed record CertificateVerification(
    CertificateStatus Status,
    string? PersonName = null,
    string? CourseTitle = null,
    string? CompanyName = null,
    int? Score = null,
    DateOnly? IssuedOn = null,
    DateOnly? ExpiresOn = null);

internal sealed class VerifyCertificateHandler(ICertificateCodes codes, IRepository<Certificate> certificates, ITenant tenant, TimeProvider clock)
    : IQueryHandler<VerifyCertificateQuery, CertificateVerification>
{
    private static readonly CertificateVerification Unknown = new(CertificateStatus.Unknown);

    public async Task<ErrorOr<CertificateVerification>> Handle(VerifyCertificateQuery request, CancellationToken cancellationToken)
    {
        if (!CertificateCode.TryRead(request.Code, out var code) || await codes.Find(code, cancellationToken) is not { } route)
        {
            return Unknown;
        }

        tenant.Enter(route.CompanyId);
        return await certificates.SingleOrDefaultAsync(new ToVerifySpec(route.CertificateId), cancellationToken) switch
        {
            null => Unknown,
            var certificate when !CertificateCode.Equal(certificate.Code, code) => new CertificateVerification(CertificateStatus.Revoked),
            var certificate => Show(certificate),
        };
    }

    private CertificateVerification Show(Certificate certificate) => new(
        certificate.StatusAt(clock.GetUtcNow()),
        certificate.PersonName,
        certificate.CourseTitle,
        certificate.CompanyName,
        certificate.Score,
        certificate.IssuedAt.DayIn(certificate.TimeZone),
        certificate.ExpiresAt?.DayIn(certificate.TimeZone));

    private sealed class ToVerifySpec : SingleResultSpecification<Certificate>
    {
        public ToVerifySpec(Guid id) => Query.Where(certificate => certificate.Id == id).AsNoTracking();
    }
}
