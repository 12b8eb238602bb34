using ErrorOr;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Application.Common.Storage;
using SecurityTraining.Domain.Learning.Certificates;

namespace SecurityTraining.Application.Learning.Certificates;

/// <summary>The document, for the person whose it is and for readers of learning.</summary>
[Authenticated]
public sealed record OpenCertificateQuery(Guid Id) : IQuery<CertificateDocument>;

/// <param name="Content">The receiver's to dispose.</param>
public sealed record CertificateDocument(Stream Content, string FileName);

internal sealed class OpenCertificateHandler(IRepository<Certificate> certificates, IFileStore store, ICurrentUser me)
    : IQueryHandler<OpenCertificateQuery, CertificateDocument>
{
    public async Task<ErrorOr<CertificateDocument>> Handle(OpenCertificateQuery request, CancellationToken cancellationToken)
    {
        if (await certificates.SingleOrDefaultAsync(new ReadableCertificateSpec(request.Id, me), cancellationToken) is not { } certificate)
        {
            return CertificateErrors.NotFound;
        }

        var content = await store.OpenRead(CertificateFiles.Key(certificate.CompanyId, certificate.FileId), cancellationToken);
        return content is null
            ? CertificateErrors.NotReady
            : new CertificateDocument(content, $"{CertificateFiles.Name(certificate.CourseTitle, certificate.PersonName)}.pdf");
    }
}
