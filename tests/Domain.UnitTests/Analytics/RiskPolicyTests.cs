using System.Runtime.CompilerServices;
using CsCheck;
using SecurityTraining.Domain.Analytics;

namespace SecurityTraining.Domain.UnitTests.Analytics;

public sealed class RiskPolicyTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 9, 0, 0, TimeSpan.Zero);

    private static readonly Guid[] Sources = [.. Enumerable.Range(1, 6).Select(number => new Guid(number, 0, 0, new byte[8]))];

    /// <summary>One fact for each source and kind, whose time is always the same, as the ledger has them.</summary>
    private static readonly Gen<RiskFact> Facts =
        from source in Gen.Int[0, Sources.Length - 1]
        from kind in Gen.Enum<RiskEventKind>()
        select new RiskFact(Sources[source], kind, Now.AddHours(-((source * 977 * 5) + ((int)kind * 131))));

    [Fact]
    public void Whoever_nothing_is_known_of_is_in_the_middle()
    {
        var assessment = RiskPolicy.Assess([], Now);

        (assessment.Score, assessment.Band, assessment.Contributions.Count).ShouldBe((RiskPolicy.Neutral, RiskBand.Medium, 0));
    }

    [Theory]
    [InlineData(42, RiskBand.Medium, RiskEventKind.LureOpened)]
    [InlineData(62, RiskBand.High, RiskEventKind.LureOpened, RiskEventKind.LureClicked)]
    [InlineData(82, RiskBand.Critical, RiskEventKind.LureOpened, RiskEventKind.LureClicked, RiskEventKind.LureSubmitted)]
    [InlineData(27, RiskBand.Low, RiskEventKind.LureOpened, RiskEventKind.LureReported)]
    [InlineData(47, RiskBand.Medium, RiskEventKind.LureOpened, RiskEventKind.LureClicked, RiskEventKind.LureReported)]
    public void What_somebody_did_with_one_lure_adds_up(int score, RiskBand band, params RiskEventKind[] kinds)
    {
        var assessment = RiskPolicy.Assess(kinds.Append(RiskEventKind.LureIgnored).Select(kind => new RiskFact(Sources[0], kind, Now)), Now);

        (assessment.Score, assessment.Band).ShouldBe((score, band));
    }

    [Fact]
    public void A_lure_counts_as_ignored_after_a_while_and_only_if_nothing_came_of_it()
    {
        var arrived = new RiskFact(Sources[0], RiskEventKind.LureIgnored, Now);
        var clicked = new RiskFact(Sources[0], RiskEventKind.LureClicked, Now.AddDays(10));
        var ofAnother = clicked with { SourceId = Sources[1] };

        RiskPolicy.Assess([arrived], Now.AddDays(2)).Score.ShouldBe(RiskPolicy.Neutral);
        RiskPolicy.Assess([arrived], Now.AddDays(3)).Score.ShouldBeLessThan(RiskPolicy.Neutral);
        RiskPolicy.Assess([arrived, clicked], Now.AddDays(10)).Contributions.ShouldHaveSingleItem().Fact.ShouldBe(clicked);
        RiskPolicy.Assess([arrived, ofAnother], Now.AddDays(10)).Contributions.Count.ShouldBe(2);
    }

    [Fact]
    public void Half_of_the_points_are_left_after_the_half_life_and_none_in_the_end()
    {
        foreach (var rule in RiskPolicy.Rules.Where(rule => rule.Kind != RiskEventKind.LureIgnored))
        {
            var fact = new RiskFact(Sources[0], rule.Kind, Now);
            RiskPolicy.Assess([fact], Now).Contributions.Single().Points.ShouldBe(rule.Weight);
            RiskPolicy.Assess([fact], Now.AddDays(rule.HalfLifeDays)).Contributions.Single().Points.ShouldBe(rule.Weight / 2.0, tolerance: 1e-9);
            RiskPolicy.Assess([fact], Now + RiskPolicy.Memory).Score.ShouldBe(RiskPolicy.Neutral);
            RiskPolicy.Assess([fact], Now + RiskPolicy.Memory + TimeSpan.FromSeconds(1)).Contributions.ShouldBeEmpty();
        }
    }

    /// <summary>However the events came in, repeated and out of order, the score is that of all of them at once, and never leaves its bounds.</summary>
    [Fact]
    public void Step_by_step_comes_to_the_same_as_from_scratch() =>
        Gen.Select(Facts.List[0, 40], Gen.Int[0, int.MaxValue], Gen.Int[0, 900]).Sample((facts, seed, days) =>
        {
            var at = Now.AddDays(days);
            var fromScratch = RiskPolicy.Assess(facts, at);
            var shuffled = facts.Concat(facts.Take(facts.Count / 2)).ToArray();
            new Random(seed).Shuffle(shuffled);
            var known = new HashSet<RiskFact>();
            var score = RiskPolicy.Neutral;
            foreach (var portion in shuffled.Chunk(3))
            {
                known.UnionWith(portion);
                score = RiskPolicy.Assess(known, at).Score;
                score.ShouldBeInRange(0, RiskPolicy.Highest);
            }

            score.ShouldBe(fromScratch.Score);
            RiskPolicy.Assess(known, at).Contributions.ShouldBe(fromScratch.Contributions);
            Math.Clamp(RiskPolicy.Neutral + fromScratch.Contributions.Sum(part => part.Points), 0, RiskPolicy.Highest)
                .ShouldBe(fromScratch.Score, tolerance: 0.5);
        });

    [Fact]
    public void The_guide_shows_the_rules_and_the_bands_as_they_are()
    {
        var guide = File.ReadAllLines(Guide());
        var rules = RiskPolicy.Rules.Select(rule => $"| `{Camel(rule.Kind.ToString())}` | {rule.Weight:+0;-0} | {rule.HalfLifeDays} |");
        var bands = Enumerable.Range(0, RiskPolicy.Highest + 1).GroupBy(RiskPolicy.BandOf)
            .Select(band => $"| `{Camel(band.Key.ToString())}` | {band.Min()} to {band.Max()} |");

        foreach (var row in rules)
        {
            guide.Count(line => line.StartsWith(row, StringComparison.Ordinal)).ShouldBe(1, row);
        }

        guide.Where(line => line.StartsWith("| `lure", StringComparison.Ordinal)).Count().ShouldBe(RiskPolicy.Rules.Count);
        bands.ShouldBeSubsetOf(guide);
        guide.ShouldContain(line => line.Contains($"**{RiskPolicy.Neutral}**", StringComparison.Ordinal));
        Enum.GetValues<RiskEventKind>().ShouldBe(RiskPolicy.Rules.Select(rule => rule.Kind));
    }

    private static string Camel(string name) => char.ToLowerInvariant(name[0]) + name[1..];

    private static string Guide([CallerFilePath] string thisFile = "") =>
        Path.Combine(Path.GetDirectoryName(thisFile)!, "..", "..", "..", "docs", "guide-risk.md");
}
