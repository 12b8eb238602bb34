using System.Security.Cryptography;
using SecurityTraining.Infrastructure.Security;

namespace SecurityTraining.Infrastructure.IntegrationTests.Security;

public sealed class OpaqueTokensTests : IDisposable
{
    private static readonly Guid CompanyId = Guid.CreateVersion7(KeysFixture.Start);

    private readonly KeysFixture _keys = new();
    private readonly OpaqueTokens _tokens;

    public OpaqueTokensTests() => _tokens = new OpaqueTokens(_keys.MasterKey());

    public void Dispose() => _keys.Dispose();

    [Fact]
    public void Finds_its_company_and_is_stored_as_a_hash()
    {
        var token = _tokens.Create(CompanyId);

        var read = _tokens.Read(token.Value).ShouldNotBeNull();
        read.CompanyId.ShouldBe(CompanyId);
        read.Hash.ShouldBe(token.Hash);
        read.Hash.Length.ShouldBe(SHA256.HashSizeInBytes);
        token.Value.ShouldMatch("^[A-Za-z0-9_-]{64}$");
    }

    [Fact]
    public void No_two_are_alike() =>
        Enumerable.Range(0, 1000).Select(_ => _tokens.Create(CompanyId).Value).Distinct(StringComparer.Ordinal).Count().ShouldBe(1000);

    [Fact]
    public void Has_one_successor_which_nobody_can_compute_without_the_secret()
    {
        var token = _tokens.Create(CompanyId);
        using var others = new KeysFixture();

        var successor = _tokens.SuccessorOf(token);

        _tokens.SuccessorOf(_tokens.Read(token.Value)!).Value.ShouldBe(successor.Value);
        successor.CompanyId.ShouldBe(CompanyId);
        successor.Value.ShouldNotBe(token.Value);
        _tokens.SuccessorOf(successor).Value.ShouldNotBe(token.Value);
        _tokens.Read(successor.Value)!.Hash.ShouldBe(successor.Hash);
        new OpaqueTokens(others.MasterKey()).SuccessorOf(token).Value.ShouldNotBe(successor.Value);
    }

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA==")]
    [InlineData("AAAA AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("AAAA+AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("AAAAÄAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public void What_is_none_of_ours_is_not_read(string text) => _tokens.Read(text).ShouldBeNull();
}
