using ErrorOr;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Companies;
using SecurityTraining.Domain.Platform;

namespace SecurityTraining.Application.Platform;

/// <summary>Leads whoever operates the platform into a company that is not their own.</summary>
internal sealed class OtherCompanies(IRepository<Company> companies, ITenant tenant, ICurrentUser me)
{
    public async Task<ErrorOr<Company>> Enter(Guid companyId, CancellationToken ct)
    {
        if (companyId == me.CompanyId)
        {
            return PlatformErrors.OwnCompany;
        }

        tenant.Enter(companyId);
        return await companies.GetByIdAsync(companyId, ct) is { } company ? company : CompanyErrors.NotFound;
    }
}
