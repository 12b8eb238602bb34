namespace SecurityTraining.Domain.Auditing;

public enum AuditFault
{
    /// <summary>The entry has been taken away, while later ones are there.</summary>
    Missing,

    /// <summary>The entry does not say what it said when it was written.</summary>
    Altered,

    /// <summary>The entry does not follow from the one before it: one of the two has been replaced.</summary>
    Unlinked,

    /// <summary>The newest entries, from this one on, have been taken away.</summary>
    Truncated,

    /// <summary>The entry is not the one that the end of the chain was set to.</summary>
    HeadMismatch,

    /// <summary>The entry lies beyond the end of the chain: the service has not written it.</summary>
    BeyondHead,
}

/// <param name="Seq">The first entry that is not as it was written.</param>
public sealed record AuditBreak(long Seq, AuditFault Reason);

/// <summary>Goes along a company's chain, entry by entry from the first, and remembers where it is first broken. Keeps nothing but one hash.</summary>
public sealed class AuditChainCheck
{
    private byte[] _last = AuditHash.BeforeTheFirst.ToArray();

    /// <summary>How many entries are whole.</summary>
    public long Entries { get; private set; }

    public AuditBreak? FirstBroken { get; private set; }

    /// <returns>Whether the chain is whole so far: there is nothing to learn from entries after a break.</returns>
    public bool Follow(AuditEntry entry)
    {
        var expected = Entries + 1;
        FirstBroken = entry switch
        {
            _ when entry.Seq != expected => new AuditBreak(expected, AuditFault.Missing),
            _ when !AuditHash.Of(entry).AsSpan().SequenceEqual(entry.Hash) => new AuditBreak(expected, AuditFault.Altered),
            _ when !_last.AsSpan().SequenceEqual(entry.PrevHash) => new AuditBreak(expected, AuditFault.Unlinked),
            _ => null,
        };
        if (FirstBroken is not null)
        {
            return false;
        }

        Entries = entry.Seq;
        _last = entry.Hash;
        return true;
    }

    /// <summary>To be called once the entries up to the head's have been followed, and none of them was broken.</summary>
    public void End(AuditHead head)
    {
        if (Entries < head.Seq)
        {
            FirstBroken = new AuditBreak(Entries + 1, AuditFault.Truncated);
        }
        else if (!_last.AsSpan().SequenceEqual(head.Hash))
        {
            FirstBroken = new AuditBreak(Math.Max(Entries, 1), AuditFault.HeadMismatch);
        }
    }

    /// <param name="head">As it is now, not as it was when the entries were followed.</param>
    /// <param name="newest">Number of the newest entry, looked for before the head was read; 0: there is none.</param>
    public void NothingBeyond(AuditHead head, long newest)
    {
        if (newest > head.Seq)
        {
            FirstBroken = new AuditBreak(head.Seq + 1, AuditFault.BeyondHead);
        }
    }
}
