using System.Text.Json;
using SecurityTraining.Application.Learning.Outline;
using SecurityTraining.Domain.Learning.Courses;
using SecurityTraining.Domain.Learning.Quizzes;

namespace SecurityTraining.Application.Learning.Packages;

/// <summary>What a package becomes in the database.</summary>
public sealed record CourseParts(Course Course, IReadOnlyList<LessonContent> Contents, IReadOnlyList<Quiz> Quizzes)
{
    /// <param name="companyId">Null: the library.</param>
    /// <param name="newId">Makes an id from what tells the thing from all others of the course; it may ignore that.</param>
    public static CourseParts Of(
        CoursePackage package, Guid id, Guid? companyId, ILessonHtml html, Func<string, Guid> newId, DateTimeOffset now)
    {
        var bodies = new List<(Guid Id, LessonBody Body)>();
        var quizzes = new List<Quiz>();
        var outline = new CourseOutline([.. package.Editions.Select(edition => new CourseEdition(
            edition.Language,
            edition.Title.Trim(),
            edition.Description.Trim(),
            [.. edition.Modules.Select((module, index) => new CourseModule(
                newId($"{edition.Language} module {index}"),
                module.Title.Trim(),
                [.. module.Lessons.Select(lesson => Lesson(edition.Language, lesson))]))]))]);

        var course = Course.Of(id, companyId, package.Profile, outline, now);
        return new CourseParts(course, [.. bodies.Select(part => LessonContent.Create(part.Id, course, part.Body))], quizzes);

        LessonEntry Lesson(string language, PackageLesson lesson)
        {
            var key = $"{language} lesson {lesson.Name}";
            var body = lesson.Quiz is { } asked
                ? new LessonBody(QuizId: QuizOf(language, key, lesson.Title, asked))
                : new LessonBody(lesson.Markdown, lesson.Exercise is { } exercise ? exercise with { Html = html.CleanExercise(exercise.Html) } : null);
            // Without the members that the library's lessons never have: they would make every installation publish it once more.
            var contentId = newId($"{key} content {JsonSerializer.Serialize(new { body.Markdown, body.Exercise, body.QuizId, body.Kind })}");
            bodies.Add((contentId, body));
            return new LessonEntry(newId(key), body.Kind!.Value, lesson.Title.Trim(), lesson.Minutes, contentId);
        }

        Guid QuizOf(string language, string key, string title, PackageQuiz asked)
        {
            var quizId = newId($"{key} quiz");
            var questions = asked.Questions.Select((question, index) =>
            {
                var name = $"{key} question {index} {question.Text}";
                return question.Question(newId(name), part => newId($"{name} {part}"));
            });
            quizzes.Add(Quiz.Of(quizId, companyId, title.Trim(), language, asked.Rules, [.. questions], now));
            return quizId;
        }
    }
}
