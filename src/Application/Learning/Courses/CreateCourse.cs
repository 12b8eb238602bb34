using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.Learning.Courses;

namespace SecurityTraining.Application.Learning.Courses;

/// <summary>Begins a course of the company's own, as a draft without lessons.</summary>
[RequirePermission(Permission.ManageLearning)]
public sealed record CreateCourseCommand(CourseInput Course) : ICommand<Guid>;

internal sealed class CreateCourseValidator : AbstractValidator<CreateCourseCommand>
{
    public CreateCourseValidator() => RuleFor(command => command.Course).SetValidator(new CourseInputValidator()).OverridePropertyName("");
}

internal sealed class CreateCourseHandler(IRepository<Course> courses, CourseOrder order, ICurrentUser me, TimeProvider clock)
    : ICommandHandler<CreateCourseCommand, Guid>
{
    public async Task<ErrorOr<Guid>> Handle(CreateCourseCommand request, CancellationToken cancellationToken)
    {
        var profile = request.Course.Profile;
        if (await order.Check(courseId: null, profile.Prerequisites, cancellationToken) is { Count: > 0 } errors)
        {
            return errors;
        }

        var course = Course.Create(me.RequireCompanyId(), profile, request.Course.Title, request.Course.Description ?? "", clock.GetUtcNow());
        courses.Add(course);
        return course.Id;
    }
}
