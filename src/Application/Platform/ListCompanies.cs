using AutoMapper;
using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Companies;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.Platform;

namespace SecurityTraining.Application.Platform;

/// <summary>Every company of the installation, as far as it is seen without a look into it.</summary>
/// <param name="Search">A part of the name, in any case.</param>
[RequirePermission(Permission.OperatePlatform)]
public sealed record ListCompaniesQuery(
    string? Search = null, CompanyStatus? Status = null, string? Sort = null, int? Page = null, int? PageSize = null)
    : IQuery<PagedList<CompanyListingRow>>, IPagedQuery;

/// <param name="PeopleCount">Active or not, but not those who were deleted.</param>
public sealed record CompanyListingRow(Guid Id, string Name, CompanyStatus Status, int PeopleCount, DateTimeOffset CreatedAt);

internal sealed class ListCompaniesValidator : AbstractValidator<ListCompaniesQuery>
{
    public ListCompaniesValidator()
    {
        this.ValidatePaging();
        RuleFor(query => query.Search).MaximumLength(Company.MaxNameLength);
        RuleFor(query => query.Status).IsInEnum();
        ListCompaniesHandler.Sorting.Validate(this, query => query.Sort);
    }
}

internal sealed class ListCompaniesHandler(IReader<CompanyListing> companies) : IQueryHandler<ListCompaniesQuery, PagedList<CompanyListingRow>>
{
    public static readonly SortFields<CompanyListing> Sorting = new SortFields<CompanyListing>("name")
        .Add("name", company => company.NormalizedName)
        .Add("status", company => company.Status)
        .Add("peopleCount", company => company.PeopleCount)
        .Add("createdAt", company => company.CreatedAt);

    public async Task<ErrorOr<PagedList<CompanyListingRow>>> Handle(ListCompaniesQuery request, CancellationToken cancellationToken) =>
        await companies.PageAsync<CompanyListingRow>(new CompaniesSpec(request), request, cancellationToken);

    private sealed class CompaniesSpec : Specification<CompanyListing>
    {
        public CompaniesSpec(ListCompaniesQuery query)
        {
            var search = CompanyListing.Normalize(query.Search ?? "");
            Query
                .Where(company => company.NormalizedName.Contains(search), search.Length > 0)
                .Where(company => company.Status == query.Status, query.Status is not null);
            Sorting.Apply(Query, query.Sort);
        }
    }
}

internal sealed class CompanyListingRowProfile : Profile
{
    public CompanyListingRowProfile() => CreateProjection<CompanyListing, CompanyListingRow>();
}
