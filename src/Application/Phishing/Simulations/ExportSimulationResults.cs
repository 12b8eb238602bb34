using ErrorOr;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Auditing;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Auditing;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.Phishing;

namespace SecurityTraining.Application.Phishing.Simulations;

/// <summary>The results of a simulation as rows that are read while they are written out.</summary>
[RequirePermission(Permission.ReadPhishing)]
public sealed record ExportSimulationResultsQuery(Guid Id) : IQuery<SimulationExport>;

public sealed record SimulationExport(string Name, IAsyncEnumerable<RecipientRow> Rows);

internal sealed class ExportSimulationResultsHandler(IReader<Simulation> simulations, IPhishingReports reports, IAuditTrail audit)
    : IQueryHandler<ExportSimulationResultsQuery, SimulationExport>
{
    public async Task<ErrorOr<SimulationExport>> Handle(ExportSimulationResultsQuery request, CancellationToken cancellationToken)
    {
        if (await simulations.SingleOrDefaultAsync<SimulationRow>(new ByIdSpec<Simulation>(request.Id), cancellationToken) is not { } simulation)
        {
            return SimulationErrors.NotFound;
        }

        audit.Note("phishing.export-simulation-results", new AuditTarget("simulation", request.Id));
        return new SimulationExport(simulation.Name, reports.Results(request.Id, cancellationToken));
    }
}
