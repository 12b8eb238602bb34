using System.Diagnostics.Metrics;
using SecurityTraining.Application.Common.Pipeline;
using SecurityTraining.Application.Common.Security;
using SecurityTraining.Application.Common.Work;
using SecurityTraining.Application.Phishing.Tracking;
using SecurityTraining.Domain.Phishing;
using SecurityTraining.Infrastructure.Jobs;

namespace SecurityTraining.Infrastructure.Phishing;

/// <summary>Lets the hits of a company that come in together share one transaction.</summary>
internal sealed class HitIntake : IHitIntake
{
    private static readonly Counter<long> Hits = Telemetry.Meter.CreateCounter<long>(
        "securitytraining.phishing.hits", description: "Requests for tracking links with a valid token, by kind.");

    private readonly GroupCommit<Guid, TrackingHit, HitOutcome?> _commits;

    public HitIntake(ICompanyScope companies) =>
        _commits = new GroupCommit<Guid, TrackingHit, HitOutcome?>((companyId, hits) => Commit(companies, companyId, hits));

    public Task<HitOutcome?> Record(TrackingTarget target, SimulationEventKind kind, HitEvidence evidence, int? stage = null)
    {
        Hits.Add(1, new KeyValuePair<string, object?>("kind", kind.ToString()));
        return _commits.Add(target.CompanyId, new TrackingHit(target.TrackingId, kind, evidence, stage));
    }

    private static async Task<IReadOnlyList<HitOutcome?>> Commit(ICompanyScope companies, Guid companyId, IReadOnlyList<TrackingHit> hits)
    {
        var recorded = await companies.Send(companyId, new RecordHitsCommand(hits), CancellationToken.None);
        return recorded.IsError
            ? throw new InvalidOperationException($"Hits could not be recorded: {recorded.FirstError.Code}.")
            : recorded.Value;
    }
}
