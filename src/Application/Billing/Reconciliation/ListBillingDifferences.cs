using AutoMapper;
using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Billing;
using SecurityTraining.Domain.Identity;

namespace SecurityTraining.Application.Billing.Reconciliation;

/// <summary>What the nightly comparison with the payment provider has found, newest first.</summary>
/// <param name="Mended">False: only what is still there and needs somebody.</param>
[RequirePermission(Permission.OperatePlatform)]
public sealed record ListBillingDifferencesQuery(bool? Mended = null, int? Page = null, int? PageSize = null)
    : IQuery<PagedList<BillingDifferenceRow>>, IPagedQuery;

/// <param name="Reference">The provider's id of the subscription.</param>
/// <param name="ForCompanyId">Null: nobody whom the installation knows.</param>
/// <param name="MendedAt">Null: it is still there.</param>
public sealed record BillingDifferenceRow(
    Guid Id,
    BillingDifferenceKind Kind,
    string Reference,
    Guid? ForCompanyId,
    string? Ours,
    string? Theirs,
    DateTimeOffset FoundAt,
    DateTimeOffset SeenAt,
    DateTimeOffset? MendedAt);

internal sealed class ListBillingDifferencesValidator : AbstractValidator<ListBillingDifferencesQuery>
{
    public ListBillingDifferencesValidator() => this.ValidatePaging();
}

internal sealed class ListBillingDifferencesHandler(IReader<BillingDifference> differences)
    : IQueryHandler<ListBillingDifferencesQuery, PagedList<BillingDifferenceRow>>
{
    public async Task<ErrorOr<PagedList<BillingDifferenceRow>>> Handle(ListBillingDifferencesQuery request, CancellationToken cancellationToken) =>
        await differences.PageAsync<BillingDifferenceRow>(new NewestSpec(request.Mended), request, cancellationToken);

    private sealed class NewestSpec : Specification<BillingDifference>
    {
        public NewestSpec(bool? mended) => Query
            .Where(difference => difference.MendedAt != null == mended, mended is not null)
            .OrderByDescending(difference => difference.Id);
    }
}

internal sealed class BillingDifferenceRowProfile : Profile
{
    public BillingDifferenceRowProfile() => CreateProjection<BillingDifference, BillingDifferenceRow>();
}
