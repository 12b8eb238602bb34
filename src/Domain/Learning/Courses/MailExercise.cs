namespace SecurityTraining.Domain.Learning.Courses;

/// <summary>A sample mail in which a learner clicks on what is suspicious.</summary>
/// <param name="Html">The places to click on are elements with <c>data-region</c>. The header's are the regions <c>from</c>, <c>replyTo</c> and
/// <c>subject</c>.</param>
/// <param name="PassPercent">The score from which on the exercise is done.</param>
public sealed record MailExercise(
    ExerciseSender From, string? ReplyTo, string Subject, string Html, IReadOnlyList<ExerciseRegion> Regions, int PassPercent)
{
    public const int MaxSubjectLength = 300;
    public const int MaxRegions = 30;

    /// <summary>In characters.</summary>
    public const int MaxHtmlLength = 50_000;

    /// <summary>Every cue that was found counts, every click on something harmless counts against it.</summary>
    /// <param name="chosen">Ids of regions; others, and repeated ones, change nothing.</param>
    /// <returns>0 to 100.</returns>
    public int Score(IReadOnlyCollection<string> chosen)
    {
        var cues = Regions.Count(region => region.IsCue);
        var clicked = Regions.Where(region => chosen.Contains(region.Id)).ToList();
        var found = clicked.Count(region => region.IsCue);
        return cues == 0 ? 0 : Math.Max(0, found - (clicked.Count - found)) * 100 / cues;
    }
}

public sealed record ExerciseSender(string Name, string Address);

/// <param name="IsCue">False: it looks suspicious, but is not.</param>
public sealed record ExerciseRegion(string Id, bool IsCue, string Title, string Explanation)
{
    public const int MaxIdLength = 40;
    public const int MaxTitleLength = 200;
    public const int MaxExplanationLength = 1000;
}
