using System.Text;
using Microsoft.Extensions.DependencyInjection;
using SecurityTraining.Application.Common.Security;
using SecurityTraining.Application.Phishing.Returns;
using SecurityTraining.Domain.Phishing;
using SecurityTraining.Infrastructure.Persistence;
using SecurityTraining.TestKit;
using SecurityTraining.TestKit.Imap;

namespace SecurityTraining.Application.UseCaseTests.Phishing;

public sealed class ReturnedMailTests
{
    private const string Mailbox = "bounces";

    [Fact]
    public async Task What_mail_servers_send_back_is_understood()
    {
        await using var app = await TestApp.Start(DatabaseProvider.Sqlite);
        var lure = new TrackingTarget(Guid.CreateVersion7(), Guid.CreateVersion7());
        var token = app.Services.GetRequiredService<ITrackingTokens>().Create(TrackingPurpose.Return, lure.CompanyId, lure.TrackingId);
        var reader = app.Services.GetRequiredService<IReturnedMailReader>();
        ReturnedMail? Read(string mime) => reader.Read(Encoding.UTF8.GetBytes(mime)) is var (found, mail) && found == lure ? mail : null;

        Read(Returned.Exchange(token)).ShouldBe(new ReturnedMail(
            BounceKind.Hard, IsAutomatic: true, "5.1.10 550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient nobody@example.com not found by SMTP address lookup"));
        Read(Returned.Postfix(token, "5.1.1", "550 5.1.1 <x@example.com>: Recipient address rejected: User unknown"))!.Bounce.ShouldBe(BounceKind.Hard);
        Read(Returned.Postfix(token, "5.2.2", "552 5.2.2 Mailbox full"))!.Bounce.ShouldBe(BounceKind.Soft);
        Read(Returned.Postfix(token, "4.4.1", "connect to mx.example.com: Connection timed out"))!.Bounce.ShouldBe(BounceKind.Soft);
        Read(Returned.Postfix(token, "5.0.0", "554 Message blocked: spam content"))!.Bounce.ShouldBe(BounceKind.Policy);
        Read(Returned.Gmail(token))!.Bounce.ShouldBe(BounceKind.Policy);
        Read(Returned.Postfix(token, "4.4.1", "will retry", action: "delayed")).ShouldBeNull();
        Read(Returned.OutOfOffice(token)).ShouldBe(new ReturnedMail(Bounce: null, IsAutomatic: true, ""));
        Read(Returned.Answer(token)).ShouldBe(new ReturnedMail(Bounce: null, IsAutomatic: false, ""));
        Read(Returned.Answer(new string('A', 59))).ShouldBeNull();
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task What_comes_back_into_the_bounce_mailbox_becomes_events_of_the_recipient(DatabaseProvider provider)
    {
        await using var server = await DovecotServer.Start();
        var settings = server.Settings;
        settings["Mail:Bounces:Address"] = "b@returns.example";
        settings["Mail:Bounces:Host"] = "localhost";
        settings["Mail:Bounces:Port"] = server.Port.ToString(System.Globalization.CultureInfo.InvariantCulture);
        settings["Mail:Bounces:UserName"] = Mailbox;
        settings["Mail:Bounces:Password"] = DovecotServer.Password;
        await using var stage = await Stage.Open(provider, people: 4, settings);
        var simulation = await stage.LaunchAndDeliver();
        string Token(int number) => stage.MailTo(stage.Company.People[number]).ReturnAddress!["b+".Length..^"@returns.example".Length];

        await server.Deliver(Mailbox, Returned.Exchange(Token(0)));
        await server.Deliver(Mailbox, Returned.Exchange(Token(0)));
        await server.Deliver(Mailbox, Returned.Postfix(Token(1), "5.2.2", "552 5.2.2 Mailbox full"));
        await server.Deliver(Mailbox, Returned.OutOfOffice(Token(2)));
        await server.Deliver(Mailbox, Returned.Answer(Token(3)));
        await server.Deliver(Mailbox, "From: a@evil.example\r\nSubject: Unrelated\r\n\r\nBuy now.\r\n");
        await Eventually.Get(
            async () =>
            {
                stage.App.Clock.Advance(TimeSpan.FromSeconds(61));
                return await server.Count(Mailbox, "Done");
            },
            count => count == 6);

        var summary = await stage.Summary(simulation);
        (summary.Sent, summary.Failed).ShouldBe((3, 1));
        var happened = (await stage.Timeline(simulation)).Where(line => line.Kind >= SimulationEventKind.Bounced).Select(line => (line.Email, line.Kind)).ToList();
        happened.ShouldBe(
            [("person1@example.com", SimulationEventKind.Bounced), ("person2@example.com", SimulationEventKind.Bounced), ("person3@example.com", SimulationEventKind.AutoReplied), ("person4@example.com", SimulationEventKind.Replied)],
            ignoreOrder: true);
        (await stage.Results(simulation)).Single(row => row.Delivery == DeliveryStatus.Failed).ServerReply!.ShouldStartWith("Bounced (hard): 5.1.10");
        await stage.Hit(stage.Company.People[1], SimulationEventKind.Clicked);
        (await stage.Summary(simulation)).Clicked.ShouldBe(1);
    }
}

/// <summary>As the servers' documentation shows them.</summary>
internal static class Returned
{
    public static string Exchange(string token) => Report(
        token,
        "From: Microsoft Outlook <MicrosoftExchange329e71ec88ae4615bbc36ab6ce41109e@example.com>",
        "Undeliverable: Hello",
        ["Reporting-MTA: dns;DB9PR01MB.eurprd01.prod.exchangelabs.com", "Received-From-MTA: dns;mail.example.org", "Arrival-Date: Mon, 23 Nov 2026 09:00:00 +0000"],
        [
            "Final-Recipient: rfc822;nobody@example.com", "Action: failed", "Status: 5.1.10",
            "Diagnostic-Code: smtp;550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient nobody@example.com not found by SMTP address lookup",
        ]);

    public static string Postfix(string token, string status, string said, string action = "failed") => Report(
        token,
        "From: MAILER-DAEMON@mail.example.org (Mail Delivery System)",
        "Undelivered Mail Returned to Sender",
        ["Reporting-MTA: dns; mail.example.org", "X-Postfix-Queue-ID: 4Xyz", "X-Postfix-Sender: rfc822; b@returns.example", "Arrival-Date: Mon, 23 Nov 2026 09:00:00 +0000 (UTC)"],
        [
            "Final-Recipient: rfc822; x@example.com", "Original-Recipient: rfc822;x@example.com", $"Action: {action}", $"Status: {status}",
            "Remote-MTA: dns; mx.example.com", $"Diagnostic-Code: smtp; {said}",
        ]);

    public static string Gmail(string token) => Report(
        token,
        "From: Mail Delivery Subsystem <mailer-daemon@googlemail.com>",
        "Delivery Status Notification (Failure)",
        ["Reporting-MTA: dns; googlemail.com", "Arrival-Date: Mon, 23 Nov 2026 01:00:00 -0800 (PST)", "X-Original-Message-ID: <x@example.org>"],
        [
            "Final-Recipient: rfc822; x@example.com", "Action: failed", "Status: 5.7.26",
            "Remote-MTA: dns; gmail-smtp-in.l.google.com. (64.233.184.26, the server for the domain example.com.)",
            "Diagnostic-Code: smtp; 550-5.7.26 This mail has been blocked because the sender is unauthenticated.", "Last-Attempt-Date: Mon, 23 Nov 2026 01:00:01 -0800 (PST)",
        ]);

    public static string OutOfOffice(string token) => Lines(
        "From: Person <person@example.com>", $"To: b+{token}@returns.example", "Subject: Automatic reply: Hello", "Auto-Submitted: auto-generated",
        "X-Auto-Response-Suppress: All", "In-Reply-To: <x@example.org>", "", "I am away.");

    public static string Answer(string token) => Lines(
        "From: Person <person@example.com>", "To: IT <it@example.org>", "Subject: Re: Hello", "", "Is this real?", "", $"> On Monday, b+{token}@returns.example wrote: Hello");

    private static string Report(string token, string from, string subject, string[] message, string[] recipient) => Lines(
    [
        "Return-Path: <>", from, $"To: b+{token}@returns.example", $"Subject: {subject}", "Auto-Submitted: auto-replied", "MIME-Version: 1.0",
        "Content-Type: multipart/report; report-type=delivery-status; boundary=\"r\"", "",
        "--r", "Content-Type: text/plain; charset=us-ascii", "", "It could not be delivered.", "",
        "--r", "Content-Type: message/delivery-status", "", .. message, "", .. recipient, "",
        "--r", "Content-Type: text/rfc822-headers", "", "Subject: Hello", "Message-ID: <x@example.org>", "",
        "--r--",
    ]);

    private static string Lines(params string[] lines) => string.Join("\r\n", lines) + "\r\n";
}
