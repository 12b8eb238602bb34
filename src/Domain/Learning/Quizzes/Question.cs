namespace SecurityTraining.Domain.Learning.Quizzes;

public enum QuestionKind
{
    /// <summary>One of <see cref="Question.Choices"/> is taken, and one is right; more, if the key has been corrected.</summary>
    SingleChoice,

    /// <summary>Several of <see cref="Question.Choices"/> may be right.</summary>
    MultipleChoice,

    /// <summary><see cref="Question.IsTrue"/> says which.</summary>
    TrueFalse,

    /// <summary><see cref="Question.Choices"/> are in the right order.</summary>
    Ordering,

    /// <summary>Each of <see cref="Question.Pairs"/> is right.</summary>
    Matching,

    /// <summary>One of <see cref="Question.Accepted"/>, in any case and spacing.</summary>
    ShortText,
}

/// <summary>A question with everything that makes an answer right. Only <see cref="Kind"/>'s own members mean something.</summary>
/// <param name="Id">Stays the same however the question is reworded, so that its statistics can be followed.</param>
/// <param name="PartialCredit">Multiple choice, ordering and matching: what is partly right earns its part.</param>
/// <param name="Explanation">Shown with the result.</param>
public sealed record Question(
    Guid Id,
    QuestionKind Kind,
    string Text,
    int Points,
    IReadOnlyList<Choice> Choices,
    IReadOnlyList<Pair> Pairs,
    IReadOnlyList<string> Accepted,
    bool? IsTrue,
    bool PartialCredit,
    string? Explanation,
    IReadOnlyList<string> Tags)
{
    public const int MaxTextLength = 2000;
    public const int MaxChoiceLength = 1000;
    public const int MaxExplanationLength = 2000;
    public const int MaxAcceptedLength = 200;
    public const int MaxParts = 20;
    public const int MaxPoints = 100;

    /// <summary>Whether people are asked the same, whatever is taken to be right: an answer to one is an answer to the other.</summary>
    public bool AsksSameAs(Question other) =>
        (Id, Kind, Text) == (other.Id, other.Kind, other.Text) && Parts().SequenceEqual(other.Parts());

    /// <returns>From 0 to 1: how much of the points the answer earns.</returns>
    public decimal Grade(Answer? answer) => answer is null ? 0 : Kind switch
    {
        QuestionKind.SingleChoice => answer.ChoiceIds is [var only] && Choices.Any(choice => choice.Id == only && choice.IsCorrect) ? 1 : 0,
        QuestionKind.MultipleChoice => GradeChoices([.. answer.ChoiceIds ?? []]),
        QuestionKind.TrueFalse => answer.IsTrue == IsTrue ? 1 : 0,
        QuestionKind.Ordering => Share(Choices.Zip(answer.ChoiceIds ?? []).Count(pair => pair.First.Id == pair.Second), Choices.Count),
        QuestionKind.Matching => Share(GradeMatches(answer.Matches ?? []), Pairs.Count),
        _ => Accepted.Any(accepted => Normalize(accepted) == Normalize(answer.Text)) ? 1 : 0,
    };

    /// <returns>An answer that earns everything.</returns>
    public Answer Solution() => Kind switch
    {
        QuestionKind.TrueFalse => new Answer(Id, IsTrue: IsTrue),
        QuestionKind.Matching => new Answer(Id, Matches: [.. Pairs.Select(pair => new Match(pair.LeftId, pair.RightId))]),
        QuestionKind.ShortText => new Answer(Id, Text: Accepted.Count > 0 ? Accepted[0] : null),
        _ => new Answer(Id, ChoiceIds: [.. Choices.Where(choice => choice.IsCorrect).Select(choice => choice.Id)]),
    };

    /// <summary>In an order that says nothing of what is right.</summary>
    private IEnumerable<(Guid Id, string Text)> Parts() => Choices.Select(choice => (choice.Id, choice.Text))
        .Concat(Pairs.SelectMany(pair => new[] { (pair.LeftId, pair.Left), (pair.RightId, pair.Right) }))
        .OrderBy(part => part.Item1);

    /// <summary>Every right choice earns its part, every wrong one takes as much away again.</summary>
    private decimal GradeChoices(HashSet<Guid> chosen)
    {
        var right = Choices.Where(choice => choice.IsCorrect).Select(choice => choice.Id).ToHashSet();
        var hits = chosen.Count(right.Contains);
        return Share(Math.Max(0, hits - (chosen.Count - hits)), right.Count);
    }

    private int GradeMatches(IReadOnlyList<Match> matches) => matches
        .DistinctBy(match => match.LeftId)
        .Count(match => Pairs.Any(pair => pair.LeftId == match.LeftId && pair.RightId == match.RightId));

    private decimal Share(int hits, int all) => hits == all && all > 0 ? 1 : PartialCredit && all > 0 ? (decimal)hits / all : 0;

    private static string Normalize(string? text) =>
        string.Join(' ', (text ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).ToLowerInvariant();
}

/// <param name="Feedback">Shown with the result to whoever chose it.</param>
public sealed record Choice(Guid Id, string Text, bool IsCorrect, string? Feedback);

/// <summary>Two things that belong together. Their ids have nothing in common, so that they may be shown to who is to find the match.</summary>
public sealed record Pair(Guid LeftId, string Left, Guid RightId, string Right);

/// <summary>What somebody has answered; only the members of the question's kind mean something.</summary>
/// <param name="ChoiceIds">Of the choices taken; for ordering all of them, in the order given.</param>
public sealed record Answer(
    Guid QuestionId, IReadOnlyList<Guid>? ChoiceIds = null, bool? IsTrue = null, string? Text = null, IReadOnlyList<Match>? Matches = null)
{
    /// <summary>Whether both are the same answer to the same question.</summary>
    public bool Says(Answer other) =>
        (QuestionId, IsTrue, Text) == (other.QuestionId, other.IsTrue, other.Text)
        && (ChoiceIds ?? []).SequenceEqual(other.ChoiceIds ?? [])
        && (Matches ?? []).SequenceEqual(other.Matches ?? []);
}

public sealed record Match(Guid LeftId, Guid RightId);
