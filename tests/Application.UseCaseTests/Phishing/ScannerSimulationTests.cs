using System.Globalization;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using SecurityTraining.Application.Common.Security;
using SecurityTraining.Application.Phishing.Tracking;
using SecurityTraining.Domain.Phishing;
using SecurityTraining.Infrastructure.Persistence;

namespace SecurityTraining.Application.UseCaseTests.Phishing;

/// <summary>
/// How well people are told from machines: a scripted day of a company, two thirds of whose people share one office address. The script
/// holds what cannot be told apart, too: scanners that behave like people, and mails passed on to the same kind of computer.
/// </summary>
public sealed class ScannerSimulationTests(ITestOutputHelper output)
{
    private const int Seed = 20261123;
    private const int People = 400;
    private const string Office = "203.0.113.10";

    private static readonly string[] Desks =
    [
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36 Edg/140.0",
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36",
        "Mozilla/5.0 (Macintosh; Intel Mac OS X 14_0) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Safari/605.1.15",
        Stage.Browser,
    ];

    private static readonly string[] Phones =
    [
        "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Mobile Safari/604.1",
        "Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Mobile Safari/537.36",
    ];

    [Fact]
    public async Task People_are_told_from_machines()
    {
        await using var stage = await Stage.Open(
            DatabaseProvider.Sqlite, People, new Dictionary<string, string?>(StringComparer.Ordinal) { ["Phishing:ScannerWindowSeconds"] = "10" });
        var id = await stage.LaunchAndDeliver();
        var start = stage.App.Clock.GetUtcNow();
        var script = Script([.. stage.Company.People.Select(stage.TargetOf)], start);
        script.Count.ShouldBeGreaterThanOrEqualTo(2000);

        var intake = stage.App.Services.GetRequiredService<IHitIntake>();
        foreach (var moment in script.OrderBy(act => act.Evidence.At).Chunk(8))
        {
            await Task.WhenAll(moment.Select(act => intake.Record(act.Target, act.Kind, act.Evidence)));
        }

        var judged = await Judged(stage, id);
        var pairs = script.ConvertAll(act => (act.Truth, Found: judged[(act.Target.TrackingId, act.Kind, act.Evidence.At)]));
        Print(pairs);

        (Precision(pairs, Verdict.Human), Recall(pairs, Verdict.Human)).ShouldSatisfyAllConditions(
            of => of.Item1.ShouldBeGreaterThan(0.95), of => of.Item2.ShouldBeGreaterThan(0.98));
        Precision(pairs, Verdict.Scanner).ShouldBeGreaterThan(0.98);
        Recall(pairs, Verdict.Scanner).ShouldBeGreaterThan(0.92);
        Precision(pairs, Verdict.Prefetch).ShouldBe(1);
        Recall(pairs, Verdict.Prefetch).ShouldBe(1);
        Precision(pairs, Verdict.Forwarded).ShouldBeGreaterThan(0.7);
        Recall(pairs, Verdict.Forwarded).ShouldBeGreaterThan(0.5, "the same kind of computer cannot be told apart");
        pairs.Where(pair => pair.Truth is Verdict.Scanner or Verdict.Prefetch).Count(pair => pair.Found == Verdict.Human)
            .ShouldBeLessThan(pairs.Count / 50);
    }

    private static List<Act> Script(List<TrackingTarget> targets, DateTimeOffset start)
    {
        var chance = new Random(Seed);
        var script = new List<Act>();
        for (var i = 0; i < targets.Count; i++)
        {
            var play = new Play(targets[i], start, chance, script, i);
            play.Machines();
            play.Person();
        }

        return script;
    }

    private static async Task<Dictionary<(Guid, SimulationEventKind, DateTimeOffset), Verdict>> Judged(Stage stage, Guid id)
    {
        var found = new Dictionary<(Guid, SimulationEventKind, DateTimeOffset), Verdict>();
        await stage.Arrange(db =>
        {
            var people = db.Recipients.Where(row => row.SimulationId == id).ToDictionary(row => row.Id, row => row.TrackingId);
            foreach (var line in db.SimulationEvents.Where(line => line.SimulationId == id && line.Kind != SimulationEventKind.Sent))
            {
                found.Add((people[line.RecipientId], line.Kind, line.At), line.Verdict);
            }

            return Task.CompletedTask;
        });
        return found;
    }

    private void Print(List<(Verdict Truth, Verdict Found)> pairs)
    {
        var verdicts = Enum.GetValues<Verdict>();
        output.WriteLine($"{pairs.Count} hits; down: the truth, across: the verdict");
        output.WriteLine($"{"",-10}{string.Concat(verdicts.Select(verdict => $"{verdict,10}"))}{"precision",11}{"recall",8}");
        foreach (var truth in verdicts.Where(verdict => verdict != Verdict.Unknown))
        {
            var row = string.Concat(verdicts.Select(found => $"{pairs.Count(pair => pair == (truth, found)),10}"));
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"{truth,-10}{row}{Precision(pairs, truth),11:F3}{Recall(pairs, truth),8:F3}"));
        }
    }

    private static double Precision(List<(Verdict Truth, Verdict Found)> pairs, Verdict verdict) =>
        (double)pairs.Count(pair => pair == (verdict, verdict)) / pairs.Count(pair => pair.Found == verdict);

    private static double Recall(List<(Verdict Truth, Verdict Found)> pairs, Verdict verdict) =>
        (double)pairs.Count(pair => pair == (verdict, verdict)) / pairs.Count(pair => pair.Truth == verdict);

    private sealed record Act(TrackingTarget Target, SimulationEventKind Kind, HitEvidence Evidence, Verdict Truth);

    /// <summary>What happens to one mail.</summary>
    private sealed class Play(TrackingTarget target, DateTimeOffset start, Random chance, List<Act> script, int number)
    {
        private int _ticks;

        public void Machines()
        {
            switch (number % 8)
            {
                case 0:
                    // A gateway opens everything at once, the hidden link too.
                    var gateway = $"198.51.100.{1 + chance.Next(3)}";
                    Add(SimulationEventKind.Opened, Seconds(1, 6), Desks[1], gateway, Verdict.Scanner);
                    Add(SimulationEventKind.Clicked, Seconds(1, 8), Desks[1], gateway, Verdict.Scanner);
                    Add(SimulationEventKind.Clicked, Seconds(2, 9), Desks[1], gateway, Verdict.Scanner, isHoneypot: true);
                    break;
                case 1:
                    // A sandbox comes a minute or two later and follows every link.
                    var at = Seconds(60, 150);
                    var sandbox = $"192.0.2.{1 + chance.Next(250)}";
                    Add(SimulationEventKind.Clicked, at, Desks[0], sandbox, Verdict.Scanner);
                    Add(SimulationEventKind.Clicked, at + TimeSpan.FromSeconds(3), Desks[0], sandbox, Verdict.Scanner, isHoneypot: true);
                    Add(SimulationEventKind.Submitted, at + TimeSpan.FromSeconds(8), Desks[0], sandbox, Verdict.Scanner);
                    break;
                case 2:
                    Add(SimulationEventKind.Clicked, Seconds(20, 4000), Desks[1], Anywhere(), Verdict.Scanner, isHead: true);
                    Add(SimulationEventKind.Clicked, Seconds(20, 4000), "Mozilla/5.0 (compatible; Barracuda Sentinel)", Anywhere(), Verdict.Scanner);
                    break;
                case 3:
                    Add(SimulationEventKind.Clicked, Seconds(20, 4000), Desks[1], Anywhere(), Verdict.Prefetch, isPrefetch: true);
                    Add(SimulationEventKind.Opened, Seconds(20, 4000), "Mozilla/5.0", Anywhere(), Verdict.Prefetch);
                    break;
                case 4:
                    // The whole mailbox is looked through again in the night, one mail after the other.
                    Add(SimulationEventKind.Clicked, TimeSpan.FromHours(14) + TimeSpan.FromSeconds(number / 8 * 0.8), Desks[1], "198.51.100.99", Verdict.Scanner, hasLanguage: false);
                    Add(SimulationEventKind.Opened, Seconds(20, 4000), "python-requests/2.32", Anywhere(), Verdict.Scanner);
                    break;
                case 5 when chance.Next(4) == 0:
                    // Behaves like a person in all that can be seen.
                    var hidden = Anywhere();
                    var when = Seconds(70, 4000);
                    Add(SimulationEventKind.Clicked, when, Desks[0], hidden, Verdict.Scanner);
                    if (chance.Next(2) == 0)
                    {
                        Add(SimulationEventKind.Opened, when, Desks[0], hidden, Verdict.Scanner);
                    }

                    break;
            }
        }

        public void Person()
        {
            var desk = Desks[chance.Next(Desks.Length)];
            var home = chance.Next(3) == 0 ? Anywhere() : Office;
            var opened = TimeSpan.FromSeconds(12 - (1800 * Math.Log(1 - chance.NextDouble())));
            Add(SimulationEventKind.Opened, opened, desk, home, Verdict.Human);
            var clicked = opened + Seconds(5, 90);
            if (chance.Next(3) > 0)
            {
                Add(SimulationEventKind.Clicked, clicked, desk, home, Verdict.Human, hasLanguage: chance.Next(50) > 0);
                Add(SimulationEventKind.Opened, clicked + Seconds(300, 900), desk, home, Verdict.Human);
            }

            if (chance.Next(4) == 0)
            {
                Add(SimulationEventKind.Submitted, clicked + Seconds(5, 60), desk, home, Verdict.Human);
            }

            for (var again = chance.Next(4); again > 0; again--)
            {
                Add(SimulationEventKind.Opened, clicked + Seconds(1000, 30000), desk, home, Verdict.Human);
            }

            if (chance.Next(5) == 0)
            {
                Add(SimulationEventKind.Clicked, clicked + Seconds(1000, 20000), Phones[chance.Next(2)], Anywhere(), Verdict.Human);
            }

            if (chance.Next(8) == 0)
            {
                var other = Desks[chance.Next(Desks.Length)];
                var elsewhere = Anywhere();
                Add(SimulationEventKind.Opened, clicked + Seconds(2000, 9000), other, elsewhere, Verdict.Forwarded);
                Add(SimulationEventKind.Clicked, clicked + Seconds(9000, 12000), other, elsewhere, Verdict.Forwarded);
            }
        }

        private void Add(
            SimulationEventKind kind,
            TimeSpan after,
            string agent,
            string address,
            Verdict truth,
            bool isHead = false,
            bool isPrefetch = false,
            bool isHoneypot = false,
            bool hasLanguage = true)
        {
            // No two of a mail at the same moment, so that each is found again.
            var at = start + TimeSpan.FromMilliseconds(Math.Floor(after.TotalMilliseconds)) + TimeSpan.FromMilliseconds(_ticks++);
            script.Add(new Act(
                target,
                kind,
                new HitEvidence(at, agent, isHead, isPrefetch)
                {
                    Address = IPAddress.Parse(address),
                    IsHoneypot = isHoneypot,
                    HasLanguage = hasLanguage,
                },
                truth));
        }

        private TimeSpan Seconds(double from, double to) => TimeSpan.FromSeconds(from + (chance.NextDouble() * (to - from)));

        private string Anywhere() => $"{chance.Next(60, 90)}.{chance.Next(256)}.{chance.Next(256)}.{chance.Next(1, 255)}";
    }
}
