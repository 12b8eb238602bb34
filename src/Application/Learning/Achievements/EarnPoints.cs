using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Learning.Achievements;
using SecurityTraining.Domain.Learning.Enrollments;
using SecurityTraining.Domain.Learning.Quizzes;

namespace SecurityTraining.Application.Learning.Achievements;

internal sealed class EarnByLesson(PointLedger ledger) : IDomainEventHandler<LessonCompleted>
{
    public Task Handle(LessonCompleted domainEvent, CancellationToken ct) =>
        ledger.Add([PointFact.Of(domainEvent.UserId, PointKind.LessonCompleted, domainEvent.LessonId, domainEvent.At)], ct);
}

internal sealed class EarnByQuiz(PointLedger ledger) : IDomainEventHandler<QuizPassedAtFirstTry>
{
    public Task Handle(QuizPassedAtFirstTry domainEvent, CancellationToken ct) =>
        ledger.Add([PointFact.Of(domainEvent.UserId, PointKind.FirstTry, domainEvent.LessonId, domainEvent.At)], ct);
}

/// <summary>Nobody earns more by taking the same version again and again.</summary>
internal sealed class EarnByCourse(PointLedger ledger, IRepository<Enrollment> enrollments) : IDomainEventHandler<CourseCompleted>
{
    private const int Full = 100;

    public async Task Handle(CourseCompleted domainEvent, CancellationToken ct)
    {
        if (await enrollments.AnyAsync(new BeforeSpec(domainEvent), ct))
        {
            return;
        }

        var course = PointFact.Of(domainEvent.UserId, PointKind.CourseCompleted, domainEvent.EnrollmentId, domainEvent.At);
        var full = PointFact.Of(domainEvent.UserId, PointKind.FullScore, domainEvent.EnrollmentId, domainEvent.At);
        await ledger.Add(domainEvent.Score == Full ? [course, full] : [course], ct);
    }

    private sealed class BeforeSpec : Specification<Enrollment>
    {
        public BeforeSpec(CourseCompleted completion) => Query.Where(enrollment => enrollment.UserId == completion.UserId
            && enrollment.VersionId == completion.VersionId
            && enrollment.Id != completion.EnrollmentId
            && enrollment.Status == EnrollmentStatus.Completed);
    }
}
