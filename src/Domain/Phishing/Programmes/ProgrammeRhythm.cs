using SecurityTraining.Domain.Common;

namespace SecurityTraining.Domain.Phishing.Programmes;

public enum RunFrequency
{
    /// <summary>From Monday to Sunday.</summary>
    Weekly,
    Monthly,

    /// <summary>From January, April, July and October on.</summary>
    Quarterly,
}

/// <summary>How often a programme runs, and at which hours. Days and hours are the company's.</summary>
/// <param name="WorkingDay">The so many-th working day of the week, month or quarter, or its last if it has fewer; null: one at random.</param>
/// <param name="EndsOn">The last day on which it may run; null: it goes on.</param>
/// <param name="From">From when a run may start.</param>
/// <param name="To">And until, and without, when.</param>
public sealed record ProgrammeRhythm(RunFrequency Frequency, int? WorkingDay, DateOnly StartsOn, DateOnly? EndsOn, TimeOnly From, TimeOnly To)
{
    /// <summary>The most working days that a week, a month and a quarter can have, if people work on every day of the week.</summary>
    public static int MaxWorkingDay(RunFrequency frequency) => frequency switch
    {
        RunFrequency.Weekly => 7,
        RunFrequency.Monthly => 31,
        _ => 92,
    };

    /// <summary>The first day of the week, month or quarter in which the day lies.</summary>
    public DateOnly PeriodOf(DateOnly day) => Frequency switch
    {
        RunFrequency.Weekly => day.AddDays(-(((int)day.DayOfWeek + 6) % 7)),
        RunFrequency.Monthly => new DateOnly(day.Year, day.Month, 1),
        _ => new DateOnly(day.Year, day.Month - ((day.Month - 1) % 3), 1),
    };

    public DateOnly PeriodAfter(DateOnly period) => Frequency switch
    {
        RunFrequency.Weekly => period.AddDays(7),
        RunFrequency.Monthly => period.AddMonths(1),
        _ => period.AddMonths(3),
    };
}

/// <summary>Whose clock counts, and on which days nobody works besides those of the week.</summary>
/// <param name="TimeZone">IANA name.</param>
public sealed record ProgrammeCalendar(string TimeZone, IReadOnlySet<DateOnly> Holidays)
{
    public DateOnly DayOf(DateTimeOffset moment) => moment.DayIn(TimeZone);
}

/// <summary>A run that is to be.</summary>
/// <param name="Period">The first day of its week, month or quarter, by which it is known: there is one run in each.</param>
public sealed record PlannedRun(DateOnly Period, DateTimeOffset At);
