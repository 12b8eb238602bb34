using ErrorOr;

namespace SecurityTraining.Domain.Phishing;

/// <summary>When the mails of a simulation may go out, besides its start and its end. Hours and days are those of whoever gets the mail.</summary>
public sealed record SendTiming
{
    public const int MaxBlackouts = 50;

    /// <summary>One day.</summary>
    public const int MaxJitterMinutes = 24 * 60;

    public const int MaxMailsPerHour = 100_000;

    /// <summary>Null: around the clock.</summary>
    public BusinessHours? BusinessHours { get; init; }

    /// <summary>Nothing goes out on the days of the company's holiday calendar.</summary>
    public bool SkipHolidays { get; init; }

    /// <summary>Days on which nothing goes out.</summary>
    public IReadOnlyList<Blackout>? Blackouts { get; init; }

    /// <summary>Each mail is moved by up to so many minutes of open time.</summary>
    public int JitterMinutes { get; init; }

    /// <summary>The most mails to one mail domain within one hour of the clock (UTC); null: no limit.</summary>
    public int? MaxPerHourAndDomain { get; init; }
}

/// <summary>From the one time of day until, and without, the other.</summary>
public sealed record BusinessHours(TimeOnly From, TimeOnly To, IReadOnlyList<DayOfWeek> Weekdays);

/// <summary>From one day to another, both included.</summary>
public sealed record Blackout(DateOnly From, DateOnly To);

/// <summary>A time and place in which a simulation, or what was added to it, is sent.</summary>
/// <param name="Until">Null: <paramref name="SpreadMinutes"/> say how long it takes.</param>
/// <param name="SpreadMinutes">Of open time, so that nights between do not count.</param>
/// <param name="Holidays">Those that count for this simulation.</param>
public sealed record SendWindow(
    DateTimeOffset From, DateTimeOffset? Until, int SpreadMinutes, SendTiming? Timing, IReadOnlyList<DateOnly> Holidays)
{
    /// <summary>The last mail goes out no later than so long after the first may: what people do then is still counted for a month.</summary>
    public static readonly TimeSpan MaxLength = TimeSpan.FromDays(60);
}

public static class SendWindowErrors
{
    public static readonly Error NoRoom = Error.Conflict(
        "plan_has_no_room",
        "Not everybody's mail finds a place within 60 days: hours, holidays, blackouts and the limit for each domain leave too little time.");

    public static readonly Error EndBeforeStart = Error.Validation("end_before_start", "The end must lie after the start, by at most 60 days.");
}
