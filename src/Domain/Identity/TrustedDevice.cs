using SecurityTraining.Domain.Common;

namespace SecurityTraining.Domain.Identity;

/// <summary>
/// A device that need not show the second factor again for a while. It hangs on the second factor that it has passed, and goes with it.
/// </summary>
public sealed class TrustedDevice : AggregateRoot, ICompanyOwned
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(30);

    private TrustedDevice(TwoFactor passed, byte[] hash, byte[] passwordMark, DateTimeOffset now) : base(now)
    {
        CompanyId = passed.CompanyId;
        UserId = passed.UserId;
        TwoFactorId = passed.Id;
        Hash = hash;
        PasswordMark = passwordMark;
        ExpiresAt = now + Lifetime;
    }

    private TrustedDevice()
    {
        Hash = PasswordMark = null!;
    }

    public Guid CompanyId { get; private set; }

    public Guid UserId { get; private set; }

    public Guid TwoFactorId { get; private set; }

    /// <summary>SHA-256 of the token that the device holds.</summary>
    public byte[] Hash { get; private set; }

    /// <summary><see cref="People.User.PasswordMark"/> of the password at that time: a new one ends the trust.</summary>
    public byte[] PasswordMark { get; private set; }

    public DateTimeOffset ExpiresAt { get; private set; }

    public static TrustedDevice Trust(TwoFactor passed, byte[] hash, byte[] passwordMark, DateTimeOffset now) =>
        new(passed, hash, passwordMark, now);

    public bool IsTrustedFor(TwoFactor factor, byte[] passwordMark, DateTimeOffset now) =>
        TwoFactorId == factor.Id && UserId == factor.UserId && ExpiresAt > now && PasswordMark.AsSpan().SequenceEqual(passwordMark);
}
