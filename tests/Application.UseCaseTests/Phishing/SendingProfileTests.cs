using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SecurityTraining.Application.Auditing;
using SecurityTraining.Application.Companies;
using SecurityTraining.Application.Mailing;
using SecurityTraining.Application.Phishing.Senders;
using SecurityTraining.Application.Phishing.Simulations;
using SecurityTraining.Domain.Phishing;
using SecurityTraining.Infrastructure.Persistence;
using SecurityTraining.TestKit;
using SecurityTraining.TestKit.Smtp;

namespace SecurityTraining.Application.UseCaseTests.Phishing;

/// <summary>What administrators do with sending profiles.</summary>
public sealed class SendingProfileTests
{
    private const string Canary = "Canary-7Qx-secret";

    [Theory, ClassData(typeof(Engines))]
    public async Task Secrets_are_found_nowhere_but_at_the_server(DatabaseProvider provider)
    {
        using var certificate = new TestCertificate();
        await using var sink = await SmtpSink.Start(
            "--starttls", certificate.CertificateFile, certificate.KeyFile, "--require-login", $"mailer:{Canary}");
        var log = new RecordedLog();
        await using var stage = await Stage.Open(
            provider,
            people: 1,
            Senders.Settings(certificate),
            withWorkers: false,
            configure: services => services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(log)));
        await stage.VerifyAdmin();

        var id = await stage.AddProfile(Senders.To(sink.Port) with
        {
            Host = "localhost",
            Security = TransportSecurity.StartTls,
            Login = new SendingLoginInput(LoginKind.Password, "mailer", Canary),
        });
        var test = await stage.Send(new TestSendingProfileCommand(id));
        await stage.Send(new CreateDkimKeyCommand(id, "st1"));

        (test.Accepted, test.Verdict).ShouldBe((true, MailVerdict.Accepted), test.Answer);
        (await sink.Mails(atLeast: 1)).ShouldHaveSingleItem().Login.ShouldBe("mailer");
        var stored = await stage.App.InDatabase(stage.Company.Id, (_, db) => db.SendingProfiles.SingleAsync());
        var seen = string.Join(
            '\n',
            JsonSerializer.Serialize(await stage.Profile(id)),
            JsonSerializer.Serialize(await stage.Health(id)),
            JsonSerializer.Serialize(await stage.Send(new ListSendingProfilesQuery(1, 20, null, null))),
            JsonSerializer.Serialize(await stage.Send(new ListAuditLogQuery(Limit: 100))),
            JsonSerializer.Serialize(stored),
            log.Text);
        seen.ShouldNotContain(Canary);
        seen.ShouldContain("phishing.create-sending-profile");
        log.Text.ShouldNotContain(Convert.ToBase64String(stored.Dkim!.ProtectedPrivateKey));
        JsonSerializer.Serialize(await stage.Profile(id)).ShouldNotContain("rotected", Case.Insensitive);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_secret_goes_to_no_other_server_than_it_was_given_for(DatabaseProvider provider)
    {
        await using var stage = await Stage.Open(provider, people: 0, Senders.Settings(), withWorkers: false);
        var id = await stage.AddProfile(Senders.To(2525) with { Login = new SendingLoginInput(LoginKind.Password, "mailer", "right") });

        var moved = await stage.TrySend(new UpdateSendingProfileCommand(id, new SendingProfileChanges(Host: "127.0.0.9")));
        var other = await stage.TrySend(new UpdateSendingProfileCommand(
            id, new SendingProfileChanges(Login: new SendingLoginInput(LoginKind.Password, "another"))));
        var renamed = await stage.TrySend(new UpdateSendingProfileCommand(id, new SendingProfileChanges(
            Name: "Renamed", MaxPerSecond: 5, Login: new SendingLoginInput(LoginKind.Password, "mailer"))));
        var movedWithSecret = await stage.TrySend(new UpdateSendingProfileCommand(id, new SendingProfileChanges(
            Host: "127.0.0.9", Login: new SendingLoginInput(LoginKind.Password, "mailer", "right"))));

        moved.FirstError.Code.ShouldBe("sending_profile_secret_required");
        other.FirstError.Code.ShouldBe("sending_profile_secret_required");
        renamed.IsError.ShouldBeFalse();
        movedWithSecret.IsError.ShouldBeFalse();
        var profile = await stage.Profile(id);
        (profile.Name, profile.Host, profile.MaxPerSecond, profile.Login!.UserName).ShouldBe(("Renamed", "127.0.0.9", 5, "mailer"));
        await stage.Send(new UpdateSendingProfileCommand(id, new SendingProfileChanges(Login: (SendingLoginInput?)null)));
        (await stage.Profile(id)).Login.ShouldBeNull();
    }

    [Theory]
    [InlineData("10.1.2.3", TransportSecurity.StartTls, "host")]
    [InlineData("169.254.169.254", TransportSecurity.Implicit, "host")]
    [InlineData("::1", TransportSecurity.StartTls, "host")]
    [InlineData("localhost", TransportSecurity.StartTls, "host")]
    [InlineData("mail.example.com", TransportSecurity.None, "host")]
    [InlineData("mail.example.com\r\nX: y", TransportSecurity.StartTls, "host")]
    public async Task Without_the_operators_leave_servers_are_on_the_internet_and_speak_tls(string host, TransportSecurity security, string field)
    {
        await using var stage = await Stage.Open(DatabaseProvider.Sqlite, people: 0, withWorkers: false);

        var refused = await stage.TrySend(new CreateSendingProfileCommand(Senders.To(25) with { Host = host, Security = security }));

        refused.Errors.ShouldContain(error => error.Metadata != null && error.Metadata["field"].Equals(field));
    }

    [Fact]
    public async Task A_name_that_leads_into_our_own_network_is_found_out_when_connecting()
    {
        await using var sink = await SmtpSink.Start();
        await using var stage = await Stage.Open(
            DatabaseProvider.Sqlite,
            people: 0,
            new Dictionary<string, string?>(StringComparer.Ordinal) { ["SendingProfiles:AllowedNetworks:0"] = "127.200.0.0/16" },
            withWorkers: false);
        await stage.VerifyAdmin();
        var id = await stage.AddProfile(Senders.To(sink.Port) with { Host = "localhost" });

        var test = await stage.Send(new TestSendingProfileCommand(id));

        (test.Accepted, test.Verdict).ShouldBe((false, MailVerdict.Unavailable));
        test.Answer.ShouldContain("does not lead to an address that mail may be sent to");
        (await sink.Mails()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_test_mail_goes_to_ones_own_proven_address_and_says_what_the_server_said()
    {
        using var certificate = new TestCertificate();
        using var stranger = new TestCertificate();
        await using var sink = await SmtpSink.Start("--tls", certificate.CertificateFile, certificate.KeyFile);
        await using var stage = await Stage.Open(DatabaseProvider.Sqlite, people: 0, Senders.Settings(stranger), withWorkers: false);
        var id = await stage.AddProfile(Senders.To(sink.Port) with { Host = "localhost", Security = TransportSecurity.Implicit });

        (await stage.TrySend(new TestSendingProfileCommand(id))).FirstError.Code.ShouldBe("own_address_unverified");
        (await stage.Health(id)).State.ShouldBe(SendingState.Unknown);
        await stage.VerifyAdmin();
        var test = await stage.Send(new TestSendingProfileCommand(id));

        test.Verdict.ShouldBe(MailVerdict.Unavailable, "the certificate is from nobody who is trusted");
        var health = await stage.Health(id);
        (health.State, health.FailedLast24Hours, health.SentLast24Hours).ShouldBe((SendingState.Failing, 1, 0));
        health.LastFailure!.ShouldContain("certificate", Case.Insensitive);
        (await sink.Mails()).ShouldBeEmpty();
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_profile_in_use_stays_and_its_sender_must_be_the_companys(DatabaseProvider provider)
    {
        await using var stage = await Stage.Open(provider, people: 1, Senders.Settings(), withWorkers: false);
        var id = await stage.AddProfile(Senders.To(2525) with { SenderDomain = "news.example.com" });
        var foreign = await stage.TrySend(new CreateSendingProfileCommand(Senders.To(2525) with { SenderDomain = "elsewhere.example" }));
        var draft = await stage.Draft(simulation => simulation with { SendingProfileId = id });
        var outside = await stage.TrySend(new UpdateSimulationCommand(draft, SenderAddress: "boss@other.example.com"));
        var unknown = await stage.TrySend(new UpdateSimulationCommand(draft, SendingProfileId: Guid.CreateVersion7()));

        foreign.FirstError.Code.ShouldBe("sender_domain_not_allowed");
        outside.FirstError.Code.ShouldBe("sender_outside_profile");
        unknown.FirstError.Metadata!["field"].ShouldBe("sendingProfileId");
        (await stage.TrySend(new DeleteSendingProfileCommand(id))).FirstError.Code.ShouldBe("sending_profile_in_use");
        (await stage.Get(draft)).SendingProfileId.ShouldBe(id);
        await stage.Send(new UpdateSimulationCommand(draft, SendingProfileId: (Guid?)null));
        await stage.Send(new DeleteSendingProfileCommand(id));
        (await stage.App.InDatabase(stage.Company.Id, (_, db) => db.SendingHealths.CountAsync())).ShouldBe(0);
    }

    [Theory]
    [InlineData(DkimAlgorithm.Rsa)]
    [InlineData(DkimAlgorithm.Ed25519)]
    public async Task Mails_are_signed_once_the_dns_shows_the_key_as_an_independent_verifier_finds(DkimAlgorithm algorithm)
    {
        await using var sink = await SmtpSink.Start();
        var dns = new PublishedTexts();
        await using var stage = await Stage.Open(
            DatabaseProvider.Sqlite, people: 0, Senders.Settings(), withWorkers: false, configure: services => services.AddSingleton<ITxtRecords>(dns));
        await stage.VerifyAdmin();
        var id = await stage.AddProfile(Senders.To(sink.Port) with { Name = "Prüfung", Headers = [new ExtraHeader("X-Team", "awareness")] });
        await stage.Send(new CreateDkimKeyCommand(id, "st1", algorithm));
        var key = (await stage.Profile(id)).Dkim!;

        (await stage.TrySend(new VerifyDkimKeyCommand(id))).FirstError.Code.ShouldBe("dkim_key_not_published");
        await stage.Send(new TestSendingProfileCommand(id));
        dns.ByName[key.RecordName] = key.RecordValue.Insert(key.RecordValue.Length - 5, " ");
        await stage.Send(new VerifyDkimKeyCommand(id));
        stage.App.Clock.Advance(TimeSpan.FromMinutes(1));
        await Eventually.Get(
            async () =>
            {
                await stage.Send(new TestSendingProfileCommand(id));
                return (await sink.Mails())[^1];
            },
            mail => mail.Message.Headers.Contains("DKIM-Signature"));

        var mails = await sink.Mails();
        mails[0].Message.Headers.Contains("DKIM-Signature").ShouldBeFalse();
        var source = mails[^1].Source;
        mails[^1].Message.Headers["X-Team"].ShouldBe("awareness");
        (await DkimVerifier.IsValid(source, key.RecordName, key.RecordValue)).ShouldBeTrue();
        var text = System.Text.Encoding.UTF8.GetString(source);
        byte[] Changed(string from, string to) => System.Text.Encoding.UTF8.GetBytes(text.Replace(from, to, StringComparison.Ordinal));
        (await DkimVerifier.IsValid(Changed("profile works", "profile lies"), key.RecordName, key.RecordValue)).ShouldBeFalse();
        (await DkimVerifier.IsValid(Changed("From: ", "From: x@evil.example\r\nFrom: "), key.RecordName, key.RecordValue)).ShouldBeFalse();
    }
}
