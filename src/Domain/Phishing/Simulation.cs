using ErrorOr;
using SecurityTraining.Domain.Common;

namespace SecurityTraining.Domain.Phishing;

public enum SimulationStatus
{
    Draft,
    Scheduled,
    Running,
    Paused,
    Completed,
    Cancelled,
}

/// <summary>
/// One phishing test of a company: which lures go to whom and when. What is sent and to whom is frozen when it is launched;
/// later changes to templates and people do not reach it.
/// </summary>
public sealed class Simulation : AggregateRoot, ICompanyOwned
{
    public const int MaxNameLength = 150;
    public const int MaxTemplates = 50;

    /// <summary>Thirty days.</summary>
    public const int MaxSpreadMinutes = 30 * 24 * 60;

    /// <summary>Hits that come later than this after the launch are answered but not counted.</summary>
    public static readonly TimeSpan CollectionPeriod = TimeSpan.FromDays(90);

    private readonly List<SimulationLure> _lures = [];

    private Simulation(Guid companyId, SimulationPlan plan, DateTimeOffset now) : base(now)
    {
        CompanyId = companyId;
        CreatedAt = now;
        Plan = plan;
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

    /// <summary>The last person who has been frozen in; null before the first portion.</summary>
    public Guid? FrozenUpTo { get; private set; }

    /// <summary>All recipients are written down, so that "nobody left to send to" means that the work is done.</summary>
    public bool IsFrozen { get; private set; }

    /// <summary>Why a scheduled launch could not take place.</summary>
    public string? CancelReason { get; private set; }

    /// <summary>The lures as they were at launch.</summary>
    public IReadOnlyList<SimulationLure> Lures => _lures;

    public static Simulation Draft(Guid companyId, SimulationPlan plan, DateTimeOffset now) => new(companyId, plan, now);

    public Simulation Duplicate(string name, DateTimeOffset now) => new(CompanyId, Plan with { Name = name, StartsAt = null }, now);

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
        if (Status != SimulationStatus.Draft)
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
    public ErrorOr<Success> Launch(IReadOnlyCollection<LureTemplate> lures, DateTimeOffset now)
    {
        if (Status is not (SimulationStatus.Draft or SimulationStatus.Scheduled))
        {
            return SimulationErrors.IllegalStep("launched", Status);
        }

        if (lures.Count == 0)
        {
            return LureTemplateErrors.NotFound;
        }

        _lures.AddRange(lures.Select(lure => new SimulationLure(CompanyId, Id, lure, now)));
        LaunchedAt = now;
        Status = SimulationStatus.Running;
        Raise(new SimulationLaunched(CompanyId, Id, Plan.Name, now));
        return Result.Success;
    }

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

    /// <summary>The lure for one person: one in their language if there is any, chosen at random but always the same.</summary>
    public SimulationLure LureFor(Guid userId, string language)
    {
        var inLanguage = _lures.Where(lure => lure.Content.Language == language).OrderBy(lure => lure.Id).ToList();
        var pool = inLanguage.Count > 0 ? inLanguage : [.. _lures.OrderBy(lure => lure.Id)];
        return pool[(int)(Chance.Of(Id, userId, "lure") * pool.Count)];
    }

    /// <summary>When one person's mail is due: evenly spread over the window, and the same each time it is asked.</summary>
    public DateTimeOffset SendTimeFor(Guid userId) =>
        LaunchedAt!.Value + (TimeSpan.FromMinutes(Plan.SpreadMinutes) * Chance.Of(Id, userId, "time"));

    public DateTimeOffset LastSendTime => LaunchedAt!.Value.AddMinutes(Plan.SpreadMinutes);

    /// <summary>Notes how far the list of recipients has been written down.</summary>
    public void FreezeUpTo(Guid? userId, bool isLast)
    {
        FrozenUpTo = userId ?? FrozenUpTo;
        IsFrozen = isLast;
    }

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

/// <summary>What an administrator decides about a simulation.</summary>
/// <param name="SpreadMinutes">The mails are spread evenly over so many minutes after the start; 0: all at once.</param>
/// <param name="SenderName">Null: each lure's own.</param>
/// <param name="SenderAddress">Null: each lure's own local part at the installation's sender domain.</param>
public sealed record SimulationPlan(
    string Name,
    IReadOnlyList<Guid> TemplateIds,
    Audience Audience,
    DateTimeOffset? StartsAt,
    int SpreadMinutes,
    string? SenderName,
    string? SenderAddress);

/// <summary>Whom a simulation is for: everybody, or the chosen people and everybody in the chosen departments and groups.</summary>
/// <param name="GroupIds">Null in what was written down before there were groups.</param>
public sealed record Audience(bool All, IReadOnlyList<Guid> UserIds, IReadOnlyList<Guid> DepartmentIds, IReadOnlyList<Guid>? GroupIds = null)
{
    public const int MaxGroups = 100;
    public const int MaxUsers = 10_000;
    public const int MaxDepartments = 500;
}

/// <summary>A lure as it was when the simulation was launched.</summary>
public sealed class SimulationLure : Entity, ICompanyOwned
{
    internal SimulationLure(Guid companyId, Guid simulationId, LureTemplate template, DateTimeOffset now) : base(now)
    {
        CompanyId = companyId;
        SimulationId = simulationId;
        TemplateId = template.Id;
        Name = template.Name;
        Difficulty = template.Difficulty;
        Content = template.Content;
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
