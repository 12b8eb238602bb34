using ErrorOr;
using SecurityTraining.Domain.Common;

namespace SecurityTraining.Domain.Phishing.WorksCouncil;

/// <summary>Somebody wants to know who is behind a pseudonym, and somebody else has to agree. Who it is, is told and never written down.</summary>
public sealed class Unmasking : AggregateRoot, ICompanyOwned
{
    public const int MaxReasonLength = 500;

    private Unmasking(Simulation simulation, Guid pseudonym, string reason, Guid requestedBy, DateTimeOffset now) : base(now)
    {
        CompanyId = simulation.CompanyId;
        SimulationId = simulation.Id;
        Pseudonym = pseudonym;
        Reason = reason.Trim();
        RequestedBy = requestedBy;
        RequestedAt = now;
    }

    private Unmasking()
    {
        Reason = null!;
    }

    public Guid CompanyId { get; private set; }

    public Guid SimulationId { get; private set; }

    public Guid Pseudonym { get; private set; }

    public string Reason { get; private set; }

    public Guid RequestedBy { get; private set; }

    public DateTimeOffset RequestedAt { get; private set; }

    public Guid? ApprovedBy { get; private set; }

    public DateTimeOffset? ApprovedAt { get; private set; }

    public static ErrorOr<Unmasking> Request(Simulation simulation, Guid pseudonym, string reason, Guid requestedBy, DateTimeOffset now) =>
        simulation.CheckUnmasking(now) is { IsError: true } refused
            ? refused.Errors
            : new Unmasking(simulation, pseudonym, reason, requestedBy, now);

    /// <summary>Agreeing once more, for an answer that got lost, changes nothing.</summary>
    public ErrorOr<Success> Approve(Simulation simulation, Guid userId, DateTimeOffset now)
    {
        if (simulation.CheckUnmasking(now) is { IsError: true } refused)
        {
            return refused.Errors;
        }

        if (userId == RequestedBy)
        {
            return WorksCouncilErrors.OwnRequest;
        }

        if (ApprovedBy is null)
        {
            (ApprovedBy, ApprovedAt) = (userId, now);
        }

        return Result.Success;
    }
}
