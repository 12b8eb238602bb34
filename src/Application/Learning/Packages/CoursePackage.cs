using ErrorOr;
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
    IReadOnlyList<PackageFile> Files,
    int? CertificateMonths = null)
{
    public const int MaxFiles = 100;

    /// <summary>Of all files together.</summary>
    public const long MaxFileBytes = 1024L * 1024 * 1024;

    /// <summary>Of everything else, packed.</summary>
    public const long MaxTextBytes = 10 * 1024 * 1024;

    internal IEnumerable<LessonBody> MediaBodies => Editions
        .SelectMany(edition => edition.Modules ?? [])
        .SelectMany(module => module?.Lessons ?? [])
        .Select(lesson => lesson?.Media?.Body)
        .OfType<LessonBody>();

    public CourseProfile Profile =>
        new(Difficulty, CourseTags.Clean(Tags), [.. Compliance.Distinct()], DefaultLanguage, [], PassPercent, AllowsSelfEnrolment: false, CertificateMonths);
}

public sealed record PackageEdition(string Language, string Title, string Description, IReadOnlyList<PackageModule> Modules);

public sealed record PackageModule(string Title, IReadOnlyList<PackageLesson> Lessons);

/// <param name="Name">Unique within the edition; what the lesson is known by from one build of the library to the next.</param>
/// <param name="Media">Of the other kinds: the body, made of <see cref="CoursePackage.Files"/>.</param>
public sealed record PackageLesson(
    string Name,
    string Title,
    int Minutes,
    string? Markdown = null,
    MailExercise? Exercise = null,
    PackageQuiz? Quiz = null,
    PackageMedia? Media = null)
{
    public LessonKind Kind => this switch
    {
        { Quiz: not null } => LessonKind.Quiz,
        { Exercise: not null } => LessonKind.MailExercise,
        { Media.Video: not null } => LessonKind.Video,
        { Media.Document: not null } => LessonKind.Document,
        { Media.Scorm: not null } => LessonKind.Scorm,
        _ => LessonKind.Text,
    };
}

/// <summary>Exactly one is set.</summary>
public sealed record PackageMedia(LessonVideo? Video = null, LessonDocument? Document = null, LessonScorm? Scorm = null)
{
    internal LessonBody Body => new(Video: Video, Document: Document, Scorm: Scorm);
}

public sealed record PackageQuiz(QuizRules Rules, IReadOnlyList<QuestionInput> Questions);

/// <summary>Puts packages into files and takes them out again.</summary>
public interface ICoursePackages
{
    /// <summary>As a ZIP archive.</summary>
    Task Write(CoursePackage package, Stream output, CancellationToken ct);

    /// <returns>Null if this is no archive of a course: what is wrong with it is in <paramref name="problem"/>.</returns>
    CoursePackage? Read(Stream archive, out string? problem);

    /// <summary>Hands out the bytes of files, one after the other, until one is not taken.</summary>
    Task<ErrorOr<Success>> ReadFiles(
        Stream archive, IReadOnlyList<PackageFile> files, Func<PackageFile, Stream, Task<ErrorOr<Success>>> take, CancellationToken ct);
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
        RuleFor(package => package.Files)
            .Must(files => files.Count <= CoursePackage.MaxFiles
                && files.All(file => file.Size <= CoursePackage.MaxFileBytes)
                && files.Sum(file => file.Size) <= CoursePackage.MaxFileBytes)
            .WithMessage(PackageErrors.TooLarge.Description)
            .Must(files => files.DistinctBy(file => file.Id).Count() == files.Count)
            .WithMessage("Each file has an id of its own.");
        RuleFor(package => package)
            .Must(package => package.MediaBodies.Select(body => body.ContentId).OfType<Guid>().All(id => package.Files.Any(file => file.Id == id)))
            .OverridePropertyName("files")
            .WithMessage("A lesson's file is missing.");
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
        RuleFor(lesson => new LessonInput(
                lesson.Title,
                lesson.Minutes,
                lesson.Markdown,
                lesson.Exercise,
                lesson.Quiz == null ? null : Guid.Empty,
                lesson.Media == null ? null : lesson.Media.Video,
                lesson.Media == null ? null : lesson.Media.Document,
                lesson.Media == null ? null : lesson.Media.Scorm))
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
