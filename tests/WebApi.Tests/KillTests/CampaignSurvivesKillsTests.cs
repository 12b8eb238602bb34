using System.Globalization;
using SecurityTraining.Infrastructure.Persistence;
using SecurityTraining.TestKit;
using SecurityTraining.TestKit.Smtp;
using SecurityTraining.WebApi.Tests.Story;

namespace SecurityTraining.WebApi.Tests.KillTests;

/// <summary>The service is killed while it sends a campaign; the mail server lives on.</summary>
public sealed class CampaignSurvivesKillsTests
{
    private const int Connections = 8;

    private static readonly int Mails = ProofSize.Of(inSuite: 60, full: 2000);
    private static readonly int Kills = ProofSize.Of(inSuite: 2, full: 20);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    [Theory, ClassData(typeof(Engines))]
    public async Task Nobody_is_left_out_and_a_kill_repeats_no_more_than_is_under_way(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.Create(provider);
        await using var sink = await SmtpSink.Start();
        var data = Directory.CreateTempSubdirectory("securitytraining-kill-");
        try
        {
            using var service = new ServiceProcess([.. Settings(sink, data.FullName), .. database.Settings]);
            await service.Start();
            var founder = await Founder.Register(service.Client, sink, "founder@office.example");
            var people = Enumerable.Range(1, Mails).Select(number => $"person{number}@example.com").ToHashSet(StringComparer.Ordinal);
            await founder.Import(["email,firstName,lastName", .. people.Select((email, number) => $"{email},First{number},Last{number}")]);
            var campaign = await Send(founder);
            for (var kill = 1; kill <= Kills; kill++)
            {
                var mark = Mails * kill / (Kills + 2);
                await Eventually.Get(Received, mails => mails.Count >= mark, Patience);
                await service.Kill();
                await service.Start();
            }

            await founder.SignIn();
            await Eventually.Get(
                async () => (await founder.Api.Get(campaign)).Successful().Json.GetProperty("status").GetString(), status => status == "completed", Patience);

            var byPerson = (await Received()).ToLookup(mail => mail.To, StringComparer.Ordinal);
            people.Except(byPerson.Select(mails => mails.Key), StringComparer.Ordinal).ShouldBeEmpty();
            (byPerson.Sum(mails => mails.Count()) - Mails).ShouldBeLessThanOrEqualTo(Kills * Connections);
            byPerson.ShouldAllBe(mails => mails.Select(mail => mail.Message.MessageId).Distinct(StringComparer.Ordinal).Count() == 1);
            (await founder.Api.Get($"{campaign}/stats")).Successful().Json.GetProperty("sent").GetInt32().ShouldBe(Mails);

            async Task<IReadOnlyList<ReceivedMail>> Received() => [.. (await sink.Mails()).Where(mail => people.Contains(mail.To))];
        }
        finally
        {
            data.Delete(recursive: true);
        }
    }

    private static IEnumerable<KeyValuePair<string, string?>> Settings(SmtpSink sink, string data) =>
    [
        new("DataFolder", data),
        new("PublicUrl", "http://training.test"),
        new("Mail:Smtp:Host", "127.0.0.1"),
        new("Mail:Smtp:Port", sink.Port.ToString(CultureInfo.InvariantCulture)),
        new("Mail:Smtp:Security", "None"),
        new("Mail:Smtp:Connections", Connections.ToString(CultureInfo.InvariantCulture)),

        // Slow enough for the kills to fall into the sending.
        new("Mail:Smtp:MaxPerSecond", "15"),
        new("Jobs:LeaseSeconds", "3"),
        new("Jobs:PollSeconds", "0.2"),
        new("RateLimits:PerCallerPerMinute", "0"),
    ];

    private static async Task<string> Send(Founder founder)
    {
        var template = await founder.Api.Post("/api/v1/mailing/templates", new
        {
            name = "News",
            category = "trainingNews",
            versions = new[] { new { language = "en", subject = "News", html = "<p>News for {{firstName}}</p>" } },
        });
        var campaign = await founder.Api.Post("/api/v1/mailing/campaigns", new
        {
            name = "Under fire",
            templateId = template.Successful().Id,
            recipients = new { all = true },
        });
        var path = $"/api/v1/mailing/campaigns/{campaign.Successful().Id}";
        (await founder.Api.Post($"{path}/send")).Successful();
        return path;
    }
}
