using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.Platform;

namespace SecurityTraining.Application.Platform.Looks;

/// <summary>When and why the platform's administrator could look into the caller's own company, newest first.</summary>
[RequirePermission(Permission.ReadAuditLog)]
public sealed record ListLooksIntoCompanyQuery(int? Page = null, int? PageSize = null) : IQuery<PagedList<LookRow>>, IPagedQuery;

internal sealed class ListLooksIntoCompanyValidator : AbstractValidator<ListLooksIntoCompanyQuery>
{
    public ListLooksIntoCompanyValidator() => this.ValidatePaging();
}

internal sealed class ListLooksIntoCompanyHandler(IReader<CompanyLook> looks) : IQueryHandler<ListLooksIntoCompanyQuery, PagedList<LookRow>>
{
    public async Task<ErrorOr<PagedList<LookRow>>> Handle(ListLooksIntoCompanyQuery request, CancellationToken cancellationToken) =>
        await looks.PageAsync<LookRow>(new NewestLooksSpec(), request, cancellationToken);
}
