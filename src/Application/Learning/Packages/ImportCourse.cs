using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Application.Learning.Outline;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.Learning.Courses;
using SecurityTraining.Domain.Learning.Quizzes;

namespace SecurityTraining.Application.Learning.Packages;

/// <summary>Makes a draft of the company's own from the archive that <see cref="ExportCourseQuery"/> writes.</summary>
/// <param name="Archive">ZIP; read to its end.</param>
[RequirePermission(Permission.ManageLearning)]
public sealed record ImportCourseCommand(Stream Archive) : ICommand<Guid>;

internal sealed class ImportCourseValidator : AbstractValidator<ImportCourseCommand>
{
    public ImportCourseValidator() => RuleFor(command => command.Archive).NotNull();
}

internal sealed class ImportCourseHandler(
    ICoursePackages packages,
    IValidator<CoursePackage> validator,
    ILessonHtml html,
    IRepository<Course> courses,
    IRepository<LessonContent> contents,
    IRepository<Quiz> quizzes,
    ICurrentUser me,
    TimeProvider clock) : ICommandHandler<ImportCourseCommand, Guid>
{
    public async Task<ErrorOr<Guid>> Handle(ImportCourseCommand request, CancellationToken cancellationToken)
    {
        if (packages.Read(request.Archive, out var problem) is not { } package)
        {
            return PackageErrors.Unreadable(problem!);
        }

        var checkedPackage = await validator.ValidateAsync(package, cancellationToken);
        if (!checkedPackage.IsValid)
        {
            return checkedPackage.Errors.ConvertAll(failure => ValidationErrors.For(failure.PropertyName, failure.ErrorMessage));
        }

        var now = clock.GetUtcNow();
        var parts = CourseParts.Of(package, Guid.CreateVersion7(now), me.RequireCompanyId(), html, _ => Guid.CreateVersion7(now), now);
        courses.Add(parts.Course);
        contents.AddRange(parts.Contents);
        quizzes.AddRange(parts.Quizzes);
        return parts.Course.Id;
    }
}

public static class PackageErrors
{
    public static Error Unreadable(string problem) => Error.Validation("course_package_unreadable", problem);
}
