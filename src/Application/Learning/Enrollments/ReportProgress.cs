using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Auditing;
using SecurityTraining.Application.Common.Pipeline;
using SecurityTraining.Domain.Learning.Enrollments;

namespace SecurityTraining.Application.Learning.Enrollments;

/// <summary>
/// What a device says of a lesson. It may come late, twice and from several devices at once: progress never goes backwards, and none is lost.
/// </summary>
/// <param name="PositionSeconds">How far a video has been played; absent: nothing is said of it.</param>
/// <param name="Completed">The lesson has been read or watched to its end. Quizzes and exercises are done by passing them.</param>
[RetryOnConflict]
[NotAudited]
[Authenticated]
public sealed record ReportProgressCommand(Guid Id, Guid LessonId, int? PositionSeconds, bool Completed) : ICommand<ProgressRow>;

/// <param name="Progress">Of the course: percent of the lessons that are done.</param>
public sealed record ProgressRow(EnrollmentStatus Status, int Progress, int? Score, Guid? ResumeLessonId, bool Done, int? PositionSeconds);

internal sealed class ReportProgressValidator : AbstractValidator<ReportProgressCommand>
{
    public ReportProgressValidator() => RuleFor(command => command.PositionSeconds).InclusiveBetween(0, LessonProgress.MaxPositionSeconds);
}

internal sealed class ReportProgressHandler(LearnerCourses courses, TimeProvider clock) : ICommandHandler<ReportProgressCommand, ProgressRow>
{
    public async Task<ErrorOr<ProgressRow>> Handle(ReportProgressCommand request, CancellationToken cancellationToken)
    {
        var found = await courses.FindOwn(request.Id, cancellationToken);
        if (found.IsError)
        {
            return found.Errors;
        }

        var enrollment = found.Value;
        return enrollment.Report(request.LessonId, request.PositionSeconds, request.Completed, clock.GetUtcNow()).Then(_ =>
        {
            var lesson = enrollment.Lesson(request.LessonId)!;
            return new ProgressRow(
                enrollment.Status, enrollment.Progress, enrollment.Score, enrollment.ResumeLessonId, lesson.IsDone, lesson.PositionSeconds);
        });
    }
}
