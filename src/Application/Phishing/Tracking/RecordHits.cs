using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Pipeline;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Application.Phishing.WorksCouncil;
using SecurityTraining.Domain.Phishing;

namespace SecurityTraining.Application.Phishing.Tracking;

/// <summary>Writes down what came in over tracking links, many people's hits in one transaction. Their tokens have been checked.</summary>
[PlatformScope]
[RetryOnConflict]
public sealed record RecordHitsCommand(IReadOnlyList<TrackingHit> Hits) : ICommand<IReadOnlyList<HitOutcome?>>;

/// <param name="Stage">Of the landing page whose form was submitted.</param>
public sealed record TrackingHit(Guid TrackingId, SimulationEventKind Kind, HitEvidence Evidence, int? Stage = null);

/// <summary>What is needed to show the person a page.</summary>
public sealed record HitOutcome(Guid LureId, string Language, string? SenderName, string? SenderAddress, LureAddressee To, string? SenderDomain = null);

internal sealed class RecordHitsValidator : AbstractValidator<RecordHitsCommand>
{
    public RecordHitsValidator() => RuleForEach(command => command.Hits)
        .Must(hit => hit.Kind is SimulationEventKind.Opened or SimulationEventKind.Clicked or SimulationEventKind.Submitted
            or SimulationEventKind.AttachmentOpened);
}

internal sealed class RecordHitsHandler(
    IRepository<Recipient> recipients, IRepository<Simulation> simulations, HitSurroundings surroundings, PseudonymousRecorder pseudonymous,
    IHitOrigins origins, ITenant tenant)
    : ICommandHandler<RecordHitsCommand, IReadOnlyList<HitOutcome?>>
{
    public async Task<ErrorOr<IReadOnlyList<HitOutcome?>>> Handle(RecordHitsCommand request, CancellationToken cancellationToken)
    {
        var trackingIds = request.Hits.Select(hit => hit.TrackingId).Distinct().ToList();
        var found = (await recipients.ListAsync(new RecipientsByTrackingIdSpec(trackingIds), cancellationToken))
            .ToDictionary(recipient => recipient.TrackingId);
        var simulationIds = found.Values.Select(recipient => recipient.SimulationId).Distinct().ToList();
        var launches = (await simulations.ListAsync(new SimulationFactsSpec(simulationIds), cancellationToken)).ToDictionary(row => row.Id);
        var companyId = tenant.CompanyId!.Value;
        var hits = request.Hits.Where(hit => found.TryGetValue(hit.TrackingId, out var recipient) && launches[recipient.SimulationId].Collects(hit.Evidence.At))
            .Select(hit => new ReceivedHit(
                found[hit.TrackingId], hit.Kind, hit.Evidence with { Origin = origins.Of(companyId, hit.Evidence.Address) }, hit.Stage))
            .ToList();
        await surroundings.Record(hits.FindAll(hit => !hit.Recipient.IsPseudonymous), cancellationToken);
        await pseudonymous.Record(hits.FindAll(hit => hit.Recipient.IsPseudonymous), cancellationToken);
        return request.Hits.Select(hit => Outcome(found.GetValueOrDefault(hit.TrackingId), launches)).ToList();
    }

    private static HitOutcome? Outcome(Recipient? recipient, Dictionary<Guid, SimulationFacts> simulationsById)
    {
        if (recipient is null)
        {
            return null;
        }

        var simulation = simulationsById[recipient.SimulationId];
        var to = new LureAddressee(
            recipient.CompanyId, recipient.Id, recipient.TrackingId, recipient.Email, recipient.FullName, recipient.MergeValues);
        return new HitOutcome(recipient.LureId, recipient.Language, simulation.SenderName, simulation.SenderAddress, to, simulation.SenderDomain);
    }
}

internal sealed class RecipientsByTrackingIdSpec : Specification<Recipient>
{
    public RecipientsByTrackingIdSpec(IReadOnlyCollection<Guid> trackingIds) => Query.Where(recipient => trackingIds.Contains(recipient.TrackingId));
}

/// <param name="CollectedAt">Null: it has not been closed.</param>
internal sealed record SimulationFacts(
    Guid Id, DateTimeOffset? LaunchedAt, DateTimeOffset? CollectedAt, string? SenderName, string? SenderAddress, string? SenderDomain)
{
    public bool Collects(DateTimeOffset at) => CollectedAt is null && at - LaunchedAt <= Simulation.CollectionPeriod;
}

internal sealed class SimulationFactsSpec : Specification<Simulation, SimulationFacts>
{
    public SimulationFactsSpec(IReadOnlyCollection<Guid> ids)
    {
        Query.Where(simulation => ids.Contains(simulation.Id)).AsNoTracking();
        Selector = simulation => new SimulationFacts(
            simulation.Id, simulation.LaunchedAt, simulation.CollectedAt, simulation.Plan.SenderName, simulation.Plan.SenderAddress, simulation.Plan.SenderDomain);
    }
}
