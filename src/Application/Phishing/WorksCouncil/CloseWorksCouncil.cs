using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Pipeline;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Application.Common.Work;
using SecurityTraining.Domain.Phishing;

namespace SecurityTraining.Application.Phishing.WorksCouncil;

/// <summary>
/// Takes the next step towards the end of a simulation in works-council mode: no more hits count, its results are counted (by the worker), the
/// hits go, and at last the key. Each step bears to be taken again.
/// </summary>
[PlatformScope]
[RetryOnConflict]
public sealed record CloseWorksCouncilCommand(Guid SimulationId) : ICommand<ClosingStep>;

/// <param name="ToCount">The results are to be counted now.</param>
/// <param name="Wait">When to come back; null: there is nothing left to do.</param>
public sealed record ClosingStep(bool ToCount, TimeSpan? Wait);

internal sealed class CloseWorksCouncilValidator : AbstractValidator<CloseWorksCouncilCommand>
{
    public CloseWorksCouncilValidator() => RuleFor(command => command.SimulationId).NotEmpty();
}

internal sealed class CloseWorksCouncilHandler(
    IRepository<Simulation> simulations, IPseudonymousRecords records, Pseudonyms pseudonyms, IWorkQueue queue, TimeProvider clock)
    : ICommandHandler<CloseWorksCouncilCommand, ClosingStep>
{
    private const int Portion = 2000;

    /// <summary>A mail that is tried again puts the end off, so it is looked for now and then.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);

    private static readonly ClosingStep Over = new(ToCount: false, Wait: null);
    private static readonly ClosingStep Count = new(ToCount: true, Wait: TimeSpan.Zero);

    public async Task<ErrorOr<ClosingStep>> Handle(CloseWorksCouncilCommand request, CancellationToken cancellationToken)
    {
        if (await simulations.GetByIdAsync(request.SimulationId, cancellationToken) is not { CollectsUntil: { } until, PseudonymKeyDestroyedAt: null } simulation)
        {
            return Over;
        }

        var now = clock.GetUtcNow();
        if (simulation.ResultsClosedAt is null)
        {
            return simulation.CollectedAt is not { } collectedAt ? now < until ? Wait(until - now) : await EndCollection(simulation, now, cancellationToken)
                : now < collectedAt + Simulation.Settling ? Wait(collectedAt + Simulation.Settling - now)
                : Count;
        }

        if (await records.RemoveHits(simulation.Id, Portion, cancellationToken) == Portion)
        {
            return Wait(TimeSpan.Zero);
        }

        if (now < simulation.UnmaskUntil)
        {
            return Wait(simulation.UnmaskUntil.Value - now);
        }

        await pseudonyms.DestroyKey(simulation, now, cancellationToken);
        return Over;
    }

    private async Task<ClosingStep> EndCollection(Simulation simulation, DateTimeOffset now, CancellationToken ct)
    {
        if (simulation.EndedAt is null)
        {
            await queue.Discard(simulation.Id, ct);
            queue.Enqueue(WorkKind.SimulationCompletion, simulation.Id, now);
        }

        simulation.EndCollection(now);
        return Wait(Simulation.Settling);
    }

    private static ClosingStep Wait(TimeSpan time) => new(ToCount: false, time < LongestWait ? time : LongestWait);
}

/// <summary>
/// Closes one simulation. It bears to be counted again, since nothing is shown before figures and list are there, and the hits that they rest on go
/// only then.
/// </summary>
internal sealed class WorksCouncilWorker(ICompanyScope companies) : IWorkHandler
{
    private const int Portion = 500;

    public WorkKind Kind => WorkKind.WorksCouncilClosing;

    public async Task<WorkOutcome> Handle(WorkItem item, CancellationToken ct)
    {
        var step = await companies.Send(item.CompanyId, new CloseWorksCouncilCommand(item.SubjectId), ct);
        if (step.IsError)
        {
            return WorkOutcome.Failed(step.FirstError.Code);
        }

        if (step.Value.ToCount && await Count(item, ct) is { IsError: true } failed)
        {
            return WorkOutcome.Failed(failed.FirstError.Code);
        }

        return step.Value.Wait is { } wait ? WorkOutcome.Again(wait) : WorkOutcome.Done;
    }

    private async Task<ErrorOr<Success>> Count(WorkItem item, CancellationToken ct)
    {
        var counted = await companies.Send(item.CompanyId, new CountPseudonymousResultsQuery(item.SubjectId), ct);
        if (counted.IsError)
        {
            return counted.Errors;
        }

        var dropped = new DroppedResults(IsMore: true);
        while (dropped.IsMore)
        {
            var some = await companies.Send(item.CompanyId, new DropPseudonymousResultsCommand(item.SubjectId), ct);
            if (some.IsError)
            {
                return some.Errors;
            }

            dropped = some.Value;
        }

        foreach (var portion in counted.Value.ByPseudonym.Chunk(Portion))
        {
            if (await companies.Send(item.CompanyId, new KeepPseudonymousResultsCommand(portion), ct) is { IsError: true } failed)
            {
                return failed.Errors;
            }
        }

        return await companies.Send(item.CompanyId, new CloseResultsCommand(item.SubjectId, counted.Value.Disclosed), ct);
    }
}
