using ErrorOr;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Auditing;
using SecurityTraining.Application.Common.Pipeline;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Application.Common.Work;
using SecurityTraining.Application.Learning.Enrollments;
using SecurityTraining.Domain.Learning.Courses;
using SecurityTraining.Domain.Learning.Enrollments;
using SecurityTraining.Domain.Learning.Quizzes;

namespace SecurityTraining.Application.Learning.Attempts;

/// <summary>Begins an attempt at a quiz of the course; one that has been begun and not handed in goes on.</summary>
[RetryOnConflict]
[NotAudited]
[Authenticated]
[DespiteUnpaid]
public sealed record StartAttemptCommand(Guid Id, Guid QuizId) : ICommand<Guid>;

internal sealed class StartAttemptHandler(
    LearnerCourses courses,
    IRepository<QuizRevision> revisions,
    IRepository<QuizAttempt> attempts,
    AttemptGrading grading,
    IWorkQueue queue,
    TimeProvider clock) : ICommandHandler<StartAttemptCommand, Guid>
{
    public async Task<ErrorOr<Guid>> Handle(StartAttemptCommand request, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var found = await courses.FindOwn(request.Id, cancellationToken);
        if (found.IsError)
        {
            return found.Errors;
        }

        var enrollment = found.Value;
        if (await FindQuiz(enrollment, request.QuizId, cancellationToken) is not var (lesson, revision))
        {
            return AttemptErrors.QuizNotAsked;
        }

        var former = await attempts.SingleOrDefaultAsync(new LatestSpec(enrollment.Id, lesson.Id), cancellationToken);
        if (former is { IsOpen: true } && !former.IsOverdue(now))
        {
            return former.Id;
        }

        if (former is not null && await grading.Submit(former, now, cancellationToken) is { IsError: true } refused)
        {
            return refused.Errors;
        }

        if (enrollment.CheckOpen(now) is { IsError: true } closed)
        {
            return closed.FirstError.AndKeep();
        }

        var place = new AttemptPlace(enrollment.CompanyId, enrollment.Id, enrollment.UserId, lesson.Id);
        var started = QuizAttempt.Start(place, revision, former, now);
        if (started.IsError)
        {
            return started.FirstError.AndKeep();
        }

        attempts.Add(started.Value);
        if (started.Value.EndsAt is { } endsAt)
        {
            queue.Enqueue(WorkKind.AttemptExpiry, started.Value.Id, endsAt + QuizAttempt.Grace + TimeSpan.FromSeconds(1));
        }

        return started.Value.Id;
    }

    /// <summary>The lesson that asks it; of several the first that is not done.</summary>
    private async Task<(LessonEntry Lesson, QuizRevision Revision)?> FindQuiz(Enrollment enrollment, Guid quizId, CancellationToken ct)
    {
        var lessons = (await courses.Edition(enrollment, ct)).Lessons.Where(lesson => lesson.QuizRevisionId is not null).ToList();
        var revisionIds = lessons.ConvertAll(lesson => lesson.QuizRevisionId!.Value);
        var asked = await revisions.ListAsync(new RevisionsOfQuizSpec(revisionIds, quizId), ct);
        var candidates = lessons.Where(lesson => asked.Exists(revision => revision.Id == lesson.QuizRevisionId)).ToList();
        return (candidates.Find(lesson => enrollment.Lesson(lesson.Id) is { IsDone: false }) ?? candidates.FirstOrDefault()) is { } chosen
            ? (chosen, await Newest(asked.First(revision => revision.Id == chosen.QuizRevisionId), ct))
            : null;
    }

    /// <summary>What has been published never changes but for corrected keys.</summary>
    private async Task<QuizRevision> Newest(QuizRevision published, CancellationToken ct) =>
        published.SuccessorId is { } successor ? (await revisions.GetByIdAsync(successor, ct))! : published;

    private sealed class RevisionsOfQuizSpec : Specification<QuizRevision>
    {
        public RevisionsOfQuizSpec(IReadOnlyCollection<Guid> ids, Guid quizId) =>
            Query.Where(revision => ids.Contains(revision.Id) && revision.QuizId == quizId).AsNoTracking();
    }

    private sealed class LatestSpec : SingleResultSpecification<QuizAttempt>
    {
        public LatestSpec(Guid enrollmentId, Guid lessonId) => Query
            .Where(attempt => attempt.EnrollmentId == enrollmentId && attempt.LessonId == lessonId)
            .OrderByDescending(attempt => attempt.Number)
            .Take(1);
    }
}
