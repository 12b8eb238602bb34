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

    private Recipient(Simulation simulation, SimulationLure lure, RecipientSnapshot person, Guid trackingId, DateTimeOffset now) : base(now)
    {
        CompanyId = simulation.CompanyId;
        SimulationId = simulation.Id;
        LureId = lure.Id;
        UserId = person.UserId;
        Email = person.Email;
        FullName = person.FullName;
        Department = person.Department;
        Language = person.Language;
        MergeValues = person.MergeValues;
        TrackingId = trackingId;
        SendAt = simulation.SendTimeFor(person.UserId);
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

    /// <summary>Takes away who they were; what they did stays, so that the numbers of the simulation do.</summary>
    public void Forget()
    {
        (Email, FullName, ServerReply) = ("", "", null);
        MergeValues = new Dictionary<string, string>();
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
        Simulation simulation, SimulationLure lure, RecipientSnapshot person, Guid trackingId, DateTimeOffset now) =>
        new(simulation, lure, person, trackingId, now);

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

    /// <summary>Writes down a hit, and counts it if a person was behind it. A repetition changes no count.</summary>
    public void Record(Hit hit)
    {
        // The first hit of its kind is always written down: what follows people's behaviour reads no more than these lines.
        if (EventCount < MaxEvents || IsFirst(hit))
        {
            Note(hit.Kind, hit.At, hit.Verdict, hit.Client);
        }

        if (hit.Verdict != Verdict.Human)
        {
            return;
        }

        OpenedAt ??= hit.At;
        if (hit.Kind is SimulationEventKind.Clicked or SimulationEventKind.Submitted)
        {
            ClickedAt ??= hit.At;
        }

        if (hit.Kind == SimulationEventKind.Submitted)
        {
            SubmittedAt ??= hit.At;
        }

        if (hit.Kind == SimulationEventKind.Reported)
        {
            ReportedAt ??= hit.At;
        }
    }

    private bool IsFirst(Hit hit) => hit.Verdict == Verdict.Human && hit.Kind switch
    {
        SimulationEventKind.Opened => OpenedAt,
        SimulationEventKind.Clicked => ClickedAt,
        SimulationEventKind.Submitted => SubmittedAt,
        SimulationEventKind.Reported => ReportedAt,
        _ => hit.At,
    } is null;

    private void Note(SimulationEventKind kind, DateTimeOffset at, Verdict verdict, string? client)
    {
        EventCount++;
        _events.Add(new SimulationEvent(this, kind, at, verdict, client));
    }

    private static string Cut(string text) => text.Length <= MaxReplyLength ? text : text[..MaxReplyLength];
}

/// <summary>A person's data as it was at the launch.</summary>
/// <param name="MergeValues">By merge field name; custom attributes as <c>custom.name</c>.</param>
public sealed record RecipientSnapshot(
    Guid UserId, string Email, string FullName, string? Department, string Language, IReadOnlyDictionary<string, string> MergeValues);

/// <param name="Client">Family of the client, such as <c>Firefox on Linux</c>; never the whole header.</param>
public sealed record Hit(SimulationEventKind Kind, DateTimeOffset At, Verdict Verdict, string? Client)
{
    public const int MaxClientLength = 80;
}

/// <summary>One line of a simulation's timeline.</summary>
public sealed class SimulationEvent : Entity, ICompanyOwned
{
    internal SimulationEvent(Recipient recipient, SimulationEventKind kind, DateTimeOffset at, Verdict verdict, string? client) : base(at)
    {
        CompanyId = recipient.CompanyId;
        SimulationId = recipient.SimulationId;
        RecipientId = recipient.Id;
        Kind = kind;
        At = at;
        Verdict = verdict;
        Client = client;
    }

    private SimulationEvent()
    {
    }

    public Guid CompanyId { get; private set; }

    public Guid SimulationId { get; private set; }

    public Guid RecipientId { get; private set; }

    public SimulationEventKind Kind { get; private set; }

    public DateTimeOffset At { get; private set; }

    public Verdict Verdict { get; private set; }

    public string? Client { get; private set; }
}
