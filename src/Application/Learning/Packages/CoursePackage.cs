using FluentValidation;
using SecurityTraining.Application.Learning.Courses;
using SecurityTraining.Application.Learning.Outline;
using SecurityTraining.Application.Learning.Quizzes;
using SecurityTraining.Application.People;
using SecurityTraining.Domain.Learning.Courses;
using SecurityTraining.Domain.Learning.Quizzes;

namespace SecurityTraining.Application.Learning.Packages;

/// <summary>A whole course outside the database: as the library has it in files, and as it goes from one installation to another.</summary>
/// <param name="Id">Set in the library, where it is the same in every installation; an import ignores it.</param>
public sealed record CoursePackage(
    Guid? Id,
    CourseDifficulty Difficulty,
    IReadOnlyList<string> Tags,
    IReadOnlyList<ComplianceTag> Compliance,
    string DefaultLanguage,
    int PassPercent,
    IReadOnlyList<PackageEdition> Editions,
    int? CertificateMonths = null)
{
    public CourseProfile Profile =>
        new(Difficulty, CourseTags.Clean(Tags), [.. Compliance.Distinct()], DefaultLanguage, [], PassPercent, AllowsSelfEnrolment: false, CertificateMonths);
}

public sealed record PackageEdition(string Language, string Title, string Description, IReadOnlyList<PackageModule> Modules);

public sealed record PackageModule(string Title, IReadOnlyList<PackageLesson> Lessons);

/// <param name="Name">Unique within the edition; what the lesson is known by from one build of the library to the next.</param>
public sealed record PackageLesson(
    string Name, string Title, int Minutes, string? Markdown = null, MailExercise? Exercise = null, PackageQuiz? Quiz = null);

public sealed record PackageQuiz(QuizRules Rules, IReadOnlyList<QuestionInput> Questions);

/// <summary>Puts packages into files and takes them out again.</summary>
public interface ICoursePackages
{
    /// <summary>As a ZIP archive.</summary>
    Task Write(CoursePackage package, Stream output, CancellationToken ct);

    /// <returns>Null if this is no archive of a course: what is wrong with it is in <paramref name="problem"/>.</returns>
    CoursePackage? Read(Stream archive, out string? problem);
}

internal sealed class CoursePackageValidator : AbstractValidator<CoursePackage>
{
    public CoursePackageValidator()
    {
        RuleFor(package => package.Difficulty).IsInEnum();
        RuleFor(package => package.Tags).Tags();
        RuleForEach(package => package.Compliance).IsInEnum();
        RuleFor(package => package.DefaultLanguage).NotEmpty().SupportedLanguage();
        RuleFor(package => package.PassPercent).InclusiveBetween(1, 100);
        RuleFor(package => package.CertificateMonths).InclusiveBetween(1, CourseProfile.MaxCertificateMonths);
        RuleFor(package => package.Editions)
            .Must((package, editions) => editions.Any(edition => edition.Language == package.DefaultLanguage))
            .WithMessage("The default language is missing.");
        RuleForEach(package => package.Editions).SetValidator(new PackageEditionValidator());
    }
}

internal sealed class PackageEditionValidator : AbstractValidator<PackageEdition>
{
    public PackageEditionValidator()
    {
        RuleFor(edition => edition.Language).NotEmpty().SupportedLanguage();
        RuleFor(edition => edition.Title).NotEmpty().Text(Course.MaxTitleLength);
        RuleFor(edition => edition.Description).NotNull().MaximumLength(Course.MaxDescriptionLength);
        RuleFor(edition => edition.Modules).NotNull().Must(modules => modules is null || modules.Count <= Course.MaxModules);
        RuleFor(edition => edition.Modules)
            .Must(modules => modules is null || modules.Sum(module => module?.Lessons?.Count ?? 0) <= Course.MaxLessons)
            .WithMessage(CourseErrors.TooManyLessons.Description);
        RuleForEach(edition => edition.Modules).NotNull().ChildRules(module =>
        {
            module.RuleFor(part => part.Title).NotEmpty().Text(Course.MaxTitleLength);
            module.RuleFor(part => part.Lessons).NotNull();
            module.RuleForEach(part => part.Lessons).NotNull().SetValidator(new PackageLessonValidator());
        });
    }
}

internal sealed class PackageLessonValidator : AbstractValidator<PackageLesson>
{
    public PackageLessonValidator()
    {
        RuleFor(lesson => new LessonInput(lesson.Title, lesson.Minutes, lesson.Markdown, lesson.Exercise, lesson.Quiz == null ? null : Guid.Empty))
            .SetValidator(new LessonInputValidator())
            .OverridePropertyName("");
        When(lesson => lesson.Quiz is not null, () =>
        {
            RuleFor(lesson => lesson.Quiz!.Rules).NotNull().SetValidator(new QuizRulesValidator());
            RuleFor(lesson => lesson.Quiz!.Questions).NotEmpty().Must(questions => questions is null || questions.Count <= Quiz.MaxQuestions);
            RuleForEach(lesson => lesson.Quiz!.Questions).NotNull().SetValidator(new QuestionInputValidator());
        });
    }
}
