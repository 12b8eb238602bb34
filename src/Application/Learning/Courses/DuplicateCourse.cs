using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Application.People;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.Learning.Courses;
using SecurityTraining.Domain.Learning.Quizzes;

namespace SecurityTraining.Application.Learning.Courses;

/// <summary>Makes a draft of the company's own from any course that it sees, with copies of everything in it, quizzes included.</summary>
/// <param name="Title">In the course's default language; absent: the original's, marked as a copy.</param>
[RequirePermission(Permission.ManageLearning)]
public sealed record DuplicateCourseCommand(Guid Id, string? Title) : ICommand<Guid>;

internal sealed class DuplicateCourseValidator : AbstractValidator<DuplicateCourseCommand>
{
    public DuplicateCourseValidator() => RuleFor(command => command.Title).Text(Course.MaxTitleLength);
}

internal sealed class DuplicateCourseHandler(
    IRepository<Course> courses, IRepository<LessonContent> contents, IRepository<Quiz> quizzes, ICurrentUser me, TimeProvider clock)
    : ICommandHandler<DuplicateCourseCommand, Guid>
{
    private const string Mark = " (copy)";

    public async Task<ErrorOr<Guid>> Handle(DuplicateCourseCommand request, CancellationToken cancellationToken)
    {
        if (await courses.GetByIdAsync(request.Id, cancellationToken) is not { } original)
        {
            return CourseErrors.NotFound;
        }

        var (companyId, now) = (me.RequireCompanyId(), clock.GetUtcNow());
        var bodies = (await contents.ListAsync(new IdsSpec<LessonContent>([.. original.Outline.Lessons.Select(lesson => lesson.ContentId)]), cancellationToken))
            .ToDictionary(content => content.Id, content => content.Body);
        var quizCopies = await CopyQuizzes(companyId, bodies.Values, now, cancellationToken);

        var copied = new List<(Guid Id, LessonBody Body)>();
        var outline = new CourseOutline([.. original.Outline.Editions.Select(edition => edition with
        {
            Modules = [.. edition.Modules.Select(module => new CourseModule(
                Guid.CreateVersion7(now), module.Title, [.. module.Lessons.Select(lesson => Copy(lesson, bodies[lesson.ContentId]))]))],
        })]);

        var course = Course.Of(Guid.CreateVersion7(now), companyId, original.Profile, outline, now);
        var edition = outline.Edition(original.Profile.DefaultLanguage)!;
        course.Describe(edition.Language, request.Title ?? Marked(edition.Title), edition.Description, now);
        courses.Add(course);
        contents.AddRange(copied.Select(copy => LessonContent.Create(copy.Id, course, copy.Body)));
        return course.Id;

        LessonEntry Copy(LessonEntry lesson, LessonBody body)
        {
            var contentId = Guid.CreateVersion7(now);
            copied.Add((contentId, body.QuizId is { } quizId ? body with { QuizId = quizCopies[quizId] } : body));
            return lesson with { Id = Guid.CreateVersion7(now), ContentId = contentId };
        }
    }

    private async Task<Dictionary<Guid, Guid>> CopyQuizzes(
        Guid companyId, IEnumerable<LessonBody> bodies, DateTimeOffset now, CancellationToken ct)
    {
        var originals = await quizzes.ListAsync(new IdsSpec<Quiz>([.. bodies.Select(body => body.QuizId).OfType<Guid>().Distinct()]), ct);
        var copies = originals.ToDictionary(
            quiz => quiz.Id, quiz => Quiz.Of(Guid.CreateVersion7(now), companyId, quiz.Title, quiz.Language, quiz.Rules, quiz.Questions, now));
        quizzes.AddRange(copies.Values);
        return copies.ToDictionary(copy => copy.Key, copy => copy.Value.Id);
    }

    private static string Marked(string title) =>
        title[..Math.Min(title.Length, Course.MaxTitleLength - Mark.Length)] + Mark;
}
