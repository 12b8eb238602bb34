using ErrorOr;
using SecurityTraining.Domain.Common;

namespace SecurityTraining.Domain.Identity;

public enum TokenPurpose
{
    VerifyEmail,
}

/// <summary>The stored half of a single-use token sent by mail: the SHA-256 of 256 random bits, a purpose and an end.</summary>
public sealed class OneTimeToken : AggregateRoot, ICompanyOwned
{
    private OneTimeToken(Guid companyId, Guid userId, TokenPurpose purpose, byte[] hash, DateTimeOffset now) : base(now)
    {
        CompanyId = companyId;
        UserId = userId;
        Purpose = purpose;
        Hash = hash;
        ExpiresAt = now + Lifetime(purpose);
    }

    private OneTimeToken()
    {
        Hash = null!;
    }

    public Guid CompanyId { get; private set; }

    public Guid UserId { get; private set; }

    public TokenPurpose Purpose { get; private set; }

    public byte[] Hash { get; private set; }

    public DateTimeOffset ExpiresAt { get; private set; }

    public DateTimeOffset? UsedAt { get; private set; }

    public static OneTimeToken Issue(Guid companyId, Guid userId, TokenPurpose purpose, byte[] hash, DateTimeOffset now) =>
        new(companyId, userId, purpose, hash, now);

    public static TimeSpan Lifetime(TokenPurpose purpose) => purpose switch
    {
        TokenPurpose.VerifyEmail => TimeSpan.FromHours(24),
        _ => throw new ArgumentOutOfRangeException(nameof(purpose), purpose, message: null),
    };

    public ErrorOr<Success> Use(DateTimeOffset now)
    {
        if (UsedAt is not null || ExpiresAt <= now)
        {
            return OneTimeTokenErrors.Invalid;
        }

        UsedAt = now;
        return Result.Success;
    }
}

public static class OneTimeTokenErrors
{
    public static readonly Error Invalid = Error.Validation("token_invalid", "The link is unknown, has been used or has expired.");
}
