using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Common;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.Phishing;

namespace SecurityTraining.Application.Phishing.Simulations;

/// <summary>
/// Who gets which mail when: before the launch what launching at <c>startsAt</c> would do, after it what has been written down. Nothing but
/// changes of the plan, the people or the templates in between makes the two differ.
/// </summary>
[RequirePermission(Permission.ReadPhishing)]
public sealed record GetSimulationPlanQuery(Guid Id, int? Page, int? PageSize) : IQuery<SimulationPlanRow>, IPagedQuery;

/// <param name="StartsAt">The start that the plan counts from; of a draft without one, this moment.</param>
/// <param name="LastSendAt">Null: there is nobody to send to.</param>
/// <param name="NotEligible">People who are meant, but have no address in a verified domain; 0 after the launch.</param>
/// <param name="Late">Mails for which there is no room before the end, so that they go out after it.</param>
/// <param name="WithoutRoom">People for whose mail there is no room at all within 60 days; then the simulation cannot be launched.</param>
/// <param name="IsFinal">Everybody has been written down.</param>
/// <param name="Days">Mails for each day of the company's own calendar.</param>
/// <param name="Hours">Mails for each hour of UTC.</param>
/// <param name="People">In the order of their mails.</param>
public sealed record SimulationPlanRow(
    DateTimeOffset StartsAt,
    DateTimeOffset? LastSendAt,
    int Recipients,
    int NotEligible,
    int Late,
    int WithoutRoom,
    bool IsFinal,
    IReadOnlyList<PlannedDayRow> Days,
    IReadOnlyList<PlannedHourRow> Hours,
    PagedList<PlannedMailRow> People);

public sealed record PlannedDayRow(DateOnly Day, int Mails);

public sealed record PlannedHourRow(DateTimeOffset Hour, int Mails);

/// <inheritdoc cref="RecipientRow"/>
public sealed record PlannedMailRow(
    Guid UserId,
    string Email,
    string FullName,
    string TimeZone,
    DateTimeOffset SendAt,
    Guid TemplateId,
    string TemplateName,
    Difficulty Difficulty,
    Difficulty? TargetDifficulty,
    int Resisted,
    int FellFor,
    bool IsRepeat);

internal sealed class GetSimulationPlanValidator : AbstractValidator<GetSimulationPlanQuery>
{
    public GetSimulationPlanValidator() => this.ValidatePaging();
}

internal sealed class GetSimulationPlanHandler(
    IRepository<Simulation> simulations, SimulationForecast forecast, PlannedMails planned, TimeProvider clock)
    : IQueryHandler<GetSimulationPlanQuery, SimulationPlanRow>
{
    public async Task<ErrorOr<SimulationPlanRow>> Handle(GetSimulationPlanQuery request, CancellationToken cancellationToken)
    {
        if (await simulations.SingleOrDefaultAsync(new Delivery.SimulationWithLuresSpec(request.Id), cancellationToken) is not { } simulation)
        {
            return SimulationErrors.NotFound;
        }

        var now = clock.GetUtcNow();
        var start = simulation.SendsFrom ?? simulation.LaunchedAt ?? PlannedStart(simulation, now);
        var plan = simulation.LaunchedAt is null
            ? await forecast.For(simulation, start, cancellationToken)
            : await planned.Frozen(simulation, cancellationToken);
        var mails = plan.Mails.OrderBy(mail => mail.SendAt).ThenBy(mail => mail.UserId).ToList();
        var page = mails.Skip((request.PageOrDefault() - 1) * request.PageSizeOrDefault()).Take(request.PageSizeOrDefault()).ToList();
        var people = simulation.LaunchedAt is null
            ? await planned.Choose(simulation, page, start, cancellationToken)
            : await planned.Chosen(simulation, page, cancellationToken);
        return new SimulationPlanRow(
            start,
            mails.Count == 0 ? null : mails[^1].SendAt,
            mails.Count,
            plan.NotEligible,
            mails.Count(mail => mail.IsLate),
            plan.WithoutRoom,
            simulation.IsFrozen,
            [.. mails.GroupBy(mail => mail.SendAt.DayIn(plan.TimeZone)).Select(day => new PlannedDayRow(day.Key, day.Count())).OrderBy(day => day.Day)],
            [.. mails.GroupBy(mail => mail.SendAt.UtcTicks / TimeSpan.TicksPerHour)
                .Select(hour => new PlannedHourRow(new DateTimeOffset(hour.Key * TimeSpan.TicksPerHour, TimeSpan.Zero), hour.Count()))],
            new PagedList<PlannedMailRow>(people, request.PageOrDefault(), request.PageSizeOrDefault(), mails.Count));
    }

    private static DateTimeOffset PlannedStart(Simulation simulation, DateTimeOffset now) =>
        (simulation.RequestedStart ?? simulation.Plan.StartsAt) is { } start && start > now ? start : now;
}
