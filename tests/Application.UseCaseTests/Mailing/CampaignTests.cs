using Microsoft.EntityFrameworkCore;
using SecurityTraining.Application.Mailing.Campaigns;
using SecurityTraining.Application.Mailing.Delivery;
using SecurityTraining.Application.Mailing.Templates;
using SecurityTraining.Application.Phishing.Simulations;
using SecurityTraining.Domain.Mailing;
using SecurityTraining.Domain.People;
using SecurityTraining.Domain.Phishing;
using SecurityTraining.Infrastructure.Persistence;
using SecurityTraining.TestKit;
using SecurityTraining.TestKit.Smtp;

namespace SecurityTraining.Application.UseCaseTests.Mailing;

public sealed class CampaignTests
{
    [Theory, ClassData(typeof(Engines))]
    public async Task Everybody_gets_the_news_in_their_language_with_one_click_to_unsubscribe(DatabaseProvider provider)
    {
        await using var sink = await SmtpSink.Start();
        await using var stage = await CampaignStage.Open(provider, people: 3, sink);
        var (german, evil) = (stage.Company.People[1], stage.Company.People[2]);
        await stage.Arrange(async db =>
        {
            (await db.Users.SingleAsync(user => user.Id == german.Id)).SetProfile(german.Profile with { Language = "de" });
            (await db.Users.SingleAsync(user => user.Id == evil.Id)).SetProfile(
                evil.Profile with { Name = new PersonName("Eve\r\nBcc: victim@example.org\r\n<b>", "Evil") });
        });

        var id = await stage.Deliver();

        var mails = await sink.Mails(atLeast: 3);
        mails.Select(mail => mail.To).ShouldBe(stage.Company.People.Select(person => person.Email), ignoreOrder: true);
        foreach (var mail in mails)
        {
            var unsubscribe = mail.Message.Headers["List-Unsubscribe"]!;
            unsubscribe.ShouldMatch(@"^<http://training\.test/u/[\w-]{59}>$");
            mail.Message.Headers["List-Unsubscribe-Post"].ShouldBe("List-Unsubscribe=One-Click");
            mail.Message.Headers.Contains("Bcc").ShouldBeFalse();
            mail.Message.HtmlBody!.ShouldNotContain("<script");
            mail.Message.HtmlBody!.ShouldNotContain("news.example", Case.Insensitive, "no destination in any address");
            mail.Message.TextBody!.ShouldNotContain("news.example");
            mail.Message.TextBody!.ShouldContain(unsubscribe.Trim('<', '>'));
            mail.Message.HtmlBody!.ShouldContain("open.gif");
        }

        mails.Single(mail => mail.To == german.Email).Message.Subject.ShouldBe("Neues für First2");
        mails.Single(mail => mail.To == german.Email).Message.TextBody!.ShouldContain("Abbestellen");
        var injected = mails.Single(mail => mail.To == evil.Email).Message;
        injected.Subject.ShouldBe("News for Eve Bcc: victim@example.org <b>");
        injected.HtmlBody!.ShouldContain("&lt;b&gt;");
        (await stage.WaitFor(id, CampaignStatus.Completed)).Category.ShouldBe(MailCategory.TrainingNews);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Two_instances_send_to_everybody_once_under_a_stable_message_id(DatabaseProvider provider)
    {
        var people = ProofSize.Of(inSuite: 40, full: 2000);
        await using var sink = await SmtpSink.Start();
        await using var stage = await CampaignStage.Open(provider, people, sink);
        await using var other = stage.App.StartBeside(CampaignStage.Smtp(sink));
        await other.StartWorkers();

        var id = await stage.Deliver();

        var mails = await sink.Mails(atLeast: people);
        mails.Count.ShouldBe(people);
        mails.Select(mail => mail.To).Distinct(StringComparer.Ordinal).Count().ShouldBe(people);
        var messageIds = await stage.App.InDatabase(
            stage.Company.Id, (_, db) => db.CampaignMessages.ToDictionaryAsync(message => message.Email, message => message.TrackingId.ToString("N")));
        mails.ShouldAllBe(mail => mail.Message.MessageId!.StartsWith(messageIds[mail.To] + "@", StringComparison.Ordinal));
        (await stage.Stats(id)).Sent.ShouldBe(people);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task People_are_counted_once_and_scanners_not_at_all(DatabaseProvider provider)
    {
        await using var stage = await CampaignStage.Open(provider, people: 4);
        var id = await stage.Deliver();
        var mails = stage.Company.People.Select(stage.NewsTo).ToList();

        (await stage.Hit(CampaignStage.PixelIn(mails[0].Html), isOpening: true)).IsError.ShouldBeFalse();
        var link = CampaignStage.LinkIn(mails[1].Text);
        (await stage.Hit(link)).Value.Destination.ShouldBe(CampaignStage.Destination);
        (await stage.Hit(link)).Value.Destination.ShouldBe(CampaignStage.Destination);
        (await stage.Hit(CampaignStage.LinkIn(mails[2].Html), isHead: true)).IsError.ShouldBeFalse();
        (await stage.Hit(link, isOpening: true)).FirstError.ShouldBe(CampaignErrors.LinkUnknown);
        (await stage.Hit(new string('A', 59))).FirstError.ShouldBe(CampaignErrors.LinkUnknown);

        await stage.Send(new ReportMailEventCommand($"<{mails[2].MessageId}>", MailFeedback.Bounced, "550 5.1.1 gone"));
        await stage.Send(new ReportMailEventCommand(mails[3].MessageId, MailFeedback.Complained));
        var stats = await stage.Stats(id);

        (stats.Recipients, stats.Sent, stats.Opened, stats.Clicked).ShouldBe((4, 4, 2, 1));
        (stats.Bounced, stats.Complained, stats.Unsubscribed).ShouldBe((1, 1, 0));
        stats.Variants.ShouldBe([new VariantStats(SubjectVariant.A, 4, 4, 2, 1)]);
        stats.Links.ShouldBe([new LinkStats(CampaignStage.Destination, 1), new LinkStats("https://news.example/de", 0)]);
        var rows = (await stage.Send(new ListCampaignRecipientsQuery(id))).Items;
        rows.Select(row => row.Email).ShouldBe(stage.Company.People.Select(person => person.Email));
        rows.Select(row => (row.OpenedAt is not null, row.ClickedAt is not null, row.BouncedAt is not null, row.ComplainedAt is not null))
            .ShouldBe([(true, false, false, false), (true, true, false, false), (false, false, true, false), (false, false, false, true)]);
        (await stage.Send(new ListCampaignRecipientsQuery(id, Clicked: true, Search: "PERSON2"))).Items.ShouldHaveSingleItem().Delivery.ShouldBe(DeliveryStatus.Sent);
        (await stage.Send(new ListCampaignRecipientsQuery(id, Clicked: true, Search: "person1"))).TotalItems.ShouldBe(0);
        var next = await stage.Deliver();
        (await stage.Stats(next)).Skipped.ShouldBe(1, "who has complained gets no more");
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task The_rest_gets_the_subject_that_did_better(DatabaseProvider provider)
    {
        await using var stage = await CampaignStage.Open(provider, people: 40);
        var test = new SubjectTestInput(
            new Dictionary<string, string>(StringComparer.Ordinal) { ["en"] = "Better" }, SharePercent: 50, SubjectGoal.Clicks, DecideAfterHours: 4);
        var id = await stage.Start(campaign => campaign with { SubjectTest = test });
        await stage.WaitFor(id, stats => stats.Recipients == 40 && stats.Variants.Sum(variant => variant.Recipients) == stats.Sent && stats.Sent > 0);
        var tried = stage.News;
        tried.Count.ShouldBeInRange(8, 32);
        await stage.Hit(CampaignStage.LinkIn(tried.First(mail => mail.Subject == "Better").Text));

        stage.App.Clock.Advance(TimeSpan.FromHours(4));
        await stage.WaitFor(id, stats => stats.Sent == 40);

        (await stage.Get(id)).Winner.ShouldBe(SubjectVariant.B);
        stage.News.Skip(tried.Count).ShouldAllBe(mail => mail.Subject == "Better");
        stage.News.Select(mail => mail.To.Address).Distinct(StringComparer.Ordinal).Count().ShouldBe(40);
        (await stage.TrySend(new DecideSubjectCommand(id, SubjectVariant.A))).FirstError.ShouldBe(CampaignErrors.NothingToDecide);
        await stage.WaitFor(id, CampaignStatus.Completed, TimeSpan.FromMinutes(1));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Somebody_can_decide_which_subject_the_rest_gets(DatabaseProvider provider)
    {
        await using var stage = await CampaignStage.Open(provider, people: 20);
        var test = new SubjectTestInput(new Dictionary<string, string>(StringComparer.Ordinal) { ["en"] = "Other" }, SharePercent: 50);
        var id = await stage.Start(campaign => campaign with { SubjectTest = test });
        await stage.WaitFor(id, stats => stats.Recipients == 20);

        await stage.Send(new DecideSubjectCommand(id, SubjectVariant.A));
        await stage.WaitFor(id, stats => stats.Sent == 20);

        stage.News.Count(mail => mail.Subject == "Other").ShouldBeLessThan(20);
        await stage.WaitFor(id, CampaignStatus.Completed, TimeSpan.FromMinutes(1));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task After_a_pause_or_a_cancellation_only_the_mails_under_way_go_out(DatabaseProvider provider)
    {
        await using var stage = await CampaignStage.Open(provider, people: 30);
        stage.Post.Hold();
        var id = await stage.Start();
        await stage.WaitFor(id, stats => stats.Recipients == 30);
        await Eventually.Get(() => Task.FromResult(stage.Post.Tried.Count), tried => tried == 4);
        await stage.Send(new PauseCampaignCommand(id));
        stage.Post.Release();
        await stage.WaitFor(id, stats => stats.Sent == 4);
        stage.App.Clock.Advance(TimeSpan.FromMinutes(1));
        stage.Post.Tried.Count.ShouldBe(4);

        stage.Post.Hold();
        await stage.Send(new ResumeCampaignCommand(id));
        await Eventually.Get(() => Task.FromResult(stage.Post.Tried.Count), tried => tried == 8);
        await stage.Send(new CancelCampaignCommand(id));
        stage.Post.Release();
        var stats = await Eventually.Get(
            async () =>
            {
                await stage.Pass(TimeSpan.FromSeconds(3));
                return await stage.Stats(id);
            },
            stats => stats.Sent + stats.Skipped == 30);

        (stats.Sent, stage.Post.Tried.Count).ShouldBe((8, 8));
        (await stage.TrySend(new ResumeCampaignCommand(id))).FirstError.Code.ShouldBe("campaign_state");
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_scheduled_campaign_starts_in_its_time_or_says_why_not(DatabaseProvider provider)
    {
        await using var stage = await CampaignStage.Open(provider, people: 2);
        var start = stage.App.Clock.GetUtcNow().AddHours(2);
        var id = await stage.Draft(campaign => campaign with { StartsAt = start });
        var broken = await stage.Draft();
        (await stage.TrySend(new ScheduleCampaignCommand(broken))).FirstError.Code.ShouldBe("start_missing");
        await stage.Send(new ScheduleCampaignCommand(id));
        await stage.Send(new ScheduleCampaignCommand(broken, start));
        await stage.Send(new DeleteMailTemplateCommand((await stage.Get(broken)).TemplateId));

        stage.App.Clock.SetUtcNow(start);
        await stage.WaitFor(id, stats => stats.Sent == 2);

        (await stage.Get(id)).StartedAt.ShouldBe(start);
        (await stage.WaitFor(broken, CampaignStatus.Cancelled)).CancelReason.ShouldBe(MailTemplateErrors.NotFound.Description);
        var copy = await stage.Get(await stage.Send(new DuplicateCampaignCommand(id)));
        (copy.Name, copy.Status, copy.StartsAt).ShouldBe(("News (2)", CampaignStatus.Draft, null));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task What_cannot_be_sent_is_refused(DatabaseProvider provider)
    {
        await using var stage = await CampaignStage.Open(provider, people: 1);
        var template = await stage.AddTemplate();
        var everybody = new SimulationRecipients(All: true);

        (await stage.TrySend(new CreateMailTemplateCommand(CampaignStage.Template("{{secret}}")))).FirstError.Code.ShouldBe("merge_field_unknown");
        (await stage.TrySend(new CreateCampaignCommand(new CampaignInput("No", template, new SimulationRecipients())))).IsError.ShouldBeTrue();
        (await stage.TrySend(new CreateCampaignCommand(new CampaignInput("No", Guid.CreateVersion7(), everybody)))).IsError.ShouldBeTrue();
        (await stage.TrySend(new CreateCampaignCommand(new CampaignInput("No", template, everybody, SenderAddress: "boss@bank.example"))))
            .FirstError.Code.ShouldBe("sender_domain_not_allowed");
        var outside = await stage.Draft();
        await stage.Arrange(async db => (await db.Users.SingleAsync(user => user.Id == stage.Company.People[0].Id)).Deactivate());
        (await stage.TrySend(new SendCampaignCommand(outside))).FirstError.ShouldBe(CampaignErrors.NoRecipients);
        (await stage.TrySend(new TestSendCampaignCommand(outside, [stage.Company.People[0].Id]))).FirstError.ShouldBe(CampaignErrors.NotReachable);

        await stage.Send(new TestSendCampaignCommand(outside));
        var trial = await Eventually.Get(() => Task.FromResult(stage.Post.Accepted), mails => mails.Count == 1);
        trial[0].Subject.ShouldBe("[Test] News for Ada");
        trial[0].Text.ShouldContain(CampaignStage.Destination);
        (await stage.Stats(outside)).Recipients.ShouldBe(0);
    }
}
