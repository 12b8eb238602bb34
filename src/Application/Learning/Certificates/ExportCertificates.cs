using ErrorOr;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Auditing;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.Learning.Certificates;

namespace SecurityTraining.Application.Learning.Certificates;

/// <summary>The documents of valid certificates in one archive.</summary>
/// <param name="IssuedBefore">Exclusive.</param>
[RequirePermission(Permission.ManageLearning)]
public sealed record ExportCertificatesQuery(
    Guid? UserId = null, Guid? CourseId = null, DateTimeOffset? IssuedFrom = null, DateTimeOffset? IssuedBefore = null)
    : IQuery<IReadOnlyList<ArchivedCertificate>>
{
    public const int Most = 1000;
}

/// <param name="FileName">Another one for each.</param>
/// <param name="Key">Where the store has the document, if it has been made already.</param>
public sealed record ArchivedCertificate(string FileName, string Key);

/// <summary>Packs documents into a ZIP file while it is sent.</summary>
public interface ICertificateArchive
{
    /// <summary>Documents that are not there yet are named in a text file instead.</summary>
    Task Write(IReadOnlyList<ArchivedCertificate> certificates, Stream output, CancellationToken ct);
}

internal sealed class ExportCertificatesHandler(IRepository<Certificate> certificates, IAuditTrail audit, ICurrentUser me, TimeProvider clock)
    : IQueryHandler<ExportCertificatesQuery, IReadOnlyList<ArchivedCertificate>>
{
    public async Task<ErrorOr<IReadOnlyList<ArchivedCertificate>>> Handle(ExportCertificatesQuery request, CancellationToken cancellationToken)
    {
        var found = await certificates.ListAsync(new ToExportSpec(request, me, clock.GetUtcNow()), cancellationToken);
        if (found.Count > ExportCertificatesQuery.Most)
        {
            return CertificateErrors.TooMany(ExportCertificatesQuery.Most);
        }

        audit.Note("learning.export-certificates");
        return found.ConvertAll(part => new ArchivedCertificate(
            $"{CertificateFiles.Name(part.CourseTitle, part.PersonName)} ({part.FileId.ToString("N")[^8..]}).pdf",
            CertificateFiles.Key(part.CompanyId, part.FileId)));
    }

    private sealed class ToExportSpec : Specification<Certificate, Part>
    {
        public ToExportSpec(ExportCertificatesQuery query, ICurrentUser me, DateTimeOffset now)
        {
            Query
                .Where(certificate => certificate.UserId == query.UserId, query.UserId is not null)
                .Where(certificate => certificate.CourseId == query.CourseId, query.CourseId is not null)
                .Where(certificate => certificate.IssuedAt >= query.IssuedFrom, query.IssuedFrom is not null)
                .Where(certificate => certificate.IssuedAt < query.IssuedBefore, query.IssuedBefore is not null)
                .WithStatus(CertificateStatus.Valid, now)
                .VisibleTo(me)
                .OrderBy(certificate => certificate.IssuedAt)
                .OrderBy(certificate => certificate.Id)
                .Take(ExportCertificatesQuery.Most + 1);
            Selector = certificate => new Part(certificate.CompanyId, certificate.FileId, certificate.CourseTitle, certificate.PersonName);
        }
    }

    private sealed record Part(Guid CompanyId, Guid FileId, string CourseTitle, string PersonName);
}
