using ErrorOr;
using SecurityTraining.Domain.Common;

namespace SecurityTraining.Domain.People;

/// <content>What a company's directory (Entra ID, Okta) knows the person by.</content>
public sealed partial class User
{
    public const int MaxExternalIdLength = 255;
    public const int MaxUserNameLength = 255;

    /// <summary>The directory's own id of the person, unique within the company; compared letter for letter.</summary>
    public string? ExternalId { get; private set; }

    /// <summary>As the directory writes it, unique within the company in any case. Null: no directory has named them.</summary>
    public string? UserName { get; private set; }

    public string? NormalizedUserName { get; private set; }

    public DateTimeOffset? ChangedAt { get; private set; }

    /// <summary>Also of a name that is their mail address: the directory finds them by it when they have given themselves another address.</summary>
    public void KnowAs(string userName, string? externalId)
    {
        (UserName, NormalizedUserName) = (userName.Trim(), NormalizeUserName(userName));
        ExternalId = externalId;
    }

    /// <summary>
    /// The directory says that mail reaches the person elsewhere. Nobody has proven that, so whoever could sign in with the old address signs in
    /// with the new one only after an invitation there, or by the company's single sign-on.
    /// </summary>
    public void MoveTo(EmailAddress email)
    {
        (Email, EmailDomain) = (email.Value, email.Domain);
        EmailVerifiedAt = null;
        (InvitationId, InvitedAt) = (null, null);
        SearchText = BuildSearchText();
        ForgetPassword();
    }

    public static string NormalizeUserName(string userName) => userName.Trim().ToLowerInvariant();
}

/// <content>What keeps a directory from having its way.</content>
public static partial class UserErrors
{
    public static readonly Error UserNameTaken = Error.Conflict("user_name_taken", "Somebody in the company has this user name already.");
    public static readonly Error ExternalIdTaken = Error.Conflict("external_id_taken", "Somebody in the company has this external id already.");
    public static readonly Error AddressIsOwn = Error.Conflict(
        "address_is_own", "The address of somebody who may do more than an employee is changed by themselves, not by a directory.");
}
