using System.Text.Json;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using SecurityTraining.Application.Common.Settings;

namespace SecurityTraining.Infrastructure.Security;

/// <summary>
/// Verifies access tokens: ES256 by a key of the ring and nothing else, whatever a token says of itself. A signature costs ten times what
/// the rest of a small request does, so a token that has passed is remembered until it expires.
/// </summary>
public sealed class AccessTokenReader : JsonWebTokenHandler, IDisposable
{
    private const int MaxTokenLength = 4096;
    private const int MaxRemembered = 10_000;

    private static readonly TimeSpan Skew = TimeSpan.FromSeconds(30);
    private static readonly JsonDocumentOptions EachNameOnce = new() { AllowDuplicateProperties = false };

    private readonly MemoryCache _verified = new(new MemoryCacheOptions { SizeLimit = MaxRemembered });
    private readonly TimeProvider _clock;

    public AccessTokenReader(SigningKeys keys, PublicAddress address, TimeProvider clock)
    {
        _clock = clock;
        MapInboundClaims = false;
        MaximumTokenSizeInBytes = MaxTokenLength;
        Parameters = new TokenValidationParameters
        {
            ValidTypes = [AccessTokenClaims.Type],
            ValidAlgorithms = [SecurityAlgorithms.EcdsaSha256],
            ValidIssuer = address.Link(""),
            ValidAudience = AccessTokenClaims.Audience,
            IssuerSigningKeyResolver = (_, _, kid, _) => keys.Find(kid) is { } key ? [key] : [],
            TryAllIssuerSigningKeys = false,
            LifetimeValidator = (begins, expires, _, _) =>
                expires is { } end && end + Skew > clock.GetUtcNow().UtcDateTime && (begins is not { } begin || begin - Skew <= clock.GetUtcNow().UtcDateTime),
            NameClaimType = AccessTokenClaims.UserId,
            RoleClaimType = AccessTokenClaims.Role,
        };
    }

    public TokenValidationParameters Parameters { get; }

    public override async Task<TokenValidationResult> ValidateTokenAsync(string token, TokenValidationParameters validationParameters)
    {
        if (_verified.TryGetValue(token, out TokenValidationResult? known) && ExpiresIn(known!) > TimeSpan.Zero)
        {
            return known!;
        }

        var result = await base.ValidateTokenAsync(token, validationParameters);
        if (result.IsValid && !IsUnambiguous((JsonWebToken)result.SecurityToken))
        {
            return new TokenValidationResult { IsValid = false, Exception = new SecurityTokenMalformedException("The token can be read in two ways.") };
        }

        if (result.IsValid && ExpiresIn(result) is var rest && rest > TimeSpan.Zero)
        {
            _verified.Set(token, result, new MemoryCacheEntryOptions { Size = 1, AbsoluteExpirationRelativeToNow = rest });
        }

        return result;
    }

    public void Dispose() => _verified.Dispose();

    /// <summary>
    /// Asks for nothing that is not understood here (<c>crit</c>, RFC 7515, 4.1.11) and says nothing twice, which two readers could read
    /// differently (RFC 8725, 2.7). The library looks at neither.
    /// </summary>
    private static bool IsUnambiguous(JsonWebToken token)
    {
        try
        {
            using var header = JsonDocument.Parse(Base64UrlEncoder.DecodeBytes(token.EncodedHeader), EachNameOnce);
            using var payload = JsonDocument.Parse(Base64UrlEncoder.DecodeBytes(token.EncodedPayload), EachNameOnce);
            return !header.RootElement.TryGetProperty("crit", out _);
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private TimeSpan ExpiresIn(TokenValidationResult result) => result.SecurityToken.ValidTo + Skew - _clock.GetUtcNow().UtcDateTime;
}
