using FluentValidation;
using SecurityTraining.Application.People;
using SecurityTraining.Domain.Common;
using SecurityTraining.Domain.Learning.Courses;

namespace SecurityTraining.Application.Learning.Courses;

/// <summary>What an author says of a new course.</summary>
/// <param name="Language">Of title and description, and the course's default.</param>
/// <param name="PrerequisiteIds">Of courses to be completed first.</param>
/// <param name="PassPercent">What the graded lessons must reach on average; 80 if absent.</param>
/// <param name="CertificateMonths">How long certificates are valid; absent: for good.</param>
public sealed record CourseInput(
    string Title,
    string? Description = null,
    string Language = Languages.Default,
    CourseDifficulty Difficulty = CourseDifficulty.Beginner,
    IReadOnlyList<string>? Tags = null,
    IReadOnlyList<ComplianceTag>? Compliance = null,
    IReadOnlyList<Guid>? PrerequisiteIds = null,
    int PassPercent = CourseProfile.DefaultPassPercent,
    bool AllowsSelfEnrolment = false,
    int? CertificateMonths = null)
{
    internal CourseProfile Profile => new(
        Difficulty,
        CourseTags.Clean(Tags),
        [.. (Compliance ?? []).Distinct()],
        Language,
        [.. (PrerequisiteIds ?? []).Distinct()],
        PassPercent,
        AllowsSelfEnrolment,
        CertificateMonths);
}

internal sealed class CourseInputValidator : AbstractValidator<CourseInput>
{
    public CourseInputValidator()
    {
        RuleFor(input => input.Title).NotEmpty().Text(Course.MaxTitleLength);
        RuleFor(input => input.Description).MaximumLength(Course.MaxDescriptionLength);
        RuleFor(input => input.Language).NotEmpty().SupportedLanguage();
        RuleFor(input => input.Difficulty).IsInEnum();
        RuleFor(input => input.Tags).Tags();
        RuleForEach(input => input.Compliance).IsInEnum();
        RuleFor(input => input.PrerequisiteIds).Prerequisites();
        RuleFor(input => input.PassPercent).InclusiveBetween(1, 100);
        RuleFor(input => input.CertificateMonths).InclusiveBetween(1, CourseProfile.MaxCertificateMonths);
    }
}

internal static class CourseTags
{
    /// <summary>In lower case and once each, so that a filter finds them however they were written.</summary>
    public static IReadOnlyList<string> Clean(IReadOnlyList<string>? tags) =>
        [.. (tags ?? []).Select(tag => tag.Trim().ToLowerInvariant()).Where(tag => tag.Length > 0).Distinct()];

    public static void Tags<T>(this IRuleBuilder<T, IReadOnlyList<string>?> rule) => rule
        .Must(tags => tags is null || (tags.Count <= CourseProfile.MaxTags && tags.All(tag => tag is { Length: <= CourseProfile.MaxTagLength })))
        .WithMessage($"At most {CourseProfile.MaxTags} tags of {CourseProfile.MaxTagLength} characters.");

    public static void Prerequisites<T>(this IRuleBuilder<T, IReadOnlyList<Guid>?> rule) => rule
        .Must(ids => ids is null || ids.Count <= CourseProfile.MaxPrerequisites)
        .WithMessage($"At most {CourseProfile.MaxPrerequisites} courses.");
}
