using ErrorOr;
using SecurityTraining.Domain.Common;
using SecurityTraining.Domain.Learning.Courses;

namespace SecurityTraining.Domain.Learning.Enrollments;

public enum EnrollmentStatus
{
    Assigned,
    InProgress,
    Completed,

    /// <summary>A quiz has no attempt left, or the lessons are done and the score is too low.</summary>
    Failed,
}

/// <summary>
/// One person in one version of a course. Progress only grows: reports may come late, twice and from several devices, and none takes away what
/// another has said.
/// </summary>
public sealed class Enrollment : AggregateRoot, ICompanyOwned
{
    private Enrollment(Guid companyId, Guid userId, CourseVersion version, string language, EnrollmentTerms terms, DateTimeOffset now) : base(now)
    {
        CompanyId = companyId;
        UserId = userId;
        CourseId = version.CourseId;
        VersionId = version.Id;
        PassPercent = version.Profile.PassPercent;
        Terms = terms;
        AssignedAt = now;
        var edition = version.Outline.For(language, version.Profile.DefaultLanguage);
        Language = edition.Language;
        Lessons = [.. edition.Lessons.Select(lesson => new LessonProgress(lesson.Id, lesson.Kind))];
    }

    private Enrollment()
    {
        Language = null!;
        Terms = null!;
        Lessons = null!;
    }

    public Guid CompanyId { get; private set; }

    public Guid UserId { get; private set; }

    public Guid CourseId { get; private set; }

    /// <summary>Of the <see cref="CourseVersion"/> that the person finishes, whatever is published in the meantime.</summary>
    public Guid VersionId { get; private set; }

    /// <summary>Of the edition that the person learns with.</summary>
    public string Language { get; private set; }

    public int PassPercent { get; private set; }

    public EnrollmentTerms Terms { get; private set; }

    public EnrollmentStatus Status { get; private set; }

    /// <summary>In the order of the outline; replaced as a whole.</summary>
    public IReadOnlyList<LessonProgress> Lessons { get; private set; }

    /// <summary>Whole percent of the lessons that are done, rounded down: 100 means all.</summary>
    public int Progress { get; private set; }

    /// <summary>The average of the graded lessons, 0 to 100; null before there is one, and for courses without any.</summary>
    public int? Score { get; private set; }

    public DateTimeOffset AssignedAt { get; private set; }

    public DateTimeOffset? StartedAt { get; private set; }

    public DateTimeOffset? CompletedAt { get; private set; }

    /// <summary>Where the person goes on: the first lesson that is not done.</summary>
    public Guid? ResumeLessonId => Lessons.FirstOrDefault(lesson => !lesson.IsDone)?.LessonId;

    public bool IsOver => Status is EnrollmentStatus.Completed or EnrollmentStatus.Failed;

    public static Enrollment Assign(
        Guid companyId, Guid userId, CourseVersion version, string language, EnrollmentTerms terms, DateTimeOffset now) =>
        new(companyId, userId, version, language, terms, now);

    public bool IsOverdue(DateTimeOffset now) => !IsOver && Terms.DueAt < now;

    /// <summary>Takes in what a device says of a lesson that counts by being read or watched.</summary>
    /// <param name="positionSeconds">Where a video stands; null: nothing is said of it.</param>
    public ErrorOr<Success> Report(Guid lessonId, int? positionSeconds, bool isDone, DateTimeOffset now)
    {
        if (Find(lessonId, now) is { IsError: true } refused)
        {
            return refused.Errors;
        }

        var lesson = Lessons.First(other => other.LessonId == lessonId);
        if (lesson.IsGraded && isDone)
        {
            return EnrollmentErrors.IsGraded;
        }

        return Keep(lesson with { PositionSeconds = positionSeconds ?? lesson.PositionSeconds, IsDone = lesson.IsDone || isDone }, now);
    }

    /// <summary>Takes in the result of a quiz or an exercise; the best one counts.</summary>
    /// <param name="score">0 to 100.</param>
    /// <param name="isLastTry">No attempt is left: without this pass there will be none.</param>
    public ErrorOr<Success> Grade(Guid lessonId, int score, bool isPassed, bool isLastTry, DateTimeOffset now)
    {
        if (Find(lessonId, now) is { IsError: true } refused)
        {
            return refused.Errors;
        }

        var lesson = Lessons.First(other => other.LessonId == lessonId);
        var graded = lesson with { Score = Math.Max(score, lesson.Score ?? 0), IsDone = lesson.IsDone || isPassed };
        var kept = Keep(graded, now);
        if (!graded.IsDone && isLastTry)
        {
            Status = EnrollmentStatus.Failed;
        }

        return kept;
    }

    private ErrorOr<Success> Find(Guid lessonId, DateTimeOffset now)
    {
        if (Lessons.All(lesson => lesson.LessonId != lessonId))
        {
            return CourseErrors.LessonNotFound;
        }

        return Terms.StartsAt > now ? EnrollmentErrors.NotYet : IsOver ? EnrollmentErrors.Over : Result.Success;
    }

    private ErrorOr<Success> Keep(LessonProgress progress, DateTimeOffset now)
    {
        StartedAt ??= now;
        Lessons = [.. Lessons.Select(lesson => lesson.LessonId == progress.LessonId ? progress : lesson)];
        Progress = Lessons.Count(lesson => lesson.IsDone) * 100 / Lessons.Count;
        var scores = Lessons.Select(lesson => lesson.Score).OfType<int>().ToList();
        Score = scores.Count == 0 ? null : (int)Math.Round(scores.Average(), MidpointRounding.AwayFromZero);
        Status = EnrollmentStatus.InProgress;
        if (Progress == 100)
        {
            End(now);
        }

        return Result.Success;
    }

    private void End(DateTimeOffset now)
    {
        CompletedAt = now;
        Status = Score < PassPercent ? EnrollmentStatus.Failed : EnrollmentStatus.Completed;
        if (Status == EnrollmentStatus.Completed)
        {
            Raise(new CourseCompleted(CompanyId, Id, UserId, CourseId, VersionId, Language, Score, now));
        }
    }
}

/// <summary>What was asked of the person.</summary>
/// <param name="StartsAt">Null: at once.</param>
/// <param name="AssignmentId">What they were enrolled by; null: they enrolled themselves.</param>
public sealed record EnrollmentTerms(DateTimeOffset? StartsAt, DateTimeOffset? DueAt, bool IsMandatory, Guid? AssignmentId);

/// <param name="PositionSeconds">Where a video goes on.</param>
/// <param name="Score">The best result so far, 0 to 100.</param>
public sealed record LessonProgress(Guid LessonId, LessonKind Kind, bool IsDone = false, int? PositionSeconds = null, int? Score = null)
{
    /// <summary>Done by passing, not by reading.</summary>
    public bool IsGraded => Kind is LessonKind.Quiz or LessonKind.MailExercise;
}

public sealed record CourseCompleted(
    Guid CompanyId, Guid EnrollmentId, Guid UserId, Guid CourseId, Guid VersionId, string Language, int? Score, DateTimeOffset At) : IDomainEvent;

public static class EnrollmentErrors
{
    public static readonly Error NotFound = Error.NotFound("enrollment_not_found", "There is no such enrollment.");
    public static readonly Error NotYet = Error.Conflict("enrollment_not_started", "The course has not begun yet.");
    public static readonly Error Over = Error.Conflict("enrollment_over", "The course is over.");
    public static readonly Error IsGraded = Error.Conflict("lesson_is_graded", "This lesson is done by passing it.");
}
