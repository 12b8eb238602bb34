using ErrorOr;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.Learning.Courses;

namespace SecurityTraining.Application.Learning.Outline;

/// <summary>A lesson as its authors see it, the solution of an exercise included.</summary>
[RequirePermission(Permission.ReadLearning)]
public sealed record GetLessonQuery(Guid Id, Guid ModuleId, Guid LessonId) : IQuery<LessonRow>;

/// <param name="Html">What learners see of <paramref name="Markdown"/>: sanitised.</param>
/// <param name="File">What learners see of a video or a document; null if the file is gone.</param>
public sealed record LessonRow(
    Guid Id,
    LessonKind Kind,
    string Title,
    int Minutes,
    string? Markdown,
    string? Html,
    MailExercise? Exercise,
    Guid? QuizId,
    LessonVideo? Video,
    LessonDocument? Document,
    LessonScorm? Scorm,
    LessonFileRow? File);

internal sealed class GetLessonHandler(IRepository<Course> courses, IRepository<LessonContent> contents, LessonFiles files, ILessonHtml html)
    : IQueryHandler<GetLessonQuery, LessonRow>
{
    public async Task<ErrorOr<LessonRow>> Handle(GetLessonQuery request, CancellationToken cancellationToken)
    {
        if (await courses.GetByIdAsync(request.Id, cancellationToken) is not { } course)
        {
            return CourseErrors.NotFound;
        }

        if (course.Outline.Lesson(request.ModuleId, request.LessonId) is not { } lesson)
        {
            return CourseErrors.LessonNotFound;
        }

        var body = (await contents.GetByIdAsync(lesson.ContentId, cancellationToken))!.Body;
        return new LessonRow(
            lesson.Id,
            lesson.Kind,
            lesson.Title,
            lesson.Minutes,
            body.Markdown,
            body.Markdown is null ? null : html.Render(body.Markdown),
            body.Exercise,
            body.QuizId,
            body.Video,
            body.Document,
            body.Scorm,
            await files.Show(body, cancellationToken));
    }
}
