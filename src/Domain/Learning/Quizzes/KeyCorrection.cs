using ErrorOr;

namespace SecurityTraining.Domain.Learning.Quizzes;

/// <summary>What is right after all: only the member of the question's kind is there. Texts and ids of the parts stay, so that answers keep their meaning.</summary>
/// <param name="Choices">Of single and multiple choice: ids of all that are right. Of a single choice several may be: each of them earns the points.</param>
/// <param name="Order">Of ordering: ids of all choices in the right order.</param>
/// <param name="Matches">Of matching: each left and each right once.</param>
/// <param name="Accepted">Of short text.</param>
/// <param name="IsTrue">Of true/false.</param>
/// <param name="Explanation">Takes the place of the former one; null: that stays.</param>
public sealed record KeyCorrection(
    IReadOnlyList<Guid>? Choices = null,
    IReadOnlyList<Guid>? Order = null,
    IReadOnlyList<Match>? Matches = null,
    IReadOnlyList<string>? Accepted = null,
    bool? IsTrue = null,
    string? Explanation = null)
{
    /// <returns>Null: the key is not for this question.</returns>
    internal Question? ApplyTo(Question question)
    {
        var corrected = question.Kind switch
        {
            QuestionKind.SingleChoice or QuestionKind.MultipleChoice => WithChoices(question),
            QuestionKind.Ordering => WithOrder(question),
            QuestionKind.Matching => WithMatches(question),
            QuestionKind.TrueFalse => IsTrue is null ? null : question with { IsTrue = IsTrue },
            _ => Accepted is { Count: > 0 } ? question with { Accepted = Accepted } : null,
        };
        return corrected is null ? null : corrected with { Explanation = Explanation ?? question.Explanation };
    }

    private Question? WithChoices(Question question) =>
        Choices is { Count: > 0 } && Choices.All(id => question.Choices.Any(choice => choice.Id == id))
            ? question with { Choices = [.. question.Choices.Select(choice => choice with { IsCorrect = Choices.Contains(choice.Id) })] }
            : null;

    private Question? WithOrder(Question question) =>
        Order is not null && IsSameSet(Order, question.Choices.Select(choice => choice.Id))
            ? question with { Choices = [.. Order.Select(id => question.Choices.First(choice => choice.Id == id))] }
            : null;

    private Question? WithMatches(Question question) =>
        Matches is not null
        && IsSameSet(Matches.Select(match => match.LeftId), question.Pairs.Select(pair => pair.LeftId))
        && IsSameSet(Matches.Select(match => match.RightId), question.Pairs.Select(pair => pair.RightId))
            ? question with { Pairs = [.. question.Pairs.Select(pair => Rematch(pair, question.Pairs))] }
            : null;

    private Pair Rematch(Pair pair, IReadOnlyList<Pair> all)
    {
        var right = all.First(other => other.RightId == Matches!.First(match => match.LeftId == pair.LeftId).RightId);
        return pair with { RightId = right.RightId, Right = right.Right };
    }

    private static bool IsSameSet(IEnumerable<Guid> left, IEnumerable<Guid> right) => left.Order().SequenceEqual(right.Order());
}

public static class KeyCorrections
{
    /// <summary>The question with another key.</summary>
    public static ErrorOr<Question> Corrected(this Question question, KeyCorrection key) =>
        key.ApplyTo(question) is { } corrected ? corrected : QuizErrors.KeyUnfit;
}
