using ErrorOr;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Pipeline;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Application.Common.Work;
using SecurityTraining.Domain.Learning.Enrollments;
using SecurityTraining.Domain.Learning.Quizzes;

namespace SecurityTraining.Application.Learning.Regrading;

/// <summary>Grades the next attempts again that were asked with a key that was wrong.</summary>
/// <returns>Whether there is none left.</returns>
[RetryOnConflict]
[PlatformScope]
public sealed record RegradeNextPortionCommand(Guid RegradingId) : ICommand<bool>
{
    public const int MaxAttempts = 100;
}

internal sealed class RegradeNextPortionHandler(
    IRepository<QuizRegrading> regradings,
    IRepository<QuizRevision> revisions,
    IRepository<QuizAttempt> attempts,
    IRepository<Enrollment> enrollments,
    TimeProvider clock) : ICommandHandler<RegradeNextPortionCommand, bool>
{
    public async Task<ErrorOr<bool>> Handle(RegradeNextPortionCommand request, CancellationToken cancellationToken)
    {
        if (await regradings.GetByIdAsync(request.RegradingId, cancellationToken) is not { } regrading)
        {
            return true;
        }

        var now = clock.GetUtcNow();
        var replaced = (await revisions.ListAsync(new ReplacedSpec(regrading.QuizId), cancellationToken)).ToDictionary(pair => pair.Id, pair => pair.SuccessorId);
        var portion = await attempts.ListAsync(
            new AttemptsToRegradeSpec(replaced.Keys, RegradeNextPortionCommand.MaxAttempts), cancellationToken);
        var needed = portion.Select(attempt => replaced[attempt.RevisionId]).Distinct().ToList();
        var successors = (await revisions.ListAsync(new IdsSpec<QuizRevision>(needed), cancellationToken)).ToDictionary(revision => revision.Id);
        var results = portion.ConvertAll(attempt => (Attempt: attempt, Result: attempt.Regrade(successors[replaced[attempt.RevisionId]], now)));
        await Lift([.. results.Where(entry => entry.Result == Regraded.Higher).Select(entry => entry.Attempt)], now, cancellationToken);
        regrading.Advance(results.ConvertAll(entry => entry.Result));
        var isLast = portion.Count < RegradeNextPortionCommand.MaxAttempts;
        if (isLast)
        {
            regrading.Complete(now);
        }

        return isLast;
    }

    /// <summary>What a higher score brings: perhaps the course is completed by it, and certified. A lower one takes nothing away.</summary>
    private async Task Lift(List<QuizAttempt> raised, DateTimeOffset now, CancellationToken ct)
    {
        var ids = raised.Select(attempt => attempt.EnrollmentId).Distinct().ToList();
        var byId = (await enrollments.ListAsync(new IdsSpec<Enrollment>(ids), ct)).ToDictionary(enrollment => enrollment.Id);
        foreach (var attempt in raised)
        {
            // Who has been taken off the course meanwhile keeps the attempt.
            byId.GetValueOrDefault(attempt.EnrollmentId)?.Grade(attempt.LessonId, attempt.Score!.Value, attempt.IsPassed!.Value, attempt.IsLast, now);
        }
    }

    private sealed class ReplacedSpec : Specification<QuizRevision, Replaced>
    {
        public ReplacedSpec(Guid quizId)
        {
            Query.Where(revision => revision.QuizId == quizId && revision.SuccessorId != null);
            Selector = revision => new Replaced(revision.Id, revision.SuccessorId!.Value);
        }
    }

    private sealed record Replaced(Guid Id, Guid SuccessorId);
}

internal sealed class QuizRegradingWorker(ICompanyScope companies) : IWorkHandler
{
    public WorkKind Kind => WorkKind.QuizRegrading;

    public async Task<WorkOutcome> Handle(WorkItem item, CancellationToken ct)
    {
        while (true)
        {
            var portion = await companies.Send(item.CompanyId, new RegradeNextPortionCommand(item.SubjectId), ct);
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
