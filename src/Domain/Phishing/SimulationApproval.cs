using ErrorOr;

namespace SecurityTraining.Domain.Phishing;

/// <content>Where two people must agree before anything is sent.</content>
public sealed partial class Simulation
{
    /// <summary>Who wants it launched or scheduled, where somebody else has to agree.</summary>
    public Guid? RequestedBy { get; private set; }

    public DateTimeOffset? RequestedAt { get; private set; }

    /// <summary>The start that was asked for; null: at once.</summary>
    public DateTimeOffset? RequestedStart { get; private set; }

    public Guid? ApprovedBy { get; private set; }

    public DateTimeOffset? ApprovedAt { get; private set; }

    /// <summary>It can be launched or scheduled: nobody has to be asked, or they have agreed.</summary>
    private bool IsAtHand => Status == SimulationStatus.Draft || (Status == SimulationStatus.AwaitingApproval && ApprovedAt is not null);

    /// <param name="startsAt">Null: at once.</param>
    public ErrorOr<Success> RequestApproval(Guid userId, DateTimeOffset? startsAt, DateTimeOffset now)
    {
        if (Status != SimulationStatus.Draft)
        {
            return SimulationErrors.IllegalStep(startsAt is null ? "launched" : "scheduled", Status);
        }

        if (startsAt <= now)
        {
            return SimulationErrors.StartInThePast;
        }

        (RequestedBy, RequestedAt, RequestedStart) = (userId, now, startsAt);
        Status = SimulationStatus.AwaitingApproval;
        return Result.Success;
    }

    public ErrorOr<Success> Approve(Guid userId, DateTimeOffset now)
    {
        if (Status != SimulationStatus.AwaitingApproval)
        {
            return SimulationErrors.IllegalStep("approved", Status);
        }

        if (userId == RequestedBy)
        {
            return PhishingPolicyErrors.OwnApproval;
        }

        (ApprovedBy, ApprovedAt) = (userId, now);
        return Result.Success;
    }

    /// <summary>Two people have agreed on what this is a run of.</summary>
    internal void TakeOverApproval(Guid askedBy, Guid approvedBy, DateTimeOffset approvedAt) =>
        (RequestedBy, RequestedAt, ApprovedBy, ApprovedAt) = (askedBy, approvedAt, approvedBy, approvedAt);
}
