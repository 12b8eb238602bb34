using SecurityTraining.Domain.Content;
using SecurityTraining.Domain.Learning.Courses;

namespace SecurityTraining.Domain.Learning.Scorm;

/// <summary>What a launch opens: it stays the same until the launch is over, whatever becomes of the lesson in the meantime.</summary>
/// <param name="ObjectId">The name of the package's bytes in the store.</param>
/// <param name="Item">The one of the package's items that is opened.</param>
/// <param name="Fallback">When the lesson is done if the package never says so.</param>
public sealed record ScormTarget(Guid EnrollmentId, Guid LessonId, ScormVersion Version, Guid ObjectId, ScormItem Item, ScormFallback Fallback)
{
    /// <summary>What a message means for the lesson.</summary>
    public ScormResult ResultOf(ScormCommit commit)
    {
        var told = ScormResult.Of(commit.Data, Version, Item.MasteryScore);
        return told with
        {
            IsDone = told.IsDone ?? Fallback switch
            {
                ScormFallback.Opened => true,
                ScormFallback.Finished => commit.HasEnded,
                _ => false,
            },
        };
    }
}
