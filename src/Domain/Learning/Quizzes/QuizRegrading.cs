using SecurityTraining.Domain.Common;

namespace SecurityTraining.Domain.Learning.Quizzes;

public enum RegradingStatus
{
    Queued,
    Running,
    Completed,
}

/// <summary>
/// That attempts are graded again, because a key was wrong. Worked off in portions: an attempt whose turn has been belongs to the corrected
/// revision from then on, so that none is graded again twice.
/// </summary>
public sealed class QuizRegrading : AggregateRoot, ICompanyOwned
{
    private QuizRegrading(Guid companyId, Guid requestedBy, Guid quizId, Guid questionId, int total, DateTimeOffset now) : base(now)
    {
        CompanyId = companyId;
        RequestedBy = requestedBy;
        QuizId = quizId;
        QuestionId = questionId;
        Total = total;
        CreatedAt = now;
    }

    private QuizRegrading()
    {
    }

    public Guid CompanyId { get; private set; }

    public Guid RequestedBy { get; private set; }

    public Guid QuizId { get; private set; }

    public Guid QuestionId { get; private set; }

    public RegradingStatus Status { get; private set; }

    /// <summary>How many attempts there were when the key was corrected, those that were not over yet included.</summary>
    public int Total { get; private set; }

    /// <summary>Whose turn has been.</summary>
    public int Seen { get; private set; }

    /// <summary>Whose score is higher now.</summary>
    public int Raised { get; private set; }

    /// <summary>Whose score is lower now.</summary>
    public int Lowered { get; private set; }

    /// <summary>Percent, 0–100.</summary>
    public int Progress { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    public DateTimeOffset? FinishedAt { get; private set; }

    /// <param name="total">How many attempts were asked with the key that was wrong.</param>
    public static QuizRegrading Plan(Guid companyId, Guid requestedBy, Guid quizId, Guid questionId, int total, DateTimeOffset now) =>
        new(companyId, requestedBy, quizId, questionId, total, now);

    public void Advance(IReadOnlyCollection<Regraded> portion)
    {
        Seen += portion.Count;
        Raised += portion.Count(result => result == Regraded.Higher);
        Lowered += portion.Count(result => result == Regraded.Lower);
        if (Status != RegradingStatus.Completed)
        {
            Status = RegradingStatus.Running;
            Progress = Total == 0 ? 0 : Math.Min(99, Seen * 100 / Total);
        }
    }

    public void Complete(DateTimeOffset now)
    {
        if (Status != RegradingStatus.Completed)
        {
            (Status, Progress, FinishedAt) = (RegradingStatus.Completed, 100, now);
        }
    }
}

/// <summary>What has become of an attempt's score.</summary>
public enum Regraded
{
    Same,
    Higher,
    Lower,
}
