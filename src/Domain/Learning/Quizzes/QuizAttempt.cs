using ErrorOr;
using SecurityTraining.Domain.Common;

namespace SecurityTraining.Domain.Learning.Quizzes;

public enum AttemptStatus
{
    InProgress,
    Submitted,

    /// <summary>Its time was over before it was submitted; what had been answered by then counts.</summary>
    Expired,
}

/// <summary>
/// One person's try at a quiz, kept whole: what was asked in which order, what was answered, what it earned and when. What the quiz becomes
/// later changes nothing in it.
/// </summary>
public sealed partial class QuizAttempt : AggregateRoot, ICompanyOwned
{
    /// <summary>For answers that were on their way when the time was over.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);

    private QuizAttempt(AttemptPlace place, QuizRevision revision, int number, IReadOnlyList<Question> questions, DateTimeOffset now) : base(now)
    {
        (CompanyId, EnrollmentId, UserId, LessonId) = place;
        QuizId = revision.QuizId;
        RevisionId = revision.Id;
        Number = number;
        Rules = revision.Rules;
        Questions = questions;
        Answers = [];
        Results = [];
        FormerResults = [];
        Pace = [];
        StartedAt = now;
        EndsAt = Rules.TimeLimitMinutes is { } minutes ? now.AddMinutes(minutes) : null;
    }

    private QuizAttempt()
    {
        Rules = null!;
        Questions = null!;
        Answers = null!;
        Results = null!;
        FormerResults = null!;
        Pace = null!;
    }

    public Guid CompanyId { get; private set; }

    public Guid EnrollmentId { get; private set; }

    public Guid UserId { get; private set; }

    public Guid LessonId { get; private set; }

    public Guid QuizId { get; private set; }

    public Guid RevisionId { get; private set; }

    /// <summary>1, 2, 3 … of this lesson.</summary>
    public int Number { get; private set; }

    public AttemptStatus Status { get; private set; }

    /// <summary>As they were when it began.</summary>
    public QuizRules Rules { get; private set; }

    /// <summary>What was asked, in the order in which it was; choices and pairs are in the order of their author.</summary>
    public IReadOnlyList<Question> Questions { get; private set; }

    /// <summary>The last answer to each question that has one.</summary>
    public IReadOnlyList<Answer> Answers { get; private set; }

    /// <summary>One for each question, in their order; empty until it is over.</summary>
    public IReadOnlyList<QuestionResult> Results { get; private set; }

    public DateTimeOffset StartedAt { get; private set; }

    /// <summary>When its time is over; null: it has as much as it likes.</summary>
    public DateTimeOffset? EndsAt { get; private set; }

    public DateTimeOffset? SubmittedAt { get; private set; }

    /// <summary>Percent of the points, rounded down; null until it is over.</summary>
    public int? Score { get; private set; }

    public bool? IsPassed { get; private set; }

    public bool IsLast => Rules.MaxAttempts <= Number;

    public bool IsOpen => Status == AttemptStatus.InProgress;

    /// <summary>Whether right answers and explanations may be shown.</summary>
    public bool ShowsFeedback => !IsOpen && Rules.Feedback switch
    {
        FeedbackTiming.AfterAttempt => true,
        FeedbackTiming.AfterLastAttempt => IsPassed == true || IsLast,
        _ => false,
    };

    /// <param name="former">The attempt before it at the same lesson; null: there is none.</param>
    public static ErrorOr<QuizAttempt> Start(AttemptPlace place, QuizRevision revision, QuizAttempt? former, DateTimeOffset now)
    {
        var rules = revision.Rules;
        var number = (former?.Number ?? 0) + 1;
        if (number > rules.MaxAttempts)
        {
            return AttemptErrors.NoneLeft;
        }

        if (former?.SubmittedAt?.AddMinutes(rules.WaitMinutes) is { } next && next > now)
        {
            return AttemptErrors.TooSoon(next);
        }

        var attempt = new QuizAttempt(place, revision, number, [], now);
        attempt.Questions = [.. Draw(attempt.Id, revision)];
        return attempt;
    }

    public bool IsOverdue(DateTimeOffset now) => IsOpen && now > EndsAt + Grace;

    /// <summary>Takes in answers as they are given; a later answer to the same question takes the place of the earlier one.</summary>
    public ErrorOr<Success> Save(IReadOnlyList<Answer> answers, DateTimeOffset now)
    {
        if (!IsOpen)
        {
            return AttemptErrors.Over;
        }

        if (IsOverdue(now))
        {
            return AttemptErrors.TimeOver;
        }

        if (answers.Any(answer => Questions.All(question => question.Id != answer.QuestionId)))
        {
            return AttemptErrors.QuestionUnknown;
        }

        NoteTime(answers, now);
        var byQuestion = Answers.ToDictionary(answer => answer.QuestionId);
        foreach (var answer in answers)
        {
            byQuestion[answer.QuestionId] = answer;
        }

        Answers = [.. Questions.Where(question => byQuestion.ContainsKey(question.Id)).Select(question => byQuestion[question.Id])];
        return Result.Success;
    }

    /// <summary>Ends it and grades what has been answered; whoever comes later changes nothing.</summary>
    /// <returns>Whether it has ended just now.</returns>
    public bool Submit(DateTimeOffset now)
    {
        if (!IsOpen)
        {
            return false;
        }

        Status = IsOverdue(now) ? AttemptStatus.Expired : AttemptStatus.Submitted;
        SubmittedAt = Status == AttemptStatus.Expired ? EndsAt : now;
        Grade();
        NoteResponses(now);
        return true;
    }

    private void Grade()
    {
        var wasPassed = IsPassed;
        var byQuestion = Answers.ToDictionary(answer => answer.QuestionId);
        Results = [.. Questions.Select(question => new QuestionResult(
            question.Id, question.Points, question.Points * question.Grade(byQuestion.GetValueOrDefault(question.Id))))];
        var (earned, all) = (Results.Sum(result => result.Earned), Results.Sum(result => result.Points));

        // Thirds that add up to a whole one must count as one.
        Score = all == 0 ? 0 : (int)Math.Floor(Math.Round(earned * 100 / all, 6));
        IsPassed = Score >= Rules.PassPercent;
        if (IsPassed == true && wasPassed != true && Number == 1)
        {
            Raise(new QuizPassedAtFirstTry(CompanyId, UserId, LessonId, SubmittedAt!.Value));
        }
    }

    /// <summary>Which questions, and in which order: by the attempt's id, so that it can be told later how they came about.</summary>
    private static IEnumerable<Question> Draw(Guid attemptId, QuizRevision revision)
    {
        var drawn = Some(revision.Questions, revision.Rules.Draw).Concat(revision.Pools.SelectMany(pool => Some(pool.Questions, pool.Count)));
        return revision.Rules.Shuffle ? drawn.OrderBy(question => AttemptOrder.Of(attemptId, question.Id)) : drawn;

        IEnumerable<Question> Some(IReadOnlyList<Question> questions, int? count)
        {
            var chosen = questions.OrderBy(question => AttemptOrder.Of(attemptId, question.Id)).Take(count ?? questions.Count)
                .Select(question => question.Id).ToHashSet();
            return questions.Where(question => chosen.Contains(question.Id));
        }
    }
}

public sealed record QuizPassedAtFirstTry(Guid CompanyId, Guid UserId, Guid LessonId, DateTimeOffset At) : IDomainEvent;

/// <summary>Where an attempt belongs.</summary>
public sealed record AttemptPlace(Guid CompanyId, Guid EnrollmentId, Guid UserId, Guid LessonId);

/// <param name="Earned">From 0 to <paramref name="Points"/>.</param>
public sealed record QuestionResult(Guid QuestionId, int Points, decimal Earned);

public static class AttemptErrors
{
    public static readonly Error NotFound = Error.NotFound("attempt_not_found", "There is no such attempt.");
    public static readonly Error QuizNotAsked = Error.NotFound("quiz_not_found", "The course does not ask this quiz.");
    public static readonly Error Over = Error.Conflict("attempt_over", "The attempt has been handed in.");
    public static readonly Error TimeOver = Error.Conflict("attempt_time_over", "The time for this attempt is over.");
    public static readonly Error NoneLeft = Error.Conflict("attempts_used_up", "There is no attempt left.");
    public static readonly Error QuestionUnknown = Error.Validation("question_unknown", "This attempt does not ask one of these questions.");

    public static Error TooSoon(DateTimeOffset next) => Error.Conflict("attempt_too_soon", $"The next attempt can begin at {next:u}.");
}
