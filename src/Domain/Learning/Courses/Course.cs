using ErrorOr;
using SecurityTraining.Domain.Common;

namespace SecurityTraining.Domain.Learning.Courses;

public enum CourseStatus
{
    /// <summary>Nobody but its authors sees it.</summary>
    Draft,
    Published,

    /// <summary>Nobody new is enrolled; who has begun may finish.</summary>
    Archived,
}

/// <summary>
/// A course: one of the platform's library, or a company's own. What authors work on is <see cref="Outline"/>; what people are taught is a
/// <see cref="CourseVersion"/>, made of it by publishing and never changed afterwards.
/// </summary>
public sealed class Course : AggregateRoot, IPlatformContent
{
    public const int MaxTitleLength = 150;
    public const int MaxDescriptionLength = 2000;
    public const int MaxModules = 30;

    /// <summary>Of one edition.</summary>
    public const int MaxLessons = 200;

    private Course(Guid id, Guid? companyId, CourseProfile profile, CourseOutline outline, DateTimeOffset now)
    {
        Id = id;
        CompanyId = companyId;
        Profile = profile;
        Outline = outline;
        (Title, Languages) = Summary();
        CreatedAt = UpdatedAt = now;
    }

    private Course()
    {
        Profile = null!;
        Outline = null!;
        Title = null!;
        Languages = null!;
    }

    /// <summary>Null: the platform's, for every company to use and none to change.</summary>
    public Guid? CompanyId { get; private set; }

    public CourseProfile Profile { get; private set; }

    /// <summary>In the course's own language; kept so that lists can be sorted and searched by it.</summary>
    public string Title { get; private set; }

    public CourseOutline Outline { get; private set; }

    /// <summary>In which the course exists; kept so that lists can be filtered by it.</summary>
    public IReadOnlyList<string> Languages { get; private set; }

    public CourseStatus Status { get; private set; }

    /// <summary>The number of the newest version; null before the first.</summary>
    public int? PublishedNumber { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    public DateTimeOffset UpdatedAt { get; private set; }

    public static Course Create(Guid companyId, CourseProfile profile, string title, string description, DateTimeOffset now) => new(
        Guid.CreateVersion7(now),
        companyId,
        profile,
        new CourseOutline([new CourseEdition(profile.DefaultLanguage, title.Trim(), description.Trim(), [])]),
        now);

    /// <summary>A course that is there as a whole: of the library, of a package, or another's copy.</summary>
    /// <param name="companyId">Null: of the library, whose ids are the same in every installation.</param>
    public static Course Of(Guid id, Guid? companyId, CourseProfile profile, CourseOutline outline, DateTimeOffset now) =>
        new(id, companyId, profile, outline, now);

    public ErrorOr<Success> ChangeProfile(CourseProfile profile, DateTimeOffset now) =>
        Outline.Edition(profile.DefaultLanguage) is null
            ? CourseErrors.NoEdition
            : Change(Outline, now, () => Profile = profile);

    /// <summary>Adds the course in another language, or says anew what it is called in one that it has.</summary>
    public ErrorOr<Success> Describe(string language, string title, string description, DateTimeOffset now)
    {
        var edition = Outline.Edition(language) ?? new CourseEdition(language, "", "", []);
        return Change(Outline.With(edition with { Title = title.Trim(), Description = description.Trim() }), now);
    }

    public ErrorOr<Success> RemoveEdition(string language, DateTimeOffset now)
    {
        if (Outline.Edition(language) is null)
        {
            return CourseErrors.NoEdition;
        }

        return language == Profile.DefaultLanguage ? CourseErrors.DefaultLanguage : Change(Outline.Without(language), now);
    }

    public ErrorOr<Guid> AddModule(string language, string title, DateTimeOffset now)
    {
        if (Outline.Edition(language) is not { } edition)
        {
            return CourseErrors.NoEdition;
        }

        if (edition.Modules.Count >= MaxModules)
        {
            return CourseErrors.TooManyModules;
        }

        var module = new CourseModule(Guid.CreateVersion7(now), title.Trim(), []);
        return Change(Outline.With(edition with { Modules = [.. edition.Modules, module] }), now).Then(_ => module.Id);
    }

    public ErrorOr<Success> RenameModule(Guid moduleId, string title, DateTimeOffset now) =>
        ChangeModule(moduleId, module => module with { Title = title.Trim() }, now);

    public ErrorOr<Success> RemoveModule(Guid moduleId, DateTimeOffset now) => ChangeModule(moduleId, _ => null, now);

    public ErrorOr<Success> AddLesson(Guid moduleId, LessonEntry lesson, DateTimeOffset now) =>
        Outline.EditionOfModule(moduleId)?.Lessons.Count() >= MaxLessons
            ? CourseErrors.TooManyLessons
            : ChangeModule(moduleId, module => module with { Lessons = [.. module.Lessons, lesson] }, now);

    /// <param name="lesson">Takes the place of the lesson with its id.</param>
    public ErrorOr<Success> ChangeLesson(Guid moduleId, LessonEntry lesson, DateTimeOffset now) =>
        Outline.Lesson(moduleId, lesson.Id) is null
            ? CourseErrors.LessonNotFound
            : ChangeModule(moduleId, module => module with { Lessons = [.. module.Lessons.Select(other => other.Id == lesson.Id ? lesson : other)] }, now);

    public ErrorOr<Success> RemoveLesson(Guid moduleId, Guid lessonId, DateTimeOffset now) =>
        Outline.Lesson(moduleId, lessonId) is null
            ? CourseErrors.LessonNotFound
            : ChangeModule(moduleId, module => module with { Lessons = [.. module.Lessons.Where(lesson => lesson.Id != lessonId)] }, now);

    /// <summary>Puts modules and lessons into another order; lessons may move from module to module. Nothing may be missing or new.</summary>
    public ErrorOr<Success> Order(string language, OutlineOrder order, DateTimeOffset now)
    {
        if (Outline.Edition(language) is not { } edition)
        {
            return CourseErrors.NoEdition;
        }

        var lessons = edition.Lessons.ToDictionary(lesson => lesson.Id);
        var asked = order.Modules.SelectMany(module => module.LessonIds).ToList();
        if (!SameSet(order.Modules.Select(module => module.Id), edition.Modules.Select(module => module.Id)) || !SameSet(asked, lessons.Keys))
        {
            return CourseErrors.OrderIncomplete;
        }

        var modules = order.Modules.Select(module => edition.Module(module.Id)! with { Lessons = [.. module.LessonIds.Select(id => lessons[id])] });
        return Change(Outline.With(edition with { Modules = [.. modules] }), now);
    }

    /// <summary>Makes what authors have worked on the version that people are enrolled in from now on.</summary>
    /// <param name="latest">The newest version; null if there is none.</param>
    /// <param name="revisions">What each quiz of the course asks now, by the quiz's lesson.</param>
    /// <param name="secondsToWatch">How long each own video is, by its lesson.</param>
    /// <returns>The new version, or <paramref name="latest"/> if that is still what the course teaches.</returns>
    public ErrorOr<CourseVersion> Publish(
        CourseVersion? latest, IReadOnlyDictionary<Guid, Guid> revisions, DateTimeOffset now, IReadOnlyDictionary<Guid, int>? secondsToWatch = null)
    {
        if (Outline.Editions.Any(edition => !edition.Lessons.Any()))
        {
            return CourseErrors.Empty;
        }

        var frozen = Outline.Map(lesson => lesson with
        {
            QuizRevisionId = revisions.TryGetValue(lesson.Id, out var revision) ? revision : lesson.QuizRevisionId,
            SecondsToWatch = secondsToWatch?.TryGetValue(lesson.Id, out var seconds) == true ? seconds : null,
        });
        var version = CourseVersion.Of(this, frozen, (latest?.Number ?? 0) + 1, now);
        var isSame = latest is not null && latest.TeachesSameAs(version);
        if (isSame && Status == CourseStatus.Published)
        {
            return CourseErrors.NothingToPublish;
        }

        version = isSame ? latest! : version;
        PublishedNumber = version.Number;
        Status = CourseStatus.Published;
        UpdatedAt = now;
        return version;
    }

    public ErrorOr<Success> Archive(DateTimeOffset now)
    {
        if (Status != CourseStatus.Published)
        {
            return CourseErrors.NotPublished;
        }

        Status = CourseStatus.Archived;
        UpdatedAt = now;
        return Result.Success;
    }

    /// <summary>What has been published is somebody's history; it can be archived.</summary>
    public ErrorOr<Success> CheckDeletable() => PublishedNumber is null ? Result.Success : CourseErrors.HasBeenPublished;

    /// <summary>Takes on what a newer build of the platform teaches.</summary>
    public void Replace(CourseProfile profile, CourseOutline outline, DateTimeOffset now) => Change(outline, now, () => Profile = profile);

    private ErrorOr<Success> ChangeModule(Guid moduleId, Func<CourseModule, CourseModule?> change, DateTimeOffset now) =>
        Outline.EditionOfModule(moduleId) is null ? CourseErrors.ModuleNotFound : Change(Outline.WithModule(moduleId, change), now);

    private ErrorOr<Success> Change(CourseOutline outline, DateTimeOffset now, Action? alsoChange = null)
    {
        if (Status == CourseStatus.Archived)
        {
            return CourseErrors.Archived;
        }

        alsoChange?.Invoke();
        Outline = outline;
        (Title, Languages) = Summary();
        UpdatedAt = now;
        return Result.Success;
    }

    private (string Title, IReadOnlyList<string> Languages) Summary() =>
        (Outline.For(Profile.DefaultLanguage, Profile.DefaultLanguage).Title, [.. Outline.Editions.Select(edition => edition.Language)]);

    private static bool SameSet(IEnumerable<Guid> left, IEnumerable<Guid> right) => left.Order().SequenceEqual(right.Order());
}
