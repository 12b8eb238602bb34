using SecurityTraining.Domain.Analytics;

namespace SecurityTraining.Domain.UnitTests.Analytics;

public sealed class RiskFeedTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public void What_is_younger_than_a_minute_is_read_again_and_what_is_older_is_not()
    {
        var feed = RiskFeed.Of(Guid.CreateVersion7(Now));
        feed.Start(isNightly: false, Now).ShouldBeNull();
        var (old, young) = (Guid.CreateVersion7(Now.AddMinutes(-2)), Guid.CreateVersion7(Now.AddSeconds(-30)));

        feed.Read(old, Now.AddMinutes(-2), Now);
        feed.Start(isNightly: false, Now).ShouldBe(old);
        feed.Read(young, Now.AddSeconds(-30), Now);

        var start = feed.Start(isNightly: false, Now)!.Value;
        start.ShouldBeGreaterThan(old);
        start.ShouldBeLessThan(young);
        start.ShouldBeLessThan(Guid.CreateVersion7(Now - RiskFeed.Overlap));
        feed.Start(isNightly: true, Now)!.Value.ShouldBeLessThan(Guid.CreateVersion7(Now - RiskFeed.NightlyOverlap));
        feed.Read(old, Now.AddMinutes(-2), Now);
        feed.Start(isNightly: false, Now).ShouldBe(start, "a look back leads nobody back");
    }

    [Fact]
    public void The_longer_all_is_quiet_the_less_often_somebody_looks()
    {
        var feed = RiskFeed.Of(Guid.CreateVersion7(Now));
        feed.Wait(Now).ShouldBe(TimeSpan.FromMinutes(5));
        feed.Read(Guid.CreateVersion7(Now), Now, Now);

        feed.Wait(Now.AddMinutes(1)).ShouldBe(TimeSpan.FromSeconds(30));
        feed.Wait(Now.AddMinutes(20)).ShouldBe(TimeSpan.FromMinutes(2));
        feed.Wait(Now.AddDays(1)).ShouldBe(TimeSpan.FromMinutes(5));
    }

    [Fact]
    public void The_history_gets_a_point_when_the_score_has_changed_and_one_a_day_at_most()
    {
        var risk = PersonRisk.Of(Guid.CreateVersion7(Now), Guid.CreateVersion7(Now));
        var clicked = new RiskFact(Guid.CreateVersion7(Now), RiskEventKind.LureClicked, Now);
        var day = DateOnly.FromDateTime(Now.UtcDateTime);
        risk.Assess([], Now);
        risk.Note(day, Now);
        risk.Assess([clicked], Now);
        risk.Note(day, Now);
        risk.Note(day.AddDays(1), Now.AddDays(1));
        risk.Note(day.AddDays(2), Now.AddDays(2));

        risk.History.Select(point => (point.Day, point.Score)).ShouldBe([(day, 40), (day.AddDays(1), 60)]);
    }
}
