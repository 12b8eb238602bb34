using SecurityTraining.Domain.Phishing;

namespace SecurityTraining.Domain.UnitTests.Phishing;

public sealed class PhishScaleTests
{
    /// <summary>NIST TN 2276, table 4.</summary>
    [Theory]
    [InlineData(1, 18, Difficulty.Very)]
    [InlineData(8, 17, Difficulty.Very)]
    [InlineData(8, 10, Difficulty.Moderate)]
    [InlineData(9, 18, Difficulty.Very)]
    [InlineData(14, 11, Difficulty.Moderate)]
    [InlineData(14, 10, Difficulty.ModerateToLeast)]
    [InlineData(15, 18, Difficulty.Moderate)]
    [InlineData(15, 11, Difficulty.Moderate)]
    [InlineData(15, 10, Difficulty.Least)]
    public void Cues_and_premise_give_the_difficulty(int cues, int score, Difficulty expected) =>
        PhishScale.Rate(Cues(cues), Scoring(score)).ShouldBe(expected);

    private static Cue[] Cues(int count) =>
        [.. Enumerable.Range(0, count).Select(_ => new Cue(CueKind.SenseOfUrgency, CueTarget.Subject, Mark: null, Count: 1, "", ""))];

    private static Premise Scoring(int score) => new(score, 0, 0, 0, 0);
}
