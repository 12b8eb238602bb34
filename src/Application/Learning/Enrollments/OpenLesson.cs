using ErrorOr;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Auditing;
using SecurityTraining.Application.Common.Pipeline;

namespace SecurityTraining.Application.Learning.Enrollments;

/// <summary>The learner has a lesson before them: from now on a video in it can have been played. Once more changes nothing.</summary>
[RetryOnConflict]
[NotAudited]
[Authenticated]
[DespiteUnpaid]
public sealed record OpenLessonCommand(Guid Id, Guid LessonId) : ICommand<Success>;

internal sealed class OpenLessonHandler(LearnerCourses courses, TimeProvider clock) : ICommandHandler<OpenLessonCommand, Success>
{
    public async Task<ErrorOr<Success>> Handle(OpenLessonCommand request, CancellationToken cancellationToken)
    {
        var found = await courses.FindOwn(request.Id, cancellationToken);
        return found.IsError ? found.Errors : found.Value.Open(request.LessonId, clock.GetUtcNow());
    }
}
