using ErrorOr;
using FluentValidation;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Application.Common.Work;
using SecurityTraining.Application.Learning.Quizzes;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.Learning.Quizzes;

namespace SecurityTraining.Application.Learning.Regrading;

/// <summary>
/// Says what is right after all, of a question of the quiz or one that it draws from the bank. Whoever begins an attempt from now on is graded by it,
/// and a worker grades again what has been handed in. Versions that asked something else by that id stay as they are.
/// </summary>
/// <returns>The id of the <see cref="QuizRegrading"/>.</returns>
[RequirePermission(Permission.ManageLearning)]
public sealed record CorrectQuestionCommand(Guid Id, Guid QuestionId, KeyInput Key) : ICommand<Guid>;

internal sealed class CorrectQuestionValidator : AbstractValidator<CorrectQuestionCommand>
{
    public CorrectQuestionValidator() => RuleFor(command => command.Key).NotNull().SetValidator(new KeyInputValidator()).OverridePropertyName("");
}

internal sealed class CorrectQuestionHandler(
    IRepository<Quiz> quizzes,
    IRepository<QuizRevision> revisions,
    IRepository<BankQuestion> bank,
    IRepository<QuizAttempt> attempts,
    IRepository<QuizRegrading> regradings,
    IWorkQueue queue,
    ICurrentUser me,
    TimeProvider clock) : ICommandHandler<CorrectQuestionCommand, Guid>
{
    /// <summary>Whoever began an attempt in the very moment of the correction is found by a second look.</summary>
    private static readonly TimeSpan SecondLook = TimeSpan.FromMinutes(1);

    public async Task<ErrorOr<Guid>> Handle(CorrectQuestionCommand request, CancellationToken cancellationToken)
    {
        var found = await quizzes.FindOwn(request.Id, cancellationToken);
        if (found.IsError)
        {
            return found.Errors;
        }

        var (quiz, key, now) = (found.Value, request.Key.Correction, clock.GetUtcNow());
        var present = await revisions.ListAsync(new PresentRevisionsSpec(quiz.Id), cancellationToken);
        if (Current(quiz, present, request.QuestionId) is not { } asked)
        {
            return QuizErrors.QuestionNotFound;
        }

        if (asked.Corrected(key) is { IsError: true } unfit)
        {
            return unfit.Errors;
        }

        var successors = await Succeed(present, asked, key, now, cancellationToken);
        quiz.Correct(asked.Id, key, quiz.RevisionId is { } revisionId ? successors.GetValueOrDefault(revisionId) : null, now);
        if (await bank.GetByIdAsync(asked.Id, cancellationToken) is { CompanyId: not null } drawn)
        {
            drawn.Correct(asked, key, now);
        }

        var total = await attempts.CountAsync(new AttemptsToRegradeSpec(successors.Keys), cancellationToken);
        var regrading = QuizRegrading.Plan(me.RequireCompanyId(), me.RequireCallerId(), quiz.Id, asked.Id, total, now);
        regradings.Add(regrading);
        queue.Enqueue(WorkKind.QuizRegrading, regrading.Id, now);
        queue.Enqueue(WorkKind.QuizRegrading, regrading.Id, now + SecondLook);
        return regrading.Id;
    }

    /// <summary>The quiz's own question, or else the one that was drawn from the bank or asked last.</summary>
    private static Question? Current(Quiz quiz, List<QuizRevision> present, Guid questionId) =>
        quiz.Questions.FirstOrDefault(question => question.Id == questionId) ?? present
            .OrderByDescending(revision => revision.Id == quiz.RevisionId)
            .ThenByDescending(revision => revision.CreatedAt)
            .Select(revision => revision.Find(questionId))
            .FirstOrDefault(question => question is not null);

    /// <returns>By the id of the revision whose place each takes.</returns>
    private async Task<Dictionary<Guid, QuizRevision>> Succeed(
        List<QuizRevision> present, Question asked, KeyCorrection key, DateTimeOffset now, CancellationToken ct)
    {
        var successors = present
            .Select(revision => (revision.Id, Successor: revision.Correct(asked, key, now)))
            .Where(pair => !pair.Successor.IsError)
            .ToDictionary(pair => pair.Id, pair => pair.Successor.Value);
        revisions.AddRange(successors.Values);
        foreach (var earlier in await revisions.ListAsync(new SucceededBySpec(successors.Keys), ct))
        {
            earlier.Follow(successors[earlier.SuccessorId!.Value]);
        }

        return successors;
    }

    /// <summary>What published versions, old and new, ask.</summary>
    private sealed class PresentRevisionsSpec : Specification<QuizRevision>
    {
        public PresentRevisionsSpec(Guid quizId) => Query.Where(revision => revision.QuizId == quizId && revision.SuccessorId == null);
    }

    private sealed class SucceededBySpec : Specification<QuizRevision>
    {
        public SucceededBySpec(IReadOnlyCollection<Guid> ids) =>
            Query.Where(revision => revision.SuccessorId != null && ids.Contains(revision.SuccessorId.Value));
    }
}

internal sealed class AttemptsToRegradeSpec : Specification<QuizAttempt>
{
    /// <param name="revisionIds">Of revisions that have a successor.</param>
    /// <param name="most">How many, with their responses; null: all of them, to be counted.</param>
    public AttemptsToRegradeSpec(IReadOnlyCollection<Guid> revisionIds, int? most = null)
    {
        Query.Where(attempt => revisionIds.Contains(attempt.RevisionId));
        if (most is { } count)
        {
            Query.OrderBy(attempt => attempt.Id).Take(count).Include(attempt => attempt.Responses);
        }
    }
}
