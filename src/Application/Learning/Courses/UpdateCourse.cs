using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Application.People;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.Learning.Courses;

namespace SecurityTraining.Application.Learning.Courses;

/// <summary>Changes the members that are given. Whoever has begun with the course finishes it as it was published.</summary>
[RequirePermission(Permission.ManageLearning)]
public sealed record UpdateCourseCommand(Guid Id, CourseChanges Changes) : ICommand<Success>;

/// <param name="CertificateMonths">Of certificates from the next version on; null: they are valid for good.</param>
/// <param name="Title">In the default language; <c>PUT …/editions/{language}</c> says what it is called in another.</param>
public sealed record CourseChanges(
    Optional<string> Title = default,
    Optional<string?> Description = default,
    Optional<string> DefaultLanguage = default,
    Optional<CourseDifficulty> Difficulty = default,
    Optional<IReadOnlyList<string>?> Tags = default,
    Optional<IReadOnlyList<ComplianceTag>?> Compliance = default,
    Optional<IReadOnlyList<Guid>?> PrerequisiteIds = default,
    Optional<int> PassPercent = default,
    Optional<bool> AllowsSelfEnrolment = default,
    Optional<int?> CertificateMonths = default)
{
    internal CourseProfile Over(CourseProfile profile) => new(
        Difficulty.Or(profile.Difficulty),
        CourseTags.Clean(Tags.Or(profile.Tags)),
        [.. (Compliance.Or(profile.Compliance) ?? []).Distinct()],
        DefaultLanguage.Or(profile.DefaultLanguage),
        [.. (PrerequisiteIds.Or(profile.Prerequisites) ?? []).Distinct()],
        PassPercent.Or(profile.PassPercent),
        AllowsSelfEnrolment.Or(profile.AllowsSelfEnrolment),
        CertificateMonths.Or(profile.CertificateMonths));
}

internal sealed class UpdateCourseValidator : AbstractValidator<UpdateCourseCommand>
{
    public UpdateCourseValidator()
    {
        this.IfSet(command => command.Changes.Title, title => title.NotEmpty().Text(Course.MaxTitleLength));
        this.IfSet(command => command.Changes.Description, description => description.MaximumLength(Course.MaxDescriptionLength));
        this.IfSet(command => command.Changes.DefaultLanguage, language => language.NotEmpty().SupportedLanguage());
        this.IfSet(command => command.Changes.Difficulty, difficulty => difficulty.IsInEnum());
        this.IfSet(command => command.Changes.Tags, tags => tags.Tags());
        this.IfSet(command => command.Changes.Compliance, tags => tags
            .Must(all => all is null || all.All(Enum.IsDefined)).WithMessage($"Of {string.Join(", ", Enum.GetNames<ComplianceTag>())}."));
        this.IfSet(command => command.Changes.PrerequisiteIds, ids => ids.Prerequisites());
        this.IfSet(command => command.Changes.PassPercent, percent => percent.InclusiveBetween(1, 100));
        this.IfSet(command => command.Changes.CertificateMonths, months => months.InclusiveBetween(1, CourseProfile.MaxCertificateMonths));
    }
}

internal sealed class UpdateCourseHandler(IRepository<Course> courses, CourseOrder order, TimeProvider clock)
    : ICommandHandler<UpdateCourseCommand, Success>
{
    public async Task<ErrorOr<Success>> Handle(UpdateCourseCommand request, CancellationToken cancellationToken)
    {
        var found = await courses.FindOwn(request.Id, cancellationToken);
        if (found.IsError)
        {
            return found.Errors;
        }

        var (course, changes, now) = (found.Value, request.Changes, clock.GetUtcNow());
        var profile = changes.Over(course.Profile);
        if (await order.Check(course.Id, profile.Prerequisites, cancellationToken) is { Count: > 0 } errors)
        {
            return errors;
        }

        var changed = course.ChangeProfile(profile, now);
        if (changed.IsError || (!changes.Title.IsSet && !changes.Description.IsSet))
        {
            return changed;
        }

        var edition = course.Outline.Edition(profile.DefaultLanguage)!;
        return course.Describe(edition.Language, changes.Title.Or(edition.Title), changes.Description.Or(edition.Description) ?? "", now);
    }
}
