namespace SecurityTraining.Domain.Learning.Enrollments;

/// <summary>
/// Which parts of a video have really been played. Each second counts once, and no more of them than can have been played since the lesson was
/// opened: whoever skips to the end has not watched it.
/// </summary>
/// <param name="Seconds">How long it is.</param>
/// <param name="Spans">In order, and apart from each other.</param>
/// <param name="Credit">Seconds that can have been played and that nobody has reported.</param>
/// <param name="CreditedAt">Up to when time has become credit; null: the lesson has not been opened yet.</param>
public sealed record WatchedVideo(int Seconds, IReadOnlyList<WatchedSpan> Spans, double Credit = 0, DateTimeOffset? CreditedAt = null)
{
    /// <summary>More islands than this nobody watches; the next ones count when they reach one of these.</summary>
    public const int MaxSpans = 200;

    /// <summary>The fastest that a player plays.</summary>
    public const int MaxRate = 2;

    /// <summary>In seconds: more is not saved up, so that a lesson which stood open overnight is not watched at once in the morning.</summary>
    public const int MaxCredit = 15 * 60;

    /// <summary>Whole percent, rounded down.</summary>
    public int Percent => (int)(Spans.Sum(span => (long)span.Length) * 100 / Seconds);

    public static WatchedVideo Of(int seconds) => new(seconds, []);

    /// <summary>Time begins to count.</summary>
    public WatchedVideo Open(DateTimeOffset now) => CreditedAt is null ? this with { CreditedAt = now } : this;

    /// <param name="reported">What a device says it has played, in any order; it may repeat itself.</param>
    public WatchedVideo Play(IEnumerable<WatchedSpan> reported, DateTimeOffset now)
    {
        var since = CreditedAt ?? now;
        var credit = Math.Min(MaxCredit, Credit + (MaxRate * Math.Max(0, (now - since).TotalSeconds)));
        var played = Spans;
        foreach (var span in reported.Select(Within).Where(span => span.Length > 0).OrderBy(span => span.From))
        {
            foreach (var gap in Gaps(played, span))
            {
                var believed = gap with { To = (int)Math.Min(gap.To, gap.From + credit) };
                var merged = believed.Length > 0 ? Merge(played, believed) : played;
                if (merged.Count <= MaxSpans && believed.Length > 0)
                {
                    (played, credit) = (merged, credit - believed.Length);
                }
            }
        }

        return this with { Spans = played, Credit = credit, CreditedAt = now > since ? now : since };
    }

    private WatchedSpan Within(WatchedSpan span) => new(Math.Max(0, span.From), Math.Min(Seconds, span.To));

    /// <summary>What of a span has not been played before.</summary>
    private static List<WatchedSpan> Gaps(IReadOnlyList<WatchedSpan> played, WatchedSpan span)
    {
        var (gaps, from) = (new List<WatchedSpan>(), span.From);
        foreach (var known in played.Where(known => known.To > span.From && known.From < span.To))
        {
            if (known.From > from)
            {
                gaps.Add(new WatchedSpan(from, known.From));
            }

            from = known.To;
        }

        if (from < span.To)
        {
            gaps.Add(span with { From = from });
        }

        return gaps;
    }

    private static List<WatchedSpan> Merge(IReadOnlyList<WatchedSpan> played, WatchedSpan added)
    {
        var touching = played.Where(known => known.To >= added.From && known.From <= added.To).Append(added).ToList();
        var joined = new WatchedSpan(touching.Min(span => span.From), touching.Max(span => span.To));
        return [.. played.Except(touching).Append(joined).OrderBy(span => span.From)];
    }
}

/// <summary>In seconds from the beginning of the video; the second at <paramref name="To"/> is no part of it.</summary>
public sealed record WatchedSpan(int From, int To)
{
    internal int Length => To - From;
}

/// <summary>What a device says of a video.</summary>
/// <param name="EnoughPercent">How much of it makes the lesson done.</param>
public sealed record Watching(IReadOnlyList<WatchedSpan> Spans, int EnoughPercent);

/// <summary>What the operator may set of how people learn.</summary>
public sealed record LearningPolicy
{
    public const string Section = "Learning";

    /// <summary>How much of a video must have been watched for its lesson to be done; from 1 to 100.</summary>
    public int WatchedPercent
    {
        get;
        init => field = value is >= 1 and <= 100 ? value : throw new InvalidOperationException("Learning:WatchedPercent must be from 1 to 100.");
    }
    = 90;
}
