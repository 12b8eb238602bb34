using SecurityTraining.Infrastructure.Persistence;
using SecurityTraining.TestKit;
using SecurityTraining.WebApi.Tests.Story;

namespace SecurityTraining.WebApi.Tests.KillTests;

/// <summary>The service is killed while it sends a campaign; the mail server lives on.</summary>
public sealed class CampaignSurvivesKillsTests
{
    private static readonly int Mails = ProofSize.Of(inSuite: 60, full: 2000);
    private static readonly int Kills = ProofSize.Of(inSuite: 2, full: 20);

    [Theory, ClassData(typeof(Engines))]
    public async Task Nobody_is_left_out_and_a_kill_repeats_no_more_than_is_under_way(DatabaseProvider provider)
    {
        await using var field = await Battlefield.Open(provider, Mails, mailsPerSecond: 15);
        var campaign = await Send(field.Founder);
        for (var kill = 1; kill <= Kills; kill++)
        {
            var mark = Mails * kill / (Kills + 2);
            await Eventually.Get(field.Received, mails => mails.Count >= mark, Battlefield.Patience);
            await field.KillAndRestart();
        }

        (await field.WaitForEnd(campaign)).ShouldBe("completed");
        var byPerson = (await field.Received()).ToLookup(mail => mail.To, StringComparer.Ordinal);
        field.People.Except(byPerson.Select(mails => mails.Key), StringComparer.Ordinal).ShouldBeEmpty();
        (byPerson.Sum(mails => mails.Count()) - Mails).ShouldBeLessThanOrEqualTo(Kills * Battlefield.Connections);
        byPerson.ShouldAllBe(mails => mails.Select(mail => mail.Message.MessageId).Distinct(StringComparer.Ordinal).Count() == 1);
        (await field.Founder.Api.Get($"{campaign}/stats")).Successful().Json.GetProperty("sent").GetInt32().ShouldBe(Mails);
    }

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
