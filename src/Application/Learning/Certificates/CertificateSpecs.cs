using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Application.People;
using SecurityTraining.Domain.Learning.Certificates;
using SecurityTraining.Domain.People;

namespace SecurityTraining.Application.Learning.Certificates;

/// <summary>A certificate that the caller may see as a reader of learning.</summary>
internal sealed class VisibleCertificateSpec : SingleResultSpecification<Certificate>
{
    public VisibleCertificateSpec(Guid id, ICurrentUser me) => Query.Where(certificate => certificate.Id == id).VisibleTo(me);
}

internal sealed class ReadableCertificateSpec : SingleResultSpecification<Certificate>
{
    public ReadableCertificateSpec(Guid id, ICurrentUser me)
    {
        var userId = me.UserId;
        Query
            .Where(certificate => certificate.Id == id)
            .ReadableBy(me, certificate => certificate.UserId == userId, certificate => certificate.Person!)
            .AsNoTracking();
    }
}

/// <summary>Everything that has been issued to somebody.</summary>
internal sealed class CertificatesOfSpec : Specification<Certificate>
{
    public CertificatesOfSpec(Guid userId) =>
        Query.Where(certificate => certificate.UserId == userId).OrderByDescending(certificate => certificate.IssuedAt).OrderBy(certificate => certificate.Id);
}

internal static class CertificateCriteria
{
    /// <summary>As with people: of those in the departments that the caller leads, if that is their limit.</summary>
    public static SpecificationBuilder<Certificate> VisibleTo(this SpecificationBuilder<Certificate> query, ICurrentUser me) =>
        query.Where(PeopleCriteria.LedBy(me.UserId).After<Certificate, User>(certificate => certificate.Person!), condition: me.OwnDepartmentsOnly);

    public static SpecificationBuilder<Certificate> WithStatus(
        this SpecificationBuilder<Certificate> query, CertificateStatus? status, DateTimeOffset now) => status switch
        {
            null => query,
            CertificateStatus.Revoked => query.Where(certificate => certificate.RevokedAt != null),
            CertificateStatus.Expired => query.Where(certificate => certificate.RevokedAt == null && certificate.ExpiresAt <= now),
            CertificateStatus.Valid => query.Where(
                certificate => certificate.RevokedAt == null && (certificate.ExpiresAt == null || certificate.ExpiresAt > now)),
            _ => query.Where(certificate => false),
        };
}
