using System.Diagnostics;
using System.Globalization;
using SecurityTraining.Infrastructure.Persistence;
using SecurityTraining.TestKit;
using SecurityTraining.WebApi.Tests.Story;

namespace SecurityTraining.WebApi.Tests.KillTests;

/// <summary>
/// The service is killed again and again while it sends; the mail server lives on. Its size is small here; <c>build/prove.sh</c> runs the
/// same with <c>KILL_MAILS</c> and <c>KILL_KILLS</c> as the design promises.
/// </summary>
public sealed class DeliverySurvivesKillsTests(ITestOutputHelper output)
{
    private static readonly int Mails = Setting("KILL_MAILS", 300);
    private static readonly int Kills = Setting("KILL_KILLS", 4);

    /// <summary>Each life sends for seconds before it is known to be ready.</summary>
    private static readonly int MailsPerSecond = Math.Clamp(Mails / 30, 10, 30);

    [Theory, ClassData(typeof(Engines))]
    public async Task Nobody_is_left_out_and_hardly_anybody_gets_it_twice(DatabaseProvider provider)
    {
        await using var field = await Battlefield.Open(provider, Mails, MailsPerSecond);
        var watch = Stopwatch.StartNew();
        var simulation = await Launch(field.Founder);
        var received = await KillAgainAndAgain(field);
        (await field.WaitForEnd(simulation)).ShouldBe("completed");

        var lures = await field.Received();
        var byPerson = lures.ToLookup(mail => mail.To, StringComparer.Ordinal);
        var repeats = lures.Count - byPerson.Count;
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{provider}: {Mails} people, {Kills} kills at {string.Join(' ', received)} mails; {Mails - byPerson.Count} without the mail, {repeats} repeats (at most {Kills * Battlefield.Connections} allowed), {watch.Elapsed.TotalSeconds:F1} s"));

        received.Count.ShouldBe(Kills);
        received[^1].ShouldBeLessThan(Mails, "the last kill came after the last mail, so it proves nothing");
        field.People.Except(byPerson.Select(mails => mails.Key), StringComparer.Ordinal).ShouldBeEmpty();
        repeats.ShouldBeLessThanOrEqualTo(Kills * Battlefield.Connections);
        foreach (var mails in byPerson)
        {
            mails.Select(mail => mail.Message.MessageId).Distinct(StringComparer.Ordinal).Count().ShouldBe(1, mails.Key);
            mails.Select(mail => mail.Message.TextBody).Distinct(StringComparer.Ordinal).Count().ShouldBe(1, mails.Key);
        }

        lures.Select(mail => mail.Message.MessageId).Distinct(StringComparer.Ordinal).Count().ShouldBe(Mails);
        var results = await field.Founder.All($"{simulation}/results");
        results.Select(row => row.GetProperty("email").GetString()!).ShouldBe(field.People, ignoreOrder: true);
        results.ShouldAllBe(row => row.GetProperty("delivery").GetString() == "sent");
    }

    private static async Task<string> Launch(Founder founder)
    {
        var templates = (await founder.Api.Get("/api/v1/phishing/templates?library=true&category=invoice")).Successful().Json.GetProperty("items");
        var simulation = await founder.Api.Post("/api/v1/phishing/simulations", new
        {
            name = "Under fire",
            templateIds = templates.EnumerateArray().Select(template => template.GetProperty("id").GetGuid()),
            recipients = new { all = true },
        });
        var path = $"/api/v1/phishing/simulations/{simulation.Successful().Id}";
        (await founder.Api.Post($"{path}/launch")).Successful();
        return path;
    }

    /// <summary>
    /// The first kill meets the writing down of the recipients, the others the sending: at random numbers of mails, so that all of them fall
    /// into it, and then a random moment later.
    /// </summary>
    /// <returns>How many mails had been received at each kill.</returns>
    private static async Task<IReadOnlyList<int>> KillAgainAndAgain(Battlefield field)
    {
        var marks = Enumerable.Range(0, Kills - 1).Select(_ => Random.Shared.Next(1, Mails / 4)).Order().Prepend(0);
        var received = new List<int>();
        foreach (var mark in marks)
        {
            // Whatever the mark: each life of the service has sent something, except for the first.
            var atLeast = received.Count == 0 ? 0 : Math.Max(mark, received[^1] + 1);
            await Eventually.Get(Received, count => count >= atLeast, Battlefield.Patience);
            await Task.Delay(Random.Shared.Next(30));
            await field.Service.Kill();
            received.Add(await Received());
            await field.Service.Start();
        }

        return received;

        async Task<int> Received() => (await field.Received()).Select(mail => mail.To).Distinct(StringComparer.Ordinal).Count();
    }

    private static int Setting(string name, int otherwise) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;
}
