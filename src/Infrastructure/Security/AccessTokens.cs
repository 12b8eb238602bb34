using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using SecurityTraining.Application.Common.Security;
using SecurityTraining.Application.Common.Settings;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.People;

namespace SecurityTraining.Infrastructure.Security;

/// <summary>The names in an access token (RFC 9068), for those who write it and those who read it.</summary>
public static class AccessTokenClaims
{
    public const string Type = "at+jwt";
    public const string Audience = "securitytraining";

    public const string UserId = "sub";
    public const string CompanyId = "company";
    public const string Role = "role";
    public const string SessionId = "sid";

    /// <summary>Only where a required second factor has not been set up.</summary>
    public const string LacksSecondFactor = "two_factor_missing";

    public static string NameOf(Role role) => JsonNamingPolicy.CamelCase.ConvertName(role.ToString());
}

internal sealed class AccessTokens(SigningKeys keys, PublicAddress address, TimeProvider clock) : IAccessTokens
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);
    private static readonly string[] PasswordOnly = ["pwd"];
    private static readonly string[] TwoFactors = ["pwd", "mfa"];
    private static readonly string[] Federated = ["fed"];
    private static readonly string[] FederatedWithTwoFactors = ["fed", "mfa"];

    private readonly JsonWebTokenHandler _writer = new() { SetDefaultTimesOnTokenCreation = false };

    public AccessToken Issue(User user, Session session)
    {
        var now = clock.GetUtcNow();
        var claims = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            [AccessTokenClaims.UserId] = user.Id.ToString(),
            [AccessTokenClaims.CompanyId] = user.CompanyId.ToString(),
            [AccessTokenClaims.Role] = AccessTokenClaims.NameOf(user.Role),
            [AccessTokenClaims.SessionId] = session.Id.ToString(),
            ["jti"] = Guid.CreateVersion7(now).ToString(),
            ["amr"] = Methods(session),
            ["auth_time"] = session.CreatedAt.ToUnixTimeSeconds(),
        };
        if (session.LacksSecondFactor)
        {
            claims[AccessTokenClaims.LacksSecondFactor] = true;
        }

        var token = _writer.CreateToken(new SecurityTokenDescriptor
        {
            TokenType = AccessTokenClaims.Type,
            Issuer = address.Link(""),
            Audience = AccessTokenClaims.Audience,
            IssuedAt = now.UtcDateTime,
            Expires = (now + Lifetime).UtcDateTime,
            SigningCredentials = keys.Current,
            Claims = claims,
        });
        return new AccessToken(token, Lifetime);
    }

    private static string[] Methods(Session session) => (session.IsFederated, session.HasSecondFactor) switch
    {
        (true, true) => FederatedWithTwoFactors,
        (true, false) => Federated,
        (false, true) => TwoFactors,
        (false, false) => PasswordOnly,
    };
}
