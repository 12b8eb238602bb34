using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.Learning.Courses;

namespace SecurityTraining.Application.Learning.Courses;

/// <summary>Removes a course that has never been published.</summary>
[RequirePermission(Permission.ManageLearning)]
public sealed record DeleteCourseCommand(Guid Id) : ICommand<Deleted>;

internal sealed class DeleteCourseValidator : AbstractValidator<DeleteCourseCommand>
{
    public DeleteCourseValidator() => RuleFor(command => command.Id).NotEmpty();
}

internal sealed class DeleteCourseHandler(IRepository<Course> courses, IRepository<LessonContent> contents)
    : ICommandHandler<DeleteCourseCommand, Deleted>
{
    public async Task<ErrorOr<Deleted>> Handle(DeleteCourseCommand request, CancellationToken cancellationToken)
    {
        var found = await courses.FindOwn(request.Id, cancellationToken);
        if (found.IsError)
        {
            return found.Errors;
        }

        if (found.Value.CheckDeletable() is { IsError: true } refused)
        {
            return refused.Errors;
        }

        foreach (var content in await contents.ListAsync(new ContentsOfCourseSpec(request.Id), cancellationToken))
        {
            contents.Remove(content);
        }

        courses.Remove(found.Value);
        return Result.Deleted;
    }
}

internal sealed class ContentsOfCourseSpec : Specification<LessonContent>
{
    public ContentsOfCourseSpec(Guid courseId) => Query.Where(content => content.CourseId == courseId);
}
