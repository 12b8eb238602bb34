namespace SecurityTraining.Domain.Phishing;

/// <param name="IsLate">There was no room before the end, so it goes out at the next open moment after it.</param>
public sealed record PlannedTime(DateTimeOffset At, bool IsLate);

/// <summary>
/// Gives each person the moment of their mail: at random, evenly over the open time of their own time zone, and the same each time it is
/// asked. Only a limit for each domain makes people depend on each other; then they must be asked for in the order of their ids.
/// </summary>
public sealed class SendPlanner(Guid simulationId, SendWindow window, HourlyBookings? bookings = null)
{
    private readonly Dictionary<string, OpenTime> _zones = new(StringComparer.Ordinal);
    private readonly HourlyBookings _bookings = bookings ?? new HourlyBookings();

    /// <returns>Null if there is no room at all.</returns>
    public PlannedTime? TimeFor(Guid userId, string emailDomain, string timeZone)
    {
        if (!_zones.TryGetValue(timeZone, out var open))
        {
            _zones[timeZone] = open = new OpenTime(window, timeZone);
        }

        if (Wish(userId, open) is not { } wish || Booked(emailDomain, wish, open) is not { } moment)
        {
            return null;
        }

        // As finely as every database keeps it: what is sent is compared with what was shown.
        return new PlannedTime(new DateTimeOffset(moment - (moment % TimeSpan.TicksPerMicrosecond), TimeSpan.Zero), IsLate: window.Until is null ? moment > open.End : moment >= open.End);
    }

    private long? Wish(Guid userId, OpenTime open)
    {
        if (open.Length == 0 && window.Until is not null)
        {
            return open.Next(open.End);
        }

        var elapsed = (long)(open.Length * Chance.Of(simulationId, userId, "time"));
        if (window.Timing is { JitterMinutes: > 0 and var minutes })
        {
            // At the end of the window there is no later: whoever would come after it is thrown back by as much.
            elapsed += (long)(TimeSpan.FromMinutes(minutes).Ticks * Chance.Of(simulationId, userId, "jitter"));
            elapsed = open.Length == 0 || elapsed < open.Length ? elapsed : Math.Max(0, (2 * open.Length) - elapsed - 1);
        }

        return open.Place(elapsed);
    }

    private long? Booked(string domain, long moment, OpenTime open)
    {
        if (window.Timing?.MaxPerHourAndDomain is not { } most)
        {
            return moment;
        }

        var withinHour = moment % TimeSpan.TicksPerHour;
        while (true)
        {
            var hour = moment / TimeSpan.TicksPerHour;
            var free = _bookings.FirstWithRoom(domain, hour, most);
            if (free == hour)
            {
                _bookings.Take(domain, hour);
                return moment;
            }

            if (open.Next((free * TimeSpan.TicksPerHour) + withinHour) is not { } next)
            {
                return null;
            }

            moment = next;
        }
    }
}

/// <summary>How many mails to a domain are planned for which hour (of UTC, counted since the year 1).</summary>
public sealed class HourlyBookings
{
    private readonly Dictionary<(string Domain, long Hour), long> _next = [];

    /// <param name="mails">Those that are planned already.</param>
    public HourlyBookings(IReadOnlyDictionary<string, Dictionary<long, int>>? mails = null)
    {
        Mails = new Dictionary<string, Dictionary<long, int>>(StringComparer.Ordinal);
        foreach (var (domain, hours) in mails ?? new Dictionary<string, Dictionary<long, int>>(StringComparer.Ordinal))
        {
            Mails.Add(domain, new Dictionary<long, int>(hours));
        }
    }

    public Dictionary<string, Dictionary<long, int>> Mails { get; }

    internal void Take(string domain, long hour)
    {
        if (!Mails.TryGetValue(domain, out var hours))
        {
            Mails[domain] = hours = [];
        }

        hours[hour] = hours.GetValueOrDefault(hour) + 1;
    }

    /// <summary>Remembers what was full, since that stays so: a long row of full hours is walked through once.</summary>
    internal long FirstWithRoom(string domain, long hour, int most)
    {
        var (free, hours) = (hour, Mails.GetValueOrDefault(domain));
        while (hours is not null && hours.GetValueOrDefault(free) >= most)
        {
            free = _next.GetValueOrDefault((domain, free), free + 1);
        }

        if (free > hour)
        {
            _next[(domain, hour)] = free;
        }

        return free;
    }
}
