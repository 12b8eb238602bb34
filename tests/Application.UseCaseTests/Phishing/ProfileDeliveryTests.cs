using System.Net;
using System.Net.Sockets;
using Microsoft.EntityFrameworkCore;
using SecurityTraining.Application.Common.Work;
using SecurityTraining.Application.Phishing.Senders;
using SecurityTraining.Application.Phishing.Simulations;
using SecurityTraining.Domain.Phishing;
using SecurityTraining.Infrastructure.Persistence;
using SecurityTraining.Infrastructure.Persistence.Work;
using SecurityTraining.TestKit;
using SecurityTraining.TestKit.Smtp;

namespace SecurityTraining.Application.UseCaseTests.Phishing;

/// <summary>Lures on their way through the companies' own mail servers, which are real ones.</summary>
public sealed class ProfileDeliveryTests
{
    [Theory, ClassData(typeof(Engines))]
    public async Task A_simulation_goes_out_through_the_profile_that_it_names(DatabaseProvider provider)
    {
        using var certificate = new TestCertificate();
        await using var sink = await SmtpSink.Start(
            "--starttls", certificate.CertificateFile, certificate.KeyFile, "--require-login", "mailer:s3cret", "--reject", "person5@");
        await using var stage = await Stage.Open(provider, people: 5, Senders.Settings(certificate));
        var profile = await stage.AddProfile(Senders.To(sink.Port) with
        {
            Host = "localhost",
            Security = TransportSecurity.StartTls,
            SenderDomain = "news.example.com",
            Connections = 2,
            Headers = [new ExtraHeader("X-Campaign", "autumn"), new ExtraHeader("Precedence", "bulk")],
            Login = new SendingLoginInput(LoginKind.Password, "mailer", "s3cret"),
        });

        var id = await stage.Launch(simulation => simulation with { SendingProfileId = profile });
        await stage.WaitFor(id, SimulationStatus.Completed);

        var mails = await sink.Mails(atLeast: 4);
        mails.Select(mail => mail.To).Order(StringComparer.Ordinal)
            .ShouldBe(["person1@example.com", "person2@example.com", "person3@example.com", "person4@example.com"]);
        mails.ShouldAllBe(mail => mail.IsEncrypted && mail.Login == "mailer" && mail.MailFrom.EndsWith("@news.example.com", StringComparison.Ordinal));
        mails.ShouldAllBe(mail => mail.Message.Headers["X-Campaign"] == "autumn" && mail.Message.Headers["Precedence"] == "bulk");
        mails.Select(mail => mail.Connection).Distinct().Count().ShouldBeInRange(1, 2);
        stage.Post.Tried.ShouldBeEmpty();
        var health = await stage.Health(profile);
        (health.State, health.SentLast24Hours, health.FailedLast24Hours).ShouldBe((SendingState.Ok, 4, 1));
        health.LastFailure!.ShouldContain("550 5.1.1 No such mailbox");
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_server_that_never_answers_holds_up_neither_the_company_nor_another(DatabaseProvider provider)
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        await using var sink = await SmtpSink.Start();
        await using var stage = await Stage.Open(provider, people: 60, Senders.Settings());
        var slow = await stage.AddProfile(Senders.To(((IPEndPoint)silent.LocalEndpoint).Port));
        var good = await stage.AddProfile(Senders.To(sink.Port));
        var stuck = await stage.Launch(simulation => simulation with { SendingProfileId = slow });
        await Eventually.Get(() => Task.FromResult(silent.Pending()), isThere => isThere);

        var own = await stage.Launch(simulation => simulation with { SendingProfileId = good });
        var common = await stage.Launch();
        await stage.WaitFor(own, summary => summary.Sent == 60);
        await stage.WaitFor(common, summary => summary.Sent == 60);

        var summary = await stage.Summary(stuck);
        (summary.Recipients, summary.Sent, summary.Failed).ShouldBe((60, 0, 0));
        (await sink.Mails()).Count.ShouldBe(60);
        stage.Post.Accepted.Count.ShouldBe(60);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_refused_login_fails_nobody_and_all_goes_on_when_it_is_put_right(DatabaseProvider provider)
    {
        await using var sink = await SmtpSink.Start("--require-login", "mailer:right");
        await using var stage = await Stage.Open(provider, people: 3, Senders.Settings());
        var profile = await stage.AddProfile(Senders.To(sink.Port) with { Login = new SendingLoginInput(LoginKind.Password, "mailer", "wrong") });
        var id = await stage.Launch(simulation => simulation with { SendingProfileId = profile });
        var health = await Eventually.Get(() => stage.Health(profile), row => row.State == SendingState.Failing);
        (health.LastFailure!.Contains("535", StringComparison.Ordinal), health.LastSuccessAt).ShouldBe((true, null), health.LastFailure);

        await stage.Send(new UpdateSendingProfileCommand(
            profile, new SendingProfileChanges(Login: new SendingLoginInput(LoginKind.Password, "mailer", "right"))));
        await Eventually.Get(
            async () =>
            {
                await stage.Pass(TimeSpan.FromSeconds(20));
                return await stage.Summary(id);
            },
            summary => summary.Sent == 3);

        (await stage.Summary(id)).Failed.ShouldBe(0);
        (await stage.Health(profile)).State.ShouldBe(SendingState.Ok);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_domain_gets_no_more_than_its_share_of_each_hour(DatabaseProvider provider)
    {
        await using var sink = await SmtpSink.Start();
        await using var stage = await Stage.Open(provider, people: 5, Senders.Settings());
        var elsewhere = await stage.AddPerson("guest@sub.example.com");
        var profile = await stage.AddProfile(Senders.To(sink.Port) with { MaxPerDomainPerHour = 2 });
        var id = await stage.Launch(simulation => simulation with
        {
            SendingProfileId = profile,
            Recipients = new SimulationRecipients(UserIds: [.. stage.Company.People.Select(person => person.Id), elsewhere.Id]),
        });

        await stage.WaitFor(id, summary => summary.Sent == 3);
        await stage.Pass(TimeSpan.FromMinutes(40));
        await stage.Pass(TimeSpan.FromMinutes(15));
        (await sink.Mails()).Count.ShouldBe(3, "two of one domain, one of the other");

        await Eventually.Get(
            async () =>
            {
                await stage.Pass(TimeSpan.FromMinutes(2));
                return await stage.Summary(id);
            },
            summary => summary.Sent >= 5);
        (await sink.Mails()).Count.ShouldBe(5);
        await Eventually.Get(
            async () =>
            {
                await stage.Pass(TimeSpan.FromMinutes(20));
                return await stage.Summary(id);
            },
            summary => summary.Sent == 6);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Lures_that_were_put_into_the_common_lane_find_their_own(DatabaseProvider provider)
    {
        await using var sink = await SmtpSink.Start();
        await using var stage = await Stage.Open(provider, people: 5, Senders.Settings());
        var profile = await stage.AddProfile(Senders.To(sink.Port));
        var id = await stage.Launch(simulation => simulation with { SendingProfileId = profile, SpreadMinutes = 600 });
        await stage.WaitFor(id, summary => summary.Recipients == 5);
        await stage.Arrange(db => db.WorkItems.Where(item => item.Kind == WorkKind.Lure)
            .ExecuteUpdateAsync(update => update.SetProperty(item => item.LaneId, WorkItemRow.CommonLane)));

        stage.App.Clock.Advance(TimeSpan.FromMinutes(601));
        await stage.WaitFor(id, summary => summary.Sent == 5);

        (await sink.Mails()).Count.ShouldBe(5);
        stage.Post.Tried.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_profile_sends_no_faster_than_it_may()
    {
        await using var sink = await SmtpSink.Start();
        await using var stage = await Stage.Open(DatabaseProvider.Sqlite, people: 4, Senders.Settings());
        var profile = await stage.AddProfile(Senders.To(sink.Port) with { MaxPerSecond = 1 });
        var id = await stage.Launch(simulation => simulation with { SendingProfileId = profile });

        for (var second = 1; second <= 4; second++)
        {
            await stage.WaitFor(id, summary => summary.Sent >= second);
            (await sink.Mails()).Count.ShouldBe(second);
            stage.App.Clock.Advance(TimeSpan.FromSeconds(1));
        }
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task Tokens_are_fetched_once_used_until_they_end_and_their_successors_kept(DatabaseProvider provider)
    {
        await using var tokens = await TokenEndpoint.Start();
        await using var sink = await SmtpSink.Start("--require-token", "sender@example.com:token-1");
        await using var stage = await Stage.Open(provider, people: 6, Senders.Settings());
        tokens.NextRefreshToken = "refresh-2";
        var profile = await stage.AddProfile(Senders.To(sink.Port) with
        {
            Connections = 3,
            Login = new SendingLoginInput(
                LoginKind.Xoauth2, "sender@example.com", TokenEndpoint: tokens.Address, ClientId: "client", ClientSecret: "client-secret",
                RefreshToken: "refresh-1", Scope: "https://outlook.office.com/SMTP.Send offline_access"),
        });

        await stage.LaunchAndDeliver(simulation => simulation with { SendingProfileId = profile });
        (await sink.Mails()).ShouldAllBe(mail => mail.Login == "sender@example.com");
        var first = tokens.Asked.ShouldHaveSingleItem();
        (first["grant_type"], first["refresh_token"], first["client_secret"]).ShouldBe(("refresh_token", "refresh-1", "client-secret"));

        stage.App.Clock.Advance(TimeSpan.FromHours(2));
        await stage.LaunchAndDeliver(simulation => simulation with { SendingProfileId = profile });
        tokens.Asked.Count.ShouldBe(2);
        tokens.Asked.Last()["refresh_token"].ShouldBe("refresh-2");
    }

    [Fact]
    public async Task Without_a_refresh_token_the_client_asks_for_itself_and_a_refused_token_is_the_servers_trouble()
    {
        await using var tokens = await TokenEndpoint.Start();
        await using var sink = await SmtpSink.Start("--require-token", "sender@example.com:token-2");
        await using var stage = await Stage.Open(DatabaseProvider.Sqlite, people: 0, Senders.Settings(), withWorkers: false);
        await stage.VerifyAdmin();
        var profile = await stage.AddProfile(Senders.To(sink.Port) with
        {
            Login = new SendingLoginInput(
                LoginKind.Xoauth2, "sender@example.com", TokenEndpoint: tokens.Address, ClientId: "client", ClientSecret: "client-secret"),
        });

        var refused = await stage.Send(new TestSendingProfileCommand(profile));
        tokens.AccessToken = "token-2";
        var accepted = await stage.Send(new TestSendingProfileCommand(profile));

        refused.Accepted.ShouldBeFalse();
        refused.Answer.ShouldNotContain("token-1");
        accepted.Accepted.ShouldBeTrue(accepted.Answer);
        tokens.Asked.ShouldAllBe(form => form["grant_type"] == "client_credentials");
    }
}
