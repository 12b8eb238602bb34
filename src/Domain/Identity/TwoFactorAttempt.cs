using SecurityTraining.Domain.Common;

namespace SecurityTraining.Domain.Identity;

public enum TwoFactorMethod
{
    Code,
    BackupCode,

    /// <summary>A device that has passed before and is trusted for a while.</summary>
    TrustedDevice,
}

/// <summary>One try to pass the second factor, good or bad. Written once, never changed.</summary>
public sealed class TwoFactorAttempt : AggregateRoot, ICompanyOwned
{
    private TwoFactorAttempt(Guid companyId, Guid userId, TwoFactorMethod method, bool succeeded, DateTimeOffset now) : base(now)
    {
        CompanyId = companyId;
        UserId = userId;
        Method = method;
        Succeeded = succeeded;
        At = now;
    }

    private TwoFactorAttempt()
    {
    }

    public Guid CompanyId { get; private set; }

    public Guid UserId { get; private set; }

    public TwoFactorMethod Method { get; private set; }

    public bool Succeeded { get; private set; }

    public DateTimeOffset At { get; private set; }

    public static TwoFactorAttempt Record(Guid companyId, Guid userId, TwoFactorMethod method, bool succeeded, DateTimeOffset now) =>
        new(companyId, userId, method, succeeded, now);
}
