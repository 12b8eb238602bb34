using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Companies;
using SecurityTraining.Domain.Learning.Enrollments;
using SecurityTraining.Domain.People;

namespace SecurityTraining.Application.Learning.Assignments;

/// <summary>
/// Notes when somebody is to take a course again, however they came to complete it: as the assignment with the shortest interval wants it, of those
/// that they have been enrolled by.
/// </summary>
internal sealed class ScheduleRepetition(
    IRepository<Enrollment> enrollments, IRepository<CourseAssignment> assignments, IRepository<User> users, IRepository<Company> companies)
    : IDomainEventHandler<CourseCompleted>
{
    public async Task Handle(CourseCompleted domainEvent, CancellationToken ct)
    {
        var enrolledBy = await enrollments.ListAsync(new EnrolledBySpec(domainEvent.UserId, domainEvent.CourseId), ct);
        if (enrolledBy.Count == 0)
        {
            return;
        }

        var repeating = (await assignments.ListAsync(new IdsSpec<CourseAssignment>(enrolledBy), ct))
            .Where(assignment => assignment is { RepeatMonths: not null, EndedAt: null })
            .MinBy(assignment => assignment.RepeatMonths);
        if (repeating is not null
            && await enrollments.GetByIdAsync(domainEvent.EnrollmentId, ct) is { } completed
            && await users.GetByIdAsync(domainEvent.UserId, ct) is { } user
            && await companies.GetByIdAsync(domainEvent.CompanyId, ct) is { } company)
        {
            completed.RepeatBy(repeating, user.TimeZone ?? company.TimeZone);
        }
    }

    private sealed class EnrolledBySpec : Specification<Enrollment, Guid>
    {
        public EnrolledBySpec(Guid userId, Guid courseId)
        {
            Query.Where(enrollment => enrollment.UserId == userId && enrollment.CourseId == courseId && enrollment.AssignmentId != null);
            Selector = enrollment => enrollment.AssignmentId!.Value;
        }
    }
}
