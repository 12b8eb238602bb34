namespace SecurityTraining.Domain.Learning.Certificates;

/// <summary>When people are reminded of certificates that expire: a month and a week before.</summary>
public static class ExpiryReminders
{
    private static readonly int[] DaysBefore = [30, 7];

    /// <returns>The moment of the first reminder that lies after <paramref name="now"/>; null if there is none.</returns>
    public static DateTimeOffset? Next(DateTimeOffset? expiresAt, DateTimeOffset now) => expiresAt is { } end
        ? DaysBefore.Select(days => (DateTimeOffset?)end.AddDays(-days)).FirstOrDefault(at => at > now)
        : null;
}
