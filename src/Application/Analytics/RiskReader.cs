using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Analytics;

namespace SecurityTraining.Application.Analytics;

/// <param name="ComputedAt">Null: nothing is known of the person yet, and the score is the one that everybody starts with.</param>
/// <param name="Explanation">The events that count most, by what they contribute.</param>
/// <param name="OtherPoints">What all further events contribute together.</param>
/// <param name="History">Oldest first: a point for each day whose score was another one than before; each holds until the next.</param>
public sealed record UserRisk(
    Guid UserId,
    int Score,
    RiskBand Band,
    int NeutralScore,
    DateTimeOffset? ComputedAt,
    IReadOnlyList<RiskReason> Explanation,
    double OtherPoints,
    IReadOnlyList<RiskDayScore> History);

/// <param name="Weight">Points at the time of the event.</param>
/// <param name="Points">What is left of them; what is above zero has raised the score.</param>
public sealed record RiskReason(RiskEventKind Kind, DateTimeOffset At, int Weight, int HalfLifeDays, double AgeDays, double Points);

public sealed record RiskDayScore(DateOnly Day, int Score, RiskBand Band);

/// <summary>Shows one person's score with what it is made of, as of the moment for which it was computed, so that the points add up to it.</summary>
internal sealed class RiskReader(IRepository<PersonRisk> risks, IRepository<RiskEvent> events)
{
    private const int MostReasons = 50;

    /// <param name="userId">Somebody whom the caller may see.</param>
    /// <param name="ct">Ends the wait for the database.</param>
    public async Task<UserRisk> Read(Guid userId, CancellationToken ct)
    {
        if (await risks.SingleOrDefaultAsync(new RiskWithHistorySpec(userId), ct) is not { } risk)
        {
            return new UserRisk(
                userId, RiskPolicy.Neutral, RiskPolicy.BandOf(RiskPolicy.Neutral), RiskPolicy.Neutral, ComputedAt: null, [], OtherPoints: 0, []);
        }

        var entries = await events.ListAsync(new LedgerSpec([userId], risk.ComputedAt - RiskPolicy.Memory), ct);
        var contributions = RiskPolicy.Assess(entries.Select(entry => entry.Fact), risk.ComputedAt).Contributions
            .OrderByDescending(contribution => Math.Abs(contribution.Points)).ThenByDescending(contribution => contribution.Fact.At)
            .ToList();
        return new UserRisk(
            userId,
            risk.Score,
            risk.Band,
            RiskPolicy.Neutral,
            risk.ComputedAt,
            [.. contributions.Take(MostReasons).Select(Reason)],
            Round(contributions.Skip(MostReasons).Sum(contribution => contribution.Points)),
            [.. risk.History.OrderBy(point => point.Day).Select(point => new RiskDayScore(point.Day, point.Score, RiskPolicy.BandOf(point.Score)))]);
    }

    private static RiskReason Reason(RiskContribution contribution) => new(
        contribution.Fact.Kind,
        contribution.Fact.At,
        contribution.Rule.Weight,
        contribution.Rule.HalfLifeDays,
        Round(contribution.AgeDays),
        Round(contribution.Points));

    private static double Round(double number) => Math.Round(number, 2, MidpointRounding.AwayFromZero);

    private sealed class RiskWithHistorySpec : SingleResultSpecification<PersonRisk>
    {
        public RiskWithHistorySpec(Guid userId) => Query.Where(risk => risk.Id == userId).Include(risk => risk.History).AsNoTracking();
    }
}
