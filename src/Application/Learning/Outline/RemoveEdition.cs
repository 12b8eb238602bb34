using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Application.Learning.Courses;
using SecurityTraining.Application.People;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.Learning.Courses;

namespace SecurityTraining.Application.Learning.Outline;

/// <summary>Takes a language out of the course; versions that have been published keep it.</summary>
[RequirePermission(Permission.ManageLearning)]
public sealed record RemoveEditionCommand(Guid Id, string Language) : ICommand<Deleted>;

internal sealed class RemoveEditionValidator : AbstractValidator<RemoveEditionCommand>
{
    public RemoveEditionValidator() => RuleFor(command => command.Language).NotEmpty().SupportedLanguage();
}

internal sealed class RemoveEditionHandler(IRepository<Course> courses, LessonContents contents, TimeProvider clock)
    : ICommandHandler<RemoveEditionCommand, Deleted>
{
    public async Task<ErrorOr<Deleted>> Handle(RemoveEditionCommand request, CancellationToken cancellationToken)
    {
        var found = await courses.FindOwn(request.Id, cancellationToken);
        if (found.IsError)
        {
            return found.Errors;
        }

        var lessons = found.Value.Outline.Edition(request.Language)?.Lessons.ToList() ?? [];
        var removed = found.Value.RemoveEdition(request.Language, clock.GetUtcNow());
        if (removed.IsError)
        {
            return removed.Errors;
        }

        await contents.Discard(lessons, cancellationToken);
        return Result.Deleted;
    }
}
