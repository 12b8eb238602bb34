using SecurityTraining.Domain.Common;

namespace SecurityTraining.Domain.Learning.Courses;

/// <summary>What a course consists of, in each of its languages. A value: a change makes a new one.</summary>
public sealed record CourseOutline(IReadOnlyList<CourseEdition> Editions)
{
    public IEnumerable<LessonEntry> Lessons => Editions.SelectMany(edition => edition.Lessons);

    public CourseEdition? Edition(string language) => Editions.FirstOrDefault(edition => edition.Language == language);

    public CourseEdition? EditionOfModule(Guid moduleId) => Editions.FirstOrDefault(edition => edition.Module(moduleId) is not null);

    public LessonEntry? Lesson(Guid moduleId, Guid lessonId) =>
        EditionOfModule(moduleId)?.Module(moduleId)?.Lessons.FirstOrDefault(lesson => lesson.Id == lessonId);

    /// <summary>The edition for somebody: in their language, or else in the course's own.</summary>
    public CourseEdition For(string language, string defaultLanguage) => Edition(language) ?? Edition(defaultLanguage) ?? Editions[0];

    public CourseOutline Map(Func<LessonEntry, LessonEntry> change) => new(
        [.. Editions.Select(edition => edition with
        {
            Modules = [.. edition.Modules.Select(module => module with { Lessons = [.. module.Lessons.Select(change)] })],
        })]);

    /// <summary>Whether both say the same, part by part.</summary>
    public bool SameAs(CourseOutline other) => Parts().SequenceEqual(other.Parts());

    internal CourseOutline With(CourseEdition edition) => new(
        Edition(edition.Language) is null
            ? [.. Editions, edition]
            : [.. Editions.Select(other => other.Language == edition.Language ? edition : other)]);

    internal CourseOutline Without(string language) => new([.. Editions.Where(edition => edition.Language != language)]);

    internal CourseOutline WithModule(Guid moduleId, Func<CourseModule, CourseModule?> change) => new(
        [.. Editions.Select(edition => edition with
        {
            Modules = [.. edition.Modules.Select(module => module.Id == moduleId ? change(module) : module).OfType<CourseModule>()],
        })]);

    private IEnumerable<object> Parts() => Editions.SelectMany(edition => edition.Modules
        .SelectMany(module => module.Lessons.Cast<object>().Prepend((module.Id, module.Title)))
        .Prepend((edition.Language, edition.Title, edition.Description)));
}

/// <summary>The course in one language. Each has modules and lessons of its own, so that one may be longer than the other.</summary>
/// <param name="Language">Two letters (ISO 639-1), one of <see cref="Languages.Supported"/>.</param>
public sealed record CourseEdition(string Language, string Title, string Description, IReadOnlyList<CourseModule> Modules)
{
    public IEnumerable<LessonEntry> Lessons => Modules.SelectMany(module => module.Lessons);

    public int Minutes => Lessons.Sum(lesson => lesson.Minutes);

    public CourseModule? Module(Guid id) => Modules.FirstOrDefault(module => module.Id == id);
}

public sealed record CourseModule(Guid Id, string Title, IReadOnlyList<LessonEntry> Lessons);

public enum LessonKind
{
    /// <summary>Markdown.</summary>
    Text,

    /// <summary>A sample mail in which the suspicious places are to be found.</summary>
    MailExercise,
    Quiz,

    /// <summary>The company's own, or a host's player.</summary>
    Video,
    Document,

    /// <summary>A package that runs by itself and reports what has been done in it.</summary>
    Scorm,
}

/// <summary>A lesson's place in the course; what it teaches is its <see cref="LessonContent"/>.</summary>
/// <param name="Id">Stays the same from version to version, so that results can be compared.</param>
/// <param name="Minutes">How long it takes, as its author thinks.</param>
/// <param name="ContentId">Changes with every change to what has been published.</param>
/// <param name="QuizRevisionId">In a published version: what the lesson's quiz asks there.</param>
/// <param name="SecondsToWatch">In a published version: how long the company's own video is; null: not known, or there is none.</param>
public sealed record LessonEntry(
    Guid Id, LessonKind Kind, string Title, int Minutes, Guid ContentId, Guid? QuizRevisionId = null, int? SecondsToWatch = null)
{
    public const int MaxMinutes = 600;
}

/// <summary>The order that somebody wants: every module of an edition, and in each the ids of its lessons.</summary>
public sealed record OutlineOrder(IReadOnlyList<ModuleOrder> Modules);

public sealed record ModuleOrder(Guid Id, IReadOnlyList<Guid> LessonIds);
