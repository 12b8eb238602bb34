namespace SecurityTraining.Domain.Learning.Quizzes;

/// <content>What statistics need of it, and what becomes of it when a key turns out to be wrong.</content>
public sealed partial class QuizAttempt
{
    /// <summary>Who goes away for longer comes back to a question that has taken this long.</summary>
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(10);

    private readonly List<QuestionResponse> _responses = [];

    /// <summary>What it had brought before a key was corrected, oldest first.</summary>
    public IReadOnlyList<FormerResult> FormerResults { get; private set; }

    /// <summary>How long the answers took.</summary>
    public IReadOnlyList<QuestionPace> Pace { get; private set; }

    /// <summary>When an answer was last given or changed; null: not yet.</summary>
    public DateTimeOffset? AnsweredAt { get; private set; }

    /// <summary>One for each question, once it is over. Loaded only to be graded again.</summary>
    public IReadOnlyCollection<QuestionResponse> Responses => _responses;

    /// <summary>
    /// Grades it by corrected keys, with <see cref="Responses"/> loaded. What was passed stays passed; what has not been handed in will be graded by
    /// them.
    /// </summary>
    /// <param name="corrected">The successor of its revision, which it belongs to from now on.</param>
    public Regraded Regrade(QuizRevision corrected, DateTimeOffset now)
    {
        RevisionId = corrected.Id;
        Questions = [.. Questions.Select(question => corrected.Find(question.Id) ?? question)];
        if (IsOpen)
        {
            return Regraded.Same;
        }

        var former = new FormerResult(Score!.Value, IsPassed!.Value, now);
        Grade();
        GradeResponses();
        IsPassed = IsPassed.Value || former.IsPassed;
        if (Score == former.Score)
        {
            return Regraded.Same;
        }

        FormerResults = [.. FormerResults, former];
        return Score > former.Score ? Regraded.Higher : Regraded.Lower;
    }

    /// <summary>The time since the last answer belongs to what is answered now; to each its part if there are several.</summary>
    private void NoteTime(IReadOnlyList<Answer> answers, DateTimeOffset now)
    {
        var changed = answers.Where(answer => !Answers.Any(answer.Says)).Select(answer => answer.QuestionId).ToHashSet();
        if (changed.Count == 0)
        {
            return;
        }

        var pause = now - (AnsweredAt ?? StartedAt);
        var each = (pause < LongestPause ? pause : LongestPause).TotalSeconds / changed.Count;
        var former = Pace.ToDictionary(pace => pace.QuestionId, pace => pace.Seconds);
        Pace = [.. Pace.Where(pace => !changed.Contains(pace.QuestionId)),
            .. changed.Select(id => new QuestionPace(id, Math.Round(former.GetValueOrDefault(id) + each, 1)))];
        AnsweredAt = now;
    }

    private void NoteResponses(DateTimeOffset now)
    {
        foreach (var question in Questions)
        {
            var response = new QuestionResponse(this, question.Id, now);
            response.Note(
                question,
                Answers.FirstOrDefault(answer => answer.QuestionId == question.Id),
                (int)Math.Round(Pace.FirstOrDefault(pace => pace.QuestionId == question.Id)?.Seconds ?? 0));
            _responses.Add(response);
        }

        GradeResponses();
    }

    private void GradeResponses()
    {
        foreach (var response in _responses)
        {
            response.Grade(Results.First(result => result.QuestionId == response.QuestionId), Results);
        }
    }
}

/// <param name="ReplacedAt">When it was graded again.</param>
public sealed record FormerResult(int Score, bool IsPassed, DateTimeOffset ReplacedAt);
