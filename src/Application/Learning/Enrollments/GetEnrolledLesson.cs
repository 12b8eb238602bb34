using ErrorOr;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Application.Learning.Outline;
using SecurityTraining.Domain.Learning.Courses;
using SecurityTraining.Domain.Learning.Enrollments;

namespace SecurityTraining.Application.Learning.Enrollments;

/// <summary>A lesson as its learner sees it: an exercise without its solution, and nothing that answers a quiz.</summary>
[Authenticated]
public sealed record GetEnrolledLessonQuery(Guid Id, Guid LessonId) : IQuery<EnrolledLessonContentRow>;

/// <param name="Html">Of a text lesson; sanitised.</param>
/// <param name="QuizId">Of a quiz lesson: what to start an attempt at.</param>
/// <param name="PositionSeconds">Where a video goes on.</param>
/// <param name="File">Of a document, and of a video of the company's own.</param>
public sealed record EnrolledLessonContentRow(
    Guid Id,
    LessonKind Kind,
    string Title,
    int Minutes,
    string? Html,
    EnrolledExerciseRow? Exercise,
    Guid? QuizId,
    bool Done,
    int? PositionSeconds,
    int? Score,
    LessonFileRow? File,
    EnrolledVideoRow? Video);

/// <param name="EmbedUrl">Of a host's player, for a frame; null: the video is the lesson's file.</param>
/// <param name="DurationSeconds">Null: not known.</param>
/// <param name="WatchedPercent">Null if that is not measured: the lesson is done when the client says so.</param>
/// <param name="Watched">What has been played so far: pairs of seconds, in order.</param>
public sealed record EnrolledVideoRow(string? EmbedUrl, int? DurationSeconds, int? WatchedPercent, IReadOnlyList<IReadOnlyList<int>> Watched)
{
    internal static EnrolledVideoRow Of(LessonVideo video, WatchedVideo? watched) => new(
        video.EmbedUrl, watched?.Seconds ?? video.DurationSeconds, watched?.Percent, [.. watched?.Spans.Select(span => (int[])[span.From, span.To]) ?? []]);
}

/// <param name="Html">Sanitised; places to click on carry <c>data-region</c>.</param>
/// <param name="Regions">All that can be clicked on, suspicious or not.</param>
public sealed record EnrolledExerciseRow(ExerciseSender From, string? ReplyTo, string Subject, string Html, IReadOnlyList<string> Regions);

internal sealed class GetEnrolledLessonHandler(
    LearnerCourses courses, IRepository<LessonContent> contents, LessonFiles files, ILessonHtml html, TimeProvider clock)
    : IQueryHandler<GetEnrolledLessonQuery, EnrolledLessonContentRow>
{
    public async Task<ErrorOr<EnrolledLessonContentRow>> Handle(GetEnrolledLessonQuery request, CancellationToken cancellationToken)
    {
        var found = await courses.FindOwn(request.Id, cancellationToken);
        if (found.IsError)
        {
            return found.Errors;
        }

        var enrollment = found.Value;
        if (enrollment.StartsAt > clock.GetUtcNow())
        {
            return EnrollmentErrors.NotYet;
        }

        var lesson = await courses.FindLesson(enrollment, request.LessonId, cancellationToken);
        if (lesson.IsError)
        {
            return lesson.Errors;
        }

        var body = (await contents.GetByIdAsync(lesson.Value.ContentId, cancellationToken))!.Body;
        var progress = enrollment.Lesson(request.LessonId)!;
        return new EnrolledLessonContentRow(
            lesson.Value.Id,
            lesson.Value.Kind,
            lesson.Value.Title,
            lesson.Value.Minutes,
            body.Markdown is null ? null : html.Render(body.Markdown),
            body.Exercise is null ? null : Row(body.Exercise),
            body.QuizId,
            progress.IsDone,
            progress.PositionSeconds,
            progress.Score,
            await files.Show(body, cancellationToken),
            body.Video is null ? null : EnrolledVideoRow.Of(body.Video, progress.Video));
    }

    private EnrolledExerciseRow Row(MailExercise exercise) => new(
        exercise.From,
        exercise.ReplyTo,
        exercise.Subject,
        html.CleanExercise(exercise.Html),
        [.. exercise.Regions.Select(region => region.Id).Order(StringComparer.Ordinal)]);
}
