using SecurityTraining.Application.Common;
using SecurityTraining.Application.Phishing.Simulations;

namespace SecurityTraining.Application.Phishing;

/// <summary>Reads across aggregates about the current company's simulations.</summary>
public interface IPhishingReports
{
    /// <returns>Null if the company has no such simulation.</returns>
    Task<SimulationSummary?> Summary(Guid simulationId, CancellationToken ct);

    Task<CursorPage<TimelineRow>> Timeline(Guid simulationId, string? cursor, int limit, CancellationToken ct);

    /// <summary>Every recipient of a simulation, without keeping them in memory.</summary>
    IAsyncEnumerable<RecipientRow> Results(Guid simulationId, CancellationToken ct);
}
