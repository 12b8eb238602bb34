using ErrorOr;
using SecurityTraining.Domain.People;
using SecurityTraining.Domain.Phishing.WorksCouncil;

namespace SecurityTraining.Domain.Phishing;

/// <content>Where nobody may learn what one person did.</content>
public sealed partial class Simulation
{
    /// <summary>So long after the end hits that are under way may still be written down.</summary>
    public static readonly TimeSpan Settling = TimeSpan.FromMinutes(1);

    /// <summary>Chosen when it is drafted, and never changed; null: results are kept by name.</summary>
    public WorksCouncilTerms? WorksCouncil { get; private set; }

    /// <summary>Since when hits are no longer counted, in works-council mode.</summary>
    public DateTimeOffset? CollectedAt { get; private set; }

    /// <summary>Since when results are shown, in works-council mode; they never change again.</summary>
    public DateTimeOffset? ResultsClosedAt { get; private set; }

    /// <summary>What is shown of them.</summary>
    public DisclosedResults? Results { get; private set; }

    /// <summary>Since when nobody can say who is behind a pseudonym.</summary>
    public DateTimeOffset? PseudonymKeyDestroyedAt { get; private set; }

    public bool IsPseudonymous => WorksCouncil is not null;

    /// <summary>One that never ends by itself, because it is paused, ends when its mails are too old to be counted.</summary>
    public DateTimeOffset? CollectsUntil => WorksCouncil is { } terms && LaunchedAt is { } launchedAt
        ? (EndedAt ?? launchedAt + CollectionPeriod).AddDays(terms.CollectDays)
        : null;

    public DateTimeOffset? UnmaskUntil => ResultsClosedAt?.AddDays(WorksCouncil!.UnmaskDays);

    /// <summary>From now on what comes in is answered as before, and no longer counted; what has not been sent never will be.</summary>
    public void EndCollection(DateTimeOffset now)
    {
        if (Status is SimulationStatus.Running or SimulationStatus.Paused)
        {
            Cancel(now, "The time for its results was over.");
        }

        CollectedAt ??= now;
    }

    public void CloseResults(DisclosedResults results, DateTimeOffset now)
    {
        if (ResultsClosedAt is null)
        {
            (Results, ResultsClosedAt) = (results, now);
        }
    }

    public void NoteKeyDestroyed(DateTimeOffset now) => PseudonymKeyDestroyedAt ??= now;

    public ErrorOr<Success> CheckResultsClosed() => !IsPseudonymous ? WorksCouncilErrors.OtherMode
        : ResultsClosedAt is null ? WorksCouncilErrors.StillCollecting
        : Result.Success;

    /// <summary>Whether two people can find out who is behind a pseudonym.</summary>
    public ErrorOr<Success> CheckUnmasking(DateTimeOffset now) => CheckResultsClosed() is { IsError: true } refused ? refused
        : now >= UnmaskUntil || PseudonymKeyDestroyedAt is not null ? WorksCouncilErrors.KeyDestroyed
        : Result.Success;

    /// <summary>
    /// Whether somebody may be one of the two. An account that is younger than the launch may be the other one's own, made for this.
    /// </summary>
    public ErrorOr<Success> CheckUnmasker(User user) => LaunchedAt is { } launchedAt && !user.HasSameAddressSince(launchedAt)
        ? WorksCouncilErrors.AccountTooNew
        : Result.Success;
}
