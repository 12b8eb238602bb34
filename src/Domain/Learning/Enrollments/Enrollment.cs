using ErrorOr;
using SecurityTraining.Domain.Common;
using SecurityTraining.Domain.Learning.Courses;
using SecurityTraining.Domain.Learning.Scorm;
using SecurityTraining.Domain.People;

namespace SecurityTraining.Domain.Learning.Enrollments;

public enum EnrollmentStatus
{
    Assigned,
    InProgress,
    Completed,

    /// <summary>A quiz has no attempt left, or nothing can be repeated any more that would raise the score.</summary>
    Failed,

    /// <summary>Seen by nobody any more; kept so that the assignment behind it does not enroll the person again.</summary>
    Withdrawn,
}

/// <summary>
/// One person in one version of a course. Progress only grows: reports may come late, twice and from several devices, and none takes away what
/// another has said. Where they have led to depends on what they say, not on their order.
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
        (StartsAt, DueAt, IsMandatory, AssignmentId) = terms;
        AssignedAt = now;
        NextReminderAt = ReminderPlan.Next(DueAt, StartsAt, now);
        var edition = version.Outline.For(language, version.Profile.DefaultLanguage);
        Language = edition.Language;
        CourseTitle = edition.Title;
        Lessons = [.. edition.Lessons.Select(lesson => LessonProgress.Of(lesson))];
    }

    private Enrollment()
    {
        Language = CourseTitle = null!;
        Lessons = null!;
    }

    public Guid CompanyId { get; private set; }

    public Guid UserId { get; private set; }

    /// <summary>For queries; no use case changes them by it.</summary>
    public User? User { get; private set; }

    public Guid CourseId { get; private set; }

    /// <summary>Of the <see cref="CourseVersion"/> that the person finishes, whatever is published in the meantime.</summary>
    public Guid VersionId { get; private set; }

    /// <summary>Of the edition that the person learns with.</summary>
    public string Language { get; private set; }

    /// <summary>As that edition has it.</summary>
    public string CourseTitle { get; private set; }

    public int PassPercent { get; private set; }

    /// <summary>Null: at once.</summary>
    public DateTimeOffset? StartsAt { get; private set; }

    public DateTimeOffset? DueAt { get; private set; }

    public bool IsMandatory { get; private set; }

    /// <summary>What they were enrolled by; null: they enrolled themselves.</summary>
    public Guid? AssignmentId { get; private set; }

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

    /// <summary>When the person is to be reminded; null: not any more.</summary>
    public DateTimeOffset? NextReminderAt { get; private set; }

    /// <summary>Where the person goes on: the first lesson that is not done.</summary>
    public Guid? ResumeLessonId => Lessons.FirstOrDefault(lesson => !lesson.IsDone)?.LessonId;

    public bool IsOver => Status is EnrollmentStatus.Completed or EnrollmentStatus.Failed or EnrollmentStatus.Withdrawn;

    public static Enrollment Assign(
        Guid companyId, Guid userId, CourseVersion version, string language, EnrollmentTerms terms, DateTimeOffset now) =>
        new(companyId, userId, version, language, terms, now);

    public bool IsOverdue(DateTimeOffset now) => !IsOver && DueAt < now;

    public LessonProgress? Lesson(Guid lessonId) => Lessons.FirstOrDefault(lesson => lesson.LessonId == lessonId);

    /// <summary>Whether the person may learn now; what they report of it is taken in even when it comes too late.</summary>
    public ErrorOr<Success> CheckOpen(DateTimeOffset now) => StartsAt > now ? EnrollmentErrors.NotYet : IsOver ? EnrollmentErrors.Over : Result.Success;

    /// <summary>Whether the person may look into the course: what is over can still be read.</summary>
    public ErrorOr<Success> CheckReadable(DateTimeOffset now) =>
        StartsAt > now ? EnrollmentErrors.NotYet : Status == EnrollmentStatus.Withdrawn ? EnrollmentErrors.Over : Result.Success;

    /// <summary>The person has the lesson before them: from now on its video can have been played.</summary>
    public ErrorOr<Success> Open(Guid lessonId, DateTimeOffset now)
    {
        if (Lesson(lessonId) is not { } lesson)
        {
            return CourseErrors.LessonNotFound;
        }

        if (lesson.Video is { CreditedAt: null } video && !(StartsAt > now))
        {
            Put(lesson with { Video = video.Open(now) });
        }

        return Result.Success;
    }

    /// <summary>Takes in what a device says of a lesson that counts by being read or watched.</summary>
    /// <param name="positionSeconds">Where a video stands; null: nothing is said of it.</param>
    /// <param name="isDone">Not taken on trust for a video of known length.</param>
    /// <param name="watching">Null: nothing is said of what has been played.</param>
    public ErrorOr<Success> Report(Guid lessonId, int? positionSeconds, bool isDone, DateTimeOffset now, Watching? watching = null)
    {
        if (Lesson(lessonId) is not { } lesson)
        {
            return CourseErrors.LessonNotFound;
        }

        if (lesson.IsGraded && isDone)
        {
            return EnrollmentErrors.IsGraded;
        }

        var video = watching is null ? lesson.Video : lesson.Video?.Play(watching.Spans, now);
        var isWatched = video is null ? isDone : video.Percent >= watching?.EnoughPercent;
        return Take(new LessonProgress(lessonId, lesson.Kind, isWatched, positionSeconds, Video: video), now);
    }

    /// <summary>Takes in the result of a quiz or an exercise; the best one counts.</summary>
    /// <param name="score">0 to 100.</param>
    /// <param name="isLastTry">No attempt is left: without this pass there will be none.</param>
    public ErrorOr<Success> Grade(Guid lessonId, int score, bool isPassed, bool isLastTry, DateTimeOffset now) => Lesson(lessonId) is { IsGraded: true } lesson
        ? Take(new LessonProgress(lessonId, lesson.Kind, isPassed, PositionSeconds: null, score, isLastTry), now)
        : CourseErrors.LessonNotFound;

    /// <summary>Takes in what a SCORM package says; what it has once said to be done stays done, and the best score counts.</summary>
    public ErrorOr<Success> ReportPackage(Guid lessonId, ScormResult result, DateTimeOffset now) => Lesson(lessonId) is { Kind: LessonKind.Scorm } lesson
        ? Take(new LessonProgress(lessonId, lesson.Kind, result.IsDone == true, PositionSeconds: null, result.Score), now)
        : CourseErrors.LessonNotFound;

    /// <summary>Takes the course off the person's list. What has been completed is part of their record.</summary>
    public ErrorOr<Success> Withdraw()
    {
        if (Status == EnrollmentStatus.Completed)
        {
            return EnrollmentErrors.Completed;
        }

        Status = EnrollmentStatus.Withdrawn;
        NextReminderAt = null;
        return Result.Success;
    }

    /// <summary>The course begins anew, in what is its newest version by now.</summary>
    public Enrollment Again(CourseAssignment assignment, CourseVersion version, string language, DateTimeOffset now) =>
        Assign(CompanyId, UserId, version, language, assignment.TermsAgain(now), now);

    /// <summary>The time for a reminder has come. However many have been missed, there is one, and then the next is waited for.</summary>
    /// <returns>How many days after the due date it is for, negative before it; null if there is nothing to remind of.</returns>
    public int? Remind(DateTimeOffset now)
    {
        var day = IsOver ? null : ReminderPlan.Reached(DueAt, StartsAt, now);
        NextReminderAt = IsOver ? null : ReminderPlan.Next(DueAt, StartsAt, now);
        return day;
    }

    private ErrorOr<Success> Take(LessonProgress news, DateTimeOffset now)
    {
        if (StartsAt > now)
        {
            return EnrollmentErrors.NotYet;
        }

        StartedAt ??= now;
        var known = Lesson(news.LessonId)!;
        Put(known.With(news));
        if (news.IsDone && !known.IsDone)
        {
            Raise(new LessonCompleted(CompanyId, UserId, news.LessonId, now));
        }

        Progress = Lessons.Count(lesson => lesson.IsDone) * 100 / Lessons.Count;
        var scores = Lessons.Select(lesson => lesson.Score).OfType<int>().ToList();
        Score = scores.Count == 0 ? null : (int)Math.Round(scores.Average(), MidpointRounding.AwayFromZero);
        Reach(Outcome(), now);
        return Result.Success;
    }

    private void Put(LessonProgress known) => Lessons = [.. Lessons.Select(lesson => lesson.LessonId == known.LessonId ? known : lesson)];

    private EnrollmentStatus Outcome()
    {
        if (Lessons.Any(lesson => lesson is { IsSpent: true, IsDone: false }))
        {
            return EnrollmentStatus.Failed;
        }

        if (Progress < 100)
        {
            return EnrollmentStatus.InProgress;
        }

        var canStillRise = Lessons.Any(lesson => lesson.CanRise);
        return Score >= PassPercent || Score is null ? EnrollmentStatus.Completed
            : canStillRise ? EnrollmentStatus.InProgress
            : EnrollmentStatus.Failed;
    }

    private void Reach(EnrollmentStatus status, DateTimeOffset now)
    {
        if (Status is EnrollmentStatus.Completed or EnrollmentStatus.Withdrawn || Status == status)
        {
            return;
        }

        Status = status;
        if (IsOver)
        {
            NextReminderAt = null;
        }

        if (status == EnrollmentStatus.Completed)
        {
            CompletedAt = now;
            Raise(new CourseCompleted(CompanyId, Id, UserId, CourseId, VersionId, Language, Score, now));
        }
    }
}

/// <summary>What was asked of the person.</summary>
/// <param name="StartsAt">Null: at once.</param>
/// <param name="AssignmentId">What they were enrolled by; null: they enrolled themselves.</param>
public sealed record EnrollmentTerms(DateTimeOffset? StartsAt, DateTimeOffset? DueAt, bool IsMandatory, Guid? AssignmentId);

public sealed record LessonCompleted(Guid CompanyId, Guid UserId, Guid LessonId, DateTimeOffset At) : IDomainEvent;

public sealed record CourseCompleted(
    Guid CompanyId, Guid EnrollmentId, Guid UserId, Guid CourseId, Guid VersionId, string Language, int? Score, DateTimeOffset At) : IDomainEvent;

public static class EnrollmentErrors
{
    public static readonly Error NotFound = Error.NotFound("enrollment_not_found", "There is no such enrollment.");
    public static readonly Error NotYet = Error.Conflict("enrollment_not_started", "The course has not begun yet.");
    public static readonly Error Over = Error.Conflict("enrollment_over", "The course is over.");
    public static readonly Error IsGraded = Error.Conflict("lesson_is_graded", "This lesson is done by passing it.");
    public static readonly Error NotAnExercise = Error.Conflict("lesson_not_an_exercise", "This lesson has nothing to click on.");
    public static readonly Error Completed = Error.Conflict("enrollment_completed", "A completed course is part of the person's record.");
    public static readonly Error AlreadyEnrolled = Error.Conflict("already_enrolled", "You are in this course already.");
    public static readonly Error FailedBefore = Error.Conflict("course_failed", "You have failed this course. Whoever is in charge of training can assign it to you again.");
    public static readonly Error NotOpen = Error.Conflict("self_enrolment_closed", "This course is taken up only by those whom it is assigned to.");
    public static readonly Error PrerequisiteMissing = Error.Conflict("prerequisite_missing", "Another course is to be completed first.");
}
