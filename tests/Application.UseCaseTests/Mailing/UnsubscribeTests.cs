using System.IO.Compression;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SecurityTraining.Application.Mailing.Campaigns;
using SecurityTraining.Application.Mailing.Preferences;
using SecurityTraining.Application.Mailing.Templates;
using SecurityTraining.Application.People;
using SecurityTraining.Application.People.Privacy;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.Mailing;
using SecurityTraining.Domain.People;
using SecurityTraining.Infrastructure.Persistence;
using SecurityTraining.TestKit;

namespace SecurityTraining.Application.UseCaseTests.Mailing;

public sealed class UnsubscribeTests
{
    [Theory, ClassData(typeof(Engines))]
    public async Task Whoever_unsubscribes_between_the_start_and_their_turn_gets_nothing(DatabaseProvider provider)
    {
        await using var stage = await CampaignStage.Open(provider, people: 8);
        await stage.Deliver();
        var tokens = stage.News.ToDictionary(mail => mail.To.Address, mail => CampaignStage.UnsubscribeIn(mail.Text), StringComparer.Ordinal);
        var before = stage.Post.Tried.Count;
        stage.Post.Hold();
        var id = await stage.Start();
        await stage.WaitFor(id, stats => stats.Recipients == 8);
        var underWay = (await Eventually.Get(() => Task.FromResult(stage.Post.Tried), tried => tried.Count == before + 4))
            .Skip(before).Select(mail => mail.To.Address).ToList();
        var late = stage.Company.People.First(person => !underWay.Contains(person.Email));

        await stage.SendAnonymously(new UnsubscribeCommand(tokens[late.Email]));
        stage.Post.Release();
        var stats = await stage.WaitFor(id, stats => stats.Sent + stats.Skipped == 8);

        (stats.Sent, stats.Skipped).ShouldBe((7, 1));
        stage.News.Count(mail => mail.To.Address == late.Email).ShouldBe(1, "only the one before");
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task People_choose_by_category_and_still_get_what_their_account_needs(DatabaseProvider provider)
    {
        await using var stage = await CampaignStage.Open(provider, people: 2);
        var me = stage.Company.As(Role.Employee);
        await stage.Send(new SaveMailPreferencesCommand([new MailPreferenceRow(MailCategory.TrainingNews, Subscribed: false)]), me);
        (await stage.Send(new GetMailPreferencesQuery(), me)).Preferences.Where(row => !row.Subscribed).Select(row => row.Category)
            .ShouldBe([MailCategory.TrainingNews]);

        var training = await stage.Deliver();
        var template = await stage.AddTemplate(CampaignStage.Template() with { Category = MailCategory.SecurityNews });
        var security = await stage.Deliver(campaign => campaign with { TemplateId = template });

        (await stage.Stats(training)).Skipped.ShouldBe(1);
        (await stage.Stats(security)).Skipped.ShouldBe(0);
        await stage.Send(new TestSendCampaignCommand(training, [me.UserId!.Value]));
        await Eventually.Get(() => Task.FromResult(stage.Post.Accepted), mails => mails.Any(mail => mail.Subject.StartsWith("[Test]", StringComparison.Ordinal)));

        var token = CampaignStage.UnsubscribeIn(stage.News.First(mail => mail.To.Address == "person1@example.com").Text);
        var page = await stage.SendAnonymously(new OpenUnsubscribePageQuery(token));
        (page.Category, page.Preferences.Count(row => row.Subscribed)).ShouldBe((MailCategory.SecurityNews, 3), "looking has changed nothing");
        await stage.SendAnonymously(new UnsubscribeCommand(token, [MailCategory.TrainingNews]));
        (await stage.Send(new GetMailPreferencesQuery(), me)).Preferences.Where(row => row.Subscribed).Select(row => row.Category)
            .ShouldBe([MailCategory.TrainingNews]);
        (await stage.Stats(security)).Unsubscribed.ShouldBe(1);
        (await stage.App.Send(new UnsubscribeCommand(new string('A', 59)))).FirstError.ShouldBe(CampaignErrors.LinkUnknown);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task What_is_known_is_handed_out_and_erased_and_the_numbers_stay(DatabaseProvider provider)
    {
        await using var stage = await CampaignStage.Open(provider, people: 2);
        var person = stage.Company.People[0];
        var id = await stage.Deliver();
        var mail = stage.NewsTo(person);
        await stage.Hit(CampaignStage.LinkIn(mail.Text));
        await stage.SendAnonymously(new UnsubscribeCommand(CampaignStage.UnsubscribeIn(mail.Text)));
        var archive = stage.App.Services.GetRequiredService<IPersonalDataArchive>();
        var texts = await stage.App.InScope(stage.Company.As(Role.Employee), async sender =>
        {
            using var file = new MemoryStream();
            await archive.Write((await sender.Send(new GetMyPersonalDataQuery())).Value, file, CancellationToken.None);
            await using var zip = new ZipArchive(file);
            return zip.Entries.ToDictionary(entry => entry.Name, entry => new StreamReader(entry.Open(), Encoding.UTF8).ReadToEnd(), StringComparer.Ordinal);
        });
        texts["campaigns.json"].ShouldContain("\"email\": \"person1@example.com\"");
        texts["campaigns.json"].ShouldNotContain("\"clickedAt\": null");
        texts["profile.json"].ShouldContain("\"subscribed\": false");

        await stage.Send(new DeleteUserCommand(person.Id));
        stage.App.Clock.Advance(User.RestorePeriod + TimeSpan.FromHours(1));
        var gone = await Eventually.Get(
            () => stage.App.InDatabase(stage.Company.Id, (_, db) => db.Users.IgnoreQueryFilters().CountAsync(user => user.Id == person.Id)), count => count == 0);

        gone.ShouldBe(0);
        var left = await stage.App.InDatabase(stage.Company.Id, async (_, db) => (
            Messages: await db.CampaignMessages.Where(message => message.UserId == person.Id).ToListAsync(),
            Wishes: await db.MailPreferences.CountAsync(wishes => wishes.UserId == person.Id)));
        left.Messages.ShouldAllBe(message => message.Email == "" && message.FullName == "" && message.MergeValues.Count == 0);
        left.Wishes.ShouldBe(0);
        var stats = await stage.Stats(id);
        (stats.Sent, stats.Clicked, stats.Unsubscribed).ShouldBe((2, 1, 1));
        (await stage.App.Send(new UnsubscribeCommand(CampaignStage.UnsubscribeIn(mail.Text)))).IsError.ShouldBeFalse("one click never fails for them");
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_preview_shows_the_mail_as_one_person_would_get_it(DatabaseProvider provider)
    {
        await using var stage = await CampaignStage.Open(provider, people: 1);
        var id = await stage.AddTemplate();

        var preview = await stage.Send(new PreviewMailTemplateQuery(id, stage.Company.People[0].Id, Language: "de"));

        (preview.To, preview.Language, preview.Subject).ShouldBe(("person1@example.com", "de", "Neues für First1"));
        preview.Html.ShouldContain("Guten Tag First1 Last1");
        preview.Text.ShouldBe("Guten Tag First1 Last1, mehr dazu: https://news.example/de.\n");
        await stage.Send(new UpdateMailTemplateCommand(id, new MailTemplateChanges(Name: "Renamed")));
        var row = await stage.Send(new GetMailTemplateQuery(id));
        (row.Name, row.Versions.Count, row.Versions[0].Html.Contains("<script", StringComparison.Ordinal)).ShouldBe(("Renamed", 2, false));
        (await stage.Send(new ListMailTemplatesQuery(null, null, "renam", null, MailCategory.TrainingNews))).TotalItems.ShouldBe(1);
    }
}
