using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.Phishing;

namespace SecurityTraining.Application.Phishing.Simulations;

/// <summary>Everything that happened in a simulation, newest first; scanners' hits too, with their verdict.</summary>
[RequirePermission(Permission.ReadPhishing)]
public sealed record GetSimulationTimelineQuery(Guid Id, string? Cursor, int? Limit) : IQuery<CursorPage<TimelineRow>>, ICursorQuery;

/// <param name="Stage">Of the landing page whose form was submitted, from 1.</param>
public sealed record TimelineRow(
    Guid Id, DateTimeOffset At, SimulationEventKind Kind, Verdict Verdict, string? Client, Guid RecipientId, string Email, string FullName,
    int? Stage = null);

internal sealed class GetSimulationTimelineValidator : AbstractValidator<GetSimulationTimelineQuery>
{
    public GetSimulationTimelineValidator()
    {
        this.ValidateCursor();
        RuleFor(query => query.Cursor).Must(cursor => cursor is null || TimeCursor.TryParse(cursor, out _))
            .WithMessage("Use the nextCursor of the page before.");
    }
}

internal sealed class GetSimulationTimelineHandler(IReader<Simulation> simulations, IPhishingReports reports)
    : IQueryHandler<GetSimulationTimelineQuery, CursorPage<TimelineRow>>
{
    public async Task<ErrorOr<CursorPage<TimelineRow>>> Handle(GetSimulationTimelineQuery request, CancellationToken cancellationToken)
    {
        if (await simulations.CountAsync(new ByIdSpec<Simulation>(request.Id), cancellationToken) == 0)
        {
            return SimulationErrors.NotFound;
        }

        return await reports.Timeline(request.Id, request.Cursor, request.LimitOrDefault(), cancellationToken);
    }
}
