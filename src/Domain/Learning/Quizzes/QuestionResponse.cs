using System.Globalization;
using SecurityTraining.Domain.Common;

namespace SecurityTraining.Domain.Learning.Quizzes;

/// <summary>What became of one question in one attempt that is over, in the form in which statistics add it up.</summary>
public sealed class QuestionResponse : Entity, ICompanyOwned
{
    internal QuestionResponse(QuizAttempt attempt, Guid questionId, DateTimeOffset now) : base(now)
    {
        CompanyId = attempt.CompanyId;
        AttemptId = attempt.Id;
        QuizId = attempt.QuizId;
        UserId = attempt.UserId;
        QuestionId = questionId;
        Choices = [];
    }

    private QuestionResponse() => Choices = null!;

    public Guid CompanyId { get; private set; }

    public Guid AttemptId { get; private set; }

    public Guid QuizId { get; private set; }

    public Guid UserId { get; private set; }

    public Guid QuestionId { get; private set; }

    /// <summary>Of the question's points, from 0 to 1.</summary>
    public double Share { get; private set; }

    /// <summary>Of all other points of the attempt, from 0 to 1; 0 if there are no others.</summary>
    public double RestShare { get; private set; }

    public bool IsAnswered { get; private set; }

    /// <summary>Between the answer before it and the last to this question, by the server's clock.</summary>
    public int Seconds { get; private set; }

    /// <summary>Ids of the choices that were taken; of true/false <c>true</c> or <c>false</c>; of other kinds nothing. In order, so that equal ones are added up.</summary>
    public IReadOnlyList<string> Choices { get; private set; }

    internal void Grade(QuestionResult result, IReadOnlyList<QuestionResult> all)
    {
        var (points, earned) = (all.Sum(other => other.Points) - result.Points, all.Sum(other => other.Earned) - result.Earned);
        Share = result.Points == 0 ? 0 : (double)(result.Earned / result.Points);
        RestShare = points == 0 ? 0 : (double)(earned / points);
    }

    internal void Note(Question question, Answer? answer, int seconds)
    {
        IsAnswered = answer is not null;
        Seconds = seconds;
        Choices = question.Kind switch
        {
            QuestionKind.SingleChoice or QuestionKind.MultipleChoice =>
                [.. (answer?.ChoiceIds ?? []).Distinct().Where(id => question.Choices.Any(choice => choice.Id == id)).Select(id => id.ToString()).Order(StringComparer.Ordinal)],
            QuestionKind.TrueFalse when answer?.IsTrue is { } isTrue => [isTrue.ToString(CultureInfo.InvariantCulture).ToLowerInvariant()],
            _ => [],
        };
    }
}

/// <param name="Seconds">How long somebody has taken for the question so far.</param>
public sealed record QuestionPace(Guid QuestionId, double Seconds);
