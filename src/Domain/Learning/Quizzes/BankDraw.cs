using ErrorOr;

namespace SecurityTraining.Domain.Learning.Quizzes;

/// <summary>So many questions of the company's bank that have all of these tags and the quiz's language, by chance for each attempt.</summary>
public sealed record BankDraw(IReadOnlyList<string> Tags, int Count)
{
    /// <summary>Of one quiz.</summary>
    public const int MaxDraws = 10;

    public const int MaxCount = 100;

    /// <summary>
    /// What each draw can take. A question that several of them name belongs to the one with the most tags, so that nobody is asked it twice.
    /// </summary>
    public static ErrorOr<List<QuestionPool>> Fill(IReadOnlyList<BankDraw> draws, IReadOnlyCollection<BankQuestion> bank)
    {
        var taken = new HashSet<Guid>();
        var pools = new QuestionPool[draws.Count];
        foreach (var (draw, place) in draws.Select((draw, place) => (draw, place)).OrderByDescending(entry => entry.draw.Tags.Count))
        {
            var named = bank.Where(question => draw.Tags.All(question.Tags.Contains) && taken.Add(question.Id)).OrderBy(question => question.Id).ToList();
            if (named.Count < draw.Count)
            {
                return QuizErrors.TooFewToDraw;
            }

            pools[place] = new QuestionPool(draw.Count, [.. named.Select(question => question.Question)], named.Max(question => question.UpdatedAt));
        }

        return pools.ToList();
    }
}

/// <summary>What a draw can take from, frozen when a course was published.</summary>
/// <param name="Count">So many of them are asked.</param>
/// <param name="ChangedAt">When the last of them was changed in the bank.</param>
public sealed record QuestionPool(int Count, IReadOnlyList<Question> Questions, DateTimeOffset ChangedAt)
{
    internal bool SameAs(QuestionPool other) =>
        Count == other.Count && Questions.Select(question => question.Id).SequenceEqual(other.Questions.Select(question => question.Id));
}
