using ErrorOr;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.Learning.Certificates;

namespace SecurityTraining.Application.Learning.Certificates;

[RequirePermission(Permission.ReadLearning)]
public sealed record GetCertificateQuery(Guid Id) : IQuery<CertificateRow>;

internal sealed class GetCertificateHandler(IReader<Certificate> certificates, ICurrentUser me, TimeProvider clock)
    : IQueryHandler<GetCertificateQuery, CertificateRow>
{
    public async Task<ErrorOr<CertificateRow>> Handle(GetCertificateQuery request, CancellationToken cancellationToken) =>
        await certificates.SingleOrDefaultAsync<CertificateRow>(new VisibleCertificateSpec(request.Id, me), cancellationToken) is { } row
            ? row.AsOf(clock.GetUtcNow())
            : CertificateErrors.NotFound;
}
