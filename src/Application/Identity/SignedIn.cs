using SecurityTraining.Application.Common.Security;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.People;

namespace SecurityTraining.Application.Identity;

/// <summary>What a person gets who has proven who they are.</summary>
public sealed record SignedIn(string AccessToken, string TokenType, int ExpiresIn, string RefreshToken, SignedInUser User)
{
    internal static SignedIn With(AccessToken access, OpaqueToken refresh, User user) => new(
        access.Value,
        "Bearer",
        (int)access.Lifetime.TotalSeconds,
        refresh.Value,
        new SignedInUser(user.Id, user.Email, user.FirstName, user.LastName, user.Role, user.CompanyId));
}

public sealed record SignedInUser(Guid Id, string Email, string FirstName, string LastName, Role Role, Guid CompanyId);
