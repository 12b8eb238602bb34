namespace SecurityTraining.Domain.Common;

/// <summary>Days as they are somewhere; time zones by their IANA names.</summary>
public static class LocalDays
{
    /// <summary>The day on which the moment falls there.</summary>
    public static DateOnly DayIn(this DateTimeOffset moment, string timeZone) =>
        DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(moment, TimeZoneInfo.FindSystemTimeZoneById(timeZone)).DateTime);

    /// <summary>The first moment of the day there, which is not always midnight: some places skip that in spring.</summary>
    public static DateTimeOffset StartIn(this DateOnly day, string timeZone)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(timeZone);
        var start = day.ToDateTime(TimeOnly.MinValue);
        while (zone.IsInvalidTime(start))
        {
            start = start.AddMinutes(15);
        }

        return new DateTimeOffset(start, zone.GetUtcOffset(start)).ToUniversalTime();
    }

    /// <summary>What a clock that shows this means there: of an hour that comes twice the first one, of one that is missing its end.</summary>
    public static DateTimeOffset MomentIn(this DateTime local, string timeZone)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(timeZone);
        while (zone.IsInvalidTime(local))
        {
            local = local.AddMinutes(1);
        }

        var offset = zone.IsAmbiguousTime(local) ? zone.GetAmbiguousTimeOffsets(local).Max() : zone.GetUtcOffset(local);
        return new DateTimeOffset(local, offset).ToUniversalTime();
    }
}
