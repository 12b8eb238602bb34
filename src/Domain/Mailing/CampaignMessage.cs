using SecurityTraining.Domain.Common;
using SecurityTraining.Domain.Phishing;

namespace SecurityTraining.Domain.Mailing;

public enum CampaignEventKind
{
    Sent,
    Failed,
    Skipped,
    Opened,
    Clicked,

    /// <summary>A mail server has given it back after it had been taken.</summary>
    Bounced,
    Unsubscribed,

    /// <summary>Somebody has called it spam.</summary>
    Complained,
}

/// <summary>The mail of a campaign to one person, and what became of it. Their data is a copy from the time of the start.</summary>
public sealed class CampaignMessage : AggregateRoot, ICompanyOwned
{
    /// <summary>More than this is answered but no longer written down one by one.</summary>
    public const int MaxEvents = 200;

    public const int MaxReplyLength = 500;

    private readonly List<CampaignEvent> _events = [];

    private CampaignMessage(Campaign campaign, RecipientSnapshot person, Guid trackingId, DateTimeOffset now) : base(now)
    {
        CompanyId = campaign.CompanyId;
        CampaignId = campaign.Id;
        EditionId = campaign.EditionFor(person.Language).Id;
        UserId = person.UserId;
        Email = person.Email;
        FullName = person.FullName;
        Language = person.Language;
        MergeValues = person.MergeValues;
        TrackingId = CampaignLinks.WithoutNumber(trackingId);
        Variant = campaign.VariantFor(person.UserId);
    }

    private CampaignMessage()
    {
        Email = FullName = Language = null!;
        MergeValues = null!;
    }

    public Guid CompanyId { get; private set; }

    public Guid CampaignId { get; private set; }

    public Guid EditionId { get; private set; }

    public Guid UserId { get; private set; }

    public string Email { get; private set; }

    public string FullName { get; private set; }

    public string Language { get; private set; }

    public IReadOnlyDictionary<string, string> MergeValues { get; private set; }

    /// <summary>120 random bits and a zero, in whose place a link has its number (<see cref="CampaignLinks"/>).</summary>
    public Guid TrackingId { get; private set; }

    /// <summary>Null: waits until it is known which subject is better.</summary>
    public SubjectVariant? Variant { get; private set; }

    public DeliveryStatus Delivery { get; private set; }

    public DateTimeOffset? SentAt { get; private set; }

    /// <summary>What the mail server said when it refused, or why nothing was sent.</summary>
    public string? ServerReply { get; private set; }

    public DateTimeOffset? OpenedAt { get; private set; }

    public DateTimeOffset? ClickedAt { get; private set; }

    public DateTimeOffset? BouncedAt { get; private set; }

    public DateTimeOffset? UnsubscribedAt { get; private set; }

    public DateTimeOffset? ComplainedAt { get; private set; }

    public int EventCount { get; private set; }

    public IReadOnlyList<CampaignEvent> Events => _events;

    public static CampaignMessage Freeze(Campaign campaign, RecipientSnapshot person, Guid trackingId, DateTimeOffset now) =>
        new(campaign, person, trackingId, now);

    /// <summary>Takes away who they were; what they did stays, so that the numbers of the campaign do.</summary>
    public void Forget()
    {
        (Email, FullName, ServerReply) = ("", "", null);
        MergeValues = new Dictionary<string, string>();
    }

    /// <summary>Takes away the name of the manager, if it is this one.</summary>
    public void ForgetManager(string name)
    {
        if (MergeValues.GetValueOrDefault(Recipient.ManagerField) == name)
        {
            MergeValues = MergeValues.Where(pair => pair.Key != Recipient.ManagerField).ToDictionary(StringComparer.Ordinal);
        }
    }

    /// <summary>The better subject is known.</summary>
    public void Take(SubjectVariant variant) => Variant ??= variant;

    public void MarkSent(DateTimeOffset now)
    {
        if (Delivery != DeliveryStatus.Sent)
        {
            (Delivery, SentAt, ServerReply) = (DeliveryStatus.Sent, now, null);
            Note(CampaignEventKind.Sent, now);
        }
    }

    public void MarkFailed(string reply, DateTimeOffset now) => GiveUp(DeliveryStatus.Failed, CampaignEventKind.Failed, reply, now);

    public void Skip(string reason, DateTimeOffset now) => GiveUp(DeliveryStatus.Skipped, CampaignEventKind.Skipped, reason, now);

    /// <summary>A try has failed and another will follow.</summary>
    public void NoteReply(string reply) => ServerReply = Cut(reply);

    /// <summary>Writes down an opening or a click, and counts it if a person was behind it. Whoever clicks has opened.</summary>
    /// <param name="link">Its number; null for an opening.</param>
    public void Record(int? link, DateTimeOffset at, Verdict verdict, string? client)
    {
        var isFirst = verdict == Verdict.Human && (link is null ? OpenedAt : ClickedAt) is null;
        if (EventCount < MaxEvents || isFirst)
        {
            Note(link is null ? CampaignEventKind.Opened : CampaignEventKind.Clicked, at, verdict, client, link);
        }

        if (verdict == Verdict.Human)
        {
            OpenedAt ??= at;
            ClickedAt ??= link is null ? null : at;
        }
    }

    public void RecordBounce(string reason, DateTimeOffset now)
    {
        if (BouncedAt is null)
        {
            (BouncedAt, ServerReply) = (now, Cut(reason));
            Note(CampaignEventKind.Bounced, now);
        }
    }

    public void RecordUnsubscribe(DateTimeOffset now)
    {
        if (UnsubscribedAt is null)
        {
            UnsubscribedAt = now;
            Note(CampaignEventKind.Unsubscribed, now);
        }
    }

    public void RecordComplaint(DateTimeOffset now)
    {
        if (ComplainedAt is null)
        {
            ComplainedAt = now;
            Note(CampaignEventKind.Complained, now);
        }
    }

    private void GiveUp(DeliveryStatus outcome, CampaignEventKind kind, string reply, DateTimeOffset now)
    {
        if (Delivery == DeliveryStatus.Pending)
        {
            (Delivery, ServerReply) = (outcome, Cut(reply));
            Note(kind, now);
        }
    }

    private void Note(CampaignEventKind kind, DateTimeOffset at, Verdict verdict = Verdict.Human, string? client = null, int? link = null)
    {
        EventCount++;
        _events.Add(new CampaignEvent(this, kind, at, verdict, client, link));
    }

    private static string Cut(string text) => text.Cut(MaxReplyLength);
}

/// <summary>One thing that happened to a mail of a campaign.</summary>
public sealed class CampaignEvent : Entity, ICompanyOwned
{
    internal CampaignEvent(
        CampaignMessage message, CampaignEventKind kind, DateTimeOffset at, Verdict verdict, string? client, int? link) : base(at)
    {
        CompanyId = message.CompanyId;
        CampaignId = message.CampaignId;
        MessageId = message.Id;
        (Kind, At, Verdict, Client, Link) = (kind, at, verdict, client, link);
    }

    private CampaignEvent()
    {
    }

    public Guid CompanyId { get; private set; }

    public Guid CampaignId { get; private set; }

    public Guid MessageId { get; private set; }

    public CampaignEventKind Kind { get; private set; }

    public DateTimeOffset At { get; private set; }

    public Verdict Verdict { get; private set; }

    /// <summary>Family of the client, such as <c>Firefox on Linux</c>; never the whole header.</summary>
    public string? Client { get; private set; }

    /// <summary>The number of the link; null for anything but a click.</summary>
    public int? Link { get; private set; }
}

/// <summary>How a link says which one it is: by the last byte of the id in its token, which the token's signature covers.</summary>
public static class CampaignLinks
{
    public static Guid WithoutNumber(Guid id) => With(id, 0);

    /// <param name="number">1 to <see cref="TrackedContent.MaxLinks"/>.</param>
    public static Guid With(Guid id, int number)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes);
        bytes[^1] = (byte)number;
        return new Guid(bytes);
    }

    public static int NumberOf(Guid id)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes);
        return bytes[^1];
    }
}
