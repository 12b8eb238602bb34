using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Application.Learning.Courses;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.Learning.Courses;

namespace SecurityTraining.Application.Learning.Outline;

/// <summary>Adds a lesson at the end of a module.</summary>
[RequirePermission(Permission.ManageLearning)]
public sealed record AddLessonCommand(Guid Id, Guid ModuleId, LessonInput Lesson) : ICommand<Guid>;

internal sealed class AddLessonValidator : AbstractValidator<AddLessonCommand>
{
    public AddLessonValidator() => RuleFor(command => command.Lesson).SetValidator(new LessonInputValidator()).OverridePropertyName("");
}

internal sealed class AddLessonHandler(
    IRepository<Course> courses, IRepository<LessonContent> contents, LessonContents lessons, TimeProvider clock)
    : ICommandHandler<AddLessonCommand, Guid>
{
    public async Task<ErrorOr<Guid>> Handle(AddLessonCommand request, CancellationToken cancellationToken)
    {
        var found = await courses.FindOwn(request.Id, cancellationToken);
        if (found.IsError)
        {
            return found.Errors;
        }

        var (course, now) = (found.Value, clock.GetUtcNow());
        var body = await lessons.Clean(request.Lesson.Body, cancellationToken);
        if (body.IsError)
        {
            return body.Errors;
        }

        var content = LessonContent.Create(Guid.CreateVersion7(now), course, body.Value);
        var lesson = new LessonEntry(Guid.CreateVersion7(now), content.Body.Kind!.Value, request.Lesson.Title.Trim(), request.Lesson.Minutes, content.Id);
        var added = course.AddLesson(request.ModuleId, lesson, now);
        if (added.IsError)
        {
            return added.Errors;
        }

        contents.Add(content);
        return lesson.Id;
    }
}
