using ErrorOr;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Learning.Courses;
using SecurityTraining.Domain.Learning.Enrollments;

namespace SecurityTraining.Application.Learning.Enrollments;

/// <summary>The caller's own enrollments, and what they learn in them.</summary>
internal sealed class LearnerCourses(IRepository<Enrollment> enrollments, IRepository<CourseVersion> versions, ICurrentUser me)
{
    /// <returns>Not found for anybody else's.</returns>
    public async Task<ErrorOr<Enrollment>> FindOwn(Guid enrollmentId, CancellationToken ct) =>
        await enrollments.SingleOrDefaultAsync(new OwnSpec(enrollmentId, me.RequireUserId()), ct) is { } own ? own : EnrollmentErrors.NotFound;

    /// <summary>A lesson as the version that the person learns with has it.</summary>
    public async Task<ErrorOr<LessonEntry>> FindLesson(Enrollment enrollment, Guid lessonId, CancellationToken ct) =>
        (await Edition(enrollment, ct)).Lessons.FirstOrDefault(lesson => lesson.Id == lessonId) is { } found ? found : CourseErrors.LessonNotFound;

    public async Task<CourseEdition> Edition(Enrollment enrollment, CancellationToken ct)
    {
        var version = (await versions.SingleOrDefaultAsync(new VersionToReadSpec(enrollment.VersionId), ct))!;
        return version.Outline.For(enrollment.Language, version.Profile.DefaultLanguage);
    }

    private sealed class OwnSpec : SingleResultSpecification<Enrollment>
    {
        public OwnSpec(Guid id, Guid userId) => Query.Where(enrollment => enrollment.Id == id && enrollment.UserId == userId);
    }

    private sealed class VersionToReadSpec : SingleResultSpecification<CourseVersion>
    {
        public VersionToReadSpec(Guid id) => Query.Where(version => version.Id == id).AsNoTracking();
    }
}
