using ErrorOr;
using SecurityTraining.Domain.Common;

namespace SecurityTraining.Domain.Identity;

/// <summary>
/// A sign-in between the password and the second factor. A few tries, a few minutes, one success; kept in the database, so that it does not
/// matter which instance is asked.
/// </summary>
public sealed class SignInChallenge : AggregateRoot, ICompanyOwned
{
    public const int MaxTries = 5;

    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(5);

    private SignInChallenge(Guid companyId, Guid userId, byte[] hash, byte[] passwordMark, bool isFederated, DateTimeOffset now) : base(now)
    {
        CompanyId = companyId;
        UserId = userId;
        Hash = hash;
        PasswordMark = passwordMark;
        IsFederated = isFederated;
        ExpiresAt = now + Lifetime;
    }

    private SignInChallenge()
    {
        Hash = PasswordMark = null!;
    }

    public Guid CompanyId { get; private set; }

    public Guid UserId { get; private set; }

    /// <summary>SHA-256 of the token that the client holds.</summary>
    public byte[] Hash { get; private set; }

    /// <summary><see cref="People.User.PasswordMark"/> of the password that was right: a new one ends the sign-in.</summary>
    public byte[] PasswordMark { get; private set; }

    /// <summary>It was not a password that was right: the company's identity provider has vouched for the person.</summary>
    public bool IsFederated { get; private set; }

    public int Tries { get; private set; }

    public DateTimeOffset ExpiresAt { get; private set; }

    public DateTimeOffset? CompletedAt { get; private set; }

    public static SignInChallenge Start(
        Guid companyId, Guid userId, byte[] hash, byte[] passwordMark, DateTimeOffset now, bool isFederated = false) =>
        new(companyId, userId, hash, passwordMark, isFederated, now);

    /// <summary>
    /// Takes one of the tries, whatever comes of it. It and the outcome are committed together, so that nobody learns of an outcome that
    /// has not cost a try.
    /// </summary>
    public ErrorOr<Success> Try(DateTimeOffset now)
    {
        if (CompletedAt is not null || ExpiresAt <= now)
        {
            return TwoFactorErrors.ChallengeInvalid;
        }

        if (Tries >= MaxTries)
        {
            return AttemptErrors.TooMany(ExpiresAt - now);
        }

        Tries++;
        return Result.Success;
    }

    public void Complete(DateTimeOffset now) => CompletedAt = now;
}
