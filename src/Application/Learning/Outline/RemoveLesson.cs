using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Application.Learning.Courses;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.Learning.Courses;

namespace SecurityTraining.Application.Learning.Outline;

/// <summary>Takes a lesson out of the course; versions that have been published keep it.</summary>
[RequirePermission(Permission.ManageLearning)]
public sealed record RemoveLessonCommand(Guid Id, Guid ModuleId, Guid LessonId) : ICommand<Deleted>;

internal sealed class RemoveLessonValidator : AbstractValidator<RemoveLessonCommand>
{
    public RemoveLessonValidator() => RuleFor(command => command.LessonId).NotEmpty();
}

internal sealed class RemoveLessonHandler(IRepository<Course> courses, LessonContents contents, TimeProvider clock)
    : ICommandHandler<RemoveLessonCommand, Deleted>
{
    public async Task<ErrorOr<Deleted>> Handle(RemoveLessonCommand request, CancellationToken cancellationToken)
    {
        var found = await courses.FindOwn(request.Id, cancellationToken);
        if (found.IsError)
        {
            return found.Errors;
        }

        var lesson = found.Value.Outline.Lesson(request.ModuleId, request.LessonId);
        var removed = found.Value.RemoveLesson(request.ModuleId, request.LessonId, clock.GetUtcNow());
        if (removed.IsError)
        {
            return removed.Errors;
        }

        await contents.Discard([lesson!], cancellationToken);
        return Result.Deleted;
    }
}
