using System.Linq.Expressions;
using ErrorOr;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Pipeline;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Application.Common.Work;
using SecurityTraining.Application.Learning.Courses;
using SecurityTraining.Domain.Companies;
using SecurityTraining.Domain.Learning.Courses;
using SecurityTraining.Domain.Learning.Enrollments;
using SecurityTraining.Domain.People;

namespace SecurityTraining.Application.Learning.Assignments;

/// <summary>
/// Enrolls the next people of an assignment who are not in the course yet, in its newest version; once all have been, those who have joined
/// since.
/// </summary>
/// <returns>Whether there is nobody left.</returns>
[RetryOnConflict]
[PlatformScope]
public sealed record EnrollNextPortionCommand(Guid AssignmentId) : ICommand<bool>
{
    public const int MaxPeople = 500;
}

internal sealed class EnrollNextPortionHandler(
    IRepository<CourseAssignment> assignments,
    IRepository<Enrollment> enrollments,
    IRepository<User> users,
    IRepository<Company> companies,
    CurrentCourses courses,
    AssignedAudience audience,
    TimeProvider clock) : ICommandHandler<EnrollNextPortionCommand, bool>
{
    public async Task<ErrorOr<bool>> Handle(EnrollNextPortionCommand request, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        if (await assignments.GetByIdAsync(request.AssignmentId, cancellationToken) is not { } assignment
            || assignment is { Status: AssignmentStatus.Completed, IsStanding: false })
        {
            return true;
        }

        if (await companies.GetByIdAsync(assignment.CompanyId, cancellationToken) is not { } company
            || !company.MaySend(now))
        {
            return AssignmentErrors.HeldBack;
        }

        if (await courses.Find(assignment.CourseId, cancellationToken) is not { } course)
        {
            // Who has not been reached by then is not to be enrolled unawares when the course is published again.
            if (assignment.Status != AssignmentStatus.Completed)
            {
                assignment.End(now);
            }

            return true;
        }

        var meant = await audience.Of(assignment.People, assignment.OnlyLedBy, cancellationToken);
        var portion = await users.ListAsync(new NextLearnersSpec(assignment, meant, now), cancellationToken);
        var terms = assignment.TermsFrom(now);
        enrollments.AddRange(portion.Select(learner => Enrollment.Assign(
            assignment.CompanyId, learner.Id, course.Version, learner.Language ?? company.Language, terms, now)));
        var isLast = portion.Count < EnrollNextPortionCommand.MaxPeople;
        assignment.Advance(portion.Count, portion.LastOrDefault()?.Id);
        if (isLast)
        {
            assignment.Complete(now);
        }

        return isLast;
    }

    /// <summary>
    /// In the order of their ids. Whoever has been in the course is asked again by a new assignment, but not by joining a group, unless what they
    /// have completed was too long ago.
    /// </summary>
    private sealed class NextLearnersSpec : Specification<User, Learner>
    {
        public NextLearnersSpec(CourseAssignment assignment, Expression<Func<User, bool>> meant, DateTimeOffset now)
        {
            var (id, courseId, reached) = (assignment.Id, assignment.CourseId, assignment.ReachedUserId);
            var worthless = assignment.RepeatMonths is { } months ? now.AddMonths(-months) : DateTimeOffset.UnixEpoch;
            var isForNewcomers = assignment.Status == AssignmentStatus.Completed;
            Query
                .Where(user => user.Status == UserStatus.Active)
                .Where(meant)
                .Where(user => !user.Enrollments.Any(enrollment => enrollment.AssignmentId == id
                    || (enrollment.CourseId == courseId
                        && (enrollment.Status == EnrollmentStatus.Assigned
                            || enrollment.Status == EnrollmentStatus.InProgress
                            || (isForNewcomers && (enrollment.Status != EnrollmentStatus.Completed || enrollment.CompletedAt > worthless))))))
                .Where(user => user.Id > reached, condition: reached is not null && !isForNewcomers)
                .OrderBy(user => user.Id)
                .Take(EnrollNextPortionCommand.MaxPeople)
                .IncludeDeleted();
            Selector = user => new Learner(user.Id, user.Language);
        }
    }

    private sealed record Learner(Guid Id, string? Language);
}

/// <summary>What people are enrolled in now.</summary>
internal sealed class CurrentCourses(IRepository<Course> courses, IRepository<CourseVersion> versions)
{
    /// <returns>Null if the course is not published, or not any more.</returns>
    public async Task<CurrentCourse?> Find(Guid courseId, CancellationToken ct) =>
        await courses.GetByIdAsync(courseId, ct) is { Status: CourseStatus.Published, PublishedNumber: { } number } course
        && await versions.SingleOrDefaultAsync(new CourseVersionSpec(courseId, number), ct) is { } version
            ? new CurrentCourse(course, version)
            : null;
}

internal sealed record CurrentCourse(Course Course, CourseVersion Version);

internal sealed class CourseAssignmentWorker(ICompanyScope companies) : IWorkHandler
{
    private static readonly TimeSpan HeldBackFor = TimeSpan.FromHours(1);

    public WorkKind Kind => WorkKind.CourseAssignment;

    public async Task<WorkOutcome> Handle(WorkItem item, CancellationToken ct)
    {
        while (true)
        {
            var portion = await companies.Send(item.CompanyId, new EnrollNextPortionCommand(item.SubjectId), ct);
            if (portion.IsError && portion.FirstError == AssignmentErrors.HeldBack)
            {
                return WorkOutcome.Again(HeldBackFor);
            }

            if (portion.IsError)
            {
                return WorkOutcome.Failed(portion.FirstError.Code);
            }

            if (portion.Value)
            {
                return WorkOutcome.Done;
            }
        }
    }
}
