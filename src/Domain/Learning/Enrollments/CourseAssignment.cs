using ErrorOr;
using SecurityTraining.Domain.Common;
using SecurityTraining.Domain.Learning.Courses;

namespace SecurityTraining.Domain.Learning.Enrollments;

public enum AssignmentStatus
{
    Queued,
    Running,

    /// <summary>Everybody who was there has been enrolled; newcomers still are, unless the assignment has ended.</summary>
    Completed,
}

/// <summary>Who is to take a course: people by name, and everybody in groups and departments, what lies below these included.</summary>
public sealed record AssignedPeople(IReadOnlyList<Guid> UserIds, IReadOnlyList<Guid> GroupIds, IReadOnlyList<Guid> DepartmentIds)
{
    public const int MaxUsers = 1000;
    public const int MaxGroups = 100;
    public const int MaxDepartments = 200;
}

/// <param name="DueAt">The same for all; or else <paramref name="DueDays"/> after each person's own beginning; or never.</param>
/// <param name="Repetition">Null: once is enough.</param>
public sealed record AssignmentTerms(DateTimeOffset? StartsAt, DateTimeOffset? DueAt, int? DueDays, bool IsMandatory, Repetition? Repetition = null)
{
    public const int MaxDueDays = 3650;
}

/// <summary>
/// That people are to take a course. Worked off in portions in the order of the people's ids, each in one transaction together with
/// <see cref="ReachedUserId"/>. Whoever joins one of its groups or departments later is enrolled then, until somebody ends the assignment.
/// </summary>
public sealed class CourseAssignment : AggregateRoot, ICompanyOwned
{
    private CourseAssignment(
        Guid companyId, Requester requester, Course course, AssignedPeople people, AssignmentTerms terms, int total, DateTimeOffset now) : base(now)
    {
        CompanyId = companyId;
        (RequestedBy, OnlyLedBy) = requester;
        CourseId = course.Id;
        CourseTitle = course.Title;
        People = people;
        (StartsAt, DueAt, DueDays, IsMandatory, _) = terms;
        (RepeatMonths, GraceDays) = (terms.Repetition?.Months, terms.Repetition?.GraceDays);
        Total = total;
        CreatedAt = now;
        IsStanding = people.GroupIds.Count + people.DepartmentIds.Count > 0;
    }

    private CourseAssignment()
    {
        CourseTitle = null!;
        People = null!;
    }

    public Guid CompanyId { get; private set; }

    public Guid RequestedBy { get; private set; }

    /// <summary>Only people of the departments that this person leads: who assigned it sees no others.</summary>
    public Guid? OnlyLedBy { get; private set; }

    public Guid CourseId { get; private set; }

    public string CourseTitle { get; private set; }

    public AssignedPeople People { get; private set; }

    public DateTimeOffset? StartsAt { get; private set; }

    public DateTimeOffset? DueAt { get; private set; }

    public int? DueDays { get; private set; }

    public bool IsMandatory { get; private set; }

    /// <summary>So long after each completion people are to take the course again; null: never.</summary>
    public int? RepeatMonths { get; private set; }

    /// <summary>How long they then have; null if they are not asked again.</summary>
    public int? GraceDays { get; private set; }

    public AssignmentStatus Status { get; private set; }

    /// <summary>Whether newcomers are enrolled, too.</summary>
    public bool IsStanding { get; private set; }

    /// <summary>How many people it meant when it was made.</summary>
    public int Total { get; private set; }

    public int Enrolled { get; private set; }

    /// <summary>Percent, 0–100.</summary>
    public int Progress { get; private set; }

    /// <summary>The last person of those who were there whose turn has been; null before the first portion.</summary>
    public Guid? ReachedUserId { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    public DateTimeOffset? FinishedAt { get; private set; }

    /// <summary>Null: it still means newcomers, if it is <see cref="IsStanding"/>, and whoever is to take the course again.</summary>
    public DateTimeOffset? EndedAt { get; private set; }

    public Repetition? Repetition => RepeatMonths is { } months ? new Repetition(months, GraceDays!.Value) : null;

    /// <param name="total">How many people it means at this moment.</param>
    public static ErrorOr<CourseAssignment> Plan(
        Guid companyId, Requester requester, Course course, AssignedPeople people, AssignmentTerms terms, int total, DateTimeOffset now) =>
        course.Status == CourseStatus.Published
            ? new CourseAssignment(companyId, requester, course, people, terms, total, now)
            : CourseErrors.NotPublished;

    /// <summary>What is asked of people who are enrolled now. Newcomers get as much time as the first had.</summary>
    public EnrollmentTerms TermsFrom(DateTimeOffset now)
    {
        var start = StartsAt > now ? StartsAt.Value : now;
        var due = (DueAt, DueDays, Status) switch
        {
            (null, { } days, _) => start.AddDays(days),
            ({ } at, _, AssignmentStatus.Completed) => start + (at - (StartsAt ?? CreatedAt)),
            _ => DueAt,
        };
        return new EnrollmentTerms(StartsAt, due, IsMandatory, Id);
    }

    /// <summary>What is asked of people who are to take the course again.</summary>
    public EnrollmentTerms TermsAgain(DateTimeOffset now) =>
        new(StartsAt: null, GraceDays is { } days ? now.AddDays(days) : null, IsMandatory, Id);

    /// <param name="enrolled">How many have been enrolled just now.</param>
    /// <param name="reachedUserId">The last of them; null if there was nobody.</param>
    public void Advance(int enrolled, Guid? reachedUserId)
    {
        Enrolled += enrolled;
        if (Status != AssignmentStatus.Completed)
        {
            Status = AssignmentStatus.Running;
            ReachedUserId = reachedUserId ?? ReachedUserId;
            Progress = Total == 0 ? 0 : Math.Min(99, Enrolled * 100 / Total);
        }
    }

    public void Complete(DateTimeOffset now)
    {
        if (Status != AssignmentStatus.Completed)
        {
            (Status, Progress, FinishedAt) = (AssignmentStatus.Completed, 100, now);
        }
    }

    /// <summary>Nobody else is enrolled, and nobody again; who has been stays so.</summary>
    public void End(DateTimeOffset now)
    {
        IsStanding = false;
        EndedAt ??= now;
        Complete(now);
    }
}

/// <param name="OnlyLedBy">See <see cref="CourseAssignment.OnlyLedBy"/>.</param>
public sealed record Requester(Guid Id, Guid? OnlyLedBy);

public static class AssignmentErrors
{
    public static readonly Error NotFound = Error.NotFound("assignment_not_found", "There is no such assignment.");
    public static readonly Error UserUnknown = Error.Validation("user_unknown", "There is somebody among them who does not exist.");
    public static readonly Error GroupUnknown = Error.Validation("group_unknown", "There is a group among them that does not exist.");
    public static readonly Error HeldBack = Error.Conflict("assignment_held_back", "Nobody is enrolled while the company is suspended or in arrears.");
    public static readonly Error DueTooEarly = Error.Validation("due_too_early", "It cannot be due before it begins, or in the past.");
}
