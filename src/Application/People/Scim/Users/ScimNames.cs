using ErrorOr;
using SecurityTraining.Domain.Common;
using SecurityTraining.Domain.People;

namespace SecurityTraining.Application.People.Scim.Users;

/// <summary>By what a person is known after a change: each is nobody else's in the company.</summary>
internal sealed record ScimNames(string UserName, EmailAddress Email, string? ExternalId)
{
    /// <param name="changes">What the directory says.</param>
    /// <param name="known">Whom it says it of; null: somebody new.</param>
    public static ErrorOr<ScimNames> Of(ScimPersonChanges changes, User? known)
    {
        var knownName = known?.UserName ?? known?.Email;
        if (changes.UserName.Or(knownName) is not { } userName)
        {
            return ScimErrors.InvalidValue("userName", "Must not be empty.");
        }

        // Who has no address but their name, or has so far had none, is written to under the new name.
        var follows = known is null || KnownName(known) == known.Email;
        var address = changes.Email.IsSet ? changes.Email.Value : follows && EmailAddress.IsValid(userName) ? null : known?.Email;
        var email = EmailAddress.Parse(address ?? userName);
        return email.IsError
            ? ScimErrors.InvalidValue("emails", "A mail address at work is needed, or a userName that is one.")
            : new ScimNames(userName, email.Value, changes.ExternalId.Or(known?.ExternalId));
    }

    public bool DifferFrom(User user) =>
        Email.Value != user.Email || ExternalId != user.ExternalId || User.NormalizeUserName(UserName) != user.NormalizedUserName;

    /// <summary>
    /// The parts of the name if there are any. Only for somebody who has no name yet the whole name is taken apart, its last word for the
    /// family's: what a directory shows may be anything.
    /// </summary>
    public static PersonName PersonName(ScimPersonChanges changes, User user)
    {
        var full = changes.FullName.IsSet ? changes.FullName.Value : null;
        if (changes.GivenName is { IsSet: true, Value: not null } || changes.FamilyName is { IsSet: true, Value: not null } || full is null || HasName(user))
        {
            var (first, last) = (changes.GivenName.Or(user.FirstName) ?? "", changes.FamilyName.Or(user.LastName) ?? "");
            return first.Length + last.Length > 0 ? new PersonName(first, last) : new PersonName(StandIn(user), "");
        }

        var end = full.LastIndexOf(' ');
        return end < 0
            ? new PersonName(Short(full), "")
            : new PersonName(Short(full[..end].Trim()), Short(full[(end + 1)..]));
    }

    private static string KnownName(User user) => user.NormalizedUserName ?? user.Email;

    private static bool HasName(User user) => user.FullName.Length > 0 && user.FullName != StandIn(user);

    /// <summary>What somebody is called of whom no name is known.</summary>
    private static string StandIn(User user) => user.Email.Split('@')[0];

    private static string Short(string name) => name.Cut(Domain.People.PersonName.MaxLength);
}
