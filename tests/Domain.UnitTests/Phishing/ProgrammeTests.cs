using SecurityTraining.Domain.Phishing;
using SecurityTraining.Domain.Phishing.Programmes;

namespace SecurityTraining.Domain.UnitTests.Phishing;

public sealed class ProgrammeTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 9, 0, 0, TimeSpan.Zero);

    private static readonly string[] Zones = ["Europe/Berlin", "America/New_York", "Asia/Kolkata", "Pacific/Auckland", "Australia/Lord_Howe", "Pacific/Kiritimati", "Etc/UTC"];

    [Fact]
    public void What_is_shown_ahead_is_what_happens_once_in_each_period_on_working_days_within_the_hours()
    {
        var random = new Random(20261124);
        for (var round = 0; round < 300; round++)
        {
            var calendar = AnyCalendar(random);
            var programme = Any(random, AnyRhythm(random));
            var shown = programme.Upcoming(calendar).Take(12).ToList();

            shown.Count.ShouldBe(12);
            shown.ShouldAllBe(run => run.At > Now);
            shown.Select(run => run.Period).ShouldBe(shown.Select(run => run.Period).Distinct().Order());
            foreach (var run in shown)
            {
                var local = TimeZoneInfo.ConvertTime(run.At, TimeZoneInfo.FindSystemTimeZoneById(calendar.TimeZone)).DateTime;
                var day = DateOnly.FromDateTime(local);
                day.DayOfWeek.ShouldNotBeOneOf(DayOfWeek.Saturday, DayOfWeek.Sunday);
                calendar.Holidays.ShouldNotContain(day);
                programme.Plan.Timing!.Blackouts!.ShouldNotContain(blackout => blackout.From <= day && day <= blackout.To);
                programme.Rhythm.PeriodOf(day).ShouldBe(run.Period);
                TimeOnly.FromDateTime(local).ShouldBeInRange(programme.Rhythm.From, programme.Rhythm.To.AddMinutes(-1));

                // As the worker goes from one run to the next.
                programme.NextRun(calendar).ShouldBe(run);
                programme.End(run);
            }
        }
    }

    [Theory]
    [InlineData(RunFrequency.Monthly, 1, "2026-12-01 2027-01-04 2027-02-01")]
    [InlineData(RunFrequency.Monthly, 31, "2026-11-30 2026-12-31 2027-01-29")]
    [InlineData(RunFrequency.Weekly, 2, "2026-11-24 2026-12-01 2026-12-08")]
    [InlineData(RunFrequency.Quarterly, 1, "2027-01-04 2027-04-01 2027-07-01")]
    public void A_fixed_working_day_is_counted_without_weekends_and_holidays(RunFrequency frequency, int day, string expected)
    {
        var programme = Any(new Random(1), new ProgrammeRhythm(frequency, day, new DateOnly(2026, 11, 23), EndsOn: null, new TimeOnly(9, 0), new TimeOnly(10, 0)), blackouts: []);
        var calendar = new ProgrammeCalendar("Europe/Berlin", new HashSet<DateOnly> { new(2027, 1, 1) });
        string.Join(' ', programme.Upcoming(calendar).Take(3).Select(run => $"{calendar.DayOf(run.At):O}")).ShouldBe(expected);
    }

    [Fact]
    public void A_holiday_moves_only_the_run_that_it_hits_and_a_pause_is_made_up_for_only_while_there_is_a_day_left()
    {
        var rhythm = new ProgrammeRhythm(RunFrequency.Monthly, WorkingDay: null, new DateOnly(2026, 12, 1), EndsOn: new DateOnly(2027, 6, 30), new TimeOnly(9, 0), new TimeOnly(16, 0));
        var programme = Any(new Random(7), rhythm, blackouts: []);
        var calendar = new ProgrammeCalendar("Europe/Berlin", new HashSet<DateOnly>());
        var before = programme.Upcoming(calendar).ToList();
        before.Count.ShouldBe(7, "it has an end");
        var hit = calendar.DayOf(before[2].At);
        var after = programme.Upcoming(calendar with { Holidays = new HashSet<DateOnly> { hit } }).ToList();
        after.Index().Where(pair => pair.Item != before[pair.Index]).Select(pair => pair.Index).ShouldBe([2]);

        programme.Pause();
        programme.NextRun(calendar).ShouldBeNull();
        var resumedAt = before[1].At.AddHours(1);
        programme.Resume(resumedAt);
        programme.Upcoming(calendar).ShouldAllBe(run => run.At > resumedAt);
        programme.Upcoming(calendar).TakeLast(5).ShouldBe(before.Skip(2));
    }

    [Fact]
    public void Two_people_agree_on_what_it_is_now_and_a_key_is_nobody()
    {
        var (author, other) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        var programme = Any(new Random(3), AnyRhythm(new Random(3)), by: author);
        programme.Begin("December 2026", needsApproval: true, Now).FirstError.ShouldBe(ProgrammeErrors.NotApproved);
        programme.Approve(author, Now).FirstError.ShouldBe(PhishingPolicyErrors.OwnApproval);
        programme.Approve(other, Now).IsError.ShouldBeFalse();
        var simulation = programme.Begin("December 2026", needsApproval: true, Now).Value;
        (simulation.Plan.Name, simulation.RequestedBy, simulation.ApprovedBy).ShouldBe(("Tests December 2026", author, other));

        programme.Change(programme.Plan, programme.Rhythm, other, Now);
        programme.Begin("December 2026", needsApproval: true, Now).FirstError.ShouldBe(ProgrammeErrors.NotApproved);
        programme.Begin("December 2026", needsApproval: false, Now).Value.ApprovedBy.ShouldBeNull();
        programme.Approve(other, Now).FirstError.ShouldBe(PhishingPolicyErrors.OwnApproval);

        // Whoever has had a hand in it since cannot agree to it because somebody else has changed it after them.
        programme.Change(programme.Plan, programme.Rhythm, author, Now);
        programme.Approve(other, Now).FirstError.ShouldBe(PhishingPolicyErrors.OwnApproval);
        programme.Approve(Guid.CreateVersion7(), Now).IsError.ShouldBeFalse();
        programme.Change(programme.Plan, programme.Rhythm, by: null, Now);
        programme.Approve(author, Now).FirstError.ShouldBe(PhishingPolicyErrors.ApprovalIsForPeople);
    }

    [Fact]
    public void A_run_starts_on_its_day_and_within_its_hours_or_not_at_all()
    {
        var rhythm = new ProgrammeRhythm(RunFrequency.Monthly, WorkingDay: 3, new DateOnly(2027, 1, 1), EndsOn: null, new TimeOnly(9, 0), new TimeOnly(11, 0));
        var programme = Any(new Random(5), rhythm, blackouts: []);
        var calendar = new ProgrammeCalendar("Europe/Berlin", new HashSet<DateOnly>());
        var run = programme.NextRun(calendar)!;
        programme.MayStart(run, calendar, run.At).ShouldBeTrue();
        programme.MayStart(run, calendar, run.At.AddHours(3)).ShouldBeFalse();
        programme.MayStart(run, calendar, run.At.AddDays(1)).ShouldBeFalse();
        programme.Upcoming(calendar).Take(100).Count().ShouldBe(60, "for years ahead, whenever it was made");
    }

    private static Programme Any(Random random, ProgrammeRhythm rhythm, IReadOnlyList<Blackout>? blackouts = null, Guid? by = null)
    {
        var first = new DateOnly(2026, 12, 1).AddDays(random.Next(300));
        var plan = new SimulationPlan("Tests", [Guid.CreateVersion7()], new Audience(All: true, [], []), StartsAt: null, SpreadMinutes: 60, SenderName: null, SenderAddress: null)
        {
            Timing = new SendTiming { Blackouts = blackouts ?? [new Blackout(first, first.AddDays(random.Next(20)))] },
        };
        return Programme.Create(Guid.CreateVersion7(), plan, rhythm, by, Now);
    }

    private static ProgrammeRhythm AnyRhythm(Random random)
    {
        var frequency = (RunFrequency)random.Next(3);
        var from = new TimeOnly(random.Next(20), random.Next(60));
        return new ProgrammeRhythm(
            frequency,
            random.Next(2) == 0 ? null : random.Next(1, ProgrammeRhythm.MaxWorkingDay(frequency) + 1),
            new DateOnly(2026, 11, 1).AddDays(random.Next(100)),
            EndsOn: null,
            from,
            from.AddMinutes(random.Next(2, 200)));
    }

    private static ProgrammeCalendar AnyCalendar(Random random) => new(
        Zones[random.Next(Zones.Length)],
        Enumerable.Range(0, 30).Select(_ => new DateOnly(2026, 11, 20).AddDays(random.Next(700))).ToHashSet());
}
