using ErrorOr;
using SecurityTraining.Domain.Common;

namespace SecurityTraining.Domain.Learning.Quizzes;

/// <summary>
/// Questions and how they are asked: one of the platform's library, or a company's own. Authors change it at will; learners answer a
/// <see cref="QuizRevision"/>, made of it when a course is published.
/// </summary>
public sealed class Quiz : AggregateRoot, IPlatformContent
{
    public const int MaxTitleLength = 150;
    public const int MaxQuestions = 300;

    private Quiz(Guid id, Guid? companyId, string title, string language, QuizRules rules, IReadOnlyList<Question> questions, DateTimeOffset now)
    {
        Id = id;
        CompanyId = companyId;
        Title = title;
        Language = language;
        Rules = rules;
        Questions = questions;
        CreatedAt = UpdatedAt = now;
    }

    private Quiz()
    {
        Title = Language = null!;
        Rules = null!;
        Questions = null!;
    }

    /// <summary>Null: the platform's, for every company to use and none to change.</summary>
    public Guid? CompanyId { get; private set; }

    public string Title { get; private set; }

    public string Language { get; private set; }

    public QuizRules Rules { get; private set; }

    public IReadOnlyList<Question> Questions { get; private set; }

    /// <summary>What learners are asked at present; null as long as no course has been published with it since the last change.</summary>
    public Guid? RevisionId { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    public DateTimeOffset UpdatedAt { get; private set; }

    public static Quiz Create(Guid companyId, string title, string language, QuizRules rules, DateTimeOffset now) =>
        new(Guid.CreateVersion7(now), companyId, title.Trim(), language, rules, [], now);

    /// <summary>A quiz that is there as a whole: of the library, of a package, or another's copy.</summary>
    /// <param name="companyId">Null: of the library, whose ids are the same in every installation.</param>
    public static Quiz Of(
        Guid id, Guid? companyId, string title, string language, QuizRules rules, IReadOnlyList<Question> questions, DateTimeOffset now) =>
        new(id, companyId, title, language, rules, questions, now);

    public void Describe(string title, string language, QuizRules rules, DateTimeOffset now)
    {
        Title = title.Trim();
        Language = language;
        Rules = rules;
        Touch(now);
    }

    public ErrorOr<Success> Add(Question question, DateTimeOffset now)
    {
        if (Questions.Count >= MaxQuestions)
        {
            return QuizErrors.TooManyQuestions;
        }

        Replace([.. Questions, question], now);
        return Result.Success;
    }

    /// <param name="question">Takes the place of the question with its id.</param>
    public ErrorOr<Success> Change(Question question, DateTimeOffset now)
    {
        if (Questions.All(other => other.Id != question.Id))
        {
            return QuizErrors.QuestionNotFound;
        }

        Replace([.. Questions.Select(other => other.Id == question.Id ? question : other)], now);
        return Result.Success;
    }

    public ErrorOr<Success> Remove(Guid questionId, DateTimeOffset now)
    {
        if (Questions.All(question => question.Id != questionId))
        {
            return QuizErrors.QuestionNotFound;
        }

        Replace([.. Questions.Where(question => question.Id != questionId)], now);
        return Result.Success;
    }

    public void Replace(IReadOnlyList<Question> questions, DateTimeOffset now)
    {
        Questions = questions;
        Touch(now);
    }

    /// <returns>A new revision, which has to be kept; null if the present one still asks the same.</returns>
    public QuizRevision? Freeze(DateTimeOffset now)
    {
        if (RevisionId is not null)
        {
            return null;
        }

        var revision = QuizRevision.Of(this, now);
        RevisionId = revision.Id;
        return revision;
    }

    private void Touch(DateTimeOffset now)
    {
        RevisionId = null;
        UpdatedAt = now;
    }
}

/// <summary>What learners of a published course are asked. Never changes but for a corrected key.</summary>
public sealed class QuizRevision : AggregateRoot, IPlatformContent
{
    private QuizRevision(Quiz quiz, DateTimeOffset now) : base(now)
    {
        CompanyId = quiz.CompanyId;
        QuizId = quiz.Id;
        Rules = quiz.Rules;
        Questions = quiz.Questions;
        CreatedAt = now;
    }

    private QuizRevision()
    {
        Rules = null!;
        Questions = null!;
    }

    public Guid? CompanyId { get; private set; }

    public Guid QuizId { get; private set; }

    public QuizRules Rules { get; private set; }

    public IReadOnlyList<Question> Questions { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    internal static QuizRevision Of(Quiz quiz, DateTimeOffset now) => new(quiz, now);
}

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
/// <param name="Draw">So many of the questions, chosen at random for each attempt; null: all.</param>
/// <param name="Shuffle">Questions and choices come in another order in each attempt.</param>
public sealed record QuizRules(
    int PassPercent = 80,
    int? MaxAttempts = null,
    int WaitMinutes = 0,
    int? TimeLimitMinutes = null,
    int? Draw = null,
    bool Shuffle = true,
    FeedbackTiming Feedback = FeedbackTiming.AfterAttempt)
{
    public const int MostAttempts = 100;
    public const int MostMinutes = 7 * 24 * 60;
}

public static class QuizErrors
{
    public static readonly Error NotFound = Error.NotFound("quiz_not_found", "There is no such quiz.");
    public static readonly Error QuestionNotFound = Error.NotFound("question_not_found", "The quiz has no such question.");
    public static readonly Error TooManyQuestions = Error.Conflict("question_limit_reached", $"A quiz has at most {Quiz.MaxQuestions} questions.");
    public static readonly Error ReadOnly = Error.Forbidden("quiz_read_only", "Quizzes of the library cannot be changed. Duplicate the course, and change its copy.");
    public static readonly Error InUse = Error.Conflict("quiz_in_use", "A course asks this quiz. Take it out of the course first.");
}
