using ErrorOr;
using SecurityTraining.Domain.Common;

namespace SecurityTraining.Domain.Identity;

/// <summary>
/// A person's second factor: a secret that their authenticator shares (TOTP, RFC 6238), and backup codes for the day on which it is lost. It
/// counts only once the person has shown that the authenticator has it. A new set-up is a new second factor; whatever hung on the old one is gone.
/// </summary>
public sealed class TwoFactor : AggregateRoot, ICompanyOwned
{
    public const int BackupCodeCount = 10;

    private TwoFactor(Guid companyId, Guid userId, byte[] protectedSecret, DateTimeOffset now) : base(now)
    {
        CompanyId = companyId;
        UserId = userId;
        ProtectedSecret = protectedSecret;
        CreatedAt = now;
    }

    private TwoFactor()
    {
        ProtectedSecret = null!;
    }

    public Guid CompanyId { get; private set; }

    public Guid UserId { get; private set; }

    /// <summary>Encrypted, readable for this person of this company only.</summary>
    public byte[] ProtectedSecret { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    /// <summary>Null: set up, but never shown to work, so that it is not asked for.</summary>
    public DateTimeOffset? ConfirmedAt { get; private set; }

    /// <summary>
    /// The newest time step (30 s since 1970) whose code has been used: neither it nor an older one is taken again. The database compares it
    /// when it is set, so that of many uses of one code at the same time one succeeds.
    /// </summary>
    public long? LastUsedStep { get; private set; }

    /// <summary>SHA-256 in hexadecimal of the backup codes that are left.</summary>
    public IReadOnlyList<string> BackupCodeHashes { get; private set; } = [];

    public bool IsConfirmed => ConfirmedAt is not null;

    public static TwoFactor SetUp(Guid companyId, Guid userId, byte[] protectedSecret, DateTimeOffset now) =>
        new(companyId, userId, protectedSecret, now);

    /// <summary>Begins anew with another secret, as long as the first has not been shown to work.</summary>
    public ErrorOr<Success> Renew(byte[] protectedSecret)
    {
        if (IsConfirmed)
        {
            return TwoFactorErrors.AlreadyOn;
        }

        (ProtectedSecret, LastUsedStep) = (protectedSecret, null);
        return Result.Success;
    }

    /// <param name="step">The step of the code that the person has typed; null if it is wrong.</param>
    public ErrorOr<Success> Confirm(long? step, IReadOnlyList<string> backupCodeHashes, DateTimeOffset now)
    {
        if (IsConfirmed)
        {
            return TwoFactorErrors.AlreadyOn;
        }

        var used = UseCode(step);
        if (!used.IsError)
        {
            ConfirmedAt = now;
            BackupCodeHashes = backupCodeHashes;
            Raise(new TwoFactorChanged(CompanyId, UserId, TwoFactorChange.SwitchedOn));
        }

        return used;
    }

    /// <inheritdoc cref="Confirm" path="/param[@name='step']"/>
    public ErrorOr<Success> UseCode(long? step)
    {
        if (step is null || step <= LastUsedStep)
        {
            return TwoFactorErrors.CodeInvalid;
        }

        LastUsedStep = step;
        return Result.Success;
    }

    public ErrorOr<Success> UseBackupCode(string hash)
    {
        if (!BackupCodeHashes.Contains(hash, StringComparer.Ordinal))
        {
            return TwoFactorErrors.CodeInvalid;
        }

        BackupCodeHashes = [.. BackupCodeHashes.Where(left => !string.Equals(left, hash, StringComparison.Ordinal))];
        return Result.Success;
    }

    /// <summary>The codes from before are worth nothing from now on.</summary>
    public ErrorOr<Success> ReplaceBackupCodes(IReadOnlyList<string> hashes)
    {
        if (!IsConfirmed)
        {
            return TwoFactorErrors.NotFound;
        }

        BackupCodeHashes = hashes;
        Raise(new TwoFactorChanged(CompanyId, UserId, TwoFactorChange.BackupCodesReplaced));
        return Result.Success;
    }

    /// <summary>Says that it is about to be removed; the repository removes it.</summary>
    public void SwitchOff(TwoFactorChange reason) => Raise(new TwoFactorChanged(CompanyId, UserId, reason));
}

public enum TwoFactorChange
{
    SwitchedOn,
    SwitchedOff,
    BackupCodesReplaced,

    /// <summary>By an administrator, for somebody who cannot sign in any more.</summary>
    Reset,
}

/// <summary>The person is told of each: it may not have been them.</summary>
public sealed record TwoFactorChanged(Guid CompanyId, Guid UserId, TwoFactorChange Change) : IDomainEvent;

public static class TwoFactorErrors
{
    public static readonly Error NotFound = Error.NotFound("two_factor_not_found", "There is no second factor.");
    public static readonly Error AlreadyOn = Error.Conflict("two_factor_already_on", "There is a second factor already. Switch it off first.");
    public static readonly Error CodeInvalid = Error.Validation("two_factor_code_invalid", "The code is wrong or has been used already.");
    public static readonly Error PasswordInvalid = Error.Validation("password_invalid", "The password is wrong.");
    public static readonly Error SignInFailed = Error.Unauthorized("two_factor_failed", "The code is wrong or has been used already.");
    public static readonly Error ChallengeInvalid = Error.Unauthorized(
        "two_factor_challenge_invalid", "The sign-in has expired or is over. Begin again with mail address and password.");

    public static readonly Error Required = Error.Conflict("two_factor_required", "Your company requires a second factor, so it cannot be switched off.");

    public static readonly Error SetUpRequired = Error.Forbidden(
        "two_factor_setup_required", "Set up a second factor first, then refresh the access token.");

    public static readonly Error Own = Error.Forbidden(
        "two_factor_own", "Switch off your own second factor with your password and a code, not as an administrator.");
}
