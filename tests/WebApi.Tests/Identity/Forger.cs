using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.IdentityModel.Tokens;
using SecurityTraining.WebApi.Tests.Contract;

namespace SecurityTraining.WebApi.Tests.Identity;

/// <summary>Has a genuine token, what the service publishes, a key pair of their own and, to be on the safe side, the service's too.</summary>
internal sealed class Forger : IDisposable
{
    private static readonly SemaphoreSlim Preparing = new(1, 1);
    private static (SmallWorld World, string Foreign, string RefreshToken, string ApiKey)? prepared;

    private Forger(string genuine, string foreign, ECDsa own, string refreshToken, string apiKey)
    {
        Genuine = genuine;
        Foreign = new Stranger(foreign);
        Own = own;
        (RefreshToken, ApiKey) = (refreshToken, apiKey);
    }

    public string Genuine { get; }

    /// <summary>Somebody of another company.</summary>
    public Stranger Foreign { get; }

    public string RefreshToken { get; }

    public string ApiKey { get; }

    /// <summary>The key that the service signs with.</summary>
    public ECDsa Own { get; }

    public ECDsa Attacker { get; } = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    /// <summary>Header and payload, as they are signed.</summary>
    public string Body => Genuine[..Genuine.LastIndexOf('.')];

    public string Signature => Genuine.Split('.')[2];

    public static async Task<Forger> Of(SmallWorld world)
    {
        await Preparing.WaitAsync();
        try
        {
            if (prepared?.World != world)
            {
                var stranger = await world.Host.RegisterCompany("magpie");
                var (_, refreshToken) = await world.Host.SignInWithoutPassword(world.Company.Id, world.Company.AdminId);
                var key = (await world.Company.Admin.Post("/api/v1/api-keys", new { name = "Key", scopes = new[] { "people:read" } })).Successful();
                prepared = (world, stranger.Admin.AccessToken!, refreshToken, key.Json.GetProperty("key").GetString()!);
            }
        }
        finally
        {
            Preparing.Release();
        }

        var own = ECDsa.Create();
        own.ImportFromPem(await File.ReadAllTextAsync(Directory.GetFiles(Path.Combine(world.Host.DataFolder, "keys"), "signing-*.pem").Order(StringComparer.Ordinal).Last()));
        return new Forger(world.Company.Admin.AccessToken!, prepared.Value.Foreign, own, prepared.Value.RefreshToken, prepared.Value.ApiKey);
    }

    /// <summary>The genuine token, changed, and signed anew by <paramref name="signer"/> or with <paramref name="signature"/> as it is.</summary>
    public string Make(Action<JsonObject>? header = null, Action<JsonObject>? claims = null, ECDsa? signer = null, string? signature = null)
    {
        var (head, payload) = (Part(Genuine, 0), Part(Genuine, 1));
        header?.Invoke(head);
        claims?.Invoke(payload);

        // Unchanged, they are left as they were written: the genuine signature stays good.
        var body = header is null && claims is null ? Body : $"{Encode(head.ToJsonString())}.{Encode(payload.ToJsonString())}";
        return $"{body}.{signature ?? Sign(body, signer!)}";
    }

    public string Unsigned(string algorithm) => Make(header => header["alg"] = algorithm, signature: "");

    public string Hmac(byte[] secret)
    {
        var body = Make(header => header["alg"] = "HS256", signature: "")[..^1];
        return $"{body}.{Base64UrlEncoder.Encode(HMACSHA256.HashData(secret, Encoding.ASCII.GetBytes(body)))}";
    }

    public string Rsa()
    {
        using var rsa = RSA.Create(2048);
        var body = Make(header => header["alg"] = "RS256", signature: "")[..^1];
        return $"{body}.{Base64UrlEncoder.Encode(rsa.SignData(Encoding.ASCII.GetBytes(body), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))}";
    }

    /// <summary>A stranger's claims under one's own signature.</summary>
    public string Swapped() => $"{Genuine.Split('.')[0]}.{Foreign.Token.Split('.')[1]}.{Signature}";

    /// <summary>Signed by the service, with the claim a second time: readers disagree about which one counts.</summary>
    public string Twice(string claim, string second)
    {
        var payload = Part(Genuine, 1).ToJsonString();
        var body = $"{Genuine.Split('.')[0]}.{Encode($"{payload[..^1]},\"{claim}\":\"{second}\"}}")}";
        return $"{body}.{Sign(body, Own)}";
    }

    /// <summary>A whole token as the payload of another.</summary>
    public string Nested()
    {
        var head = Part(Genuine, 0);
        head["cty"] = "JWT";
        var body = $"{Encode(head.ToJsonString())}.{Encode(Genuine)}";
        return $"{body}.{Sign(body, Own)}";
    }

    public JsonObject AttackersJwk()
    {
        var point = Attacker.ExportParameters(includePrivateParameters: false).Q;
        return new JsonObject
        {
            ["kty"] = "EC",
            ["crv"] = "P-256",
            ["x"] = Base64UrlEncoder.Encode(point.X),
            ["y"] = Base64UrlEncoder.Encode(point.Y),
        };
    }

    public void Dispose()
    {
        Own.Dispose();
        Attacker.Dispose();
    }

    private static JsonObject Part(string token, int index) => JsonNode.Parse(Base64UrlEncoder.Decode(token.Split('.')[index]))!.AsObject();

    private static string Encode(string json) => Base64UrlEncoder.Encode(json);

    private static string Sign(string body, ECDsa key) => Base64UrlEncoder.Encode(key.SignData(Encoding.ASCII.GetBytes(body), HashAlgorithmName.SHA256));

    internal sealed record Stranger(string Token)
    {
        public string CompanyId => Part(Token, 1)["company"]!.GetValue<string>();

        public string SessionId => Part(Token, 1)["sid"]!.GetValue<string>();
    }
}
