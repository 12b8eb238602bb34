using SecurityTraining.Application.Common;
using SecurityTraining.Domain.Learning.Quizzes;

namespace SecurityTraining.Application.Learning.Attempts;

/// <summary>An attempt as its learner sees it: before it is over nothing in it says what is right.</summary>
/// <param name="EndsAt">When its time is over, by the server's clock; null: it has as much as it likes.</param>
/// <param name="AttemptsLeft">After this one; null: as many as one likes.</param>
/// <param name="Answers">The last of each question that has been answered.</param>
/// <param name="Result">Null until it is over.</param>
public sealed record AttemptRow(
    Guid Id,
    Guid EnrollmentId,
    Guid QuizId,
    int Number,
    AttemptStatus Status,
    DateTimeOffset StartedAt,
    DateTimeOffset? EndsAt,
    int PassPercent,
    int? AttemptsLeft,
    IReadOnlyList<AskedQuestionRow> Questions,
    IReadOnlyList<Answer> Answers,
    AttemptResultRow? Result,
    int Version) : IVersioned
{
    internal static AttemptRow Of(QuizAttempt attempt) => new(
        attempt.Id,
        attempt.EnrollmentId,
        attempt.QuizId,
        attempt.Number,
        attempt.Status,
        attempt.StartedAt,
        attempt.EndsAt,
        attempt.Rules.PassPercent,
        attempt.Rules.MaxAttempts - attempt.Number,
        [.. attempt.Questions.Select(question => AskedQuestionRow.Of(attempt, question))],
        attempt.Answers,
        attempt.IsOpen ? null : AttemptResultRow.Of(attempt),
        attempt.Version);
}

/// <param name="Choices">Of single and multiple choice, and what is to be put in order.</param>
/// <param name="Left">Of matching: what belongs to one of <paramref name="Right"/> each.</param>
public sealed record AskedQuestionRow(
    Guid Id,
    QuestionKind Kind,
    string Text,
    int Points,
    IReadOnlyList<AskedPartRow> Choices,
    IReadOnlyList<AskedPartRow> Left,
    IReadOnlyList<AskedPartRow> Right)
{
    /// <summary>Things to be ordered or matched are shuffled in any case: as their author has them, they are solved.</summary>
    internal static AskedQuestionRow Of(QuizAttempt attempt, Question question)
    {
        var choices = question.Choices.Select(choice => new AskedPartRow(choice.Id, choice.Text));
        return new AskedQuestionRow(
            question.Id,
            question.Kind,
            question.Text,
            question.Points,
            attempt.Rules.Shuffle || question.Kind == QuestionKind.Ordering ? Shuffled(choices) : [.. choices],
            [.. question.Pairs.Select(pair => new AskedPartRow(pair.LeftId, pair.Left))],
            Shuffled(question.Pairs.Select(pair => new AskedPartRow(pair.RightId, pair.Right))));

        List<AskedPartRow> Shuffled(IEnumerable<AskedPartRow> parts) => [.. parts.OrderBy(part => AttemptOrder.Of(attempt.Id, part.Id))];
    }
}

public sealed record AskedPartRow(Guid Id, string Text);

/// <param name="Score">Percent of the points, rounded down.</param>
/// <param name="Feedback">Question by question; null as long as, or because, the quiz does not show it.</param>
/// <param name="FormerResults">What it had brought before a key was corrected, oldest first.</param>
public sealed record AttemptResultRow(
    int Score, bool Passed, DateTimeOffset SubmittedAt, IReadOnlyList<QuestionFeedbackRow>? Feedback, IReadOnlyList<FormerResult> FormerResults)
{
    internal static AttemptResultRow Of(QuizAttempt attempt) => new(
        attempt.Score!.Value,
        attempt.IsPassed!.Value,
        attempt.SubmittedAt!.Value,
        attempt.ShowsFeedback ? [.. attempt.Questions.Select(question => QuestionFeedbackRow.Of(attempt, question))] : null,
        attempt.FormerResults);
}

/// <param name="Earned">Of <paramref name="Points"/>.</param>
/// <param name="Solution">The answer that would have earned all of them.</param>
/// <param name="Accepted">Of short text: everything that would have been right.</param>
/// <param name="Choices">What is said of the choices that were taken.</param>
public sealed record QuestionFeedbackRow(
    Guid QuestionId,
    decimal Earned,
    int Points,
    Answer Solution,
    IReadOnlyList<string> Accepted,
    string? Explanation,
    IReadOnlyList<ChoiceFeedbackRow> Choices)
{
    internal static QuestionFeedbackRow Of(QuizAttempt attempt, Question question)
    {
        var taken = attempt.Answers.FirstOrDefault(answer => answer.QuestionId == question.Id)?.ChoiceIds ?? [];
        return new QuestionFeedbackRow(
            question.Id,
            attempt.Results.First(result => result.QuestionId == question.Id).Earned,
            question.Points,
            question.Solution(),
            question.Kind == QuestionKind.ShortText ? question.Accepted : [],
            question.Explanation,
            [.. question.Choices.Where(choice => choice.Feedback is not null && taken.Contains(choice.Id))
                .Select(choice => new ChoiceFeedbackRow(choice.Id, choice.Feedback!))]);
    }
}

public sealed record ChoiceFeedbackRow(Guid ChoiceId, string Feedback);
