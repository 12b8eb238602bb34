using System.Text.Json.Serialization;
using SecurityTraining.Application.Common.Security;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.People;

namespace SecurityTraining.Application.Identity;

/// <summary>What the right password gets: a session, or the question for the second factor.</summary>
[JsonDerivedType(typeof(SignedIn))]
[JsonDerivedType(typeof(SecondFactorRequired))]
public abstract record LoginAnswer;

/// <param name="ChallengeToken">To be sent back with a code to <c>/auth/login/two-factor</c> within five minutes.</param>
public sealed record SecondFactorRequired(bool TwoFactorRequired, string ChallengeToken) : LoginAnswer;

/// <summary>What a person gets who has proven who they are.</summary>
public sealed record SignedIn(string AccessToken, string TokenType, int ExpiresIn, string RefreshToken, SignedInUser User) : LoginAnswer
{
    /// <summary>Only if the device asked to be trusted: sent with the next sign-in, it stands for the second factor for 30 days.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? TrustedDeviceToken { get; init; }

    internal static SignedIn With(AccessToken access, OpaqueToken refresh, User user) => new(
        access.Value,
        "Bearer",
        (int)access.Lifetime.TotalSeconds,
        refresh.Value,
        new SignedInUser(user.Id, user.Email, user.FirstName, user.LastName, user.Role, user.CompanyId, user.CustomRoleId));
}

/// <param name="CustomRoleId">Only if they have a role of the company's own.</param>
public sealed record SignedInUser(
    Guid Id,
    string Email,
    string FirstName,
    string LastName,
    Role Role,
    Guid CompanyId,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] Guid? CustomRoleId = null);
