using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ErrorOr;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using SecurityTraining.Domain.Identity;

namespace SecurityTraining.Infrastructure.OpenId;

/// <summary>Decides which identity tokens are believed (OpenID Connect Core 1.0, 3.1.3.7).</summary>
internal sealed class IdentityTokens(ProviderDocuments documents, TimeProvider clock)
{
    public static readonly IReadOnlyList<string> Algorithms =
        [SecurityAlgorithms.RsaSha256, SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.RsaSsaPssSha256];

    private const int MaxTokenLength = 64 * 1024;

    private static readonly TimeSpan Skew = TimeSpan.FromSeconds(60);

    private readonly JsonWebTokenHandler _reader = new() { MapInboundClaims = false, MaximumTokenSizeInBytes = MaxTokenLength };

    /// <returns>The claims, or in <see cref="Error.Description"/> what is wrong with the token.</returns>
    public async Task<ErrorOr<JsonElement>> Read(
        string text, IdentityProvider provider, ProviderDocument document, byte[] nonceHash, CancellationToken ct)
    {
        if (!document.KeysFor(_reader.ReadJsonWebToken(text).Kid).Any())
        {
            // The provider may have got a new key since its keys were read. It is asked once more, and not again.
            var fresh = await documents.Get(provider.Issuer, isFresh: true, ct);
            if (fresh.IsError)
            {
                return fresh.Errors;
            }

            document = fresh.Value;
        }

        var result = await Validate(text, provider, document);
        if (!result.IsValid || result.SecurityToken is not JsonWebToken token)
        {
            return Unfit(result.Exception?.GetType().Name ?? "not valid");
        }

        using var json = JsonDocument.Parse(Base64UrlEncoder.DecodeBytes(token.EncodedPayload));
        var claims = json.RootElement.Clone();
        var party = claims.Text("azp");
        if (party is null ? token.Audiences.Skip(1).Any() : party != provider.ClientId)
        {
            return Unfit("meant for another client (azp)");
        }

        if (claims.Text("nonce") is not { } nonce || !CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(nonce)), nonceHash))
        {
            return Unfit("of another sign-in (nonce)");
        }

        return claims.Text("sub") is { Length: > 0 and <= FederatedAccount.MaxSubjectLength } ? claims : Unfit("says nothing of whom it is about (sub)");
    }

    private Task<TokenValidationResult> Validate(string text, IdentityProvider provider, ProviderDocument document) => _reader.ValidateTokenAsync(
        text,
        new TokenValidationParameters
        {
            ValidAlgorithms = Algorithms,
            ValidIssuer = provider.Issuer,
            ValidAudience = provider.ClientId,
            IssuerSigningKeyResolver = (_, _, keyId, _) => document.KeysFor(keyId),
            TryAllIssuerSigningKeys = false,
            RequireSignedTokens = true,
            RequireExpirationTime = true,
            LifetimeValidator = (from, until, _, _) =>
                clock.GetUtcNow().UtcDateTime is var now && until + Skew > now && !(from - Skew > now),
        });

    private static Error Unfit(string why) => Error.Failure("id_token_unfit", $"The identity token is refused: {why}.");
}
