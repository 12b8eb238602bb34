using ErrorOr;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Pipeline;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Application.Learning.Assignments;
using SecurityTraining.Domain.Companies;
using SecurityTraining.Domain.Learning.Courses;
using SecurityTraining.Domain.Learning.Enrollments;
using SecurityTraining.Domain.People;

namespace SecurityTraining.Application.Learning.Enrollments;

/// <summary>Takes up a course that is open to everybody. What comes before it has to be completed.</summary>
[RetryOnConflict]
[Authenticated]
public sealed record EnrollMyselfCommand(Guid CourseId) : ICommand<Guid>;

internal sealed class EnrollMyselfHandler(
    IRepository<Enrollment> enrollments,
    IRepository<User> users,
    IRepository<Company> companies,
    CurrentCourses courses,
    ICurrentUser me,
    TimeProvider clock) : ICommandHandler<EnrollMyselfCommand, Guid>
{
    private static readonly EnrollmentTerms Terms = new(StartsAt: null, DueAt: null, IsMandatory: false, AssignmentId: null);

    public async Task<ErrorOr<Guid>> Handle(EnrollMyselfCommand request, CancellationToken cancellationToken)
    {
        var userId = me.RequireUserId();
        if (await courses.Find(request.CourseId, cancellationToken) is not { } course)
        {
            return CourseErrors.NotFound;
        }

        if (!course.Version.Profile.AllowsSelfEnrolment)
        {
            return EnrollmentErrors.NotOpen;
        }

        if (await enrollments.AnyAsync(new RunningSpec(userId, request.CourseId), cancellationToken))
        {
            return EnrollmentErrors.AlreadyEnrolled;
        }

        // Another attempt at the quiz would be had by just enrolling again.
        if (await enrollments.ListAsync(new NewestStatusSpec(userId, request.CourseId), cancellationToken) is [EnrollmentStatus.Failed])
        {
            return EnrollmentErrors.FailedBefore;
        }

        var before = course.Version.Profile.Prerequisites;
        var completed = before.Count == 0 ? [] : await enrollments.ListAsync(new CompletedCoursesSpec(userId, before), cancellationToken);
        if (before.Except(completed).Any())
        {
            return EnrollmentErrors.PrerequisiteMissing;
        }

        var company = (await companies.GetByIdAsync(me.RequireCompanyId(), cancellationToken))!;
        var language = (await users.GetByIdAsync(userId, cancellationToken))?.Language ?? company.Language;
        var enrollment = Enrollment.Assign(company.Id, userId, course.Version, language, Terms, clock.GetUtcNow());
        enrollments.Add(enrollment);
        return enrollment.Id;
    }

    private sealed class RunningSpec : Specification<Enrollment>
    {
        public RunningSpec(Guid userId, Guid courseId) => Query.Where(enrollment => enrollment.UserId == userId && enrollment.CourseId == courseId
            && (enrollment.Status == EnrollmentStatus.Assigned || enrollment.Status == EnrollmentStatus.InProgress));
    }

    private sealed class NewestStatusSpec : Specification<Enrollment, EnrollmentStatus>
    {
        public NewestStatusSpec(Guid userId, Guid courseId)
        {
            Query.Where(enrollment => enrollment.UserId == userId && enrollment.CourseId == courseId)
                .OrderByDescending(enrollment => enrollment.AssignedAt)
                .Take(1);
            Selector = enrollment => enrollment.Status;
        }
    }

    private sealed class CompletedCoursesSpec : Specification<Enrollment, Guid>
    {
        public CompletedCoursesSpec(Guid userId, IReadOnlyList<Guid> courseIds)
        {
            Query.Where(enrollment => enrollment.UserId == userId && courseIds.Contains(enrollment.CourseId)
                && enrollment.Status == EnrollmentStatus.Completed);
            Selector = enrollment => enrollment.CourseId;
        }
    }
}
