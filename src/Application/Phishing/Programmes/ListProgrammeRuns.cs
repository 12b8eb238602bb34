using AutoMapper;
using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.Phishing;
using SecurityTraining.Domain.Phishing.Programmes;

namespace SecurityTraining.Application.Phishing.Programmes;

/// <summary>What has come of a programme's runs, the newest first.</summary>
[RequirePermission(Permission.ReadPhishing)]
public sealed record ListProgrammeRunsQuery(Guid Id, int? Page = null, int? PageSize = null) : IQuery<PagedList<ProgrammeRunRow>>, IPagedQuery;

/// <param name="Period">The first day of the week, month or quarter.</param>
/// <param name="SimulationId">Null: it was not launched.</param>
/// <param name="ReasonCode">Why it was not launched; null: it was.</param>
public sealed record ProgrammeRunRow(
    Guid Id, DateOnly Period, DateTimeOffset PlannedAt, DateTimeOffset At, Guid? SimulationId, string? ReasonCode, string? Reason)
{
    /// <summary>As they are now.</summary>
    public string? SimulationName { get; init; }

    public SimulationStatus? SimulationStatus { get; init; }
}

internal sealed class ListProgrammeRunsValidator : AbstractValidator<ListProgrammeRunsQuery>
{
    public ListProgrammeRunsValidator() => this.ValidatePaging();
}

internal sealed class ListProgrammeRunsHandler(IRepository<Programme> programmes, IReader<ProgrammeRun> runs, IRepository<Simulation> simulations)
    : IQueryHandler<ListProgrammeRunsQuery, PagedList<ProgrammeRunRow>>
{
    public async Task<ErrorOr<PagedList<ProgrammeRunRow>>> Handle(ListProgrammeRunsQuery request, CancellationToken cancellationToken)
    {
        if (!await programmes.AnyAsync(new ByIdSpec<Programme>(request.Id), cancellationToken))
        {
            return ProgrammeErrors.NotFound;
        }

        var page = await runs.PageAsync<ProgrammeRunRow>(new RunsSpec(request.Id), request, cancellationToken);
        var ids = page.Items.Select(run => run.SimulationId).OfType<Guid>().ToList();
        var launched = (await simulations.ListAsync(new LaunchedSpec(ids), cancellationToken)).ToDictionary(simulation => simulation.Id);
        return page with { Items = [.. page.Items.Select(run => With(run, run.SimulationId is { } id ? launched[id] : null))] };
    }

    private static ProgrammeRunRow With(ProgrammeRunRow run, Launched? simulation) =>
        run with { SimulationName = simulation?.Name, SimulationStatus = simulation?.Status };

    private sealed class RunsSpec : Specification<ProgrammeRun>
    {
        public RunsSpec(Guid programmeId) => Query.Where(run => run.ProgrammeId == programmeId).OrderByDescending(run => run.Id);
    }

    private sealed class LaunchedSpec : Specification<Simulation, Launched>
    {
        public LaunchedSpec(IReadOnlyCollection<Guid> ids)
        {
            Query.Where(simulation => ids.Contains(simulation.Id));
            Selector = simulation => new Launched(simulation.Id, simulation.Plan.Name, simulation.Status);
        }
    }

    private sealed record Launched(Guid Id, string Name, SimulationStatus Status);
}

internal sealed class ProgrammeRunRowProfile : Profile
{
    public ProgrammeRunRowProfile() => CreateProjection<ProgrammeRun, ProgrammeRunRow>()
        .ForMember(row => row.SimulationName, name => name.Ignore())
        .ForMember(row => row.SimulationStatus, status => status.Ignore());
}
