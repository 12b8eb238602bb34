using ErrorOr;
using SecurityTraining.Domain.Common;

namespace SecurityTraining.Domain.Identity;

public enum TokenPurpose
{
    VerifyEmail,
    ResetPassword,
    Invitation,

    /// <summary>Sent to a new address that is to take the place of the old one.</summary>
    ConfirmEmail,

    /// <summary>Sent to the old address, which it brings back.</summary>
    UndoEmailChange,

    /// <summary>To report one suspicious mail on the report page.</summary>
    ReportMail,
}

/// <summary>
/// The stored half of a single-use token sent by mail: the SHA-256 of 256 random bits, a purpose and an end. Whoever brings the other half
/// has read the mail, and so proves that the address is theirs.
/// </summary>
public sealed class OneTimeToken : AggregateRoot, ICompanyOwned
{
    private OneTimeToken(Guid companyId, Guid userId, TokenPurpose purpose, string email, byte[] hash, DateTimeOffset now) : base(now)
    {
        CompanyId = companyId;
        UserId = userId;
        Purpose = purpose;
        Email = email;
        Hash = hash;
        ExpiresAt = now + Lifetime(purpose);
    }

    private OneTimeToken()
    {
        Email = null!;
        Hash = null!;
    }

    public Guid CompanyId { get; private set; }

    public Guid UserId { get; private set; }

    public TokenPurpose Purpose { get; private set; }

    /// <summary>The address that the mail went to, in lower case.</summary>
    public string Email { get; private set; }

    public byte[] Hash { get; private set; }

    public DateTimeOffset ExpiresAt { get; private set; }

    public DateTimeOffset? UsedAt { get; private set; }

    public static OneTimeToken Issue(
        Guid companyId, Guid userId, TokenPurpose purpose, string email, byte[] hash, DateTimeOffset now) =>
        new(companyId, userId, purpose, email, hash, now);

    public static TimeSpan Lifetime(TokenPurpose purpose) => purpose switch
    {
        TokenPurpose.VerifyEmail or TokenPurpose.ConfirmEmail => TimeSpan.FromHours(24),
        TokenPurpose.ResetPassword or TokenPurpose.ReportMail => TimeSpan.FromMinutes(30),
        TokenPurpose.Invitation or TokenPurpose.UndoEmailChange => TimeSpan.FromDays(7),
        _ => throw new ArgumentOutOfRangeException(nameof(purpose), purpose, message: null),
    };

    public bool IsUsable(DateTimeOffset now) => UsedAt is null && ExpiresAt > now;

    public ErrorOr<Success> Use(DateTimeOffset now)
    {
        if (!IsUsable(now))
        {
            return OneTimeTokenErrors.Invalid;
        }

        UsedAt = now;
        return Result.Success;
    }

    /// <summary>Makes a token that has not been used yet useless.</summary>
    public void Withdraw(DateTimeOffset now) => UsedAt ??= now;
}

public static class OneTimeTokenErrors
{
    public static readonly Error Invalid = Error.Validation("token_invalid", "The link is unknown, has been used or has expired.");
}
