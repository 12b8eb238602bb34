using ErrorOr;
using SecurityTraining.Domain.Common;

namespace SecurityTraining.Domain.Learning.Quizzes;

/// <summary>What learners of a published course are asked. Never changes; a corrected key makes a successor.</summary>
public sealed class QuizRevision : AggregateRoot, IPlatformContent
{
    private QuizRevision(Quiz quiz, IReadOnlyList<QuestionPool> pools, DateTimeOffset now) : base(now)
    {
        CompanyId = quiz.CompanyId;
        QuizId = quiz.Id;
        Rules = quiz.Rules;
        Questions = quiz.Questions;
        Pools = pools;
        CreatedAt = now;
    }

    private QuizRevision(QuizRevision former, Guid questionId, Question corrected, DateTimeOffset now) : base(now)
    {
        CompanyId = former.CompanyId;
        QuizId = former.QuizId;
        Rules = former.Rules;
        Questions = WithCorrected(former.Questions);
        Pools = [.. former.Pools.Select(pool => pool with { Questions = WithCorrected(pool.Questions) })];
        CreatedAt = now;

        List<Question> WithCorrected(IReadOnlyList<Question> questions) =>
            [.. questions.Select(question => question.Id == questionId ? corrected : question)];
    }

    private QuizRevision()
    {
        Rules = null!;
        Questions = null!;
        Pools = null!;
    }

    public Guid? CompanyId { get; private set; }

    public Guid QuizId { get; private set; }

    public QuizRules Rules { get; private set; }

    /// <summary>The quiz's own.</summary>
    public IReadOnlyList<Question> Questions { get; private set; }

    /// <summary>What can be drawn from the bank, one for each draw of the rules; no question is in two of them.</summary>
    public IReadOnlyList<QuestionPool> Pools { get; private set; }

    /// <summary>The newest of those that ask the same with corrected keys; null: this is it.</summary>
    public Guid? SuccessorId { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    internal static QuizRevision Of(Quiz quiz, IReadOnlyList<QuestionPool> pools, DateTimeOffset now) => new(quiz, pools, now);

    public Question? Find(Guid questionId) =>
        Questions.Concat(Pools.SelectMany(pool => pool.Questions)).FirstOrDefault(question => question.Id == questionId);

    /// <summary>Whether it has frozen just these questions, as they still are.</summary>
    public bool DrawsFrom(IReadOnlyList<QuestionPool> pools) =>
        pools.Count == Pools.Count && pools.Zip(Pools).All(pair => pair.First.ChangedAt <= CreatedAt && pair.First.SameAs(pair.Second));

    /// <param name="asked">The question whose key was wrong.</param>
    /// <returns>A successor, which has to be kept; an error if it asks another question by that id or none, or the key does not fit it.</returns>
    public ErrorOr<QuizRevision> Correct(Question asked, KeyCorrection key, DateTimeOffset now)
    {
        if (Find(asked.Id) is not { } question || !question.AsksSameAs(asked))
        {
            return QuizErrors.QuestionNotFound;
        }

        return question.Corrected(key).Then(corrected =>
        {
            var successor = new QuizRevision(this, asked.Id, corrected, now);
            Follow(successor);
            return successor;
        });
    }

    /// <summary>Its successor has one itself.</summary>
    public void Follow(QuizRevision newest) => SuccessorId = newest.Id;
}
