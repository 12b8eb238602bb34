using SecurityTraining.Domain.Phishing;

namespace SecurityTraining.Domain.UnitTests.Phishing;

public sealed class HitJudgeTests
{
    private const string Firefox = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";

    private static readonly DateTimeOffset Delivered = new(2026, 11, 23, 9, 0, 0, TimeSpan.Zero);
    private static readonly HitJudge Judge = new(TimeSpan.FromSeconds(10));

    [Theory]
    [InlineData(60, Firefox, false, false, Verdict.Human)]
    [InlineData(9, Firefox, false, false, Verdict.Scanner)]
    [InlineData(10, Firefox, false, false, Verdict.Human)]
    [InlineData(60, Firefox, true, false, Verdict.Scanner)]
    [InlineData(60, Firefox, false, true, Verdict.Prefetch)]
    [InlineData(60, "Mozilla/5.0 (compatible; MailScanner/1.0)", false, false, Verdict.Scanner)]
    [InlineData(60, null, false, false, Verdict.Human)]
    public void Machines_give_themselves_away(int secondsAfter, string? agent, bool isHead, bool isPrefetch, Verdict expected) =>
        Judge.Judge(new HitEvidence(Delivered.AddSeconds(secondsAfter), agent, isHead, isPrefetch), new HitContext(Delivered)).Verdict.ShouldBe(expected);

    [Fact]
    public void Before_the_delivery_is_known_a_hit_is_too_soon() =>
        Judge.Judge(new HitEvidence(Delivered, Firefox, IsHead: false, IsPrefetch: false), new HitContext(DeliveredAt: null)).Verdict.ShouldBe(Verdict.Scanner);

    [Fact]
    public void Zero_seconds_turn_that_rule_off() =>
        new HitJudge(TimeSpan.Zero).Judge(new HitEvidence(Delivered, Firefox, IsHead: false, IsPrefetch: false), new HitContext(DeliveredAt: null))
            .Verdict.ShouldBe(Verdict.Human);

    [Theory]
    [InlineData(Firefox, "Firefox on Linux")]
    [InlineData("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36 Edg/140.0", "Edge on Windows")]
    [InlineData("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Mobile Safari/604.1", "Safari on iOS")]
    [InlineData("something else", "Other")]
    [InlineData("", null)]
    public void Only_the_clients_family_is_kept(string agent, string? family) =>
        new HitEvidence(Delivered, agent, IsHead: false, IsPrefetch: false).ClientFamily.ShouldBe(family);
}
