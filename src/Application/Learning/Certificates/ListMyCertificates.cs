using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Learning.Certificates;

namespace SecurityTraining.Application.Learning.Certificates;

/// <summary>The person's own certificates, the newest first.</summary>
[Authenticated]
public sealed record ListMyCertificatesQuery(int? Page = null, int? PageSize = null) : IQuery<PagedList<CertificateRow>>, IPagedQuery;

internal sealed class ListMyCertificatesValidator : AbstractValidator<ListMyCertificatesQuery>
{
    public ListMyCertificatesValidator() => this.ValidatePaging();
}

internal sealed class ListMyCertificatesHandler(IReader<Certificate> certificates, ICurrentUser me, TimeProvider clock)
    : IQueryHandler<ListMyCertificatesQuery, PagedList<CertificateRow>>
{
    public async Task<ErrorOr<PagedList<CertificateRow>>> Handle(ListMyCertificatesQuery request, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var page = await certificates.PageAsync<CertificateRow>(new CertificatesOfSpec(me.RequireUserId()), request, cancellationToken);
        return page with { Items = [.. page.Items.Select(row => row.AsOf(now))] };
    }
}
