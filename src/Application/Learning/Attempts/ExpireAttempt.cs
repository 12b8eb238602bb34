using ErrorOr;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Pipeline;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Application.Common.Work;
using SecurityTraining.Domain.Learning.Quizzes;

namespace SecurityTraining.Application.Learning.Attempts;

/// <summary>Ends an attempt whose time is over and whose learner has not come back.</summary>
[RetryOnConflict]
[PlatformScope]
public sealed record ExpireAttemptCommand(Guid AttemptId) : ICommand<Success>;

internal sealed class ExpireAttemptHandler(IRepository<QuizAttempt> attempts, AttemptGrading grading, TimeProvider clock)
    : ICommandHandler<ExpireAttemptCommand, Success>
{
    public async Task<ErrorOr<Success>> Handle(ExpireAttemptCommand request, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        return await attempts.GetByIdAsync(request.AttemptId, cancellationToken) is { } attempt && attempt.IsOverdue(now)
            ? await grading.Submit(attempt, now, cancellationToken)
            : Result.Success;
    }
}

internal sealed class AttemptExpiryWorker(ICompanyScope companies) : IWorkHandler
{
    public WorkKind Kind => WorkKind.AttemptExpiry;

    public async Task<WorkOutcome> Handle(WorkItem item, CancellationToken ct)
    {
        var expired = await companies.Send(item.CompanyId, new ExpireAttemptCommand(item.SubjectId), ct);
        return expired.IsError ? WorkOutcome.Failed(expired.FirstError.Code) : WorkOutcome.Done;
    }
}
