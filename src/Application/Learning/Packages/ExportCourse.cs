using ErrorOr;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Application.Learning.Quizzes;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.Learning.Courses;
using SecurityTraining.Domain.Learning.Quizzes;

namespace SecurityTraining.Application.Learning.Packages;

/// <summary>A course with everything in it, files included, as its authors left it, to be imported elsewhere. Prerequisites are other courses and stay behind.</summary>
[RequirePermission(Permission.ManageLearning)]
public sealed record ExportCourseQuery(Guid Id) : IQuery<CoursePackage>;

internal sealed class ExportCourseHandler(
    IRepository<Course> courses, IRepository<LessonContent> contents, IRepository<Quiz> quizzes, PackageFiles files)
    : IQueryHandler<ExportCourseQuery, CoursePackage>
{
    public async Task<ErrorOr<CoursePackage>> Handle(ExportCourseQuery request, CancellationToken cancellationToken)
    {
        if (await courses.GetByIdAsync(request.Id, cancellationToken) is not { } course)
        {
            return CourseErrors.NotFound;
        }

        var bodies = (await contents.ListAsync(new IdsSpec<LessonContent>([.. course.Outline.Lessons.Select(lesson => lesson.ContentId)]), cancellationToken))
            .ToDictionary(content => content.Id, content => content.Body);
        var media = await files.Of(bodies.Values, cancellationToken);
        if (media.IsError)
        {
            return media.Errors;
        }

        var quizIds = bodies.Values.Select(body => body.QuizId).OfType<Guid>().Distinct().ToList();
        var asked = (await quizzes.ListAsync(new IdsSpec<Quiz>(quizIds), cancellationToken)).ToDictionary(quiz => quiz.Id);
        return new CoursePackage(
            Id: null,
            course.Profile.Difficulty,
            course.Profile.Tags,
            course.Profile.Compliance,
            course.Profile.DefaultLanguage,
            course.Profile.PassPercent,
            [.. course.Outline.Editions.Select(edition => new PackageEdition(
                edition.Language, edition.Title, edition.Description, [.. edition.Modules.Select((module, index) => Module(module, index, bodies, asked))]))],
            media.Value,
            course.Profile.CertificateMonths);
    }

    private static PackageModule Module(CourseModule module, int index, Dictionary<Guid, LessonBody> bodies, Dictionary<Guid, Quiz> asked) => new(
        module.Title, [.. module.Lessons.Select((lesson, place) => Lesson($"{index + 1}-{place + 1}", lesson, bodies[lesson.ContentId], asked))]);

    private static PackageLesson Lesson(string name, LessonEntry lesson, LessonBody body, Dictionary<Guid, Quiz> asked) => new(
        name,
        lesson.Title,
        lesson.Minutes,
        body.Markdown,
        body.Exercise,
        body.QuizId is { } id && asked.TryGetValue(id, out var quiz)
            ? new PackageQuiz(quiz.Rules, [.. quiz.Questions.Select(QuestionInput.Of)])
            : null,
        body is { Video: null, Document: null, Scorm: null } ? null : new PackageMedia(body.Video, body.Document, body.Scorm));
}
