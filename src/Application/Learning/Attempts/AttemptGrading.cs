using ErrorOr;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Learning.Enrollments;
using SecurityTraining.Domain.Learning.Quizzes;

namespace SecurityTraining.Application.Learning.Attempts;

/// <summary>Hands in attempts, and lets the course know what they have brought.</summary>
internal sealed class AttemptGrading(IRepository<QuizAttempt> attempts, IRepository<Enrollment> enrollments, ICurrentUser me)
{
    /// <returns>Not found for anybody else's.</returns>
    public async Task<ErrorOr<QuizAttempt>> FindOwn(Guid attemptId, CancellationToken ct) =>
        await attempts.SingleOrDefaultAsync(new OwnSpec(attemptId, me.RequireUserId()), ct) is { } own ? own : AttemptErrors.NotFound;

    /// <summary>Ends the attempt, if it has not ended, and grades its lesson in the same transaction.</summary>
    public async Task<ErrorOr<Success>> Submit(QuizAttempt attempt, DateTimeOffset now, CancellationToken ct)
    {
        // Who has been taken off the course meanwhile keeps the attempt.
        if (!attempt.Submit(now) || await enrollments.GetByIdAsync(attempt.EnrollmentId, ct) is not { } enrollment)
        {
            return Result.Success;
        }

        return enrollment.Grade(attempt.LessonId, attempt.Score!.Value, attempt.IsPassed!.Value, attempt.IsLast, now);
    }

    private sealed class OwnSpec : SingleResultSpecification<QuizAttempt>
    {
        public OwnSpec(Guid id, Guid userId) => Query.Where(attempt => attempt.Id == id && attempt.UserId == userId);
    }
}
