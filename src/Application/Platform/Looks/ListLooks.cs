using AutoMapper;
using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Companies;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.Platform;

namespace SecurityTraining.Application.Platform.Looks;

/// <summary>Looks into one company, newest first.</summary>
/// <param name="Id">The company.</param>
[RequirePermission(Permission.OperatePlatform)]
public sealed record ListLooksQuery(Guid Id, int? Page = null, int? PageSize = null) : IQuery<PagedList<LookRow>>, IPagedQuery;

/// <param name="AdministratorId">A person of the platform's own company.</param>
/// <param name="EndedAt">When it was ended before its time; null if it was not.</param>
public sealed record LookRow(Guid Id, Guid AdministratorId, string Reason, DateTimeOffset StartedAt, DateTimeOffset ExpiresAt, DateTimeOffset? EndedAt);

internal sealed class ListLooksValidator : AbstractValidator<ListLooksQuery>
{
    public ListLooksValidator() => this.ValidatePaging();
}

internal sealed class ListLooksHandler(IReader<CompanyListing> companies, IReader<CompanyLook> looks, ITenant tenant)
    : IQueryHandler<ListLooksQuery, PagedList<LookRow>>
{
    public async Task<ErrorOr<PagedList<LookRow>>> Handle(ListLooksQuery request, CancellationToken cancellationToken)
    {
        if (await companies.CountAsync(new ByIdSpec<CompanyListing>(request.Id), cancellationToken) == 0)
        {
            return CompanyErrors.NotFound;
        }

        tenant.Enter(request.Id);
        return await looks.PageAsync<LookRow>(new NewestLooksSpec(), request, cancellationToken);
    }
}

internal sealed class NewestLooksSpec : Specification<CompanyLook>
{
    public NewestLooksSpec() => Query.OrderByDescending(look => look.Id);
}

internal sealed class LookRowProfile : Profile
{
    public LookRowProfile() => CreateProjection<CompanyLook, LookRow>();
}
