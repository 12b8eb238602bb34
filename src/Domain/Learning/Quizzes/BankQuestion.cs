using ErrorOr;
using SecurityTraining.Domain.Common;

namespace SecurityTraining.Domain.Learning.Quizzes;

/// <summary>
/// A question that belongs to no quiz: of the platform's library, or a company's own. Quizzes draw from it or copy it; what has been published
/// keeps it as it was then.
/// </summary>
public sealed class BankQuestion : AggregateRoot, IPlatformContent
{
    private BankQuestion(Guid? companyId, string language, Question question, DateTimeOffset now)
    {
        Id = question.Id;
        CompanyId = companyId;
        Language = language;
        (Kind, Text, Tags, Question) = (question.Kind, question.Text, question.Tags, question);
        CreatedAt = UpdatedAt = now;
    }

    private BankQuestion()
    {
        Language = Text = null!;
        Tags = null!;
        Question = null!;
    }

    /// <summary>Null: the platform's, for every company to copy and none to change.</summary>
    public Guid? CompanyId { get; private set; }

    /// <summary>Two letters (ISO 639-1); quizzes draw questions of their own language.</summary>
    public string Language { get; private set; }

    /// <summary>As in <see cref="Question"/>, like <see cref="Text"/> and <see cref="Tags"/>: to be found by.</summary>
    public QuestionKind Kind { get; private set; }

    public string Text { get; private set; }

    public IReadOnlyList<string> Tags { get; private set; }

    /// <summary>Its id is the bank question's own.</summary>
    public Question Question { get; private set; }

    /// <summary>When it first went into something published; null: never, so that it can be deleted.</summary>
    public DateTimeOffset? UsedAt { get; private set; }

    /// <summary>Null: it is there to be drawn and copied.</summary>
    public DateTimeOffset? ArchivedAt { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    public DateTimeOffset UpdatedAt { get; private set; }

    /// <param name="companyId">Null: of the library.</param>
    /// <param name="question">Gives it its id.</param>
    public static BankQuestion Of(Guid? companyId, string language, Question question, DateTimeOffset now) => new(companyId, language, question, now);

    public void Replace(string language, Question question, DateTimeOffset now)
    {
        Language = language;
        (Kind, Text, Tags, Question) = (question.Kind, question.Text, question.Tags, question);
        UpdatedAt = now;
    }

    /// <summary>Takes in a corrected key, if the question still is the one whose key was wrong.</summary>
    public void Correct(Question asked, KeyCorrection key, DateTimeOffset now)
    {
        if (Question.AsksSameAs(asked) && Question.Corrected(key) is { IsError: false, Value: var corrected })
        {
            Replace(Language, corrected, now);
        }
    }

    public void Use(DateTimeOffset now) => UsedAt ??= now;

    public void Archive(DateTimeOffset now) => ArchivedAt ??= now;

    public void Restore() => ArchivedAt = null;
}

public static class BankErrors
{
    public static readonly Error NotFound = Error.NotFound("bank_question_not_found", "There is no such question in the bank.");

    public static readonly Error ReadOnly = Error.Forbidden(
        "bank_question_read_only", "Questions of the library cannot be changed. Copy it into a quiz of your own.");
}
