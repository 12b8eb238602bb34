using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Application.Learning.Outline;
using SecurityTraining.Application.Learning.QuestionBank;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.Learning.Courses;
using SecurityTraining.Domain.Learning.Quizzes;

namespace SecurityTraining.Application.Learning.Courses;

/// <summary>Makes a new version, which never changes; people who have begun with an older one finish that.</summary>
[RequirePermission(Permission.ManageLearning)]
public sealed record PublishCourseCommand(Guid Id) : ICommand<Success>;

internal sealed class PublishCourseValidator : AbstractValidator<PublishCourseCommand>
{
    public PublishCourseValidator() => RuleFor(command => command.Id).NotEmpty();
}

internal sealed class PublishCourseHandler(IRepository<Course> courses, CoursePublisher publisher, TimeProvider clock)
    : ICommandHandler<PublishCourseCommand, Success>
{
    public async Task<ErrorOr<Success>> Handle(PublishCourseCommand request, CancellationToken cancellationToken)
    {
        var found = await courses.FindOwn(request.Id, cancellationToken);
        return found.IsError ? found.Errors : await publisher.Publish(found.Value, clock.GetUtcNow(), cancellationToken);
    }
}

/// <summary>Freezes what a course teaches at this moment.</summary>
internal sealed class CoursePublisher(
    IRepository<CourseVersion> versions,
    IRepository<LessonContent> contents,
    IRepository<Quiz> quizzes,
    IRepository<QuizRevision> revisions,
    LessonFiles files,
    BankPools bank)
{
    public async Task<ErrorOr<Success>> Publish(Course course, DateTimeOffset now, CancellationToken ct)
    {
        var lessons = await contents.ListAsync(new IdsSpec<LessonContent>([.. course.Outline.Lessons.Select(lesson => lesson.ContentId)]), ct);
        var asked = await FreezeQuizzes(course, lessons, now, ct);
        if (asked.IsError)
        {
            return asked.Errors;
        }

        var latest = course.PublishedNumber is { } number
            ? await versions.SingleOrDefaultAsync(new CourseVersionSpec(course.Id, number), ct)
            : null;
        var lengths = await files.Freeze(lessons, latest, ct);
        if (lengths.IsError)
        {
            return lengths.Errors;
        }

        var seconds = course.Outline.Lessons
            .Where(lesson => lengths.Value.ContainsKey(lesson.ContentId))
            .ToDictionary(lesson => lesson.Id, lesson => lengths.Value[lesson.ContentId]);
        var published = course.Publish(latest, asked.Value, now, seconds);
        if (published.IsError)
        {
            return published.Errors;
        }

        lessons.ForEach(lesson => lesson.Freeze());
        if (published.Value != latest)
        {
            versions.Add(published.Value);
        }

        return Result.Success;
    }

    /// <returns>The revision that each quiz lesson asks.</returns>
    private async Task<ErrorOr<Dictionary<Guid, Guid>>> FreezeQuizzes(
        Course course, List<LessonContent> lessons, DateTimeOffset now, CancellationToken ct)
    {
        var quizIds = lessons.Select(lesson => lesson.Body.QuizId).OfType<Guid>().Distinct().ToList();
        var byId = (await quizzes.ListAsync(new IdsSpec<Quiz>(quizIds), ct)).ToDictionary(quiz => quiz.Id);
        if (byId.Count < quizIds.Count || byId.Values.Any(quiz => quiz.Questions.Count == 0 && quiz.Rules.Draws is not { Count: > 0 }))
        {
            return CourseErrors.QuizUnusable;
        }

        foreach (var quiz in byId.Values)
        {
            if (await Freeze(quiz, now, ct) is { IsError: true } refused)
            {
                return refused.Errors;
            }
        }

        var quizOf = lessons.Where(lesson => lesson.Body.QuizId is not null).ToDictionary(lesson => lesson.Id, lesson => lesson.Body.QuizId!.Value);
        return course.Outline.Lessons
            .Where(lesson => lesson.Kind == LessonKind.Quiz)
            .ToDictionary(lesson => lesson.Id, lesson => byId[quizOf[lesson.ContentId]].RevisionId!.Value);
    }

    private async Task<ErrorOr<Success>> Freeze(Quiz quiz, DateTimeOffset now, CancellationToken ct)
    {
        var pools = await bank.Of(quiz, now, ct);
        if (pools.IsError)
        {
            return pools.Errors;
        }

        var present = quiz.RevisionId is { } id ? await revisions.GetByIdAsync(id, ct) : null;
        return quiz.Freeze(pools.Value, present, now).Then(revision =>
        {
            revisions.AddRange(revision is null ? [] : [revision]);
            return Result.Success;
        });
    }
}

internal sealed class CourseVersionSpec : SingleResultSpecification<CourseVersion>
{
    public CourseVersionSpec(Guid courseId, int number) => Query.Where(version => version.CourseId == courseId && version.Number == number);
}
