using ErrorOr;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Learning.Achievements;
using SecurityTraining.Domain.People;

namespace SecurityTraining.Application.Learning.Achievements;

/// <summary>The caller's points, level and badges, reckoned from the ledger.</summary>
[Authenticated]
public sealed record GetMyAchievementsQuery : IQuery<AchievementsRow>;

/// <param name="Enabled">False: the company or the person has opted out, and nothing is shown.</param>
/// <param name="NextLevelAt">The points from which on the next level holds; null: there is none above.</param>
/// <param name="Badges">All that there are; first those that the person has, in the order in which they got them.</param>
public sealed record AchievementsRow(bool Enabled, int? Points, int? Level, int? NextLevelAt, IReadOnlyList<BadgeRow> Badges);

/// <param name="Title">In the person's language, as is <paramref name="HowTo"/>.</param>
/// <param name="EarnedAt">Null: not yet.</param>
public sealed record BadgeRow(Badge Badge, string Title, string HowTo, DateTimeOffset? EarnedAt);

internal sealed class GetMyAchievementsHandler(IRepository<PointEntry> entries, AchievementSwitch achievements)
    : IQueryHandler<GetMyAchievementsQuery, AchievementsRow>
{
    public async Task<ErrorOr<AchievementsRow>> Handle(GetMyAchievementsQuery request, CancellationToken cancellationToken)
    {
        if (await achievements.Find(cancellationToken) is not { } viewer)
        {
            return UserErrors.NotFound;
        }

        if (!viewer.AreShown)
        {
            return new AchievementsRow(Enabled: false, Points: null, Level: null, NextLevelAt: null, []);
        }

        var achieved = Achieved.By(await entries.ListAsync(new PointsOfSpec(viewer.User.Id), cancellationToken));
        var earned = achieved.Badges.Select(badge => (badge.Badge, (DateTimeOffset?)badge.At)).ToList();
        var open = Enum.GetValues<Badge>().Where(badge => !earned.Exists(has => has.Badge == badge)).Select(badge => (badge, (DateTimeOffset?)null));
        return new AchievementsRow(
            Enabled: true,
            achieved.Points,
            Levels.Of(achieved.Points),
            Levels.NextAt(achieved.Points),
            [.. earned.Concat(open).Select(pair => Row(pair.Item1, pair.Item2, viewer.Language))]);
    }

    private static BadgeRow Row(Badge badge, DateTimeOffset? earnedAt, string language)
    {
        var text = BadgeTexts.Of(badge, language);
        return new BadgeRow(badge, text.Title, text.HowTo, earnedAt);
    }
}
