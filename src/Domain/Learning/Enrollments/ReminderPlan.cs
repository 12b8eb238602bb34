namespace SecurityTraining.Domain.Learning.Enrollments;

/// <summary>When people are reminded of what is due: a week and a day before, at the time, and three days after; never before they may begin.</summary>
public static class ReminderPlan
{
    /// <summary>After the due date; negative before it. With the last one the person's manager is told, too.</summary>
    private static readonly int[] Days = [-7, -1, 0, 3];

    /// <summary>In days after the due date.</summary>
    public static int Last => Days[^1];

    /// <returns>The moment of the first reminder that lies after <paramref name="now"/>; null if there is none.</returns>
    public static DateTimeOffset? Next(DateTimeOffset? dueAt, DateTimeOffset? startsAt, DateTimeOffset now)
    {
        foreach (var day in Days)
        {
            if (dueAt?.AddDays(day) is { } at && at > now && !(at < startsAt))
            {
                return at;
            }
        }

        return null;
    }

    /// <returns>The day of the last reminder whose time has come; null if none has.</returns>
    public static int? Reached(DateTimeOffset? dueAt, DateTimeOffset? startsAt, DateTimeOffset now) =>
        dueAt is { } due && Days.Where(day => due.AddDays(day) <= now && !(due.AddDays(day) < startsAt)).ToList() is [.., var last] ? last : null;
}
