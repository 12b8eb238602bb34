using ErrorOr;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Companies;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.Platform;

namespace SecurityTraining.Application.Platform;

[RequirePermission(Permission.OperatePlatform)]
public sealed record GetListedCompanyQuery(Guid Id) : IQuery<CompanyListingRow>;

internal sealed class GetListedCompanyHandler(IReader<CompanyListing> companies) : IQueryHandler<GetListedCompanyQuery, CompanyListingRow>
{
    public async Task<ErrorOr<CompanyListingRow>> Handle(GetListedCompanyQuery request, CancellationToken cancellationToken) =>
        await companies.SingleOrDefaultAsync<CompanyListingRow>(new ByIdSpec<CompanyListing>(request.Id), cancellationToken) is { } row
            ? row
            : CompanyErrors.NotFound;
}
