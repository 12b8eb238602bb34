using ErrorOr;
using SecurityTraining.Domain.Common;

namespace SecurityTraining.Domain.Platform;

/// <summary>
/// Leave for one platform administrator to read a company's data, for a reason and for a while. It belongs to the company, which sees it and
/// everything that is done with it.
/// </summary>
public sealed class CompanyLook : AggregateRoot, ICompanyOwned
{
    public const int MaxReasonLength = 500;
    public const int MaxMinutes = 60;

    private CompanyLook(Guid companyId, Guid administratorId, string reason, int minutes, DateTimeOffset now) : base(now)
    {
        CompanyId = companyId;
        AdministratorId = administratorId;
        Reason = reason;
        StartedAt = now;
        ExpiresAt = now.AddMinutes(minutes);
    }

    private CompanyLook()
    {
        Reason = null!;
    }

    public Guid CompanyId { get; private set; }

    /// <summary>A person of the operator's own company, not of this one.</summary>
    public Guid AdministratorId { get; private set; }

    public string Reason { get; private set; }

    public DateTimeOffset StartedAt { get; private set; }

    public DateTimeOffset ExpiresAt { get; private set; }

    /// <summary>Ended before its time; null: it was not.</summary>
    public DateTimeOffset? EndedAt { get; private set; }

    /// <param name="minutes">1 to <see cref="MaxMinutes"/>.</param>
    public static CompanyLook Start(Guid companyId, Guid administratorId, string reason, int minutes, DateTimeOffset now) =>
        new(companyId, administratorId, reason.Trim(), Math.Clamp(minutes, 1, MaxMinutes), now);

    public bool IsOpenFor(Guid? administratorId, DateTimeOffset now) =>
        AdministratorId == administratorId && EndedAt is null && now < ExpiresAt;

    /// <returns>Whether it was still open.</returns>
    public bool End(DateTimeOffset now)
    {
        var ends = EndedAt is null && now < ExpiresAt;
        if (ends)
        {
            EndedAt = now;
        }

        return ends;
    }
}

public static class PlatformErrors
{
    public static readonly Error LookNotFound = Error.NotFound("look_not_found", "There is no such look.");

    public static readonly Error LookEnded = Error.Forbidden("look_ended", "The look into the company has ended, or is not yours. Start another one.");

    public static readonly Error LookReadsOnly = Error.Forbidden("look_reads_only", "A look into a company changes nothing in it.");

    public static readonly Error OwnCompany = Error.Conflict("platform_company", "This is the company of the platform itself.");
}
