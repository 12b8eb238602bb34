using SecurityTraining.Domain.Learning.Achievements;

namespace SecurityTraining.Domain.UnitTests.Learning;

public sealed class AchievedTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Badges_and_points_follow_from_what_was_done_in_whatever_order_it_became_known()
    {
        var user = Guid.CreateVersion7();
        var day = 0;
        List<PointFact> facts =
        [
            .. Fact(PointKind.LessonCompleted, 50), .. Fact(PointKind.CourseCompleted, 5), .. Fact(PointKind.FullScore, 1),
            .. Fact(PointKind.FirstTry, 5), .. Fact(PointKind.LureReported, 5),
        ];
        var random = new Random(4711);

        var achieved = Achieved.By(facts);
        achieved.Points.ShouldBe((50 * 5) + (5 * 50) + 25 + (5 * 20) + (5 * 30));
        achieved.Badges.Select(earned => (earned.Badge, earned.At)).ShouldBe(
        [
            (Badge.FirstStep, Now.AddDays(1)), (Badge.Marathon, Now.AddDays(50)), (Badge.Graduate, Now.AddDays(51)), (Badge.Scholar, Now.AddDays(55)),
            (Badge.Flawless, Now.AddDays(56)), (Badge.SharpMind, Now.AddDays(61)), (Badge.WatchfulEye, Now.AddDays(62)),
            (Badge.AllRounder, Now.AddDays(62)), (Badge.Guardian, Now.AddDays(66)),
        ]);
        for (var round = 0; round < 50; round++)
        {
            var other = Achieved.By(facts.OrderBy(_ => random.Next()));
            (other.Points, other.Badges.SequenceEqual(achieved.Badges)).ShouldBe((achieved.Points, true));
        }

        List<PointFact> Fact(PointKind kind, int count) =>
            [.. Enumerable.Range(0, count).Select(_ => PointFact.Of(user, kind, Guid.CreateVersion7(), Now.AddDays(++day)))];
    }

    [Theory]
    [InlineData(0, 1, 100)]
    [InlineData(99, 1, 100)]
    [InlineData(100, 2, 250)]
    [InlineData(11_999, 9, 12_000)]
    [InlineData(50_000, 10, null)]
    public void Levels_follow_from_points(int points, int level, int? next) => (Levels.Of(points), Levels.NextAt(points)).ShouldBe((level, next));
}
