using SecurityTraining.Domain.Content;
using SecurityTraining.Domain.Learning.Courses;

namespace SecurityTraining.Domain.Learning.Scorm;

/// <summary>What a launch opens: it stays the same until the launch is over, whatever becomes of the lesson in the meantime.</summary>
/// <param name="ObjectId">The name of the package's bytes in the store.</param>
/// <param name="Item">The one of the package's items that is opened.</param>
/// <param name="Lesson">When it is done, if the package never says so.</param>
public sealed record ScormTarget(Guid EnrollmentId, Guid LessonId, ScormVersion Version, Guid ObjectId, ScormItem Item, LessonScorm Lesson)
{
    /// <summary>
    /// What a message means for the lesson. Where it is the score that decides, having completed the package does not, and the score of who is
    /// still under way counts.
    /// </summary>
    public ScormResult ResultOf(ScormData data)
    {
        var told = ScormResult.Of(data, Version, Item.MasteryScore, isCompletedEnough: Lesson.Completion != ScormCompletion.OnScore);
        var isDone = Lesson.Completion == ScormCompletion.OnLaunch || (told.IsDone ?? HasReachedMark(told.Score));
        return new ScormResult(isDone, isDone || told.IsDone is not null || Lesson.Completion == ScormCompletion.OnScore ? told.Score : null);
    }

    private bool HasReachedMark(int? score) => Lesson.Completion == ScormCompletion.OnScore && score >= Lesson.PassPercent;
}
