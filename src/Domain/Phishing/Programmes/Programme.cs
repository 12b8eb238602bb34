using ErrorOr;
using SecurityTraining.Domain.Common;

namespace SecurityTraining.Domain.Phishing.Programmes;

public enum ProgrammeStatus
{
    Active,
    Paused,
}

/// <summary>A simulation that is repeated: each run is an ordinary simulation with the same plan, for whoever is meant by it then.</summary>
public sealed partial class Programme : AggregateRoot, ICompanyOwned
{
    /// <summary>Leaves room for the month in a simulation's name.</summary>
    public const int MaxNameLength = 120;

    public const int MaxPerCompany = 50;

    private Programme(Guid companyId, SimulationPlan plan, ProgrammeRhythm rhythm, Guid? by, DateTimeOffset now) : base(now)
    {
        CompanyId = companyId;
        CreatedAt = PlannedSince = now;
        (Plan, Rhythm, ChangedBy) = (plan, rhythm, by);
        Authors = by is { } author ? [author] : [];
    }

    private Programme()
    {
        Plan = null!;
        Rhythm = null!;
    }

    public Guid CompanyId { get; private set; }

    /// <summary>Of each run but for its start; its name is the programme's.</summary>
    public SimulationPlan Plan { get; private set; }

    public ProgrammeRhythm Rhythm { get; private set; }

    public ProgrammeStatus Status { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    /// <summary>Runs are planned for the days after this one.</summary>
    public DateTimeOffset PlannedSince { get; private set; }

    /// <summary>The last week, month or quarter that had its run, whatever came of it; null: none yet.</summary>
    public DateOnly? LastPeriod { get; private set; }

    /// <summary>Who has made it what it is; null: an API key.</summary>
    public Guid? ChangedBy { get; private set; }

    /// <summary>Who has had a hand in it since it was last agreed to: none of them can agree to it.</summary>
    public IReadOnlyList<Guid> Authors { get; private set; } = [];

    /// <summary>Who else has agreed to it, and so to all its runs, where two people must; null: nobody.</summary>
    public Guid? ApprovedBy { get; private set; }

    public DateTimeOffset? ApprovedAt { get; private set; }

    /// <param name="by">Null: an API key.</param>
    public static Programme Create(Guid companyId, SimulationPlan plan, ProgrammeRhythm rhythm, Guid? by, DateTimeOffset now) =>
        new(companyId, plan, rhythm, by, now);

    /// <summary>Holds for the runs from now on. What has been agreed to has been something else.</summary>
    /// <param name="movesRuns">The plan has other working days than before.</param>
    public void Change(SimulationPlan plan, ProgrammeRhythm rhythm, Guid? by, DateTimeOffset now, bool movesRuns = false)
    {
        if (movesRuns || rhythm != Rhythm)
        {
            PlannedSince = now;
        }

        var known = ApprovedAt is null ? Authors : [];
        Authors = by is { } author ? [.. known.Union([author])] : known;
        (Plan, Rhythm, ChangedBy) = (plan, rhythm, by);
        (ApprovedBy, ApprovedAt) = (null, null);
    }

    public ErrorOr<Success> Approve(Guid userId, DateTimeOffset now)
    {
        if (ChangedBy is null)
        {
            return PhishingPolicyErrors.ApprovalIsForPeople;
        }

        if (Authors.Contains(userId))
        {
            return PhishingPolicyErrors.OwnApproval;
        }

        (ApprovedBy, ApprovedAt) = (userId, now);
        return Result.Success;
    }

    public void Pause() => Status = ProgrammeStatus.Paused;

    /// <summary>What has not taken place meanwhile is not made up for, unless there is a day left for it.</summary>
    public void Resume(DateTimeOffset now)
    {
        if (Status == ProgrammeStatus.Paused)
        {
            (Status, PlannedSince) = (ProgrammeStatus.Active, now);
        }
    }

    /// <summary>The simulation of a run, as far as it is agreed to.</summary>
    /// <param name="occasion">What tells it from the other runs, such as the month.</param>
    /// <param name="needsApproval">Two people must agree on what the company sends.</param>
    public ErrorOr<Simulation> Begin(string occasion, bool needsApproval, DateTimeOffset now)
    {
        var simulation = Simulation.Draft(CompanyId, Plan with { Name = $"{Plan.Name} {occasion}" }, now);
        if (!needsApproval)
        {
            return simulation;
        }

        if (this is not { ChangedBy: { } asked, ApprovedBy: { } agreed, ApprovedAt: { } at })
        {
            return ProgrammeErrors.NotApproved;
        }

        simulation.TakeOverApproval(asked, agreed, at);
        return simulation;
    }

    /// <summary>Notes that the run has had its turn.</summary>
    public void End(PlannedRun run) => LastPeriod = run.Period;

    /// <summary>What is overdue is forgotten; what is left of its week, month or quarter may still have a run.</summary>
    public void PlanAnew(DateTimeOffset now) => PlannedSince = now;
}

public static class ProgrammeErrors
{
    public static readonly Error NotFound = Error.NotFound("programme_not_found", "There is no such programme.");

    public static readonly Error TooMany = Error.Conflict(
        "programmes_exhausted", $"A company has at most {Programme.MaxPerCompany} programmes.");

    public static readonly Error EndsBeforeStart = Error.Validation("programme_ends_before_start", "It must not end before its first day.");

    public static readonly Error NotApproved = Error.Conflict(
        "programme_not_approved", "Where two people must agree, a programme runs only once somebody else has approved what it is now.");

    public static readonly Error Missed = Error.Conflict(
        "programme_run_missed", "Nobody got to the run on its day and within its hours: the service was down, the company was suspended, or its day has changed.");
}
