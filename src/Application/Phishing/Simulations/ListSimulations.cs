using AutoMapper;
using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.Phishing;

namespace SecurityTraining.Application.Phishing.Simulations;

/// <summary>The company's simulations, newest first unless sorted otherwise.</summary>
/// <param name="Search">Part of the name, in any case.</param>
[RequirePermission(Permission.ReadPhishing)]
public sealed record ListSimulationsQuery(int? Page, int? PageSize, string? Search, string? Sort, SimulationStatus? Status)
    : IQuery<PagedList<SimulationListRow>>, IPagedQuery;

public sealed record SimulationListRow(
    Guid Id, string Name, SimulationStatus Status, DateTimeOffset CreatedAt, DateTimeOffset? StartsAt, DateTimeOffset? LaunchedAt, DateTimeOffset? EndedAt);

internal sealed class ListSimulationsValidator : AbstractValidator<ListSimulationsQuery>
{
    public ListSimulationsValidator()
    {
        this.ValidatePaging();
        SimulationsSpec.Sorting.Validate(this, query => query.Sort);
        RuleFor(query => query.Search).MaximumLength(Simulation.MaxNameLength);
        RuleFor(query => query.Status).IsInEnum();
    }
}

internal sealed class ListSimulationsHandler(IReader<Simulation> simulations) : IQueryHandler<ListSimulationsQuery, PagedList<SimulationListRow>>
{
    public async Task<ErrorOr<PagedList<SimulationListRow>>> Handle(ListSimulationsQuery request, CancellationToken cancellationToken) =>
        await simulations.PageAsync<SimulationListRow>(new SimulationsSpec(request), request, cancellationToken);
}

internal sealed class SimulationsSpec : Specification<Simulation>
{
    public static readonly SortFields<Simulation> Sorting = new SortFields<Simulation>("-createdAt")
        .Add("createdAt", simulation => simulation.CreatedAt)
        .Add("name", simulation => simulation.Plan.Name)
        .Add("launchedAt", simulation => simulation.LaunchedAt)
        .Add("startsAt", simulation => simulation.Plan.StartsAt);

    public SimulationsSpec(ListSimulationsQuery query)
    {
        var search = query.Search?.Trim().ToLowerInvariant();
        Query
            .Where(simulation => simulation.Plan.Name.ToLower().Contains(search!), !string.IsNullOrEmpty(search))
            .Where(simulation => simulation.Status == query.Status, query.Status is not null);
        Sorting.Apply(Query, query.Sort);
    }
}

internal sealed class SimulationListProfile : Profile
{
    public SimulationListProfile() => CreateMap<Simulation, SimulationListRow>()
        .ForCtorParam(nameof(SimulationListRow.Name), row => row.MapFrom(simulation => simulation.Plan.Name))
        .ForCtorParam(nameof(SimulationListRow.StartsAt), row => row.MapFrom(simulation => simulation.Plan.StartsAt));
}
