using ErrorOr;
using SecurityTraining.Domain.Common;

namespace SecurityTraining.Domain.People;

public enum InvitationRunStatus
{
    Queued,
    Running,
    Completed,
}

/// <summary>Everybody, or chosen people and everybody in chosen departments; of them those who have no password yet.</summary>
public sealed record InvitedPeople(bool All, IReadOnlyList<Guid> UserIds, IReadOnlyList<Guid> DepartmentIds)
{
    public const int MaxUsers = 1000;
    public const int MaxDepartments = 200;
}

/// <summary>
/// Invitations to many people at once. Worked off in portions in the order of the people's ids, each in one transaction together with
/// <see cref="ReachedUserId"/>, so that nobody gets two mails when a worker is killed.
/// </summary>
public sealed class InvitationRun : AggregateRoot, ICompanyOwned
{
    private InvitationRun(Guid companyId, Guid requestedBy, InvitedPeople people, int total, DateTimeOffset now) : base(now)
    {
        CompanyId = companyId;
        RequestedBy = requestedBy;
        People = people;
        Total = total;
        CreatedAt = now;
    }

    private InvitationRun()
    {
        People = null!;
    }

    public Guid CompanyId { get; private set; }

    public Guid RequestedBy { get; private set; }

    public InvitedPeople People { get; private set; }

    public InvitationRunStatus Status { get; private set; }

    /// <summary>How many there were to invite when the run was asked for.</summary>
    public int Total { get; private set; }

    public int Invited { get; private set; }

    /// <summary>People who have been sent as many invitations as an address gets in an hour.</summary>
    public int Skipped { get; private set; }

    /// <summary>Percent, 0–100.</summary>
    public int Progress { get; private set; }

    /// <summary>The last person whose turn has been; null before the first portion.</summary>
    public Guid? ReachedUserId { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    public DateTimeOffset? FinishedAt { get; private set; }

    public static InvitationRun Queue(Guid companyId, Guid requestedBy, InvitedPeople people, int total, DateTimeOffset now) =>
        new(companyId, requestedBy, people, total, now);

    /// <param name="invited">How many of the portion have got a mail.</param>
    /// <param name="skipped">How many have not.</param>
    /// <param name="reachedUserId">The last of the portion; null if it was empty.</param>
    public void Advance(int invited, int skipped, Guid? reachedUserId)
    {
        Status = InvitationRunStatus.Running;
        Invited += invited;
        Skipped += skipped;
        ReachedUserId = reachedUserId ?? ReachedUserId;
        Progress = Total == 0 ? 0 : Math.Min(99, (Invited + Skipped) * 100 / Total);
    }

    public void Complete(DateTimeOffset now)
    {
        Status = InvitationRunStatus.Completed;
        Progress = 100;
        FinishedAt = now;
    }
}

public static class InvitationErrors
{
    public static readonly Error RunNotFound = Error.NotFound("invitation_run_not_found", "There are no such invitations.");
}
