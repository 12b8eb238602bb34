using System.Net;
using SecurityTraining.Domain.Auditing;
using SecurityTraining.Domain.Common;
using SecurityTraining.Domain.Identity;

namespace SecurityTraining.Domain.UnitTests.Auditing;

public sealed class AuditChainTests
{
    private static readonly DateTimeOffset Now = new DateTimeOffset(2026, 11, 23, 9, 0, 0, TimeSpan.Zero).AddTicks(1234567);
    private static readonly Guid CompanyId = Guid.Parse("0193594a-0000-7000-8000-000000000001");
    private static readonly Guid Id = Guid.Parse("0193594a-0000-7000-8000-000000000002");

    private readonly AuditHead _head = AuditHead.Start(CompanyId);

    [Fact]
    public void Each_entry_follows_from_the_one_before()
    {
        var entries = Write(5);

        entries.Select(entry => entry.Seq).ShouldBe([1, 2, 3, 4, 5]);
        entries[0].PrevHash.ShouldBe(new byte[32]);
        entries.Skip(1).Select(entry => entry.PrevHash).ShouldBe(entries.SkipLast(1).Select(entry => entry.Hash));
        (_head.Seq, _head.Hash).ShouldBe((5, entries[4].Hash));
        Check(entries).ShouldBeNull();
    }

    /// <summary>Computed by another program. A chain of years ago can still be verified.</summary>
    [Fact]
    public void The_encoding_stays_as_it_is() => Convert.ToHexStringLower(
            AuditHead.Start(CompanyId).Append(
                new AuditFact(AuditActor.Person(Id, Role.CompanyAdmin), "people.update-user", new AuditTarget("user", Id), """{"ü":1}"""), Now).Hash)
        .ShouldBe("896593c3d470579bcd32c6d8665e7f23563fbcd4d95846a76a97b0135cebe31a");

    [Fact]
    public void No_two_facts_look_alike()
    {
        AuditFact[] facts =
        [
            new(AuditActor.Anonymous, "ab", new AuditTarget("c", Id), "{}"),
            new(AuditActor.Anonymous, "a", new AuditTarget("bc", Id), "{}"),
            new(AuditActor.Anonymous, "a", new AuditTarget("", Id), "{}"),
            new(AuditActor.Anonymous, "a", Target: null, "{}"),
            new(AuditActor.Anonymous, "a", Target: null, "{} "),
            new(AuditActor.System, "a", Target: null, "{}"),
            new(AuditActor.Person(Id, Role.Employee), "a", Target: null, "{}"),
            new(AuditActor.Person(Id, Role.Manager), "a", Target: null, "{}"),
            new(AuditActor.Person(CompanyId, Role.Manager), "a", Target: null, "{}"),
        ];

        facts.Select(fact => Convert.ToHexString(AuditHead.Start(CompanyId).Append(fact, Now).Hash)).Distinct().Count().ShouldBe(facts.Length);
        AuditHead.Start(Id).Append(facts[0], Now).Hash.ShouldNotBe(AuditHead.Start(CompanyId).Append(facts[0], Now).Hash);
        AuditHead.Start(CompanyId).Append(facts[0], Now.AddMilliseconds(1)).Hash.ShouldNotBe(AuditHead.Start(CompanyId).Append(facts[0], Now).Hash);
    }

    [Fact]
    public void What_is_taken_away_or_moved_is_found()
    {
        var entries = Write(5);

        Check(entries[1..]).ShouldBe(new AuditBreak(1, AuditFault.Missing));
        Check([.. entries[..2], .. entries[3..]]).ShouldBe(new AuditBreak(3, AuditFault.Missing));
        Check([entries[0], entries[2], entries[1], .. entries[3..]]).ShouldBe(new AuditBreak(2, AuditFault.Missing));
        Check(entries[..4]).ShouldBe(new AuditBreak(5, AuditFault.Truncated));
        Check([]).ShouldBe(new AuditBreak(1, AuditFault.Truncated));
    }

    [Fact]
    public void A_replaced_entry_with_a_hash_of_its_own_is_found_by_the_next_one()
    {
        var entries = Write(5);
        var forged = AuditHead.At(CompanyId, 2, entries[1].Hash).Append(Fact("forged"), Now);

        Check([.. entries[..2], forged, .. entries[3..]]).ShouldBe(new AuditBreak(4, AuditFault.Unlinked));
        Check([.. entries[..4], AuditHead.At(CompanyId, 4, entries[3].Hash).Append(Fact("forged"), Now)])
            .ShouldBe(new AuditBreak(5, AuditFault.HeadMismatch));
    }

    [Theory]
    [InlineData("203.0.113.77", "203.0.113.0/24")]
    [InlineData("::ffff:203.0.113.77", "203.0.113.0/24")]
    [InlineData("2001:db8:1234:5678:9abc:def0:1:2", "2001:db8:1234::/48")]
    public void Of_an_address_only_the_network_is_kept(string address, string network) =>
        ClientAddress.Network(IPAddress.Parse(address)).ShouldBe(network);

    private static AuditFact Fact(string action) => new(AuditActor.System, action, Target: null, "{}");

    private List<AuditEntry> Write(int count) => [.. Enumerable.Range(1, count).Select(number => _head.Append(Fact($"test.step-{number}"), Now))];

    private AuditBreak? Check(IEnumerable<AuditEntry> entries)
    {
        var check = new AuditChainCheck();
        if (entries.All(check.Follow))
        {
            check.End(_head);
        }

        return check.FirstBroken;
    }
}
