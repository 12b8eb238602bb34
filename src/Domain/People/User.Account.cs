using ErrorOr;
using SecurityTraining.Domain.Common;
using SecurityTraining.Domain.Identity;

namespace SecurityTraining.Domain.People;

/// <content>How a person comes to sign in: invitation, password, address.</content>
public sealed partial class User
{
    /// <summary>When the invitation that can still be accepted, or has been, was sent. Null: never, or it was withdrawn.</summary>
    public DateTimeOffset? InvitedAt { get; private set; }

    /// <summary>The token of the one invitation that counts: a later one takes its place.</summary>
    public Guid? InvitationId { get; private set; }

    /// <param name="invitationId">The token in the mail.</param>
    /// <param name="now">The present moment.</param>
    public ErrorOr<Success> Invite(Guid invitationId, DateTimeOffset now)
    {
        if (Status != UserStatus.Active)
        {
            return UserErrors.Deactivated;
        }

        if (PasswordHash is not null)
        {
            return UserErrors.HasPassword;
        }

        (InvitationId, InvitedAt) = (invitationId, now);
        return Result.Success;
    }

    /// <summary>The mail has shown that the address is theirs.</summary>
    public ErrorOr<Success> AcceptInvitation(Guid invitationId, string passwordHash, DateTimeOffset now)
    {
        if (InvitationId != invitationId || Status != UserStatus.Active || PasswordHash is not null)
        {
            return OneTimeTokenErrors.Invalid;
        }

        InvitationId = null;
        PasswordHash = passwordHash;
        VerifyEmail(now);
        return Result.Success;
    }

    /// <param name="hash">Of the new password.</param>
    /// <param name="keptSessionId">The session that goes on: the one in which the person has changed it themselves.</param>
    public void ReplacePassword(string hash, Guid? keptSessionId = null)
    {
        PasswordHash = hash;
        InvitationId = null;
        Raise(new PasswordReplaced(CompanyId, Id, keptSessionId));
    }

    /// <summary>Nobody signs in with it any more, its owner included, until a new one has been set by mail.</summary>
    public void ForgetPassword()
    {
        PasswordHash = null;
        Raise(new PersonLostRights(CompanyId, Id));
    }

    /// <summary>Kept so that erasure finds what still names the person by one of them.</summary>
    public IReadOnlyList<FormerEmail> FormerEmails { get; private set; } = [];

    /// <summary>The present address and all former ones.</summary>
    public IReadOnlyList<string> AllEmails => [.. FormerEmails.Select(former => former.Email).Append(Email).Distinct(StringComparer.Ordinal)];

    /// <summary>Whether a mail to the address was for this person then: addresses are given to others.</summary>
    public bool HadAddress(string email, DateTimeOffset at)
    {
        var since = CreatedAt;
        foreach (var former in FormerEmails)
        {
            if (former.Email == email && at >= since && at <= former.Until)
            {
                return true;
            }

            since = former.Until;
        }

        return Email == email && at >= since;
    }

    /// <summary>Whether it was there at that moment, with the address that it has now: nobody has made it for themselves, or taken it over, since.</summary>
    public bool HasSameAddressSince(DateTimeOffset moment) => CreatedAt <= moment && FormerEmails.All(former => former.Until <= moment);

    /// <summary>The person has proven that the new address is theirs; links that went to the old one say nothing any more.</summary>
    public void ChangeEmail(EmailAddress email, DateTimeOffset now)
    {
        FormerEmails = [.. FormerEmails, new FormerEmail(Email, now)];
        Email = email.Value;
        EmailDomain = email.Domain;
        EmailVerifiedAt = now;
        InvitationId = null;
        SearchText = BuildSearchText();
        NoteChange();
    }
}

/// <param name="Until">From then on it may be somebody else's.</param>
public sealed record FormerEmail(string Email, DateTimeOffset Until);

/// <summary>Whoever knows the old password, or holds a session opened with it, is to be shut out.</summary>
public sealed record PasswordReplaced(Guid CompanyId, Guid UserId, Guid? KeptSessionId) : IDomainEvent;
