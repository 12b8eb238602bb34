using System.Text.Json.Serialization;
using SecurityTraining.Application.Identity;

namespace SecurityTraining.WebApi.Authentication;

/// <summary>What <see cref="SignedIn"/> is in cookie mode: the refresh token is in the cookie.</summary>
internal sealed record BrowserSession(string AccessToken, string TokenType, int ExpiresIn, SignedInUser User)
{
    /// <inheritdoc cref="SignedIn.TrustedDeviceToken"/>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? TrustedDeviceToken { get; init; }
}
