namespace SecurityTraining.Domain.Learning.Quizzes;

public enum FeedbackTiming
{
    /// <summary>Right answers and explanations with the result of each attempt.</summary>
    AfterAttempt,

    /// <summary>Only once the quiz is passed or no attempt is left.</summary>
    AfterLastAttempt,

    /// <summary>The score, nothing else.</summary>
    Never,
}

/// <summary>How a quiz is asked and when it is passed.</summary>
/// <param name="PassPercent">Of the points, 1 to 100.</param>
/// <param name="MaxAttempts">Null: as many as one likes.</param>
/// <param name="WaitMinutes">Between the end of an attempt and the next; 0: none.</param>
/// <param name="TimeLimitMinutes">Kept by the server; null: none.</param>
/// <param name="Draw">So many of the quiz's own questions, chosen at random for each attempt; null: all.</param>
/// <param name="Shuffle">Questions and choices come in another order in each attempt.</param>
/// <param name="Draws">What comes from the company's question bank besides; null: nothing.</param>
public sealed record QuizRules(
    int PassPercent = 80,
    int? MaxAttempts = null,
    int WaitMinutes = 0,
    int? TimeLimitMinutes = null,
    int? Draw = null,
    bool Shuffle = true,
    FeedbackTiming Feedback = FeedbackTiming.AfterAttempt,
    IReadOnlyList<BankDraw>? Draws = null)
{
    public const int MostAttempts = 100;
    public const int MostMinutes = 7 * 24 * 60;
}
