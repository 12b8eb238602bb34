namespace SecurityTraining.Domain.Learning.Achievements;

public enum Badge
{
    /// <summary>The first lesson.</summary>
    FirstStep,

    /// <summary>The first course.</summary>
    Graduate,

    /// <summary>Five courses.</summary>
    Scholar,

    /// <summary>Fifteen courses.</summary>
    Professor,

    /// <summary>Five quizzes at the first try.</summary>
    SharpMind,

    /// <summary>A course with 100 percent.</summary>
    Flawless,

    /// <summary>The first lure reported.</summary>
    WatchfulEye,

    /// <summary>Five lures reported.</summary>
    Guardian,

    /// <summary>Twenty lures reported.</summary>
    Sentinel,

    /// <summary>A course, a quiz at the first try and a reported lure.</summary>
    AllRounder,

    /// <summary>Fifty lessons.</summary>
    Marathon,
}

public sealed record EarnedBadge(Badge Badge, DateTimeOffset At);

/// <summary>What follows from what somebody has done; in whatever order it became known.</summary>
/// <param name="Badges">In the order in which they were earned.</param>
public sealed record Achieved(int Points, IReadOnlyList<EarnedBadge> Badges)
{
    private static readonly (Badge Badge, Func<IReadOnlyDictionary<PointKind, int>, bool> IsEarned)[] Rules =
    [
        (Badge.FirstStep, done => done[PointKind.LessonCompleted] >= 1),
        (Badge.Graduate, done => done[PointKind.CourseCompleted] >= 1),
        (Badge.Scholar, done => done[PointKind.CourseCompleted] >= 5),
        (Badge.Professor, done => done[PointKind.CourseCompleted] >= 15),
        (Badge.SharpMind, done => done[PointKind.FirstTry] >= 5),
        (Badge.Flawless, done => done[PointKind.FullScore] >= 1),
        (Badge.WatchfulEye, done => done[PointKind.LureReported] >= 1),
        (Badge.Guardian, done => done[PointKind.LureReported] >= 5),
        (Badge.Sentinel, done => done[PointKind.LureReported] >= 20),
        (Badge.AllRounder, done => done[PointKind.CourseCompleted] > 0 && done[PointKind.FirstTry] > 0 && done[PointKind.LureReported] > 0),
        (Badge.Marathon, done => done[PointKind.LessonCompleted] >= 50),
    ];

    /// <param name="facts">All that are known of one person.</param>
    public static Achieved By(IEnumerable<PointFact> facts)
    {
        var points = 0;
        var done = Enum.GetValues<PointKind>().ToDictionary(kind => kind, _ => 0);
        var badges = new List<EarnedBadge>();
        foreach (var fact in facts.OrderBy(fact => fact.At).ThenBy(fact => fact.Kind).ThenBy(fact => fact.SourceId))
        {
            points += fact.Points;
            done[fact.Kind]++;
            badges.AddRange(Rules
                .Where(rule => badges.TrueForAll(earned => earned.Badge != rule.Badge) && rule.IsEarned(done))
                .Select(rule => new EarnedBadge(rule.Badge, fact.At))
                .ToList());
        }

        return new Achieved(points, badges);
    }
}
