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

    /// <summary>For a quiz that draws nothing from the bank.</summary>
    /// <returns>A new revision, which has to be kept; null if the present one still asks the same.</returns>
    public QuizRevision? Freeze(DateTimeOffset now) => RevisionId is null ? Renew([], now) : null;

    /// <param name="pools">What its draws can take, one for each.</param>
    /// <param name="present">The revision that <see cref="RevisionId"/> names; null: there is none.</param>
    /// <returns>See <see cref="Freeze(DateTimeOffset)"/>.</returns>
    public ErrorOr<QuizRevision?> Freeze(IReadOnlyList<QuestionPool> pools, QuizRevision? present, DateTimeOffset now)
    {
        if (Questions.Count + pools.Sum(pool => pool.Questions.Count) > MaxQuestions)
        {
            return QuizErrors.TooManyToDraw;
        }

        return RevisionId is not null && present?.DrawsFrom(pools) == true ? (QuizRevision?)null : Renew(pools, now);
    }

    /// <summary>Takes in a corrected key.</summary>
    /// <param name="successor">Of the present revision, in which the key is corrected, too; null: it asks no such question.</param>
    public void Correct(Guid questionId, KeyCorrection key, QuizRevision? successor, DateTimeOffset now)
    {
        Questions = [.. Questions.Select(question =>
            question.Id == questionId && question.Corrected(key) is { IsError: false, Value: var corrected } ? corrected : question)];
        RevisionId = successor?.Id ?? RevisionId;
        UpdatedAt = now;
    }

    private QuizRevision Renew(IReadOnlyList<QuestionPool> pools, DateTimeOffset now)
    {
        var revision = QuizRevision.Of(this, pools, now);
        RevisionId = revision.Id;
        return revision;
    }

    private void Touch(DateTimeOffset now)
    {
        RevisionId = null;
        UpdatedAt = now;
    }
}

public static class QuizErrors
{
    public static readonly Error NotFound = Error.NotFound("quiz_not_found", "There is no such quiz.");
    public static readonly Error QuestionNotFound = Error.NotFound("question_not_found", "The quiz has no such question.");
    public static readonly Error TooManyQuestions = Error.Conflict("question_limit_reached", $"A quiz has at most {Quiz.MaxQuestions} questions.");

    public static readonly Error TooManyToDraw = Error.Conflict(
        "question_pool_too_large", $"With all that its draws can take, a quiz has at most {Quiz.MaxQuestions} questions. Name more tags.");

    public static readonly Error TooFewToDraw = Error.Conflict(
        "question_pool_too_small", "The question bank has fewer questions with these tags, in the quiz's language, than are to be drawn.");

    public static readonly Error KeyUnfit = Error.Validation("key_unfit", "This is no key for the question: its kind or its parts are others.");
    public static readonly Error RegradingNotFound = Error.NotFound("regrading_not_found", "There is no such regrading.");
    public static readonly Error ReadOnly = Error.Forbidden("quiz_read_only", "Quizzes of the library cannot be changed. Duplicate the course, and change its copy.");
    public static readonly Error InUse = Error.Conflict("quiz_in_use", "A course asks this quiz. Take it out of the course first.");
}
