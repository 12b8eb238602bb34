using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Learning.Quizzes;
using SecurityTraining.Domain.People;

namespace SecurityTraining.Application.Learning.Statistics;

/// <summary>Adds up the attempts at a quiz that are over, in the database. <c>people</c> says whose; null: everybody's, also of those who have left.</summary>
public interface IQuizReports
{
    const int MostQuestions = 1000;

    /// <summary>How often each score was reached, lowest first.</summary>
    Task<IReadOnlyList<ScoreCount>> Scores(Guid quizId, Specification<User>? people, CancellationToken ct);

    /// <summary>For each question that has been asked, at most <see cref="MostQuestions"/>.</summary>
    Task<IReadOnlyList<QuestionTotals>> Questions(Guid quizId, Specification<User>? people, CancellationToken ct);

    /// <summary>How often each choice was taken.</summary>
    Task<IReadOnlyList<ChoiceTaken>> Choices(Guid quizId, Specification<User>? people, CancellationToken ct);
}

/// <param name="Score">Percent.</param>
public sealed record ScoreCount(int Score, int Attempts, int Passed);

/// <param name="Seconds">Of all who have answered it together.</param>
public sealed record QuestionTotals(Guid QuestionId, ItemTotals Totals, int Answered, long Seconds);

/// <param name="Choice">See <see cref="QuestionResponse.Choices"/>.</param>
public sealed record ChoiceTaken(Guid QuestionId, string Choice, int Count);
