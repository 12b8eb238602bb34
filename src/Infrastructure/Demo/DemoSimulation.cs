using System.Security.Cryptography;
using ErrorOr;
using Microsoft.EntityFrameworkCore;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Application.Phishing;
using SecurityTraining.Domain.People;
using SecurityTraining.Domain.Phishing;
using SecurityTraining.Infrastructure.Persistence;

namespace SecurityTraining.Infrastructure.Demo;

/// <summary>
/// What became of a simulation that the demo company ran some days ago: told by the domain's own methods, at the times at which it would
/// have happened. Nothing is sent.
/// </summary>
internal sealed class DemoSimulation(
    AppDbContext db, ITenant tenant, IRepository<Department> departments, IRepository<User> users, TimeProvider clock)
{
    private const string Name = "Passwort läuft ab – Herbst";

    /// <summary>The same people do the same on every machine.</summary>
    private const int Seed = 47;

    private const int SpreadMinutes = 210;

    /// <summary>So that everything is over by the evening of the following day.</summary>
    private static readonly TimeSpan LongestDelay = TimeSpan.FromHours(26);

    private static readonly HitJudge Judge = new(scannerWindow: TimeSpan.FromSeconds(10));

    private static readonly string[] Browsers =
    [
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36 Edg/141.0.0.0",
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36",
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:144.0) Gecko/20100101 Firefox/144.0",
        "Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.6 Mobile/15E148 Safari/604.1",
        "Mozilla/5.0 (Linux; Android 15; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Mobile Safari/537.36",
    ];

    private const string Scanner = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) Mail-Gateway-Scanner/4.2";

    private readonly Random _random = new(Seed);

    /// <summary>Adds it, if the company has run none yet.</summary>
    public async Task<ErrorOr<Success>> Ensure(CancellationToken ct)
    {
        if (await db.Simulations.AnyAsync(ct))
        {
            return Result.Success;
        }

        var company = await db.Companies.SingleAsync(ct);
        var zone = TimeZoneInfo.FindSystemTimeZoneById(company.TimeZone);
        var launchedAt = LaunchTime(zone);
        var staff = await db.Users.AsNoTracking().Where(user => user.DepartmentId != null).OrderBy(user => user.EmployeeNumber).ToListAsync(ct);
        var departmentIds = staff.Select(person => person.DepartmentId!.Value).Distinct().ToList();
        var lures = await Lures(ct);
        var plan = new SimulationPlan(
            Name,
            [.. lures.Select(lure => lure.Id)],
            new Audience(All: false, UserIds: [], departmentIds),
            StartsAt: null,
            SpreadMinutes,
            SenderName: null,
            SenderAddress: null);
        var simulation = Simulation.Draft(tenant.CompanyId!.Value, plan, launchedAt.AddHours(-18));
        if (simulation.Launch(lures, launchedAt) is { IsError: true } refused)
        {
            return refused.Errors;
        }

        var habits = DemoPeople.Departments.ToDictionary(department => department.Name, StringComparer.Ordinal);
        var planner = simulation.Planner(new HourlyBookings());
        var times = staff.ToDictionary(person => person.Id, person => planner.TimeFor(person.Id, person.EmailDomain, company.TimeZone)!.At);
        var picker = simulation.Picker();
        var people = await new RecipientSnapshots(departments, users).Take(company, staff, person => times[person.Id], ct);
        foreach (var person in people)
        {
            var recipient = Recipient.Freeze(
                simulation,
                picker.Pick(person.UserId, person.Language, [], launchedAt),
                person,
                times[person.UserId],
                new Guid(RandomNumberGenerator.GetBytes(16)),
                launchedAt);
            recipient.MarkSent(recipient.SendAt.AddSeconds(_random.Next(1, 5)));
            React(recipient, habits[person.Department!], zone);
            db.Add(recipient);
        }

        simulation.FreezeUpTo(staff.Max(person => person.Id), isLast: true, times.Values.Max());
        simulation.Complete(launchedAt.AddMinutes(SpreadMinutes + 1));
        db.Add(simulation);
        return Result.Success;
    }

    /// <summary>A morning in the middle of a working week, so that the following day is over and a working day, too.</summary>
    private DateTimeOffset LaunchTime(TimeZoneInfo zone)
    {
        var day = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(clock.GetUtcNow(), zone).DateTime).AddDays(-3);
        while (day.DayOfWeek is not (DayOfWeek.Tuesday or DayOfWeek.Wednesday or DayOfWeek.Thursday))
        {
            day = day.AddDays(-1);
        }

        var morning = day.ToDateTime(new TimeOnly(8, 45));
        return new DateTimeOffset(morning, zone.GetUtcOffset(morning)).ToUniversalTime();
    }

    private async Task<List<LureTemplate>> Lures(CancellationToken ct) => await db.LureTemplates.AsNoTracking()
        .Where(lure => lure.CompanyId == null && lure.Category == LureCategory.Password)
        .OrderBy(lure => lure.Content.Language)
        .ToListAsync(ct);

    /// <summary>Hits are told in the order in which they came: the first of a kind is the one that counts.</summary>
    private void React(Recipient recipient, DemoDepartment habits, TimeZoneInfo zone)
    {
        var sentAt = recipient.SentAt!.Value;
        var browser = Browsers[(int)(Math.Pow(_random.NextDouble(), 1.6) * Browsers.Length)];
        var (scans, loadsInAdvance, opens, clicks, submits, reports) = (
            _random.NextDouble() < 0.18,
            _random.NextDouble() < 0.07,
            _random.NextDouble() < 0.74,
            _random.NextDouble() < habits.Click,
            _random.NextDouble() < 0.45,
            _random.NextDouble() < habits.Report);
        var patience = Delay(minutes: _random.NextDouble() < 0.25 ? 900 : 60);
        var openedAt = InOfficeHours(sentAt + (patience < LongestDelay ? patience : LongestDelay), zone);
        var clickedAt = openedAt + Delay(minutes: 1.5);
        var submittedAt = clickedAt + Delay(minutes: 1);
        if (scans)
        {
            Hit(recipient, SimulationEventKind.Opened, sentAt.AddSeconds(2), Scanner);
            Hit(recipient, SimulationEventKind.Clicked, sentAt.AddSeconds(3), Scanner);
        }

        if (loadsInAdvance)
        {
            Hit(recipient, SimulationEventKind.Opened, sentAt.AddSeconds(40), browser, isPrefetch: true);
        }

        if (!opens)
        {
            return;
        }

        Hit(recipient, SimulationEventKind.Opened, openedAt, browser);
        if (clicks)
        {
            Hit(recipient, SimulationEventKind.Clicked, clickedAt, browser);
        }

        if (clicks && submits)
        {
            Hit(recipient, SimulationEventKind.Submitted, submittedAt, browser);
        }

        // Whoever was taken in and has seen the teaching page reports less often, and later.
        if (reports && (!clicks || submits))
        {
            recipient.Record(new Hit(SimulationEventKind.Reported, submittedAt + Delay(minutes: 6), Verdict.Human, Client: null));
        }
    }

    private static void Hit(Recipient recipient, SimulationEventKind kind, DateTimeOffset at, string userAgent, bool isPrefetch = false)
    {
        var evidence = new HitEvidence(at, userAgent, IsHead: false, isPrefetch);
        var judgement = Judge.Judge(evidence, new HitContext(recipient.SentAt) { Kind = kind });
        recipient.Record(new Hit(kind, at, judgement.Verdict, evidence.ClientFamily) { Reasons = judgement.Reasons });
    }

    /// <summary>Most are quick, and some take long: exponentially distributed, at least a quarter of a minute.</summary>
    private TimeSpan Delay(double minutes) => TimeSpan.FromMinutes(0.25 - (minutes * Math.Log(1 - _random.NextDouble())));

    /// <summary>What would fall into the evening or the night waits for the morning.</summary>
    private static DateTimeOffset InOfficeHours(DateTimeOffset at, TimeZoneInfo zone) => TimeZoneInfo.ConvertTime(at, zone).Hour switch
    {
        < 7 => at.AddHours(7),
        >= 18 => at.AddHours(14),
        _ => at,
    };
}
