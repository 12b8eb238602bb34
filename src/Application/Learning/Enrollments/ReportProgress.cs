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
/// <param name="PositionSeconds">Where a video stands, to go on there; absent: nothing is said of it.</param>
/// <param name="Completed">
/// The lesson has been read or watched to its end. Quizzes and exercises are done by passing them, own videos of known length by watching them.
/// </param>
/// <param name="Watched">
/// What has been played of the video: pairs of the seconds where playing began and ended. Repetitions do no harm; of new seconds no more count than
/// can have been played, at double speed, since the lesson was opened.
/// </param>
[RetryOnConflict]
[NotAudited]
[Authenticated]
[DespiteUnpaid]
public sealed record ReportProgressCommand(
    Guid Id, Guid LessonId, int? PositionSeconds, bool Completed, IReadOnlyList<IReadOnlyList<double>>? Watched = null) : ICommand<ProgressRow>;

/// <param name="Progress">Of the course: percent of the lessons that are done.</param>
/// <param name="WatchedPercent">Of the video; null if that is not measured.</param>
public sealed record ProgressRow(
    EnrollmentStatus Status, int Progress, int? Score, Guid? ResumeLessonId, bool Done, int? PositionSeconds, int? WatchedPercent);

internal sealed class ReportProgressValidator : AbstractValidator<ReportProgressCommand>
{
    public ReportProgressValidator()
    {
        RuleFor(command => command.PositionSeconds).InclusiveBetween(0, LessonProgress.MaxPositionSeconds);
        RuleFor(command => command.Watched).Must(spans => spans is null || spans.Count <= WatchedVideo.MaxSpans)
            .WithMessage($"At most {WatchedVideo.MaxSpans} pairs.");
        RuleForEach(command => command.Watched)
            .Must(span => span is [>= 0 and <= LessonProgress.MaxPositionSeconds, >= 0 and <= LessonProgress.MaxPositionSeconds] && span[0] <= span[1])
            .WithMessage("Each is a pair of seconds, the first not after the second.");
    }
}

internal sealed class ReportProgressHandler(LearnerCourses courses, LearningPolicy policy, TimeProvider clock)
    : ICommandHandler<ReportProgressCommand, ProgressRow>
{
    public async Task<ErrorOr<ProgressRow>> Handle(ReportProgressCommand request, CancellationToken cancellationToken)
    {
        var found = await courses.FindOwn(request.Id, cancellationToken);
        if (found.IsError)
        {
            return found.Errors;
        }

        var enrollment = found.Value;
        var watching = request.Watched is null ? null : new Watching([.. request.Watched.Select(Span)], policy.WatchedPercent);
        return enrollment.Report(request.LessonId, request.PositionSeconds, request.Completed, clock.GetUtcNow(), watching).Then(_ =>
        {
            var lesson = enrollment.Lesson(request.LessonId)!;
            return new ProgressRow(
                enrollment.Status,
                enrollment.Progress,
                enrollment.Score,
                enrollment.ResumeLessonId,
                lesson.IsDone,
                lesson.PositionSeconds,
                lesson.Video?.Percent);
        });
    }

    /// <summary>To the nearest second, so that what follows on another goes on meeting it.</summary>
    private static WatchedSpan Span(IReadOnlyList<double> pair) => new((int)Math.Round(pair[0]), (int)Math.Round(pair[1]));
}
