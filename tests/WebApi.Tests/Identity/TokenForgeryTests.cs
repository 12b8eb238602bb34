using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.IdentityModel.Tokens;
using SecurityTraining.WebApi.Tests.Contract;

namespace SecurityTraining.WebApi.Tests.Identity;

/// <summary>
/// What attackers make of a genuine access token, and of what else they can get hold of. Some are signed with the service's own key, as if
/// another service shared it or a bug had signed them: those must fail by what they say.
/// </summary>
public sealed class TokenForgeryTests(SmallWorld world) : IClassFixture<SmallWorld>
{
    private static readonly Dictionary<string, Func<Forger, string>> Forgeries = new(StringComparer.Ordinal)
    {
        ["alg none"] = forger => forger.Unsigned("none"),
        ["alg None"] = forger => forger.Unsigned("None"),
        ["alg NONE"] = forger => forger.Unsigned("NONE"),
        ["alg nOnE"] = forger => forger.Unsigned("nOnE"),
        ["alg none with the genuine signature"] = forger => forger.Make(header => header["alg"] = "none", signature: forger.Signature),
        ["no alg"] = forger => forger.Make(header => header.Remove("alg"), signature: forger.Signature),
        ["HS256 with the public key as PEM"] = forger => forger.Hmac(Encoding.ASCII.GetBytes(forger.Own.ExportSubjectPublicKeyInfoPem())),
        ["HS256 with the public key as DER"] = forger => forger.Hmac(forger.Own.ExportSubjectPublicKeyInfo()),
        ["HS256 with the published x"] = forger => forger.Hmac(forger.Own.ExportParameters(includePrivateParameters: false).Q.X!),
        ["HS256 with an empty key"] = forger => forger.Hmac([]),
        ["ES256 by a key on another curve"] = forger => forger.Make(signer: ECDsa.Create(ECCurve.NamedCurves.nistP384)),
        ["ES384 by a key on its curve"] = forger => forger.Make(header => header["alg"] = "ES384", signer: ECDsa.Create(ECCurve.NamedCurves.nistP384)),
        ["RS256"] = forger => forger.Rsa(),
        ["ES256 by another key"] = forger => forger.Make(signer: forger.Attacker),
        ["typ JWT"] = forger => forger.Make(header => header["typ"] = "JWT", signer: forger.Own),
        ["no typ"] = forger => forger.Make(header => header.Remove("typ"), signer: forger.Own),
        ["no kid"] = forger => forger.Make(header => header.Remove("kid"), signer: forger.Own),
        ["unknown kid"] = forger => forger.Make(header => header["kid"] = "of nobody", signer: forger.Attacker),
        ["kid as a path"] = forger => forger.Make(header => header["kid"] = "../../../../dev/null", signer: forger.Attacker),
        ["kid as SQL"] = forger => forger.Make(header => header["kid"] = "x' UNION SELECT 'key' --", signer: forger.Attacker),
        ["jku"] = forger => forger.Make(header => header["jku"] = "https://evil.example/jwks.json", signer: forger.Attacker),
        ["x5u"] = forger => forger.Make(header => header["x5u"] = "https://evil.example/cert.pem", signer: forger.Attacker),
        ["x5c"] = forger => forger.Make(
            header => header["x5c"] = new JsonArray(Convert.ToBase64String(forger.Attacker.ExportSubjectPublicKeyInfo())), signer: forger.Attacker),
        ["jwk"] = forger => forger.Make(header => header["jwk"] = forger.AttackersJwk(), signer: forger.Attacker),
        ["jwk without kid"] = forger => forger.Make(
            header =>
            {
                header["jwk"] = forger.AttackersJwk();
                header.Remove("kid");
            },
            signer: forger.Attacker),
        ["crit"] = forger => forger.Make(
            header =>
            {
                header["crit"] = new JsonArray("https://example.com/unknown");
                header["https://example.com/unknown"] = true;
            },
            signer: forger.Own),
        ["expired"] = forger => forger.Make(claims: claims => claims["exp"] = Now(-120), signer: forger.Own),
        ["never expires"] = forger => forger.Make(claims: claims => claims.Remove("exp"), signer: forger.Own),
        ["not yet valid"] = forger => forger.Make(claims: claims => claims["nbf"] = Now(+120), signer: forger.Own),
        ["another issuer"] = forger => forger.Make(claims: claims => claims["iss"] = "https://evil.example", signer: forger.Own),
        ["no issuer"] = forger => forger.Make(claims: claims => claims.Remove("iss"), signer: forger.Own),
        ["another audience"] = forger => forger.Make(claims: claims => claims["aud"] = "another-service", signer: forger.Own),
        ["no audience"] = forger => forger.Make(claims: claims => claims.Remove("aud"), signer: forger.Own),
        ["no session"] = forger => forger.Make(claims: claims => claims.Remove("sid"), signer: forger.Own),
        ["a session of nobody"] = forger => forger.Make(claims: claims => claims["sid"] = Guid.CreateVersion7().ToString(), signer: forger.Own),
        ["another company's session"] = forger => forger.Make(claims: claims => claims["sid"] = forger.Foreign.SessionId, signer: forger.Own),
        ["another company"] = forger => forger.Make(claims: claims => claims["company"] = forger.Foreign.CompanyId, signer: forger.Own),
        ["an unknown role"] = forger => forger.Make(claims: claims => claims["role"] = "owner", signer: forger.Own),
        ["a role as a number"] = forger => forger.Make(claims: claims => claims["role"] = 4, signer: forger.Own),
        ["role raised"] = forger => forger.Make(claims: claims => claims["role"] = "platformAdmin", signature: forger.Signature),
        ["payload of another's token"] = forger => forger.Swapped(),
        ["two roles"] = forger => forger.Twice("role", "platformAdmin"),
        ["two companies"] = forger => forger.Twice("company", forger.Foreign.CompanyId),
        ["DER signature"] = forger => forger.Make(signature: Base64UrlEncoder.Encode(
            forger.Own.SignData(Encoding.ASCII.GetBytes(forger.Body), HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence))),
        ["signature of zeros"] = forger => forger.Make(signature: Base64UrlEncoder.Encode(new byte[64])),
        ["r of zero"] = forger => forger.Make(signature: Base64UrlEncoder.Encode([.. new byte[32], .. Base64UrlEncoder.DecodeBytes(forger.Signature)[32..]])),
        ["no signature"] = forger => $"{forger.Body}.",
        ["two parts"] = forger => forger.Body,
        ["signature cut short"] = forger => forger.Genuine[..^8],
        ["payload cut short"] = forger => forger.Genuine.Replace(forger.Body, forger.Body[..^8], StringComparison.Ordinal),
        ["trailing bytes in the signature"] = forger => forger.Make(
            signature: Base64UrlEncoder.Encode([.. Base64UrlEncoder.DecodeBytes(forger.Signature), 0, 0])),
        ["a part more"] = forger => $"{forger.Genuine}.{forger.Signature}",
        ["nested"] = forger => forger.Nested(),
        ["encrypted to the public key"] = _ => "eyJhbGciOiJFQ0RILUVTIiwiZW5jIjoiQTI1NkdDTSJ9..AAAAAAAAAAAAAAAA.AAAA.AAAAAAAAAAAAAAAAAAAAAA",
        ["an ID token"] = forger => forger.Make(
            header => header["typ"] = "JWT",
            claims =>
            {
                claims["nonce"] = "n-0S6_WzA2Mj";
                claims["email"] = "ada@alpaca.example.com";
            },
            forger.Own),
        ["a refresh token"] = forger => forger.RefreshToken,
        ["an API key"] = forger => forger.ApiKey,
        ["garbage"] = _ => "garbage",
    };

    public static TheoryData<string> Kinds => [.. Forgeries.Keys];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_forged_token_is_nobody(string kind)
    {
        using var forger = await Forger.Of(world);

        var answer = await world.Host.WithToken(Forgeries[kind](forger)).Get("/api/v1/users/me");

        (answer.Status, answer.Code).ShouldBe((HttpStatusCode.Unauthorized, "unauthenticated"));
        answer.Header("WWW-Authenticate")!.ShouldStartWith("Bearer");
    }

    /// <summary>So the forgeries fail for what they are, not for how they were made.</summary>
    [Fact]
    public async Task The_forgers_tools_work()
    {
        using var forger = await Forger.Of(world);

        foreach (var token in (string[])[forger.Genuine, forger.Make(signature: forger.Signature), forger.Make(signer: forger.Own)])
        {
            (await world.Host.WithToken(token).Get("/api/v1/users/me")).Successful();
        }

        Forgeries.Count.ShouldBeGreaterThan(30);
    }

    private static long Now(int secondsFromNow) => TimeProvider.System.GetUtcNow().AddSeconds(secondsFromNow).ToUnixTimeSeconds();
}
