using ErrorOr;
using SecurityTraining.Domain.Common;
using SecurityTraining.Domain.Phishing;

namespace SecurityTraining.Domain.Mailing;

public enum CampaignStatus
{
    Draft,
    Scheduled,
    Sending,
    Paused,
    Completed,
    Cancelled,
}

/// <summary>
/// News by mail to some of a company's people. What is sent and to whom is frozen when it is sent; whether somebody still wants it is asked
/// at the very moment of sending.
/// </summary>
public sealed class Campaign : AggregateRoot, ICompanyOwned
{
    public const int MaxNameLength = 150;

    /// <summary>What people do later than this after the start is answered but not counted.</summary>
    public static readonly TimeSpan CollectionPeriod = TimeSpan.FromDays(90);

    private readonly List<CampaignEdition> _editions = [];

    private Campaign(Guid companyId, CampaignPlan plan, DateTimeOffset now) : base(now)
    {
        CompanyId = companyId;
        CreatedAt = now;
        Plan = plan;
    }

    private Campaign()
    {
        Plan = null!;
    }

    public Guid CompanyId { get; private set; }

    public CampaignPlan Plan { get; private set; }

    /// <summary>Two subjects tried on some people before the rest get the better one; null: one subject for all.</summary>
    public SubjectTest? Test { get; private set; }

    public CampaignStatus Status { get; private set; }

    /// <summary>As the template's was at the start; null before it.</summary>
    public MailCategory? Category { get; private set; }

    /// <summary>The subject that the rest gets; null as long as that is open, or nothing is tried.</summary>
    public SubjectVariant? Winner { get; private set; }

    public DateTimeOffset? WinnerDecidedAt { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    public DateTimeOffset? StartedAt { get; private set; }

    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>The last person who has been frozen in; null before the first portion.</summary>
    public Guid? FrozenUpTo { get; private set; }

    public bool IsFrozen { get; private set; }

    /// <summary>Why a scheduled start could not take place.</summary>
    public string? CancelReason { get; private set; }

    /// <summary>The template's versions as they were at the start.</summary>
    public IReadOnlyList<CampaignEdition> Editions => _editions;

    /// <summary>Some people wait until it is known which subject is better.</summary>
    public bool IsUndecided => Test is not null && Winner is null;

    public static Campaign Draft(Guid companyId, CampaignPlan plan, SubjectTest? test, DateTimeOffset now) =>
        new(companyId, plan, now) { Test = test };

    public Campaign Duplicate(string name, DateTimeOffset now) => Draft(CompanyId, Plan with { Name = name, StartsAt = null }, Test, now);

    public ErrorOr<Success> Change(CampaignPlan plan, SubjectTest? test)
    {
        if (Status != CampaignStatus.Draft)
        {
            return CampaignErrors.IllegalStep("changed", Status);
        }

        (Plan, Test) = (plan, test);
        return Result.Success;
    }

    public ErrorOr<Success> Schedule(DateTimeOffset startsAt, DateTimeOffset now)
    {
        if (Status != CampaignStatus.Draft)
        {
            return CampaignErrors.IllegalStep("scheduled", Status);
        }

        if (startsAt <= now)
        {
            return CampaignErrors.StartInThePast;
        }

        Plan = Plan with { StartsAt = startsAt };
        Status = CampaignStatus.Scheduled;
        return Result.Success;
    }

    /// <param name="versions">What the template says in each language, its links replaced by numbered fields.</param>
    public ErrorOr<Success> Start(MailCategory category, IReadOnlyList<TrackedContent> versions, DateTimeOffset now)
    {
        if (Status is not (CampaignStatus.Draft or CampaignStatus.Scheduled))
        {
            return CampaignErrors.IllegalStep("sent", Status);
        }

        _editions.AddRange(versions.Select((version, position) => new CampaignEdition(this, version, position, now)));
        Category = category;
        StartedAt = now;
        Status = CampaignStatus.Sending;
        return Result.Success;
    }

    public ErrorOr<Success> Pause() => Step(CampaignStatus.Sending, CampaignStatus.Paused, "paused");

    public ErrorOr<Success> Resume() => Step(CampaignStatus.Paused, CampaignStatus.Sending, "resumed");

    public ErrorOr<Success> Cancel(DateTimeOffset now, string? reason = null)
    {
        if (Status is CampaignStatus.Completed or CampaignStatus.Cancelled)
        {
            return CampaignErrors.IllegalStep("cancelled", Status);
        }

        Status = CampaignStatus.Cancelled;
        CancelReason = reason;
        EndedAt = now;
        return Result.Success;
    }

    /// <summary>Only what has never been sent can be deleted: the rest is somebody's history.</summary>
    public ErrorOr<Success> CheckDeletable() =>
        Status == CampaignStatus.Draft ? Result.Success : CampaignErrors.IllegalStep("deleted", Status);

    /// <summary>The edition in somebody's language, or the template's first.</summary>
    public CampaignEdition EditionFor(string language) =>
        _editions.Find(edition => edition.Language == language) ?? _editions.MinBy(edition => edition.Position)!;

    /// <summary>The subject for one person, the same each time it is asked; null: they wait until it is known which is better.</summary>
    public SubjectVariant? VariantFor(Guid userId)
    {
        if (Test is null)
        {
            return SubjectVariant.A;
        }

        return Chance.Of(Id, userId, "subject test") * 100 < Test.SharePercent
            ? Chance.Of(Id, userId, "subject") < 0.5 ? SubjectVariant.A : SubjectVariant.B
            : Winner;
    }

    public ErrorOr<Success> Decide(SubjectVariant winner, DateTimeOffset now)
    {
        if (Test is null || Winner is not null)
        {
            return CampaignErrors.NothingToDecide;
        }

        if (Status is not (CampaignStatus.Sending or CampaignStatus.Paused))
        {
            return CampaignErrors.IllegalStep("decided", Status);
        }

        (Winner, WinnerDecidedAt) = (winner, now);
        return Result.Success;
    }

    /// <summary>Notes how far the list of recipients has been written down.</summary>
    public void FreezeUpTo(Guid? userId, bool isLast)
    {
        FrozenUpTo = userId ?? FrozenUpTo;
        IsFrozen = isLast;
    }

    /// <summary>Every mail has been delivered, left out or refused for good.</summary>
    public void Complete(DateTimeOffset now)
    {
        if (Status == CampaignStatus.Sending && IsFrozen)
        {
            Status = CampaignStatus.Completed;
            EndedAt = now;
        }
    }

    private ErrorOr<Success> Step(CampaignStatus from, CampaignStatus to, string verb)
    {
        if (Status != from)
        {
            return CampaignErrors.IllegalStep(verb, Status);
        }

        Status = to;
        return Result.Success;
    }
}

/// <summary>What an administrator decides about a campaign.</summary>
/// <param name="SenderName">Null: the installation's own.</param>
/// <param name="SenderAddress">Null: the installation's own.</param>
public sealed record CampaignPlan(
    string Name, Guid TemplateId, Audience Audience, DateTimeOffset? StartsAt, string? SenderName, string? SenderAddress)
{
    public const int MaxSenderNameLength = 100;
}

public enum SubjectVariant
{
    A,
    B,
}

public enum SubjectGoal
{
    Opens,
    Clicks,
}

/// <summary>Two subjects, each tried on half of a share of the people; the rest get the one that did better.</summary>
/// <param name="Subjects">The second subject by language; where there is none, the template's is used for both.</param>
/// <param name="SharePercent">Of the people on whom the two are tried.</param>
/// <param name="DecideAfterHours">Null: somebody decides.</param>
public sealed record SubjectTest(IReadOnlyDictionary<string, string> Subjects, int SharePercent, SubjectGoal Goal, int? DecideAfterHours)
{
    public const int MaxHours = 14 * 24;

    /// <summary>The better rate wins; of equals the first.</summary>
    public SubjectVariant Better(SubjectResult first, SubjectResult second) =>
        second.Rate(Goal) > first.Rate(Goal) ? SubjectVariant.B : SubjectVariant.A;
}

/// <summary>Unique people.</summary>
public sealed record SubjectResult(int Sent, int Opened, int Clicked)
{
    public double Rate(SubjectGoal goal) => Sent == 0 ? 0 : (goal == SubjectGoal.Clicks ? Clicked : Opened) / (double)Sent;
}
