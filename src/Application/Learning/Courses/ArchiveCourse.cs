using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.Learning.Courses;

namespace SecurityTraining.Application.Learning.Courses;

/// <summary>Takes a course off the list of those that people are enrolled in; who has begun may finish. Publishing brings it back.</summary>
[RequirePermission(Permission.ManageLearning)]
public sealed record ArchiveCourseCommand(Guid Id) : ICommand<Success>;

internal sealed class ArchiveCourseValidator : AbstractValidator<ArchiveCourseCommand>
{
    public ArchiveCourseValidator() => RuleFor(command => command.Id).NotEmpty();
}

internal sealed class ArchiveCourseHandler(IRepository<Course> courses, TimeProvider clock) : ICommandHandler<ArchiveCourseCommand, Success>
{
    public async Task<ErrorOr<Success>> Handle(ArchiveCourseCommand request, CancellationToken cancellationToken)
    {
        var found = await courses.FindOwn(request.Id, cancellationToken);
        return found.IsError ? found.Errors : found.Value.Archive(clock.GetUtcNow());
    }
}
