using ErrorOr;
using SecurityTraining.Domain.Common;
using SecurityTraining.Domain.Phishing.WorksCouncil;

namespace SecurityTraining.Domain.Phishing;

public enum SimulationStatus
{
    Draft,
    Scheduled,
    Running,
    Paused,
    Completed,
    Cancelled,

    /// <summary>Somebody wants it launched or scheduled, and somebody else has yet to agree.</summary>
    AwaitingApproval,
}

/// <summary>
/// One phishing test of a company: which lures go to whom and when. What is sent and to whom is frozen when it is launched;
/// later changes to templates and people do not reach it.
/// </summary>
public sealed partial class Simulation : AggregateRoot, ICompanyOwned
{
    public const int MaxNameLength = 150;
    public const int MaxTemplates = 50;

    /// <summary>Thirty days.</summary>
    public const int MaxSpreadMinutes = 30 * 24 * 60;

    /// <summary>Hits that come later than this after the launch are answered but not counted.</summary>
    public static readonly TimeSpan CollectionPeriod = TimeSpan.FromDays(90);

    private readonly List<SimulationLure> _lures = [];

    private Simulation(Guid companyId, SimulationPlan plan, WorksCouncilTerms? worksCouncil, DateTimeOffset now) : base(now)
    {
        CompanyId = companyId;
        CreatedAt = now;
        Plan = plan;
        WorksCouncil = worksCouncil;
    }

    private Simulation()
    {
        Plan = null!;
    }

    public Guid CompanyId { get; private set; }

    public SimulationPlan Plan { get; private set; }

    public SimulationStatus Status { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    public DateTimeOffset? LaunchedAt { get; private set; }

    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>Why a scheduled launch could not take place.</summary>
    public string? CancelReason { get; private set; }

    /// <summary>The lures as they were at launch.</summary>
    public IReadOnlyList<SimulationLure> Lures => _lures;

    /// <param name="worksCouncil">Null: results are kept by name.</param>
    public static Simulation Draft(Guid companyId, SimulationPlan plan, DateTimeOffset now, WorksCouncilTerms? worksCouncil = null) =>
        new(companyId, plan, worksCouncil, now);

    public Simulation Duplicate(string name, DateTimeOffset now) => new(CompanyId, Plan with { Name = name, StartsAt = null }, WorksCouncil, now);

    public ErrorOr<Success> Change(SimulationPlan plan)
    {
        if (Status != SimulationStatus.Draft)
        {
            return SimulationErrors.IllegalStep("changed", Status);
        }

        Plan = plan;
        return Result.Success;
    }

    public ErrorOr<Success> Schedule(DateTimeOffset startsAt, DateTimeOffset now)
    {
        if (!IsAtHand)
        {
            return SimulationErrors.IllegalStep("scheduled", Status);
        }

        if (startsAt <= now)
        {
            return SimulationErrors.StartInThePast;
        }

        Plan = Plan with { StartsAt = startsAt };
        Status = SimulationStatus.Scheduled;
        return Result.Success;
    }

    /// <param name="lures">The chosen templates, in the plan's order.</param>
    /// <param name="holidays">Those of the company's calendar.</param>
    /// <param name="pages">The landing pages that they name, by id.</param>
    public ErrorOr<Success> Launch(
        IReadOnlyCollection<LureTemplate> lures,
        DateTimeOffset now,
        IEnumerable<DateOnly>? holidays = null,
        IReadOnlyDictionary<Guid, LandingPage>? pages = null)
    {
        if (!IsAtHand && Status != SimulationStatus.Scheduled)
        {
            return SimulationErrors.IllegalStep("launched", Status);
        }

        if (lures.Count == 0)
        {
            return LureTemplateErrors.NotFound;
        }

        _lures.AddRange(lures.Select(lure => new SimulationLure(CompanyId, Id, lure, lure.PageIn(pages), now)));
        SendsFrom = StartIfLaunched(now);
        Holidays = [.. holidays ?? []];
        LaunchedAt = now;
        Status = SimulationStatus.Running;
        Raise(new SimulationLaunched(CompanyId, Id, Plan.Name, now));
        return Result.Success;
    }

    /// <summary>Notes which domain the mails come from, for as long as there is a simulation.</summary>
    public void SendFrom(string? senderDomain) => Plan = Plan with { SenderDomain = senderDomain };

    public ErrorOr<Success> Pause() => Step(SimulationStatus.Running, SimulationStatus.Paused, "paused");

    public ErrorOr<Success> Resume() => Step(SimulationStatus.Paused, SimulationStatus.Running, "resumed");

    public ErrorOr<Success> Cancel(DateTimeOffset now, string? reason = null)
    {
        if (Status is SimulationStatus.Completed or SimulationStatus.Cancelled)
        {
            return SimulationErrors.IllegalStep("cancelled", Status);
        }

        Status = SimulationStatus.Cancelled;
        CancelReason = reason;
        EndedAt = now;
        return Result.Success;
    }

    /// <summary>Only what has never been sent can be deleted: the rest is somebody's history.</summary>
    public ErrorOr<Success> CheckDeletable() =>
        Status == SimulationStatus.Draft ? Result.Success : SimulationErrors.IllegalStep("deleted", Status);

    /// <summary>Every mail has been delivered or has failed for good.</summary>
    public void Complete(DateTimeOffset now)
    {
        if (Status == SimulationStatus.Running && IsFrozen)
        {
            Status = SimulationStatus.Completed;
            EndedAt = now;
            Raise(new SimulationCompleted(CompanyId, Id, Plan.Name, now));
        }
    }

    private ErrorOr<Success> Step(SimulationStatus from, SimulationStatus to, string verb)
    {
        if (Status != from)
        {
            return SimulationErrors.IllegalStep(verb, Status);
        }

        Status = to;
        return Result.Success;
    }
}

/// <summary>A lure as it was when the simulation was launched.</summary>
public sealed class SimulationLure : Entity, ICompanyOwned
{
    internal SimulationLure(Guid companyId, Guid simulationId, LureTemplate template, LandingPage? page, DateTimeOffset now) : base(now)
    {
        CompanyId = companyId;
        SimulationId = simulationId;
        TemplateId = template.Id;
        Name = template.Name;
        Difficulty = template.Difficulty;
        Content = page is null ? template.Content : template.Content.LeadingTo(page);
    }

    private SimulationLure()
    {
        Name = null!;
        Content = null!;
    }

    public Guid CompanyId { get; private set; }

    public Guid SimulationId { get; private set; }

    /// <summary>Where it came from; the template may have changed or gone since.</summary>
    public Guid TemplateId { get; private set; }

    public string Name { get; private set; }

    public Difficulty Difficulty { get; private set; }

    public LureContent Content { get; private set; }
}
