using System.Buffers.Text;
using SecurityTraining.Application.Common.Security;
using SecurityTraining.Infrastructure.Security;

namespace SecurityTraining.Infrastructure.IntegrationTests.Security;

public sealed class TrackingTokensTests : IDisposable
{
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    private static readonly Guid CompanyId = Guid.CreateVersion7(KeysFixture.Start);
    private static readonly Guid TrackingId = Guid.CreateVersion7(KeysFixture.Start);

    private readonly KeysFixture _keys = new();
    private readonly TrackingTokens _tokens;

    public TrackingTokensTests() => _tokens = new TrackingTokens(_keys.MasterKey());

    public void Dispose() => _keys.Dispose();

    [Theory]
    [InlineData(TrackingPurpose.Open)]
    [InlineData(TrackingPurpose.Link)]
    public void Says_for_whom_it_is(TrackingPurpose purpose)
    {
        var token = _tokens.Create(purpose, CompanyId, TrackingId);

        _tokens.Read(purpose, token).ShouldBe(new TrackingTarget(CompanyId, TrackingId));
        token.ShouldMatch("^[A-Za-z0-9_-]{59}$");
    }

    [Fact]
    public void Is_good_for_its_purpose_only()
    {
        _tokens.Read(TrackingPurpose.Link, _tokens.Create(TrackingPurpose.Open, CompanyId, TrackingId)).ShouldBeNull();
        _tokens.Read(TrackingPurpose.Open, _tokens.Create(TrackingPurpose.Link, CompanyId, TrackingId)).ShouldBeNull();
    }

    [Fact]
    public void Every_changed_bit_is_noticed()
    {
        var bytes = Base64Url.DecodeFromChars(_tokens.Create(TrackingPurpose.Link, CompanyId, TrackingId));

        for (var bit = 0; bit < bytes.Length * 8; bit++)
        {
            var forged = bytes.ToArray();
            forged[bit / 8] ^= (byte)(1 << (bit % 8));
            _tokens.Read(TrackingPurpose.Link, Base64Url.EncodeToString(forged)).ShouldBeNull($"bit {bit}");
        }
    }

    [Fact]
    public void Has_one_spelling()
    {
        var token = _tokens.Create(TrackingPurpose.Link, CompanyId, TrackingId);

        for (var i = 0; i < token.Length; i++)
        {
            foreach (var other in (Alphabet + "+/=. \n\0üЖ").Where(other => other != token[i]))
            {
                _tokens.Read(TrackingPurpose.Link, token[..i] + other + token[(i + 1)..]).ShouldBeNull();
            }
        }

        foreach (var spelling in new[] { token + "=", token + " ", " " + token, token[..^1], token + "A", token.Insert(10, "\n"), "", "=", new string(' ', 59), new string('ü', 59) })
        {
            _tokens.Read(TrackingPurpose.Link, spelling).ShouldBeNull(spelling);
        }
    }

    [Fact]
    public void Another_installation_cannot_make_one()
    {
        using var others = new KeysFixture();

        _tokens.Read(TrackingPurpose.Link, new TrackingTokens(others.MasterKey()).Create(TrackingPurpose.Link, CompanyId, TrackingId)).ShouldBeNull();
    }

    [Fact]
    public void Does_not_show_which_links_are_of_one_company()
    {
        var first = Base64Url.DecodeFromChars(_tokens.Create(TrackingPurpose.Link, CompanyId, TrackingId));
        var second = Base64Url.DecodeFromChars(_tokens.Create(TrackingPurpose.Link, CompanyId, Guid.CreateVersion7(KeysFixture.Start)));

        first[16..32].ShouldNotBe(second[16..32]);
        first[16..32].ShouldNotBe(CompanyId.ToByteArray(bigEndian: true));
    }

    [Fact]
    public void Reading_allocates_hardly_more_than_the_answer()
    {
        var token = _tokens.Create(TrackingPurpose.Link, CompanyId, TrackingId);
        _tokens.Read(TrackingPurpose.Link, token);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
        {
            _tokens.Read(TrackingPurpose.Link, token);
        }

        ((GC.GetAllocatedBytesForCurrentThread() - before) / 1000).ShouldBeLessThan(256);
    }
}
