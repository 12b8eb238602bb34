using Microsoft.EntityFrameworkCore;
using SecurityTraining.Application.Common.Work;
using SecurityTraining.Application.Mailing;
using SecurityTraining.Application.Phishing.Simulations;
using SecurityTraining.Domain.Phishing;
using SecurityTraining.Infrastructure.Persistence;
using SecurityTraining.TestKit;

namespace SecurityTraining.Application.UseCaseTests.Phishing;

public sealed class DeliveryTests
{
    [Theory, ClassData(typeof(Engines))]
    public async Task A_temporary_failure_is_tried_again_with_the_same_message_id(DatabaseProvider provider)
    {
        await using var stage = await Stage.Open(provider, people: 4);
        var unlucky = stage.Company.People[1];
        stage.Post.Answer = (mail, tries) => mail.To.Address == unlucky.Email && tries <= 2
            ? new MailReceipt(MailVerdict.TemporaryFailure, "451 4.3.0 Try again later")
            : new MailReceipt(MailVerdict.Accepted, "250 OK");
        var id = await stage.Launch();
        await stage.WaitFor(id, summary => summary.Sent == 3);
        var waiting = await Eventually.Get(
            async () => (await stage.Results(id)).Single(row => row.UserId == unlucky.Id), row => row.ServerReply is not null);

        waiting.Delivery.ShouldBe(DeliveryStatus.Pending);
        waiting.ServerReply.ShouldBe("451 4.3.0 Try again later");
        stage.Post.Tried.Count(mail => mail.To.Address == unlucky.Email).ShouldBe(1, "not before its time");

        await stage.WaitFor(id, SimulationStatus.Completed);

        var tries = stage.Post.Tried.Where(mail => mail.To.Address == unlucky.Email).ToList();
        tries.Count.ShouldBe(3);
        tries.Select(mail => mail.MessageId).Distinct(StringComparer.Ordinal).Count().ShouldBe(1);
        var row = (await stage.Results(id)).Single(result => result.UserId == unlucky.Id);
        row.Delivery.ShouldBe(DeliveryStatus.Sent);
        row.ServerReply.ShouldBeNull();
        (await stage.Timeline(id)).Count(line => line.RecipientId == row.Id && line.Kind == SimulationEventKind.Sent).ShouldBe(1);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_permanent_failure_is_recorded_with_what_the_server_said_and_not_tried_again(DatabaseProvider provider)
    {
        await using var stage = await Stage.Open(provider, people: 3);
        var gone = stage.Company.People[0];
        stage.Post.Answer = (mail, _) => mail.To.Address == gone.Email
            ? new MailReceipt(MailVerdict.PermanentFailure, "550 5.1.1 No such mailbox")
            : new MailReceipt(MailVerdict.Accepted, "250 OK");

        var id = await stage.Launch();
        await stage.WaitFor(id, SimulationStatus.Completed);

        (await stage.Summary(id)).ShouldBe(new SimulationSummary(3, Sent: 2, Failed: 1, Skipped: 0, Opened: 0, Clicked: 0, Submitted: 0, Reported: 0));
        var row = (await stage.Results(id)).Single(result => result.UserId == gone.Id);
        (row.Delivery, row.ServerReply, row.SentAt).ShouldBe((DeliveryStatus.Failed, "550 5.1.1 No such mailbox", null));
        stage.Post.Tried.Count.ShouldBe(3);
        (await stage.Timeline(id)).ShouldContain(line => line.Kind == SimulationEventKind.Failed && line.Email == gone.Email);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_mail_server_that_is_away_fails_nobody(DatabaseProvider provider)
    {
        await using var stage = await Stage.Open(provider, people: 3);
        var isAway = true;
        stage.Post.Answer = (_, _) => isAway
            ? new MailReceipt(MailVerdict.Unavailable, "Connection refused")
            : new MailReceipt(MailVerdict.Accepted, "250 OK");
        var id = await stage.Launch();

        // Longer than a mail that is refused would be tried for.
        await Eventually.Get(
            async () =>
            {
                await stage.Pass(TimeSpan.FromMinutes(10));
                return stage.Post.Tried.Count;
            },
            tried => tried > 3 * 15);
        (await stage.Summary(id)).Failed.ShouldBe(0);

        isAway = false;
        await Eventually.Get(
            async () =>
            {
                await stage.Pass(TimeSpan.FromMinutes(10));
                return await stage.Summary(id);
            },
            summary => summary.Sent == 3);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_mail_that_is_refused_for_hours_fails_in_the_end(DatabaseProvider provider)
    {
        await using var stage = await Stage.Open(provider, people: 1);
        stage.Post.Answer = (_, _) => new MailReceipt(MailVerdict.TemporaryFailure, "452 4.2.2 Mailbox full");
        var id = await stage.Launch();

        await Eventually.Get(
            async () =>
            {
                await stage.Pass(TimeSpan.FromMinutes(30));
                return await stage.Summary(id);
            },
            summary => summary.Failed == 1);

        (await stage.Results(id)).ShouldHaveSingleItem().ServerReply.ShouldBe("452 4.2.2 Mailbox full");
        stage.Post.Tried.Count.ShouldBe(12);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_mail_server_that_takes_longer_than_a_lease_gets_each_mail_once(DatabaseProvider provider)
    {
        var lease = TimeSpan.FromSeconds(0.6);
        await using var stage = await Stage.Open(
            provider, people: 4, settings: new Dictionary<string, string?>(StringComparer.Ordinal) { ["Jobs:LeaseSeconds"] = "0.6" });
        stage.Post.Hold();
        var id = await stage.Launch();
        await Eventually.Get(() => Task.FromResult(stage.Post.Tried.Count), tried => tried == stage.Post.Connections);

        // Whoever holds a mail has to keep the lease on it: the clock only moves on when that has been done again.
        for (var step = 0; step < 6; step++)
        {
            var until = stage.App.Clock.GetUtcNow() + lease;
            await Eventually.Get(() => FirstLeaseEnd(stage), end => end >= until);
            stage.App.Clock.Advance(lease / 2);
        }

        stage.Post.Release();
        await stage.WaitFor(id, summary => summary.Sent == 4);
        await stage.WaitFor(id, SimulationStatus.Completed);

        stage.Post.Tried.Count.ShouldBe(4);
    }

    private static Task<DateTimeOffset> FirstLeaseEnd(Stage stage) => stage.App.InDatabase(stage.Company.Id, (_, db) =>
        db.WorkItems.Where(item => item.Kind == WorkKind.Lure).MinAsync(item => item.DueAt));
}
