using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Application.Phishing.WorksCouncil;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.Phishing;
using SecurityTraining.Domain.Phishing.WorksCouncil;

namespace SecurityTraining.Application.Phishing.Verdicts;

/// <summary>Every request for something in a simulation's mails, newest first, with what was taken to be behind it and why.</summary>
[RequirePermission(Permission.ReadPhishing)]
public sealed record GetSimulationHitsQuery(Guid Id, string? Cursor, int? Limit, Verdict? Verdict = null, Guid? RecipientId = null)
    : IQuery<CursorPage<HitRow>>, ICursorQuery;

/// <param name="Reasons">What spoke against the person, and what decided.</param>
public sealed record HitRow(
    Guid Id,
    DateTimeOffset At,
    SimulationEventKind Kind,
    Verdict Verdict,
    IReadOnlyList<VerdictReason> Reasons,
    string? Client,
    Guid RecipientId,
    string Email,
    string FullName);

/// <summary>Reads hits of the current company.</summary>
public interface IHitReports
{
    Task<CursorPage<HitRow>> Hits(GetSimulationHitsQuery query, CancellationToken ct);

    /// <returns>Null if the simulation has no such hit.</returns>
    Task<HitRow?> Hit(Guid simulationId, Guid hitId, CancellationToken ct);
}

internal sealed class GetSimulationHitsValidator : AbstractValidator<GetSimulationHitsQuery>
{
    public GetSimulationHitsValidator()
    {
        this.ValidateCursor();
        RuleFor(query => query.Cursor).Must(cursor => cursor is null || TimeCursor.TryParse(cursor, out _))
            .WithMessage("Use the nextCursor of the page before.");
        RuleFor(query => query.Verdict).IsInEnum();
    }
}

internal sealed class GetSimulationHitsHandler(IReader<Simulation> simulations, IHitReports reports)
    : IQueryHandler<GetSimulationHitsQuery, CursorPage<HitRow>>
{
    public async Task<ErrorOr<CursorPage<HitRow>>> Handle(GetSimulationHitsQuery request, CancellationToken cancellationToken) =>
        await simulations.CountAsync(new PseudonymousSimulationSpec(request.Id), cancellationToken) > 0 ? WorksCouncilErrors.NotShown
        : await simulations.CountAsync(new ByIdSpec<Simulation>(request.Id), cancellationToken) == 0 ? SimulationErrors.NotFound
        : await reports.Hits(request, cancellationToken);
}
