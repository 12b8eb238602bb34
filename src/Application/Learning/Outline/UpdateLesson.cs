using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Application.Learning.Courses;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.Learning.Courses;

namespace SecurityTraining.Application.Learning.Outline;

/// <summary>Changes the members that are given. A lesson keeps its kind; versions that have been published keep the lesson as it was.</summary>
[RequirePermission(Permission.ManageLearning)]
public sealed record UpdateLessonCommand(Guid Id, Guid ModuleId, Guid LessonId, LessonChanges Changes) : ICommand<Success>;

public sealed record LessonChanges(
    Optional<string> Title = default,
    Optional<int> Minutes = default,
    Optional<string> Markdown = default,
    Optional<MailExercise> Exercise = default,
    Optional<Guid> QuizId = default,
    Optional<LessonVideo> Video = default,
    Optional<LessonDocument> Document = default,
    Optional<LessonScorm> Scorm = default)
{
    internal bool HasBody => Markdown.IsSet || Exercise.IsSet || QuizId.IsSet || Video.IsSet || Document.IsSet || Scorm.IsSet;

    internal LessonBody Body => new(
        Markdown.IsSet ? Markdown.Value : null,
        Exercise.IsSet ? Exercise.Value : null,
        QuizId.IsSet ? QuizId.Value : null,
        Video.IsSet ? Video.Value : null,
        Document.IsSet ? Document.Value : null,
        Scorm.IsSet ? Scorm.Value : null);

    internal LessonInput Over(LessonEntry lesson, LessonBody body) => new(
        Title.Or(lesson.Title), Minutes.Or(lesson.Minutes), body.Markdown, body.Exercise, body.QuizId, body.Video, body.Document, body.Scorm);
}

internal sealed class UpdateLessonValidator : AbstractValidator<UpdateLessonCommand>
{
    public UpdateLessonValidator() => RuleFor(command => command.Changes).NotNull();
}

internal sealed class UpdateLessonHandler(
    IRepository<Course> courses,
    IRepository<LessonContent> contents,
    IValidator<LessonInput> validator,
    LessonContents lessons,
    TimeProvider clock) : ICommandHandler<UpdateLessonCommand, Success>
{
    public async Task<ErrorOr<Success>> Handle(UpdateLessonCommand request, CancellationToken cancellationToken)
    {
        var found = await courses.FindOwn(request.Id, cancellationToken);
        if (found.IsError)
        {
            return found.Errors;
        }

        var (course, changes, now) = (found.Value, request.Changes, clock.GetUtcNow());
        if (course.Outline.Lesson(request.ModuleId, request.LessonId) is not { } lesson)
        {
            return CourseErrors.LessonNotFound;
        }

        // Only together with what stays can it be said whether a change makes sense.
        var content = (await contents.GetByIdAsync(lesson.ContentId, cancellationToken))!;
        var input = changes.Over(lesson, changes.HasBody ? changes.Body : content.Body);
        if (validator.Validate(input) is { IsValid: false } invalid)
        {
            return invalid.Errors.ConvertAll(failure => ValidationErrors.For(failure.PropertyName, failure.ErrorMessage));
        }

        if (changes.HasBody)
        {
            var body = await lessons.Clean(input.Body, cancellationToken);
            if (body.IsError || body.Value.Kind != lesson.Kind)
            {
                return body.IsError ? body.Errors : LessonErrors.KindIsFixed;
            }

            var changed = content.Change(body.Value, now);
            if (changed != content)
            {
                contents.Add(changed);
            }

            content = changed;
        }

        return course.ChangeLesson(
            request.ModuleId, lesson with { Title = input.Title.Trim(), Minutes = input.Minutes, ContentId = content.Id }, now);
    }
}
