using AutoMapper;
using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.Phishing;
using SecurityTraining.Domain.Phishing.WorksCouncil;

namespace SecurityTraining.Application.Phishing.WorksCouncil;

/// <summary>Who asked for, and who agreed to, finding out who is behind a pseudonym; never who that is. Newest first.</summary>
[RequirePermission(Permission.ReadPhishing)]
public sealed record ListUnmaskingsQuery(Guid Id, int? Page, int? PageSize) : IQuery<PagedList<UnmaskingRow>>, IPagedQuery;

/// <param name="ApprovedBy">Null: nobody has agreed.</param>
public sealed record UnmaskingRow(
    Guid Id, Guid Pseudonym, string Reason, Guid RequestedBy, DateTimeOffset RequestedAt, Guid? ApprovedBy, DateTimeOffset? ApprovedAt);

internal sealed class ListUnmaskingsValidator : AbstractValidator<ListUnmaskingsQuery>
{
    public ListUnmaskingsValidator() => this.ValidatePaging();
}

internal sealed class ListUnmaskingsHandler(IReader<Simulation> simulations, IReader<Unmasking> unmaskings)
    : IQueryHandler<ListUnmaskingsQuery, PagedList<UnmaskingRow>>
{
    public async Task<ErrorOr<PagedList<UnmaskingRow>>> Handle(ListUnmaskingsQuery request, CancellationToken cancellationToken) =>
        await simulations.CountAsync(new ByIdSpec<Simulation>(request.Id), cancellationToken) == 0
            ? SimulationErrors.NotFound
            : await unmaskings.PageAsync<UnmaskingRow>(new UnmaskingsSpec(request.Id), request, cancellationToken);

    private sealed class UnmaskingsSpec : Specification<Unmasking>
    {
        public UnmaskingsSpec(Guid simulationId) =>
            Query.Where(unmasking => unmasking.SimulationId == simulationId).OrderByDescending(unmasking => unmasking.Id);
    }
}

internal sealed class UnmaskingProfile : Profile
{
    public UnmaskingProfile() => CreateProjection<Unmasking, UnmaskingRow>();
}
