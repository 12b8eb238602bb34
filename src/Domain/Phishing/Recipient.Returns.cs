namespace SecurityTraining.Domain.Phishing;

/// <summary>Why a mail has come back (RFC 3463).</summary>
public enum BounceKind
{
    /// <summary>There is no such mailbox, nor will there be.</summary>
    Hard,

    /// <summary>Full, busy or away: another mail may get through.</summary>
    Soft,

    /// <summary>Refused as unwanted: by a filter, or for want of authentication.</summary>
    Policy,
}

/// <content>What comes back after the mail has been sent.</content>
public sealed partial class Recipient
{
    /// <summary>A mail server has sent it back after it had been taken. For good, the delivery has failed after all.</summary>
    /// <param name="reply">What that server says.</param>
    public void NoteBounce(BounceKind kind, string reply, DateTimeOffset now)
    {
        var text = Cut($"Bounced ({kind.ToString().ToLowerInvariant()}): {reply}");
        if (Delivery != DeliveryStatus.Sent || ServerReply == text)
        {
            return;
        }

        ServerReply = text;
        Delivery = kind == BounceKind.Hard ? DeliveryStatus.Failed : Delivery;
        Note(SimulationEventKind.Bounced, now, Verdict.Human, client: null);
    }

    /// <summary>Not written down in works-council mode: to answer is something that people do.</summary>
    /// <param name="isAutomatic">A machine has answered.</param>
    public void NoteReplied(bool isAutomatic, DateTimeOffset now)
    {
        if (EventCount < MaxEvents && !IsPseudonymous)
        {
            Note(isAutomatic ? SimulationEventKind.AutoReplied : SimulationEventKind.Replied, now, Verdict.Human, client: null);
        }
    }
}
