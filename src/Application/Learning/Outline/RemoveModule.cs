using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Application.Learning.Courses;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.Learning.Courses;

namespace SecurityTraining.Application.Learning.Outline;

/// <summary>Takes a module with its lessons out of the course; versions that have been published keep it.</summary>
[RequirePermission(Permission.ManageLearning)]
public sealed record RemoveModuleCommand(Guid Id, Guid ModuleId) : ICommand<Deleted>;

internal sealed class RemoveModuleValidator : AbstractValidator<RemoveModuleCommand>
{
    public RemoveModuleValidator() => RuleFor(command => command.ModuleId).NotEmpty();
}

internal sealed class RemoveModuleHandler(IRepository<Course> courses, LessonContents contents, TimeProvider clock)
    : ICommandHandler<RemoveModuleCommand, Deleted>
{
    public async Task<ErrorOr<Deleted>> Handle(RemoveModuleCommand request, CancellationToken cancellationToken)
    {
        var found = await courses.FindOwn(request.Id, cancellationToken);
        if (found.IsError)
        {
            return found.Errors;
        }

        var lessons = found.Value.Outline.EditionOfModule(request.ModuleId)?.Module(request.ModuleId)?.Lessons ?? [];
        var removed = found.Value.RemoveModule(request.ModuleId, clock.GetUtcNow());
        if (removed.IsError)
        {
            return removed.Errors;
        }

        await contents.Discard(lessons, cancellationToken);
        return Result.Deleted;
    }
}
