using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Application.Learning.Assignments;
using SecurityTraining.Domain.Automation;
using SecurityTraining.Domain.Companies;
using SecurityTraining.Domain.Learning.Enrollments;

namespace SecurityTraining.Application.Automation;

/// <summary>Enrolls people by rules, in the newest version of a course; nobody who is in it already.</summary>
internal sealed class RuleEnrollments(IRepository<Enrollment> enrollments, CurrentCourses courses)
{
    public async Task Do(IReadOnlyCollection<RuleDeed> deeds, Company company, DateTimeOffset now, CancellationToken ct)
    {
        foreach (var byCourse in deeds.GroupBy(deed => deed.Action.CourseId!.Value))
        {
            if (await courses.Find(byCourse.Key, ct) is not { } course)
            {
                foreach (var deed in byCourse)
                {
                    deed.Outcome = ActionOutcome.NotPossible;
                }

                continue;
            }

            var userIds = byCourse.Select(deed => deed.Person.Id).Distinct().ToList();
            var enrolled = (await enrollments.ListAsync(new OpenSpec(byCourse.Key, userIds), ct)).ToHashSet();
            foreach (var deed in byCourse)
            {
                if (!enrolled.Add(deed.Person.Id))
                {
                    deed.Outcome = ActionOutcome.NotNeeded;
                    continue;
                }

                DateTimeOffset? dueAt = deed.Action.DueDays is { } days ? now.AddDays(days) : null;
                var terms = new EnrollmentTerms(StartsAt: null, dueAt, IsMandatory: true, AssignmentId: null);
                enrollments.Add(Enrollment.Assign(company.Id, deed.Person.Id, course.Version, deed.Person.Language ?? company.Language, terms, now));
            }
        }
    }

    private sealed class OpenSpec : Specification<Enrollment, Guid>
    {
        public OpenSpec(Guid courseId, IReadOnlyCollection<Guid> userIds)
        {
            Query.Where(enrollment => enrollment.CourseId == courseId && userIds.Contains(enrollment.UserId)
                && (enrollment.Status == EnrollmentStatus.Assigned || enrollment.Status == EnrollmentStatus.InProgress));
            Selector = enrollment => enrollment.UserId;
        }
    }
}
