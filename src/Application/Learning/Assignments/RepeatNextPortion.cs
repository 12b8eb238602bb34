using System.Linq.Expressions;
using ErrorOr;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Pipeline;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Application.Learning.Enrollments;
using SecurityTraining.Domain.Companies;
using SecurityTraining.Domain.Learning.Enrollments;
using SecurityTraining.Domain.People;

namespace SecurityTraining.Application.Learning.Assignments;

/// <summary>
/// Lets the next people take a course again whose last completion was too long ago for the assignment. Who is outside of it waits, and is asked
/// if they come back; who is in the course or has completed it since is left alone.
/// </summary>
/// <returns>Whether there is nobody left.</returns>
[RetryOnConflict]
[PlatformScope]
public sealed record RepeatNextPortionCommand(Guid AssignmentId) : ICommand<bool>
{
    public const int MaxPeople = 500;
}

internal sealed class RepeatNextPortionHandler(
    IRepository<CourseAssignment> assignments,
    IRepository<Enrollment> enrollments,
    IRepository<Company> companies,
    CurrentCourses courses,
    AssignedAudience audience,
    TimeProvider clock) : ICommandHandler<RepeatNextPortionCommand, bool>
{
    public async Task<ErrorOr<bool>> Handle(RepeatNextPortionCommand request, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        if (await assignments.GetByIdAsync(request.AssignmentId, cancellationToken) is not { RepeatMonths: not null, EndedAt: null } assignment
            || await companies.GetByIdAsync(assignment.CompanyId, cancellationToken) is not { } company
            || !company.MaySend(now)
            || await courses.Find(assignment.CourseId, cancellationToken) is not { } course)
        {
            return true;
        }

        var meant = await audience.Of(assignment.People, assignment.OnlyLedBy, cancellationToken);
        var portion = await enrollments.ListAsync(new NearlyDueAgainSpec(assignment, meant, now), cancellationToken);
        var due = portion.FindAll(former => assignment.Repetition!.Next(former.CompletedAt!.Value, former.User!.TimeZone ?? company.TimeZone) <= now);
        enrollments.AddRange(due.ConvertAll(former =>
            former.Again(assignment, course.Version, former.User!.Language ?? company.Language, now)));
        return due.Count == 0 || portion.Count < RepeatNextPortionCommand.MaxPeople;
    }

    /// <summary>
    /// Those whose day it is somewhere on earth, the longest overdue first. Whoever has been asked since then is left alone, whatever came of it:
    /// by which assignment they complete it makes no difference, so that none that ends takes another one's people with it.
    /// </summary>
    private sealed class NearlyDueAgainSpec : Specification<Enrollment>
    {
        public NearlyDueAgainSpec(CourseAssignment assignment, Expression<Func<User, bool>> meant, DateTimeOffset now)
        {
            var (courseId, tooLongAgo) = (assignment.CourseId, now.AddMonths(-assignment.RepeatMonths!.Value).AddDays(2));
            Query
                .Where(enrollment => enrollment.CourseId == courseId
                    && enrollment.Status == EnrollmentStatus.Completed
                    && enrollment.CompletedAt < tooLongAgo)
                .Where(enrollment => enrollment.User!.Status == UserStatus.Active)
                .Where(meant.After<Enrollment, User>(enrollment => enrollment.User!))
                .Where(enrollment => !enrollment.User!.Enrollments.Any(other => other.CourseId == courseId
                    && (other.Status == EnrollmentStatus.Assigned
                        || other.Status == EnrollmentStatus.InProgress
                        || (other.Status == EnrollmentStatus.Completed && other.CompletedAt > enrollment.CompletedAt)
                        || other.AssignedAt > enrollment.CompletedAt)))
                .Include(enrollment => enrollment.User)
                .OrderBy(enrollment => enrollment.CompletedAt)
                .OrderBy(enrollment => enrollment.Id)
                .Take(RepeatNextPortionCommand.MaxPeople);
        }
    }
}

/// <summary>The next assignments, in the order of their ids, that people are to take their course again by.</summary>
[PlatformScope]
public sealed record RepeatingAssignmentsQuery(Guid? After) : IQuery<IReadOnlyList<Guid>>;

internal sealed class RepeatingAssignmentsHandler(IRepository<CourseAssignment> assignments)
    : IQueryHandler<RepeatingAssignmentsQuery, IReadOnlyList<Guid>>
{
    public async Task<ErrorOr<IReadOnlyList<Guid>>> Handle(RepeatingAssignmentsQuery request, CancellationToken cancellationToken) =>
        ErrorOrFactory.From<IReadOnlyList<Guid>>(await assignments.ListAsync(new RepeatingSpec(request.After), cancellationToken));

    private sealed class RepeatingSpec : Specification<CourseAssignment, Guid>
    {
        public RepeatingSpec(Guid? after)
        {
            Query
                .Where(assignment => assignment.RepeatMonths != null && assignment.EndedAt == null)
                .Where(assignment => assignment.Id > after, condition: after is not null)
                .OrderBy(assignment => assignment.Id)
                .Take(StandingAssignmentsQuery.PageSize);
            Selector = assignment => assignment.Id;
        }
    }
}
