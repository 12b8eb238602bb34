using ErrorOr;
using SecurityTraining.Domain.Common;

namespace SecurityTraining.Domain.Phishing;

/// <summary>What holds for all simulations of a company: its holidays, its second approver, its kill switch. Its id is the company's.</summary>
public sealed class PhishingPolicy : AggregateRoot, ICompanyOwned
{
    public const int MaxHolidays = 500;
    public const int MaxReasonLength = 500;

    private PhishingPolicy(Guid companyId)
    {
        Id = companyId;
        CompanyId = companyId;
    }

    private PhishingPolicy()
    {
    }

    public Guid CompanyId { get; private set; }

    /// <summary>In the order of the calendar.</summary>
    public IReadOnlyList<Holiday> Holidays { get; private set; } = [];

    /// <summary>Whoever launches or schedules needs somebody else who agrees.</summary>
    public bool RequiresApproval { get; private set; }

    /// <summary>Since when nothing is sent; null: everything is.</summary>
    public DateTimeOffset? StoppedAt { get; private set; }

    public string? StopReason { get; private set; }

    public static PhishingPolicy Of(Guid companyId) => new(companyId);

    public void Decide(IEnumerable<Holiday> holidays, bool requiresApproval)
    {
        Holidays = [.. holidays.OrderBy(holiday => holiday.Date)];
        RequiresApproval = requiresApproval;
    }

    public void Stop(string reason, DateTimeOffset now)
    {
        StoppedAt ??= now;
        StopReason = reason.Trim();
    }

    public void GoOn() => (StoppedAt, StopReason) = (null, null);
}

/// <summary>A day on which the company does not work.</summary>
public sealed record Holiday(DateOnly Date, string Name)
{
    public const int MaxNameLength = 100;
}

public static class PhishingPolicyErrors
{
    public static readonly Error Stopped = Error.Conflict(
        "kill_switch_on", "The kill switch is on: no simulation is launched and no lure is sent until it is turned off.");

    public static readonly Error ApprovalIsForPeople = Error.Forbidden(
        "approval_people_only", "Where two people must agree, an API key can neither ask nor approve.");

    public static readonly Error OwnApproval = Error.Forbidden(
        "approval_own", "Whoever asked for the launch cannot approve it: somebody else has to.");

    public static readonly Error ChangedSinceApproval = Error.Conflict(
        "template_changed_since_approval", "A template or its landing page has been changed since the launch was approved.");

    public static readonly Error AdditionNotApproved = Error.Conflict(
        "addition_not_approved", "Where two people must agree, nobody is added to what they have agreed on: make another simulation.");
}
