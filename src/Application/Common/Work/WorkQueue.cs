namespace SecurityTraining.Application.Common.Work;

/// <summary>
/// The durable queue that carries everything which happens after, or outside, a transaction. What is enqueued becomes due only if the
/// transaction commits; it is done at least once, so doing it again must be safe.
/// </summary>
public interface IWorkQueue
{
    /// <param name="subjectId">What the work is about; the worker loads it from the current company.</param>
    /// <param name="groupId">Work that is held, released or discarded together.</param>
    /// <param name="laneId">Work that waits for its own like alone: a mail server that is slow holds up no other. Null: the common lane.</param>
    void Enqueue(WorkKind kind, Guid subjectId, DateTimeOffset dueAt, Guid? groupId = null, Guid? laneId = null);

    /// <summary>
    /// Enqueues work of which there must be only one: it takes the place of what is waiting. Work of its kind that somebody has under way at
    /// the moment of the commit makes the unit of work end in a conflict.
    /// </summary>
    void Replace(WorkKind kind, Guid subjectId, DateTimeOffset dueAt, Guid groupId);

    /// <summary>Ends work in the transaction that writes down its outcome.</summary>
    void Finish(Guid workId);

    /// <summary>Keeps the group's work from becoming due until it is released.</summary>
    Task Hold(Guid groupId, CancellationToken ct);

    Task Release(Guid groupId, CancellationToken ct);

    Task Discard(Guid groupId, CancellationToken ct);
}

public enum WorkKind
{
    /// <summary>A mail of the service itself.</summary>
    Mail,

    /// <summary>A lure to one recipient.</summary>
    Lure,

    /// <summary>A CSV file to be brought in.</summary>
    PeopleImport,

    /// <summary>An import and its file, which have been kept long enough.</summary>
    PeopleImportRemoval,

    /// <summary>Somebody who was deleted and whose data are to go for good.</summary>
    PersonErasure,

    /// <summary>A scheduled simulation whose time has come.</summary>
    SimulationLaunch,

    /// <summary>The list of recipients of a launched simulation.</summary>
    SimulationFreeze,

    /// <summary>Whether a simulation has sent its last mail.</summary>
    SimulationCompletion,

    /// <summary>Removal of what has expired in one company.</summary>
    CleanUp,

    /// <summary>Invitations to many people at once.</summary>
    Invitations,

    /// <summary>Risk scores that follow what a company's people do; comes back by itself.</summary>
    RiskUpdate,

    /// <summary>An uploaded file that nobody has looked at.</summary>
    ContentCheck,

    /// <summary>An upload whose time is over.</summary>
    ContentUploadExpiry,

    /// <summary>Bytes of a file that nobody needs any more.</summary>
    ContentRemoval,

    /// <summary>People whom a course has been assigned to.</summary>
    CourseAssignment,

    /// <summary>Newcomers and reminders of one company's courses; comes back by itself.</summary>
    LearningUpkeep,

    /// <summary>An attempt at a quiz whose time is over.</summary>
    AttemptExpiry,

    /// <summary>The document of a certificate that has been issued, or one that no certificate has any more.</summary>
    CertificateFile,

    /// <summary>Attempts at a quiz whose key has been corrected.</summary>
    QuizRegrading,

    /// <summary>Earlier hits that a rule of the company is to be applied to.</summary>
    VerdictRule,

    /// <summary>A scheduled campaign whose time has come.</summary>
    CampaignStart,

    /// <summary>The list of recipients of a campaign.</summary>
    CampaignFreeze,

    /// <summary>The mail of a campaign to one person.</summary>
    CampaignMail,

    /// <summary>Which of two subjects the rest of a campaign's people get.</summary>
    CampaignWinner,

    /// <summary>The people who have waited for the better subject.</summary>
    CampaignRelease,

    /// <summary>Whether a campaign has sent its last mail.</summary>
    CampaignCompletion,

    /// <summary>Mails to those who have reported a mail that is resolved now.</summary>
    ReportAnswers,

    /// <summary>A reported mail that has been kept long enough.</summary>
    ReportedMailExpiry,

    /// <summary>A company's report mailbox, to be looked into; comes back by itself.</summary>
    ReportMailboxPoll,

    /// <summary>Rules that answer what a company's people do; comes back by itself.</summary>
    Automation,

    /// <summary>An event that a partner is to be told of.</summary>
    Webhook,

    /// <summary>A programme whose next run may be due; comes back by itself.</summary>
    ProgrammeRun,

    /// <summary>The end of a simulation in works-council mode: its results, and later its key.</summary>
    WorksCouncilClosing,

    /// <summary>Something that the payment provider has told.</summary>
    BillingEvent,

    /// <summary>A company's subscription, to be asked for again.</summary>
    BillingSync,

    /// <summary>All subscriptions, to be compared with the payment provider's; the installation's own, every night.</summary>
    BillingReconciliation,

    /// <summary>What those who manage a company's billing are to be told; comes back by itself.</summary>
    BillingNotices,
}

/// <summary>Does one kind of work, one item at a time.</summary>
public interface IWorkHandler
{
    WorkKind Kind { get; }

    /// <summary>Its work waits in lanes, too: whatever one lane waits for, the others go on.</summary>
    bool HasLanes => false;

    Task<WorkOutcome> Handle(WorkItem item, CancellationToken ct);
}

/// <param name="Attempt">1 for the first try, counting those that a crash cut short.</param>
public sealed record WorkItem(Guid Id, Guid CompanyId, WorkKind Kind, Guid SubjectId, Guid? GroupId, int Attempt);

/// <summary>What becomes of the item.</summary>
/// <param name="Error">Why it could not be done; kept with the item.</param>
/// <param name="Delay">When to come back; with an error and no delay, after a growing time with jitter, and some day never.</param>
public sealed record WorkOutcome(bool IsDone, string? Error, TimeSpan? Delay)
{
    public static readonly WorkOutcome Done = new(IsDone: true, Error: null, Delay: null);

    public static WorkOutcome Again(TimeSpan delay) => new(IsDone: false, Error: null, delay);

    public static WorkOutcome Failed(string error) => new(IsDone: false, error, Delay: null);
}
