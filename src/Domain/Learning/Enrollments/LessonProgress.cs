using SecurityTraining.Domain.Learning.Courses;

namespace SecurityTraining.Domain.Learning.Enrollments;

/// <summary>How far somebody has come with a lesson.</summary>
/// <param name="PositionSeconds">Where a video goes on: where it was left. Of other lessons the farthest.</param>
/// <param name="Score">The best result so far, 0 to 100.</param>
/// <param name="IsSpent">There is no attempt left.</param>
/// <param name="Video">Of the company's own videos whose length is known; null: nothing is measured.</param>
public sealed record LessonProgress(
    Guid LessonId, LessonKind Kind, bool IsDone = false, int? PositionSeconds = null, int? Score = null, bool IsSpent = false, WatchedVideo? Video = null)
{
    /// <summary>A day: longer than any lesson.</summary>
    public const int MaxPositionSeconds = 24 * 60 * 60;

    /// <summary>Done by passing, not by reading.</summary>
    public bool IsGraded => Kind is LessonKind.Quiz or LessonKind.MailExercise or LessonKind.Scorm;

    /// <summary>There is a score, or may still be one, and it can be raised; not every package gives one.</summary>
    internal bool CanRise => IsGraded && !IsSpent && (Kind != LessonKind.Scorm || Score is not null);

    internal static LessonProgress Of(LessonEntry lesson) =>
        new(lesson.Id, lesson.Kind, Video: lesson.SecondsToWatch is { } seconds ? WatchedVideo.Of(seconds) : null);

    /// <summary>Both taken together, whichever came first.</summary>
    internal LessonProgress With(LessonProgress other) => this with
    {
        IsDone = IsDone || other.IsDone,
        PositionSeconds = Kind == LessonKind.Video ? other.PositionSeconds ?? PositionSeconds : Greater(PositionSeconds, other.PositionSeconds),
        Score = Greater(Score, other.Score),
        IsSpent = IsSpent || other.IsSpent,
        Video = other.Video ?? Video,
    };

    private static int? Greater(int? left, int? right) => left is null || right > left ? right : left;
}
