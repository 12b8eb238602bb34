using ErrorOr;
using SecurityTraining.Domain.Common;

namespace SecurityTraining.Domain.Phishing.Programmes;

/// <summary>What came of one run of a programme: a simulation, or the reason why there is none. Written together with the simulation.</summary>
public sealed class ProgrammeRun : AggregateRoot, ICompanyOwned
{
    public const int MaxReasonLength = 500;
    public const int MaxReasonCodeLength = 60;

    private ProgrammeRun(Programme programme, PlannedRun planned, DateTimeOffset now) : base(now)
    {
        CompanyId = programme.CompanyId;
        ProgrammeId = programme.Id;
        (Period, PlannedAt) = planned;
        At = now;
    }

    private ProgrammeRun()
    {
    }

    public Guid CompanyId { get; private set; }

    public Guid ProgrammeId { get; private set; }

    /// <inheritdoc cref="PlannedRun"/>
    public DateOnly Period { get; private set; }

    public DateTimeOffset PlannedAt { get; private set; }

    /// <summary>When it had its turn.</summary>
    public DateTimeOffset At { get; private set; }

    /// <summary>Null: it was not launched.</summary>
    public Guid? SimulationId { get; private set; }

    /// <summary>Why it was not launched: the code of the error; null: it was.</summary>
    public string? ReasonCode { get; private set; }

    public string? Reason { get; private set; }

    public static ProgrammeRun Launched(Programme programme, PlannedRun planned, Guid simulationId, DateTimeOffset now) =>
        new(programme, planned, now) { SimulationId = simulationId };

    public static ProgrammeRun NotLaunched(Programme programme, PlannedRun planned, Error reason, DateTimeOffset now) =>
        new(programme, planned, now)
        {
            ReasonCode = reason.Code.Cut(MaxReasonCodeLength),
            Reason = reason.Description.Cut(MaxReasonLength),
        };
}
