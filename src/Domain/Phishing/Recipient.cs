using ErrorOr;
using SecurityTraining.Domain.Common;

namespace SecurityTraining.Domain.Phishing;

public enum DeliveryStatus
{
    /// <summary>Due now or later.</summary>
    Pending,

    /// <summary>A mail server has taken it.</summary>
    Sent,

    /// <summary>Refused for good, or not accepted in any of the tries.</summary>
    Failed,

    /// <summary>Left out at the last moment: the person or their domain no longer qualified, or the simulation was cancelled.</summary>
    Skipped,
}

public enum SimulationEventKind
{
    Sent,
    Failed,
    Skipped,
    Opened,
    Clicked,
    Submitted,
    Reported,

    /// <summary>A file that came with the mail was opened, or the link in it followed: as good as a click.</summary>
    AttachmentOpened,

    /// <summary>A mail server has sent it back.</summary>
    Bounced,

    /// <summary>A machine has answered, such as an absence note.</summary>
    AutoReplied,

    /// <summary>Somebody has answered.</summary>
    Replied,
}

/// <summary>Who or what was behind a hit. Only people are counted.</summary>
public enum Verdict
{
    Human,

    /// <summary>A security product that follows links before the person can.</summary>
    Scanner,

    /// <summary>A client that loads pages or pictures in advance.</summary>
    Prefetch,

    /// <summary>Somebody else, to whom the person passed the mail on.</summary>
    Forwarded,

    /// <summary>It may have been the person, and it may not.</summary>
    Unknown,
}

/// <summary>
/// One person in one simulation: what they were sent and what they did. Their data is a copy from the time of the launch.
/// Doing more implies having done less: whoever submits has clicked, and whoever clicks or reports has opened.
/// </summary>
public sealed partial class Recipient : AggregateRoot, ICompanyOwned
{
    /// <summary>
    /// More hits than this are answered and counted but no longer written down one by one: a loop in some scanner must neither fill the
    /// database nor hide what the person does after it.
    /// </summary>
    public const int MaxEvents = 500;

    public const int MaxReplyLength = 500;

    /// <summary>The merge field that holds somebody else's name.</summary>
    public const string ManagerField = "managerName";

    private readonly List<SimulationEvent> _events = [];

    private Recipient(Simulation simulation, LureChoice choice, RecipientSnapshot person, DateTimeOffset sendAt, Guid trackingId, DateTimeOffset now)
        : base(now)
    {
        CompanyId = simulation.CompanyId;
        SimulationId = simulation.Id;
        LureId = simulation.Lures.Single(lure => lure.TemplateId == choice.TemplateId).Id;
        (TargetDifficulty, Resisted, FellFor, IsRepeat) = (choice.Target, choice.Resisted, choice.FellFor, choice.IsRepeat);
        IsPseudonymous = simulation.IsPseudonymous;
        TimeZone = person.TimeZone;
        UserId = person.UserId;
        Email = person.Email;
        FullName = person.FullName;
        Department = person.Department;
        Language = person.Language;
        MergeValues = person.MergeValues;
        TrackingId = trackingId;
        SendAt = sendAt;
    }

    private Recipient()
    {
        Email = FullName = Language = null!;
        MergeValues = null!;
    }

    public Guid CompanyId { get; private set; }

    public Guid SimulationId { get; private set; }

    public Guid LureId { get; private set; }

    public Guid UserId { get; private set; }

    public string Email { get; private set; }

    public string FullName { get; private set; }

    public string? Department { get; private set; }

    public string Language { get; private set; }

    public IReadOnlyDictionary<string, string> MergeValues { get; private set; }

    /// <summary>IANA name: whose clock decides when the mail may go out; null in what was launched before that mattered.</summary>
    public string? TimeZone { get; private set; }

    /// <inheritdoc cref="LureChoice.Target"/>
    public Difficulty? TargetDifficulty { get; private set; }

    /// <inheritdoc cref="LureChoice.Resisted"/>
    public int Resisted { get; private set; }

    /// <inheritdoc cref="LureChoice.FellFor"/>
    public int FellFor { get; private set; }

    /// <inheritdoc cref="LureChoice.IsRepeat"/>
    public bool IsRepeat { get; private set; }

    /// <summary>What they do is written down under a pseudonym elsewhere, and never here.</summary>
    public bool IsPseudonymous { get; private set; }

    /// <summary>128 random bits: what a tracking link carries instead of an id that could be guessed.</summary>
    public Guid TrackingId { get; private set; }

    public DateTimeOffset SendAt { get; private set; }

    public DeliveryStatus Delivery { get; private set; }

    public DateTimeOffset? SentAt { get; private set; }

    /// <summary>What the mail server said when it refused.</summary>
    public string? ServerReply { get; private set; }

    public DateTimeOffset? OpenedAt { get; private set; }

    public DateTimeOffset? ClickedAt { get; private set; }

    public DateTimeOffset? SubmittedAt { get; private set; }

    public DateTimeOffset? ReportedAt { get; private set; }

    public int EventCount { get; private set; }

    public IReadOnlyList<SimulationEvent> Events => _events;

    /// <summary>Takes away who and where they were; what they did stays, so that the numbers of the simulation do. All events must be loaded.</summary>
    public void Forget()
    {
        (Email, FullName, ServerReply, TimeZone) = ("", "", null, null);
        MergeValues = new Dictionary<string, string>();
        (OwnNetwork, TrapCaller, TrapAt) = (null, null, null);
        _events.ForEach(line => line.ForgetOrigin());
    }

    /// <summary>Takes away the name of the manager, if it is this one.</summary>
    public void ForgetManager(string name)
    {
        if (MergeValues.GetValueOrDefault(ManagerField) == name)
        {
            MergeValues = MergeValues.Where(pair => pair.Key != ManagerField).ToDictionary(StringComparer.Ordinal);
        }
    }

    public static Recipient Freeze(
        Simulation simulation, LureChoice choice, RecipientSnapshot person, DateTimeOffset sendAt, Guid trackingId, DateTimeOffset now) =>
        new(simulation, choice, person, sendAt, trackingId, now);

    /// <summary>Somebody wants another try for a mail that has failed or was left out.</summary>
    public ErrorOr<Success> Retry(DateTimeOffset now)
    {
        if (Delivery is not (DeliveryStatus.Failed or DeliveryStatus.Skipped))
        {
            return SimulationErrors.NothingToRetry;
        }

        (Delivery, ServerReply, SendAt) = (DeliveryStatus.Pending, null, now);
        return Result.Success;
    }

    public void MarkSent(DateTimeOffset now)
    {
        if (Delivery != DeliveryStatus.Sent)
        {
            Delivery = DeliveryStatus.Sent;
            SentAt = now;
            ServerReply = null;
            Note(SimulationEventKind.Sent, now, Verdict.Human, client: null);
        }
    }

    public void MarkFailed(string reply, DateTimeOffset now)
    {
        if (Delivery == DeliveryStatus.Pending)
        {
            Delivery = DeliveryStatus.Failed;
            ServerReply = Cut(reply);
            Note(SimulationEventKind.Failed, now, Verdict.Human, client: null);
        }
    }

    public void Skip(string reason, DateTimeOffset now)
    {
        if (Delivery == DeliveryStatus.Pending)
        {
            Delivery = DeliveryStatus.Skipped;
            ServerReply = Cut(reason);
            Note(SimulationEventKind.Skipped, now, Verdict.Human, client: null);
        }
    }

    /// <summary>A try has failed and another will follow.</summary>
    public void NoteReply(string reply) => ServerReply = Cut(reply);

    private void Note(SimulationEventKind kind, DateTimeOffset at, Verdict verdict, string? client)
    {
        EventCount++;
        _events.Add(new SimulationEvent(this, new Hit(kind, at, verdict, client)));
    }

    private static string Cut(string text) => text.Cut(MaxReplyLength);
}
