using SecurityTraining.Domain.Common;

namespace SecurityTraining.Domain.Phishing.Programmes;

/// <content>When it runs. Chance falls the same way each time it is asked, so that what is shown is what happens.</content>
public sealed partial class Programme
{
    /// <summary>So far ahead is looked for a day.</summary>
    private const int HorizonYears = 5;

    private static readonly TimeSpan Grace = TimeSpan.FromHours(1);

    private static readonly DayOfWeek[] Weekdays =
        [DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday];

    /// <summary>Null: it is paused, or has come to its end. It may be overdue.</summary>
    public PlannedRun? NextRun(ProgrammeCalendar calendar) => Status == ProgrammeStatus.Active ? Upcoming(calendar).FirstOrDefault() : null;

    /// <summary>
    /// The runs to come, the next first: one for each week, month or quarter that has a working day left for it. A run that is overdue is the
    /// first one, too.
    /// </summary>
    public IEnumerable<PlannedRun> Upcoming(ProgrammeCalendar calendar)
    {
        var planned = calendar.DayOf(PlannedSince).AddDays(1);
        var earliest = planned > Rhythm.StartsOn ? planned : Rhythm.StartsOn;
        var period = Rhythm.PeriodOf(earliest);
        if (LastPeriod is { } last && period <= last)
        {
            period = Rhythm.PeriodAfter(Rhythm.PeriodOf(last));
        }

        var horizon = period.AddYears(HorizonYears);
        var end = Rhythm.EndsOn < horizon ? Rhythm.EndsOn.Value : horizon;
        for (; period <= end; period = Rhythm.PeriodAfter(period))
        {
            if (DayIn(period, earliest, end, calendar) is { } day)
            {
                yield return new PlannedRun(period, MomentOf(day, calendar));
            }
        }
    }

    /// <summary>
    /// Whether the run may still start: on its day, within the hours or at most an hour late, as after a restart. What is later would reach people at
    /// night or on a holiday.
    /// </summary>
    public bool MayStart(PlannedRun run, ProgrammeCalendar calendar, DateTimeOffset now) =>
        calendar.DayOf(run.At) == calendar.DayOf(now)
        && (now <= run.At + Grace || now < calendar.DayOf(now).ToDateTime(Rhythm.To).MomentIn(calendar.TimeZone));

    /// <summary>Whether there can be runs that nobody knows of yet, such as when a holiday is taken back.</summary>
    public bool MayRunAgain(ProgrammeCalendar calendar, DateTimeOffset now) =>
        Status == ProgrammeStatus.Active && (Rhythm.EndsOn is null || Rhythm.EndsOn >= calendar.DayOf(now));

    /// <summary>The runs that there would be if it were resumed now, or, of one that is not paused, those that there will be.</summary>
    public IEnumerable<PlannedRun> Prospect(ProgrammeCalendar calendar, DateTimeOffset now) =>
        Upcoming(calendar).Where(run => Status == ProgrammeStatus.Active || calendar.DayOf(run.At) > calendar.DayOf(now));

    private DateOnly? DayIn(DateOnly period, DateOnly earliest, DateOnly end, ProgrammeCalendar calendar)
    {
        var days = WorkingDays(period, calendar);
        if (Rhythm.WorkingDay is { } number && days.Count > 0)
        {
            days = [days[Math.Min(number, days.Count) - 1]];
        }

        var left = days.FindAll(day => day >= earliest && day <= end);
        return left.Count == 0 ? null : left.MinBy(day => ChanceOf(day, "day"));
    }

    private List<DateOnly> WorkingDays(DateOnly period, ProgrammeCalendar calendar)
    {
        var weekdays = Plan.Timing?.BusinessHours?.Weekdays ?? Weekdays;
        var blackouts = Plan.Timing?.Blackouts ?? [];
        var days = new List<DateOnly>();
        for (var day = period; day < Rhythm.PeriodAfter(period); day = day.AddDays(1))
        {
            if (weekdays.Contains(day.DayOfWeek) && !calendar.Holidays.Contains(day)
                && !blackouts.Any(blackout => blackout.From <= day && day <= blackout.To))
            {
                days.Add(day);
            }
        }

        return days;
    }

    private DateTimeOffset MomentOf(DateOnly day, ProgrammeCalendar calendar)
    {
        var minutes = (int)((Rhythm.To - Rhythm.From).TotalMinutes * ChanceOf(day, "hour"));
        return day.ToDateTime(Rhythm.From).AddMinutes(minutes).MomentIn(calendar.TimeZone);
    }

    /// <summary>Of each day for itself: a holiday that comes or goes moves no run but its own.</summary>
    private double ChanceOf(DateOnly day, string question) => Chance.Of(Id, CompanyId, $"{question} {day:O}");
}
