using ErrorOr;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Companies;
using SecurityTraining.Domain.Identity;

namespace SecurityTraining.Application.Companies;

[RequirePermission(Permission.ReadCompany)]
public sealed record GetMailDomainQuery(Guid Id) : IQuery<MailDomainRow>;

internal sealed class GetMailDomainHandler(IReader<MailDomain> domains) : IQueryHandler<GetMailDomainQuery, MailDomainRow>
{
    public async Task<ErrorOr<MailDomainRow>> Handle(GetMailDomainQuery request, CancellationToken cancellationToken)
    {
        var row = await domains.SingleOrDefaultAsync<MailDomainRow>(new ByIdSpec<MailDomain>(request.Id), cancellationToken);
        return row is null ? MailDomainErrors.NotFound : row;
    }
}
