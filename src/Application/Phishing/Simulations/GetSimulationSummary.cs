using ErrorOr;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Application.Phishing.WorksCouncil;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.Phishing;
using SecurityTraining.Domain.Phishing.WorksCouncil;

namespace SecurityTraining.Application.Phishing.Simulations;

/// <summary>The funnel of a simulation; refused in works-council mode (<see cref="GetWorksCouncilReportQuery"/>).</summary>
[RequirePermission(Permission.ReadPhishing)]
public sealed record GetSimulationSummaryQuery(Guid Id) : IQuery<SimulationSummary>;

/// <summary>Unique people; scanners and prefetching clients are left out. Whoever has clicked, submitted or reported counts as having opened.</summary>
/// <param name="Failed">Refused by a mail server for good.</param>
/// <param name="Skipped">Left out at the last moment, or because the simulation was cancelled before their turn.</param>
public sealed record SimulationSummary(int Recipients, int Sent, int Failed, int Skipped, int Opened, int Clicked, int Submitted, int Reported)
{
    /// <summary>All hits, whoever was behind them, and as often as they came.</summary>
    public RawHits Raw { get; init; } = new(0, 0, 0);
}

public sealed record RawHits(int Opened, int Clicked, int Submitted);

internal sealed class GetSimulationSummaryHandler(IReader<Simulation> simulations, IPhishingReports reports)
    : IQueryHandler<GetSimulationSummaryQuery, SimulationSummary>
{
    public async Task<ErrorOr<SimulationSummary>> Handle(GetSimulationSummaryQuery request, CancellationToken cancellationToken) =>
        await simulations.CountAsync(new PseudonymousSimulationSpec(request.Id), cancellationToken) > 0 ? WorksCouncilErrors.NotShown
        : await reports.Summary(request.Id, cancellationToken) is { } summary ? summary
        : SimulationErrors.NotFound;
}
