using ErrorOr;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Learning.Courses;
using SecurityTraining.Domain.Learning.Enrollments;
using SecurityTraining.Domain.Learning.Quizzes;

namespace SecurityTraining.Application.Learning.Enrollments;

/// <summary>The outline of a course with the progress in it: for the person, and for whoever may read the learning of others.</summary>
[Authenticated]
public sealed record GetEnrollmentQuery(Guid Id) : IQuery<EnrollmentRow>;

/// <param name="Progress">Percent of the lessons that are done.</param>
/// <param name="Score">Percent, the average of quizzes and exercises; null: there is none yet.</param>
/// <param name="PassPercent">The score from which on the course is passed.</param>
/// <param name="ResumeLessonId">Where to go on; null: every lesson is done.</param>
public sealed record EnrollmentRow(
    Guid Id,
    Guid UserId,
    Guid CourseId,
    string CourseTitle,
    string Language,
    EnrollmentStatus Status,
    bool Overdue,
    bool Mandatory,
    int Progress,
    int? Score,
    int PassPercent,
    DateTimeOffset? StartsAt,
    DateTimeOffset? DueAt,
    DateTimeOffset AssignedAt,
    DateTimeOffset? StartedAt,
    DateTimeOffset? CompletedAt,
    Guid? ResumeLessonId,
    IReadOnlyList<EnrolledModuleRow> Modules,
    int Version) : IVersioned;

public sealed record EnrolledModuleRow(Guid Id, string Title, IReadOnlyList<EnrolledLessonRow> Lessons);

/// <param name="QuizId">Of a quiz lesson: what to start an attempt at.</param>
/// <param name="PositionSeconds">Where a video goes on.</param>
/// <param name="NoAttemptLeft">It can't be tried again.</param>
public sealed record EnrolledLessonRow(
    Guid Id, LessonKind Kind, string Title, int Minutes, bool Done, int? PositionSeconds, int? Score, Guid? QuizId, bool NoAttemptLeft);

internal sealed class GetEnrollmentHandler(
    IRepository<Enrollment> enrollments, IRepository<QuizRevision> revisions, LearnerCourses courses, ICurrentUser me, TimeProvider clock)
    : IQueryHandler<GetEnrollmentQuery, EnrollmentRow>
{
    public async Task<ErrorOr<EnrollmentRow>> Handle(GetEnrollmentQuery request, CancellationToken cancellationToken)
    {
        if (await enrollments.SingleOrDefaultAsync(new ReadableSpec(request.Id, me), cancellationToken) is not { } enrollment)
        {
            return EnrollmentErrors.NotFound;
        }

        var edition = await courses.Edition(enrollment, cancellationToken);
        var asked = edition.Lessons.Select(lesson => lesson.QuizRevisionId).OfType<Guid>().Distinct().ToList();
        var quizzes = asked.Count == 0
            ? []
            : (await revisions.ListAsync(new QuizOfRevisionSpec(asked), cancellationToken)).ToDictionary(pair => pair.RevisionId, pair => pair.QuizId);
        return Row(enrollment, edition, quizzes);
    }

    private EnrollmentRow Row(Enrollment enrollment, CourseEdition edition, Dictionary<Guid, Guid> quizzes)
    {
        var progress = enrollment.Lessons.ToDictionary(lesson => lesson.LessonId);
        return new EnrollmentRow(
            enrollment.Id,
            enrollment.UserId,
            enrollment.CourseId,
            enrollment.CourseTitle,
            enrollment.Language,
            enrollment.Status,
            enrollment.IsOverdue(clock.GetUtcNow()),
            enrollment.IsMandatory,
            enrollment.Progress,
            enrollment.Score,
            enrollment.PassPercent,
            enrollment.StartsAt,
            enrollment.DueAt,
            enrollment.AssignedAt,
            enrollment.StartedAt,
            enrollment.CompletedAt,
            enrollment.ResumeLessonId,
            [.. edition.Modules.Select(module => new EnrolledModuleRow(
                module.Id, module.Title, [.. module.Lessons.Select(lesson => Row(lesson, progress[lesson.Id], quizzes))]))],
            enrollment.Version);
    }

    private static EnrolledLessonRow Row(LessonEntry lesson, LessonProgress progress, Dictionary<Guid, Guid> quizzes) => new(
        lesson.Id,
        lesson.Kind,
        lesson.Title,
        lesson.Minutes,
        progress.IsDone,
        progress.PositionSeconds,
        progress.Score,
        lesson.QuizRevisionId is { } revision ? quizzes[revision] : null,
        progress.IsSpent);

    private sealed class ReadableSpec : SingleResultSpecification<Enrollment>
    {
        public ReadableSpec(Guid id, ICurrentUser me)
        {
            var caller = me.RequireUserId();
            Query
                .Where(enrollment => enrollment.Id == id)
                .ReadableBy(me, enrollment => enrollment.UserId == caller, enrollment => enrollment.User!)
                .AsNoTracking();
        }
    }

    private sealed class QuizOfRevisionSpec : Specification<QuizRevision, QuizOfRevision>
    {
        public QuizOfRevisionSpec(IReadOnlyCollection<Guid> ids)
        {
            Query.Where(revision => ids.Contains(revision.Id));
            Selector = revision => new QuizOfRevision(revision.Id, revision.QuizId);
        }
    }

    private sealed record QuizOfRevision(Guid RevisionId, Guid QuizId);
}
