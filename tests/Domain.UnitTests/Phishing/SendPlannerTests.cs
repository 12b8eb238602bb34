using SecurityTraining.Domain.Phishing;

namespace SecurityTraining.Domain.UnitTests.Phishing;

public sealed class SendPlannerTests
{
    private static readonly string[] Zones =
    [
        "Europe/Berlin", "America/New_York", "America/Sao_Paulo", "Asia/Kolkata", "Pacific/Auckland", "Australia/Lord_Howe", "Asia/Beirut",
        "America/Havana", "Pacific/Kiritimati", "Etc/UTC",
    ];

    /// <summary>Around each of them some place puts its clocks forward or back.</summary>
    private static readonly DateTimeOffset[] Starts =
    [
        new(2026, 3, 27, 22, 0, 0, TimeSpan.Zero), new(2026, 10, 23, 13, 7, 0, TimeSpan.Zero), new(2026, 3, 6, 0, 0, 0, TimeSpan.Zero),
        new(2026, 10, 30, 5, 0, 0, TimeSpan.Zero), new(2026, 4, 3, 12, 0, 0, TimeSpan.Zero), new(2026, 12, 30, 23, 59, 0, TimeSpan.Zero),
    ];

    [Fact]
    public void No_mail_is_ever_planned_outside_what_the_plan_allows()
    {
        var random = new Random(20261123);
        for (var round = 0; round < 400; round++)
        {
            var window = AnyWindow(random);
            var (simulation, zone) = (AnyId(random), Zones[random.Next(Zones.Length)]);
            var planner = new SendPlanner(simulation, window);
            foreach (var person in Enumerable.Range(0, 20).Select(_ => AnyId(random)))
            {
                if (planner.TimeFor(person, "example.com", zone) is { } time)
                {
                    CheckOpen(window, time.At, zone);
                    time.At.ShouldBeGreaterThanOrEqualTo(window.From);
                    (time.At - window.From).ShouldBeLessThan(SendWindow.MaxLength);
                    if (window.Until is { } until)
                    {
                        (time.At >= until).ShouldBe(time.IsLate, "late is late, and nothing else is");
                    }

                    new SendPlanner(simulation, window).TimeFor(person, "example.com", zone).ShouldBe(time, "the same each time it is asked");
                }
                else
                {
                    HasNoRoom(window, zone).ShouldBeTrue($"{window} in {zone}");
                }
            }
        }
    }

    [Fact]
    public void Mails_fill_the_open_time_evenly()
    {
        // From Friday noon to Tuesday evening: a half day, a Monday and a Tuesday.
        var window = new SendWindow(
            new DateTimeOffset(2026, 11, 20, 12, 0, 0, TimeSpan.Zero),
            new DateTimeOffset(2026, 11, 24, 18, 0, 0, TimeSpan.Zero),
            SpreadMinutes: 0,
            new SendTiming { BusinessHours = Office(8, 16) },
            []);
        var planner = new SendPlanner(Guid.CreateVersion7(window.From), window);
        var days = Enumerable.Range(0, 5000)
            .Select(_ => planner.TimeFor(Guid.CreateVersion7(window.From), "example.com", "Etc/UTC")!.At.DayOfWeek)
            .CountBy(day => day)
            .ToDictionary();

        days.Keys.Order().ShouldBe([DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Friday]);
        days[DayOfWeek.Friday].ShouldBeInRange(850, 1150);
        days[DayOfWeek.Monday].ShouldBeInRange(1850, 2150);
    }

    [Fact]
    public void A_spread_counts_open_time_only()
    {
        // Friday 15:00 and two hours of open time: the second of them is on Monday.
        var window = new SendWindow(
            new DateTimeOffset(2026, 11, 20, 15, 0, 0, TimeSpan.Zero), Until: null, SpreadMinutes: 120, new SendTiming { BusinessHours = Office(8, 16) }, []);
        var planner = new SendPlanner(Guid.CreateVersion7(window.From), window);
        var times = Enumerable.Range(0, 500).Select(_ => planner.TimeFor(Guid.CreateVersion7(window.From), "example.com", "Etc/UTC")!).ToList();

        times.ShouldAllBe(time => !time.IsLate && time.At < new DateTimeOffset(2026, 11, 23, 9, 0, 0, TimeSpan.Zero));
        times.Count(time => time.At.DayOfWeek == DayOfWeek.Monday).ShouldBeInRange(200, 300);
    }

    [Fact]
    public void A_domain_gets_no_more_in_an_hour_than_it_may_and_the_plan_can_be_continued()
    {
        var window = new SendWindow(
            Starts[0], Until: null, SpreadMinutes: 120, new SendTiming { BusinessHours = Office(9, 12), MaxPerHourAndDomain = 7 }, []);
        var simulation = Guid.CreateVersion7(window.From);
        var people = Enumerable.Range(0, 300).Select(_ => Guid.CreateVersion7(window.From)).Order().ToList();
        var atOnce = new SendPlanner(simulation, window);
        var expected = people.ConvertAll(person => atOnce.TimeFor(person, Domain(person), "Europe/Berlin")!);

        var (bookings, inPortions) = (new HourlyBookings(), new List<PlannedTime>());
        foreach (var portion in people.Chunk(41))
        {
            bookings = new HourlyBookings(bookings.Mails);
            var planner = new SendPlanner(simulation, window, bookings);
            inPortions.AddRange(portion.Select(person => planner.TimeFor(person, Domain(person), "Europe/Berlin")!));
        }

        inPortions.ShouldBe(expected);
        expected.Zip(people).GroupBy(pair => (Domain(pair.Second), pair.First.At.UtcTicks / TimeSpan.TicksPerHour)).Max(hour => hour.Count()).ShouldBe(7);
        expected.ForEach(time => CheckOpen(window, time.At, "Europe/Berlin"));
        expected.ShouldContain(time => time.IsLate, "600 minutes' worth of mails do not fit into 120");
    }

    [Fact]
    public void A_year_without_an_open_day_has_no_room()
    {
        var window = new SendWindow(
            Starts[0], Until: null, 60, new SendTiming { Blackouts = [new Blackout(new DateOnly(2026, 1, 1), new DateOnly(2026, 12, 31))] }, []);
        new SendPlanner(Guid.CreateVersion7(window.From), window).TimeFor(Guid.CreateVersion7(window.From), "example.com", "Etc/UTC").ShouldBeNull();
    }

    private static string Domain(Guid person) => person.ToByteArray()[15] % 2 == 0 ? "a.example" : "b.example";

    private static BusinessHours Office(int from, int to) => new(
        new TimeOnly(from, 0), new TimeOnly(to, 0), [DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday]);

    private static void CheckOpen(SendWindow window, DateTimeOffset at, string zone)
    {
        var local = TimeZoneInfo.ConvertTime(at, TimeZoneInfo.FindSystemTimeZoneById(zone));
        var (day, time) = (DateOnly.FromDateTime(local.DateTime), TimeOnly.FromDateTime(local.DateTime));
        var said = $"{local:O} in {zone}";
        if (window.Timing?.BusinessHours is { } hours)
        {
            (time >= hours.From && time < hours.To).ShouldBeTrue(said);
            hours.Weekdays.ShouldContain(day.DayOfWeek, said);
        }

        (window.Timing?.SkipHolidays == true && window.Holidays.Contains(day)).ShouldBeFalse(said);
        window.Timing?.Blackouts?.ShouldAllBe(blackout => day < blackout.From || day > blackout.To, said);
    }

    /// <summary>Tried minute by minute, which is how nobody would plan.</summary>
    private static bool HasNoRoom(SendWindow window, string zone)
    {
        var needed = window.Until is null ? window.SpreadMinutes + (window.Timing?.JitterMinutes ?? 0) : 1;
        var place = TimeZoneInfo.FindSystemTimeZoneById(zone);
        var open = 0;
        for (var at = window.Until > window.From ? window.Until.Value : window.From; at < window.From + SendWindow.MaxLength; at = at.AddMinutes(1))
        {
            var local = TimeZoneInfo.ConvertTime(at, place).DateTime;
            var (day, time) = (DateOnly.FromDateTime(local), TimeOnly.FromDateTime(local));
            var isOpen = (window.Timing?.BusinessHours is not { } hours || (time >= hours.From && time < hours.To && hours.Weekdays.Contains(day.DayOfWeek)))
                && !(window.Timing?.SkipHolidays == true && window.Holidays.Contains(day))
                && window.Timing?.Blackouts?.Any(blackout => blackout.From <= day && day <= blackout.To) != true;
            open += isOpen ? 1 : 0;
        }

        // An hour that comes twice may count once.
        return open <= needed + 120;
    }

    private static Guid AnyId(Random random)
    {
        var bytes = new byte[16];
        random.NextBytes(bytes);
        return new Guid(bytes);
    }

    private static SendWindow AnyWindow(Random random)
    {
        var start = Starts[random.Next(Starts.Length)].AddMinutes(random.Next(3 * 24 * 60));
        var from = new TimeOnly(random.Next(23), random.Next(60));
        var to = from.AddMinutes(1 + random.Next((int)(new TimeOnly(23, 59) - from).TotalMinutes));
        var firstDay = DateOnly.FromDateTime(start.UtcDateTime);
        var endsAt = random.Next(2) == 0 ? (DateTimeOffset?)null : start.AddMinutes(1 + random.Next(10 * 24 * 60));
        return new SendWindow(
            start,
            endsAt,
            endsAt is null ? random.Next(3) * random.Next(3000) : 0,
            random.Next(5) == 0 ? null : new SendTiming
            {
                BusinessHours = random.Next(4) == 0 ? null : new BusinessHours(from, to, [.. Enum.GetValues<DayOfWeek>().Where(_ => random.Next(3) > 0).DefaultIfEmpty(DayOfWeek.Monday)]),
                SkipHolidays = random.Next(2) == 0,
                Blackouts = [.. Enumerable.Range(0, random.Next(3)).Select(_ => firstDay.AddDays(random.Next(-2, 12))).Select(day => new Blackout(day, day.AddDays(random.Next(20))))],
                JitterMinutes = random.Next(2) * random.Next(120),
            },
            [.. Enumerable.Range(0, 4).Select(_ => firstDay.AddDays(random.Next(10)))]);
    }
}
