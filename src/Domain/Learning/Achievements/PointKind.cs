namespace SecurityTraining.Domain.Learning.Achievements;

/// <summary>What people collect points for.</summary>
public enum PointKind
{
    LessonCompleted,

    /// <summary>Taking the same version of a course again brings no more.</summary>
    CourseCompleted,

    /// <summary>A course with 100 percent; comes on top.</summary>
    FullScore,

    /// <summary>A quiz passed at the first try.</summary>
    FirstTry,

    /// <summary>A simulated phishing mail reported.</summary>
    LureReported,

    /// <summary>Given by a rule of the company, which says how many.</summary>
    Awarded,
}

public static class PointTable
{
    public static int For(PointKind kind) => kind switch
    {
        PointKind.LessonCompleted => 5,
        PointKind.CourseCompleted => 50,
        PointKind.FullScore => 25,
        PointKind.FirstTry => 20,
        PointKind.LureReported => 30,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, message: null),
    };
}

/// <summary>Something that has brought points; the same kind happens to a source once.</summary>
/// <param name="SourceId">The lesson, the enrollment, or the recipient of a lure.</param>
public sealed record PointFact(Guid UserId, PointKind Kind, Guid SourceId, int Points, DateTimeOffset At)
{
    public static PointFact Of(Guid userId, PointKind kind, Guid sourceId, DateTimeOffset at) =>
        new(userId, kind, sourceId, PointTable.For(kind), at);
}
