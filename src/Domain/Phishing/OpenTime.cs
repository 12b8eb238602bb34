namespace SecurityTraining.Domain.Phishing;

/// <summary>The stretches of a window in which mails may go out to people of one time zone, one after the other.</summary>
internal sealed class OpenTime
{
    private readonly List<Stretch> _stretches = [];
    private readonly TimeZoneInfo _zone;
    private readonly SendWindow _window;

    public OpenTime(SendWindow window, string timeZone)
    {
        _window = window;
        _zone = TimeZoneInfo.FindSystemTimeZoneById(timeZone);
        Latest = (window.From + SendWindow.MaxLength).UtcTicks;
        foreach (var (from, to) in Days())
        {
            var start = Math.Max(from, window.From.UtcTicks);
            if (start < to && start < Latest)
            {
                _stretches.Add(new Stretch(start, Math.Min(to, Latest)));
            }
        }

        End = window.Until is { } until ? Math.Min(until.UtcTicks, Latest) : Place(LongestWait) ?? Latest;
        Length = window.Until is null
            ? TimeSpan.FromMinutes(window.SpreadMinutes).Ticks
            : _stretches.Sum(stretch => Math.Max(0, Math.Min(stretch.To, End) - stretch.From));
    }

    /// <summary>How much of the window is open, in ticks.</summary>
    public long Length { get; }

    /// <summary>Where the window ends (UTC ticks): what comes later is late.</summary>
    public long End { get; }

    private long Latest { get; }

    /// <summary>Without a spread, the jitter alone says how long it takes.</summary>
    private long LongestWait =>
        TimeSpan.FromMinutes(_window.SpreadMinutes > 0 ? _window.SpreadMinutes : _window.Timing?.JitterMinutes ?? 0).Ticks;

    /// <summary>The moment (UTC ticks) at which so much open time has gone by; null if there is not so much.</summary>
    public long? Place(long elapsed)
    {
        foreach (var (from, to) in _stretches)
        {
            if (elapsed < to - from)
            {
                return from + elapsed;
            }

            elapsed -= to - from;
        }

        return null;
    }

    /// <summary>The first open moment (UTC ticks) that is not before the given one.</summary>
    public long? Next(long moment)
    {
        foreach (var (from, to) in _stretches)
        {
            if (moment < to)
            {
                return Math.Max(moment, from);
            }
        }

        return null;
    }

    private IEnumerable<(long From, long To)> Days()
    {
        var timing = _window.Timing;
        var closed = timing?.SkipHolidays == true ? _window.Holidays.ToHashSet() : [];
        var (hours, blackouts) = (timing?.BusinessHours, timing?.Blackouts ?? []);
        if (hours is null && closed.Count == 0 && blackouts.Count == 0)
        {
            yield return (_window.From.UtcTicks, Latest);
            yield break;
        }

        // A day more at each end: where the window starts it may be another day.
        var first = DateOnly.FromDateTime(_window.From.UtcDateTime).AddDays(-1);
        for (var day = first; day <= first.AddDays((int)SendWindow.MaxLength.TotalDays + 3); day = day.AddDays(1))
        {
            if (closed.Contains(day) || blackouts.Any(blackout => blackout.From <= day && day <= blackout.To)
                || hours?.Weekdays.Contains(day.DayOfWeek) == false)
            {
                continue;
            }

            var from = day.ToDateTime(hours?.From ?? TimeOnly.MinValue);
            var to = hours is null ? day.AddDays(1).ToDateTime(TimeOnly.MinValue) : day.ToDateTime(hours.To);
            if (Between(from, to) is var (open, close) && open < close)
            {
                yield return (open, close);
            }
        }
    }

    /// <summary>
    /// Where clocks are put back, an hour comes twice: open from the second time on and closed at the first, so that what lies between is
    /// within the hours whichever way one reads the clock.
    /// </summary>
    private (long Open, long Close) Between(DateTime from, DateTime to)
    {
        var close = Moment(to, first: true);
        var open = Moment(from, first: false);
        return (open < close ? open : Moment(from, first: true), close);
    }

    private long Moment(DateTime local, bool first)
    {
        // Where clocks are put forward, an hour is missing: what should happen in it happens at its end.
        while (_zone.IsInvalidTime(local))
        {
            local = local.AddMinutes(1);
        }

        var offset = _zone.IsAmbiguousTime(local)
            ? first ? _zone.GetAmbiguousTimeOffsets(local).Max() : _zone.GetAmbiguousTimeOffsets(local).Min()
            : _zone.GetUtcOffset(local);
        return new DateTimeOffset(local, offset).UtcTicks;
    }

    private sealed record Stretch(long From, long To);
}
