using SecurityTraining.Domain.Common;

namespace SecurityTraining.Domain.Learning.Enrollments;

/// <summary>That a course is taken again and again.</summary>
/// <param name="Months">From the day of one completion, where the person is, to the day on which they are asked again.</param>
/// <param name="GraceDays">How long they then have.</param>
public sealed record Repetition(int Months, int GraceDays = Repetition.DefaultGraceDays)
{
    public const int MaxMonths = 120;
    public const int DefaultGraceDays = 30;
    public const int MaxGraceDays = 365;

    /// <returns>The beginning of that day: whoever completed the course on the 31st is asked on the last day of a shorter month.</returns>
    public DateTimeOffset Next(DateTimeOffset completedAt, string timeZone) => completedAt.DayIn(timeZone).AddMonths(Months).StartIn(timeZone);
}
