using AutoMapper;
using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.Phishing;
using SecurityTraining.Domain.Phishing.WorksCouncil;

namespace SecurityTraining.Application.Phishing.WorksCouncil;

/// <summary>
/// What each pseudonym did, once the results are closed, in the order of the pseudonyms. There is nothing to filter or sort by, and nothing in a
/// row that leads to a person. Whoever did nothing that is shown has no row.
/// </summary>
[RequirePermission(Permission.ReadPhishing)]
public sealed record ListPseudonymousResultsQuery(Guid Id, int? Page, int? PageSize) : IQuery<PagedList<PseudonymousRow>>, IPagedQuery;

/// <param name="Opened">Null: how many did so is not shown.</param>
/// <param name="Clicked">See <paramref name="Opened"/>.</param>
/// <param name="Submitted">See <paramref name="Opened"/>.</param>
/// <param name="Reported">See <paramref name="Opened"/>.</param>
public sealed record PseudonymousRow(Guid Pseudonym, bool? Opened, bool? Clicked, bool? Submitted, bool? Reported);

internal sealed class ListPseudonymousResultsValidator : AbstractValidator<ListPseudonymousResultsQuery>
{
    public ListPseudonymousResultsValidator() => this.ValidatePaging();
}

internal sealed class ListPseudonymousResultsHandler(IRepository<Simulation> simulations, IReader<PseudonymousResult> results)
    : IQueryHandler<ListPseudonymousResultsQuery, PagedList<PseudonymousRow>>
{
    public async Task<ErrorOr<PagedList<PseudonymousRow>>> Handle(ListPseudonymousResultsQuery request, CancellationToken cancellationToken)
    {
        if (await simulations.GetByIdAsync(request.Id, cancellationToken) is not { } simulation)
        {
            return SimulationErrors.NotFound;
        }

        return simulation.CheckResultsClosed() is { IsError: true } refused
            ? refused.Errors
            : await results.PageAsync<PseudonymousRow>(new ResultsSpec(simulation.Id), request, cancellationToken);
    }

    private sealed class ResultsSpec : Specification<PseudonymousResult>
    {
        public ResultsSpec(Guid simulationId) => Query.Where(result => result.SimulationId == simulationId).OrderBy(result => result.Id);
    }
}

internal sealed class PseudonymousRowProfile : Profile
{
    public PseudonymousRowProfile() => CreateProjection<PseudonymousResult, PseudonymousRow>()
        .ForCtorParam(nameof(PseudonymousRow.Pseudonym), row => row.MapFrom(result => result.Id));
}
