using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.IdentityModel.Tokens;
using SecurityTraining.Domain.Common;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.People;
using SecurityTraining.Infrastructure.Security;

namespace SecurityTraining.Infrastructure.IntegrationTests.Security;

public sealed class AccessTokensTests : IDisposable
{
    private static readonly Guid CompanyId = Guid.CreateVersion7(KeysFixture.Start);

    private static readonly User Anna = User.Create(
        CompanyId, EmailAddress.Parse("anna@example.com").Value, new PersonName("Anna", "Kowalski"), Role.CompanyAdmin, KeysFixture.Start);

    private static readonly Session Session = Session.Start(CompanyId, Anna.Id, [1], device: null, KeysFixture.Start);

    private readonly KeysFixture _fixture = new();
    private readonly SigningKeys _keys;
    private readonly AccessTokens _tokens;
    private readonly AccessTokenReader _reader;

    public AccessTokensTests()
    {
        _keys = _fixture.SigningKeys();
        _tokens = new AccessTokens(_keys, _fixture.Address, _fixture.Clock);
        _reader = new AccessTokenReader(_keys, _fixture.Address, _fixture.Clock);
    }

    public void Dispose()
    {
        _reader.Dispose();
        _fixture.Dispose();
    }

    [Fact]
    public async Task A_genuine_one_says_who_it_is_about()
    {
        var token = _tokens.Issue(Anna, Session);

        var result = await Read(token.Value);

        result.IsValid.ShouldBeTrue(result.Exception?.Message);
        var claims = result.ClaimsIdentity;
        claims.FindFirst("sub")!.Value.ShouldBe(Anna.Id.ToString());
        claims.FindFirst("company")!.Value.ShouldBe(CompanyId.ToString());
        claims.FindFirst("role")!.Value.ShouldBe("companyAdmin");
        claims.FindFirst("sid")!.Value.ShouldBe(Session.Id.ToString());
        token.Lifetime.ShouldBe(TimeSpan.FromMinutes(10));

        var (header, payload) = Parts(token.Value);
        header["alg"]!.GetValue<string>().ShouldBe("ES256");
        header["typ"]!.GetValue<string>().ShouldBe("at+jwt");
        header["kid"]!.GetValue<string>().ShouldBe(_keys.Published.Keys[0].Kid);
        payload["iss"]!.GetValue<string>().ShouldBe("https://training.example.com");
        payload["aud"]!.GetValue<string>().ShouldBe("securitytraining");
        payload["amr"]!.AsArray().Select(method => method!.GetValue<string>()).ShouldBe(["pwd"]);
        payload["auth_time"]!.GetValue<long>().ShouldBe(KeysFixture.Start.ToUnixTimeSeconds());
        (payload["exp"]!.GetValue<long>() - payload["iat"]!.GetValue<long>()).ShouldBe(600);
        payload.Select(claim => claim.Key).Order(StringComparer.Ordinal)
            .ShouldBe(["amr", "aud", "auth_time", "company", "exp", "iat", "iss", "jti", "role", "sid", "sub"]);
    }

    [Fact]
    public async Task It_expires_also_when_it_has_been_seen_before()
    {
        var token = _tokens.Issue(Anna, Session).Value;

        (await Read(token)).IsValid.ShouldBeTrue();
        (await Read(token)).IsValid.ShouldBeTrue();
        _fixture.Clock.Advance(TimeSpan.FromMinutes(11));
        (await Read(token)).IsValid.ShouldBeFalse();
        (await Read(_tokens.Issue(Anna, Session).Value)).IsValid.ShouldBeTrue();
    }

    [Fact]
    public async Task It_is_verified_once_while_it_lasts()
    {
        var token = _tokens.Issue(Anna, Session).Value;

        (await Read(token)).ShouldBeSameAs(await Read(token));
    }

    [Fact]
    public async Task One_that_was_refused_is_not_remembered_as_good()
    {
        var forged = Forge(alter: payload => payload["role"] = "platformAdmin", keepSignature: true);

        (await Read(forged)).IsValid.ShouldBeFalse();
        (await Read(forged)).IsValid.ShouldBeFalse();
    }

    [Fact]
    public async Task An_older_key_keeps_verifying()
    {
        _fixture.Clock.Advance(SigningKeys.Lifetime - TimeSpan.FromMinutes(1));
        var token = _tokens.Issue(Anna, Session).Value;
        _fixture.Clock.Advance(TimeSpan.FromMinutes(2));

        Parts(_tokens.Issue(Anna, Session).Value).Header["kid"]!.GetValue<string>().ShouldNotBe(Parts(token).Header["kid"]!.GetValue<string>());
        (await Read(token)).IsValid.ShouldBeTrue();
    }

    public static TheoryData<string, Action<JsonObject>> WrongClaims => new()
    {
        { "issuer", payload => payload["iss"] = "https://evil.example" },
        { "issuer with a slash more", payload => payload["iss"] = "https://training.example.com/" },
        { "no issuer", payload => payload.Remove("iss") },
        { "audience", payload => payload["aud"] = "another-service" },
        { "no audience", payload => payload.Remove("aud") },
        { "expired", payload => payload["exp"] = KeysFixture.Start.AddSeconds(-61).ToUnixTimeSeconds() },
        { "no expiry", payload => payload.Remove("exp") },
        { "expiry as text", payload => payload["exp"] = "never" },
    };

    /// <summary>Signed with the service's own key, as by another service or an older version that shares it.</summary>
    [Theory]
    [MemberData(nameof(WrongClaims))]
    public async Task Genuine_signatures_do_not_help_wrong_claims(string what, Action<JsonObject> alter) =>
        (await Read(Forge(alter: alter, signer: OwnKey()))).IsValid.ShouldBeFalse(what);

    [Fact]
    public async Task Signed_by_us_and_unchanged_passes_so_the_forgeries_fail_for_their_own_reasons() =>
        (await Read(Forge(signer: OwnKey()))).IsValid.ShouldBeTrue();

    [Theory]
    [InlineData("JWT")]
    [InlineData("application/at+jwt")]
    [InlineData("id+jwt")]
    [InlineData("AT+JWT")]
    [InlineData(null)]
    public async Task Other_types_are_refused(string? type) =>
        (await Read(Forge(header => header["typ"] = type, signer: OwnKey()))).IsValid.ShouldBeFalse();

    [Theory]
    [InlineData("none")]
    [InlineData("None")]
    [InlineData("NONE")]
    [InlineData("nOnE")]
    public async Task Unsigned_ones_are_refused(string algorithm)
    {
        var signed = Forge(header => header["alg"] = algorithm);

        (await Read(signed)).IsValid.ShouldBeFalse();
        (await Read(signed[..(signed.LastIndexOf('.') + 1)])).IsValid.ShouldBeFalse();
    }

    [Fact]
    public async Task The_public_key_is_no_HMAC_secret()
    {
        var pem = Encoding.ASCII.GetBytes(Own().ExportSubjectPublicKeyInfoPem());
        foreach (var secret in new[] { pem, Own().ExportSubjectPublicKeyInfo(), Encoding.ASCII.GetBytes(_keys.Published.Keys[0].X) })
        {
            (await Read(Forge(header => header["alg"] = "HS256", signer: data => HMACSHA256.HashData(secret, data)))).IsValid.ShouldBeFalse();
        }
    }

    [Fact]
    public async Task Other_algorithms_are_refused()
    {
        foreach (var algorithm in new[] { "ES384", "ES512", "RS256", "PS256", "HS256", "EdDSA", "es256" })
        {
            (await Read(Forge(header => header["alg"] = algorithm, signer: OwnKey()))).IsValid.ShouldBeFalse(algorithm);
        }

        // Good signatures, as the service's key makes them with longer hashes.
        foreach (var (algorithm, hash) in new[] { ("ES384", HashAlgorithmName.SHA384), ("ES512", HashAlgorithmName.SHA512) })
        {
            (await Read(Forge(header => header["alg"] = algorithm, signer: data => Own().SignData(data, hash)))).IsValid.ShouldBeFalse(algorithm);
        }
    }

    [Fact]
    public async Task Keys_that_a_token_brings_along_are_not_used()
    {
        using var attacker = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var parameters = attacker.ExportParameters(includePrivateParameters: false);
        var jwk = new JsonObject
        {
            ["kty"] = "EC",
            ["crv"] = "P-256",
            ["x"] = Base64UrlEncoder.Encode(parameters.Q.X),
            ["y"] = Base64UrlEncoder.Encode(parameters.Q.Y),
        };
        Action<JsonObject>[] headers =
        [
            header => header["jwk"] = jwk.DeepClone(),
            header => header["jku"] = "https://evil.example/jwks.json",
            header => header["x5u"] = "https://evil.example/cert.pem",
            header => header["x5c"] = new JsonArray(Convert.ToBase64String(attacker.ExportSubjectPublicKeyInfo())),
            header => header["kid"] = "of nobody",
            header => header["kid"] = "../../../../dev/null",
            header => header.Remove("kid"),
            header =>
            {
                header.Remove("kid");
                header["jwk"] = jwk.DeepClone();
            },
            _ => { },
        ];
        foreach (var alter in headers)
        {
            (await Read(Forge(alter, signer: data => attacker.SignData(data, HashAlgorithmName.SHA256)))).IsValid.ShouldBeFalse();
        }
    }

    [Fact]
    public async Task A_genuine_signature_needs_the_right_kid()
    {
        (await Read(Forge(header => header["kid"] = "of nobody", signer: OwnKey()))).IsValid.ShouldBeFalse();
        (await Read(Forge(header => header.Remove("kid"), signer: OwnKey()))).IsValid.ShouldBeFalse();
    }

    [Fact]
    public async Task Empty_and_all_zero_signatures_are_refused()
    {
        (await Read(Forge(signer: _ => []))).IsValid.ShouldBeFalse();
        (await Read(Forge(signer: _ => new byte[64]))).IsValid.ShouldBeFalse();
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("a.b.c")]
    [InlineData("eyJhbGciOiJFUzI1NiJ9..")]
    [InlineData("a.b.c.d.e")]
    public async Task What_is_no_token_is_refused(string token) => (await Read(token)).IsValid.ShouldBeFalse();

    [Fact]
    public async Task Oversized_ones_are_not_even_parsed() =>
        (await Read(Forge(alter: payload => payload["padding"] = new string('x', 5000), signer: OwnKey()))).IsValid.ShouldBeFalse();

    private Task<TokenValidationResult> Read(string token) => _reader.ValidateTokenAsync(token, _reader.Parameters);

    private ECDsa Own() => ((ECDsaSecurityKey)_keys.Current.Key).ECDsa;

    private Func<byte[], byte[]> OwnKey() => data => Own().SignData(data, HashAlgorithmName.SHA256);

    /// <summary>A genuine token, changed, and signed again or not.</summary>
    private string Forge(
        Action<JsonObject>? header = null, Action<JsonObject>? alter = null, Func<byte[], byte[]>? signer = null, bool keepSignature = false)
    {
        var genuine = _tokens.Issue(Anna, Session).Value;
        var (head, payload) = Parts(genuine);
        header?.Invoke(head);
        alter?.Invoke(payload);
        var body = $"{Base64UrlEncoder.Encode(head.ToJsonString())}.{Base64UrlEncoder.Encode(payload.ToJsonString())}";
        var signature = signer is null || keepSignature
            ? genuine.Split('.')[2]
            : Base64UrlEncoder.Encode(signer(Encoding.ASCII.GetBytes(body)));
        return $"{body}.{signature}";
    }

    private static (JsonObject Header, JsonObject Payload) Parts(string token)
    {
        var parts = token.Split('.');
        return (JsonSerializer.Deserialize<JsonObject>(Base64UrlEncoder.Decode(parts[0]))!, JsonSerializer.Deserialize<JsonObject>(Base64UrlEncoder.Decode(parts[1]))!);
    }
}
