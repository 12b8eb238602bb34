using System.Net;
using SecurityTraining.Infrastructure.Persistence;
using SecurityTraining.TestKit;

namespace SecurityTraining.WebApi.Tests.KillTests;

/// <summary>
/// Simulations that are paused, resumed, extended and cancelled at random moments while the service is killed under them, held against what must
/// be true whatever happened.
/// </summary>
public sealed class ChaosSurvivesKillsTests(ITestOutputHelper output)
{
    private const int People = 30;
    private const int Steps = 8;
    private const int MailsPerSecond = 15;

    /// <summary>After a cancellation: those under way, and those that were decided about in the quarter of a second before it.</summary>
    private const int LateMails = Battlefield.Connections + (MailsPerSecond / 4) + 1;

    private static readonly int Seeds = ProofSize.Of(inSuite: 2, full: 50);

    [Theory, ClassData(typeof(Engines))]
    public async Task Nobody_is_forgotten_and_nobody_gets_it_twice_beyond_the_bound(DatabaseProvider provider)
    {
        await using var field = await Battlefield.Open(provider, People, MailsPerSecond);
        var ids = (await field.Founder.All("/api/v1/users?search=example.com"))
            .ToDictionary(row => row.GetProperty("email").GetString()!, row => row.GetProperty("id").GetGuid(), StringComparer.Ordinal);
        var kills = 0;
        for (var seed = 1; seed <= Seeds; seed++)
        {
            await field.Founder.SignIn();
            var simulation = await TestedSimulation.Launch(field, ids, seed);
            await simulation.Play(Steps);
            await simulation.Check();
            kills += simulation.Kills;
        }

        output.WriteLine($"{provider}: {Seeds} seeds, {kills} kills, {(await field.Received()).Count} mails");
    }

    /// <summary>One simulation, with what is known to have been asked of it.</summary>
    private sealed class TestedSimulation(Battlefield field, IReadOnlyDictionary<string, Guid> ids, Random random, string subject)
    {
        private readonly HashSet<string> _wanted = [.. ids.Keys.Where(field.People.Contains).Take(People / 2)];
        private string _path = "";
        private int? _sentWhenCancelled;

        public static async Task<TestedSimulation> Launch(Battlefield field, IReadOnlyDictionary<string, Guid> ids, int seed)
        {
            var simulation = new TestedSimulation(field, ids, new Random(seed), $"Chaos {seed}");
            simulation._path = await Launch(field, simulation._wanted.Select(email => ids[email]), simulation.Subject);
            return simulation;
        }

        public int Kills { get; private set; }

        private string Subject => subject;

        public async Task Play(int steps)
        {
            for (var step = 0; step < steps && _sentWhenCancelled is null; step++)
            {
                await Task.Delay(random.Next(400));
                await (random.Next(8) switch
                {
                    0 or 1 => Kill(),
                    2 => Ask("pause"),
                    3 or 4 => Ask("resume"),
                    5 or 6 => Append(),
                    _ => random.Next(2) == 0 ? Cancel() : Task.CompletedTask,
                });
            }
        }

        public async Task Check()
        {
            if (_sentWhenCancelled is { } sent)
            {
                // Whatever was under way has gone when another simulation, launched later, is over.
                await field.WaitForEnd(await Launch(field, [ids.Values.First()], $"After {subject}"));
                (await Sent()).Count.ShouldBeLessThanOrEqualTo(sent + LateMails, subject);
            }
            else
            {
                await Ask("resume");
                (await field.WaitForEnd(_path)).ShouldBe("completed", subject);
                _wanted.Except(await Sent(), StringComparer.Ordinal).ShouldBeEmpty(subject);
                (await field.Founder.All($"{_path}/results")).Select(row => row.GetProperty("email").GetString()!).ShouldBe(_wanted, ignoreOrder: true, subject);
            }

            var mails = await Sent();
            mails.Except(_wanted, StringComparer.Ordinal).ShouldBeEmpty(subject);
            (mails.Count - mails.Distinct(StringComparer.Ordinal).Count()).ShouldBeLessThanOrEqualTo(Kills * Battlefield.Connections, subject);
        }

        private static async Task<string> Launch(Battlefield field, IEnumerable<Guid> people, string subject)
        {
            var template = await field.Founder.Api.Post(
                "/api/v1/phishing/templates", new { name = subject, subject, senderName = "IT", html = "<a href=\"{{link}}\">here</a>", landingHtml = "<form></form>" });
            var simulation = await field.Founder.Api.Post(
                "/api/v1/phishing/simulations", new { name = subject, templateIds = new[] { template.Successful().Id }, recipients = new { userIds = people } });
            var path = $"/api/v1/phishing/simulations/{simulation.Successful().Id}";
            (await field.Founder.Api.Post($"{path}/launch")).Successful();
            return path;
        }

        private async Task Kill()
        {
            Kills++;
            await field.KillAndRestart();
        }

        private async Task Append()
        {
            var more = ids.Keys.Where(field.People.Contains).Skip(random.Next(People)).Take(3).ToList();
            if (await Ask("recipients", new { userIds = more.Select(email => ids[email]) }))
            {
                _wanted.UnionWith(more);
            }
        }

        private async Task Cancel()
        {
            if (await Ask("cancel"))
            {
                _sentWhenCancelled = (await Sent()).Count;
            }
        }

        /// <returns>Whether it was done: a simulation that is over or paused already refuses.</returns>
        private async Task<bool> Ask(string step, object? body = null)
        {
            var answer = await field.Founder.Api.Post($"{_path}/{step}", body);
            answer.Status.ShouldBeOneOf([HttpStatusCode.OK, HttpStatusCode.Conflict], $"{subject}: {step}: {answer.Body}");
            return answer.Status == HttpStatusCode.OK;
        }

        private async Task<List<string>> Sent() => [.. (await field.Received()).Where(mail => mail.Message.Subject == subject).Select(mail => mail.To)];
    }
}
