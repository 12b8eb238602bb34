using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Learning.Certificates;
using SecurityTraining.Domain.Learning.Courses;
using SecurityTraining.Domain.Learning.Enrollments;

namespace SecurityTraining.Application.Learning.Certificates;

/// <summary>Whoever completes a course has its certificate in the same moment; only the document takes a little longer.</summary>
internal sealed class IssueCertificate(
    IRepository<Certificate> certificates, IRepository<CourseVersion> versions, CertificatePress press) : IDomainEventHandler<CourseCompleted>
{
    public async Task Handle(CourseCompleted domainEvent, CancellationToken ct)
    {
        if (await certificates.AnyAsync(new OfEnrollmentSpec(domainEvent.EnrollmentId), ct))
        {
            return;
        }

        var version = await versions.GetByIdAsync(domainEvent.VersionId, ct)
            ?? throw new InvalidOperationException("Nobody completes a version of a course that does not exist.");
        var text = await press.Compose(domainEvent.CompanyId, domainEvent.UserId, ct);
        var certificate = Certificate.Of(
            domainEvent, version.Outline.For(domainEvent.Language, version.Profile.DefaultLanguage).Title, text, version.Profile.CertificateMonths);
        certificates.Add(certificate);
        press.Publish(certificate);
    }

    private sealed class OfEnrollmentSpec : Specification<Certificate>
    {
        public OfEnrollmentSpec(Guid enrollmentId) => Query.Where(certificate => certificate.EnrollmentId == enrollmentId);
    }
}
