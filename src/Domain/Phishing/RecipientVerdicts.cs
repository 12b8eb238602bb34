namespace SecurityTraining.Domain.Phishing;

/// <summary>
/// What somebody did follows from the set of their hits that are judged human, in whatever order they came and whenever they were judged.
/// </summary>
public sealed partial class Recipient
{
    /// <summary>How often the picture was asked for, by anybody.</summary>
    public int RawOpened { get; private set; }

    /// <summary>How often the link was followed or an attached file opened, by anybody.</summary>
    public int RawClicked { get; private set; }

    /// <summary>How often the form was sent, by anybody.</summary>
    public int RawSubmitted { get; private set; }

    /// <summary>Client with which the person first looked at the mail: whoever only follows links may be a scanner that nothing gives away.</summary>
    public string? OwnClient { get; private set; }

    public string? OwnNetwork { get; private set; }

    public DateTimeOffset? OwnSince { get; private set; }

    /// <summary>Who followed the honeypot link last; see <see cref="HitEvidence.Caller"/>.</summary>
    public string? TrapCaller { get; private set; }

    public DateTimeOffset? TrapAt { get; private set; }

    public OwnComputer? Own(DateTimeOffset at) => OwnClient is not null && OwnSince < at ? new OwnComputer(OwnClient, OwnNetwork) : null;

    public bool IsTrapped(string? caller, DateTimeOffset at) =>
        caller is not null && caller == TrapCaller && (at - TrapAt!.Value).Duration() <= HitJudge.HoneypotWindow;

    /// <summary>Writes down a hit, and counts it if a person was behind it. A repetition changes no count.</summary>
    /// <exception cref="InvalidOperationException">It would tell what somebody did in works-council mode.</exception>
    public void Record(Hit hit)
    {
        if (IsPseudonymous)
        {
            throw new InvalidOperationException("What people do in works-council mode is written down under their pseudonym only.");
        }

        // What is earlier than all before of its kind is always written down: what follows people's behaviour reads no more than these lines.
        if (EventCount < MaxEvents || IsFirst(hit))
        {
            EventCount++;
            _events.Add(new SimulationEvent(this, hit));
        }

        RawOpened += hit.Kind == SimulationEventKind.Opened ? 1 : 0;
        RawClicked += hit.Kind is SimulationEventKind.Clicked or SimulationEventKind.AttachmentOpened ? 1 : 0;
        RawSubmitted += hit.Kind == SimulationEventKind.Submitted ? 1 : 0;
        if (hit.Caller is not null && hit.Reasons.Contains(VerdictReason.Honeypot) && (TrapAt is null || hit.At >= TrapAt))
        {
            (TrapCaller, TrapAt) = (hit.Caller, hit.At);
        }

        if (hit.Verdict == Verdict.Human)
        {
            Count(hit.Kind, hit.At, hit.Client, hit.Origin?.Network);
        }
    }

    /// <summary>Judges hits anew and draws the consequences. All events must be loaded.</summary>
    /// <param name="judge">Null: the line stays as it is.</param>
    /// <returns>How many of them got another verdict.</returns>
    public int Rejudge(Func<SimulationEvent, Judgement?> judge)
    {
        var changed = 0;
        foreach (var line in _events.Where(line => line.IsHit))
        {
            if (judge(line) is { } judgement)
            {
                changed += judgement.Verdict == line.Verdict ? 0 : 1;
                line.Rejudge(judgement);
            }
        }

        if (changed > 0)
        {
            Recount();
        }

        return changed;
    }

    private void Recount()
    {
        OpenedAt = ClickedAt = SubmittedAt = ReportedAt = OwnSince = null;
        OwnClient = OwnNetwork = null;
        foreach (var line in _events.Where(line => line.Verdict == Verdict.Human && (line.IsHit || line.Kind == SimulationEventKind.Reported)))
        {
            Count(line.Kind, line.At, line.Client, line.Network);
        }
    }

    private void Count(SimulationEventKind kind, DateTimeOffset at, string? client, string? network)
    {
        OpenedAt = Earlier(OpenedAt, at);
        if (kind is SimulationEventKind.Clicked or SimulationEventKind.Submitted or SimulationEventKind.AttachmentOpened)
        {
            ClickedAt = Earlier(ClickedAt, at);
        }

        if (kind == SimulationEventKind.Submitted)
        {
            SubmittedAt = Earlier(SubmittedAt, at);
        }

        if (kind == SimulationEventKind.Reported)
        {
            ReportedAt = Earlier(ReportedAt, at);
        }

        if (client is not null && kind == SimulationEventKind.Opened && (OwnSince is null || at < OwnSince || (at == OwnSince && Compare(client, network) < 0)))
        {
            (OwnClient, OwnNetwork, OwnSince) = (client, network, at);
        }
    }

    /// <summary>Of two at the same moment always the same is taken.</summary>
    private int Compare(string client, string? network) =>
        string.CompareOrdinal(client, OwnClient) is not 0 and var order ? order : string.CompareOrdinal(network, OwnNetwork);

    private bool IsFirst(Hit hit) => hit.Verdict == Verdict.Human && hit.Kind switch
    {
        SimulationEventKind.Opened => OpenedAt is null || hit.At < OpenedAt,
        SimulationEventKind.Clicked or SimulationEventKind.AttachmentOpened => ClickedAt is null || hit.At < ClickedAt,
        SimulationEventKind.Submitted => SubmittedAt is null || hit.At < SubmittedAt,
        SimulationEventKind.Reported => ReportedAt is null || hit.At < ReportedAt,
        _ => false,
    };

    private static DateTimeOffset Earlier(DateTimeOffset? known, DateTimeOffset at) => known < at ? known.Value : at;
}
