using System.Globalization;
using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using SecurityTraining.Application.Common.Work;
using SecurityTraining.Application.People;
using SecurityTraining.Application.People.Privacy;
using SecurityTraining.Application.UseCaseTests.Automation;
using SecurityTraining.Application.UseCaseTests.Learning;
using SecurityTraining.Application.UseCaseTests.Phishing;
using SecurityTraining.Application.Webhooks;
using SecurityTraining.Application.Webhooks.Deliveries;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.Phishing;
using SecurityTraining.Domain.Webhooks;
using SecurityTraining.Infrastructure.Persistence;
using SecurityTraining.TestKit;

namespace SecurityTraining.Application.UseCaseTests.Webhooks;

public sealed class WebhookTests
{
    private static readonly string[] Members = ["id", "type", "occurredAt", "companyId", "data"];

    [Theory, ClassData(typeof(Engines))]
    public async Task A_partner_is_told_under_a_signature_that_it_can_verify_with_each_secret_that_holds(DatabaseProvider provider)
    {
        await using var stage = await WebhookStage.Open(provider);
        var (app, admin) = (stage.App, stage.Company.Admin);
        var endpoint = await stage.Register();
        var person = await app.Done(new CreateUserCommand("nele@example.com", "Nele", "Neu"), admin);
        app.Clock.Advance(TimeSpan.FromSeconds(1));
        await app.Done(new UpdateUserCommand(person, new UserChanges(JobTitle: "Clerk")), admin);
        await app.Done(new UpdateUserCommand(person, new UserChanges(JobTitle: "Clerk")), admin);
        await stage.WorkAll();

        var told = stage.Partner.Requests;
        told.Select(request => JsonDocument.Parse(request.Body).RootElement.GetProperty("type").GetString()).ShouldBe(["person.created", "person.updated"]);
        var envelope = JsonDocument.Parse(told[0].Body).RootElement;
        envelope.EnumerateObject().Select(member => member.Name).ShouldBe(Members);
        (envelope.GetProperty("id").GetString(), envelope.GetProperty("companyId").GetGuid()).ShouldBe((told[0].Headers["webhook-id"], stage.Company.Id));
        envelope.GetProperty("data").GetProperty("email").GetString().ShouldBe("nele@example.com");
        told[0].Headers["webhook-timestamp"].ShouldBe(app.Clock.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));
        WebhookStage.Verifies(told[0], endpoint.Secret).ShouldBeTrue();
        WebhookStage.Verifies(told[0] with { Body = told[0].Body + " " }, endpoint.Secret).ShouldBeFalse();

        var renewed = await app.Done(new RotateWebhookSecretCommand(endpoint.Id, OverlapHours: 2), admin);
        (await Ping()).ShouldBe((true, true));
        app.Clock.Advance(TimeSpan.FromHours(3));
        (await Ping()).ShouldBe((false, true));
        var stored = await app.InDatabase(stage.Company.Id, (_, db) => db.WebhookEndpoints.Select(row => row.ProtectedSecret).SingleAsync());
        stored.AsSpan().IndexOf(Convert.FromBase64String(renewed.Secret["whsec_".Length..])).ShouldBe(-1);

        async Task<(bool Former, bool Renewed)> Ping()
        {
            await stage.Work(await app.Done(new PingWebhookEndpointCommand(endpoint.Id), admin));
            var request = stage.Partner.Requests[^1];
            return (WebhookStage.Verifies(request, endpoint.Secret), WebhookStage.Verifies(request, renewed.Secret));
        }
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task What_fails_is_tried_again_later_and_later_given_up_and_can_be_replayed(DatabaseProvider provider)
    {
        await using var stage = await WebhookStage.Open(provider);
        var (app, admin, partner) = (stage.App, stage.Company.Admin, stage.Partner);
        var endpoint = await stage.Register("person.created");
        var ping = await app.Done(new PingWebhookEndpointCommand(endpoint.Id), admin);
        (partner.Answer, partner.Body) = (HttpStatusCode.InternalServerError, new string('x', 3000));

        var delays = new List<TimeSpan>();
        while (await stage.Work(ping) is { IsDone: false, Delay: { } delay })
        {
            delays.Add(delay);
        }

        delays.Count.ShouldBe(8);
        delays.Zip(delays.Skip(1)).ShouldAllBe(pair => pair.First < pair.Second);
        var failed = await stage.Delivery(ping);
        (failed.Status, failed.Attempts, failed.ResponseStatus, failed.Response!.Length).ShouldBe((WebhookDeliveryStatus.Failed, 9, 500, 500));
        (await app.Done(new GetWebhookEndpointQuery(endpoint.Id), admin)).FailingSince.ShouldBe(app.Clock.GetUtcNow());

        // Days later: nobody has mended it.
        var late = await app.Done(new PingWebhookEndpointCommand(endpoint.Id), admin);
        app.Clock.Advance(WebhookEndpoint.Patience);
        await stage.Work(ping);
        await stage.Work(late);
        var given = await app.Done(new GetWebhookEndpointQuery(endpoint.Id), admin);
        (given.Enabled, given.GivenUpAt).ShouldBe((false, app.Clock.GetUtcNow()));
        (await app.InDatabase(stage.Company.Id, (_, db) => db.OutgoingMails.Select(mail => mail.Subject).ToListAsync())).ShouldBe(["A webhook has been switched off"]);
        (await stage.Work(late)).IsDone.ShouldBeTrue();
        (await stage.Delivery(late)).Status.ShouldBe(WebhookDeliveryStatus.Failed);
        (await app.Refused(new ReplayWebhookDeliveryCommand(ping), admin)).ShouldBe("webhook_endpoint_disabled");

        var former = partner.Requests[^1].Headers["webhook-id"];
        (partner.Answer, partner.Body) = (HttpStatusCode.OK, "thanks");
        await app.Done(new UpdateWebhookEndpointCommand(endpoint.Id, new WebhookEndpointChanges(Enabled: true)), admin);
        await app.Done(new ReplayWebhookDeliveryCommand(late), admin);
        (await app.Refused(new ReplayWebhookDeliveryCommand(late), admin)).ShouldBe("webhook_delivery_under_way");
        (await stage.Work(late)).ShouldBe(WorkOutcome.Done);
        (await stage.Delivery(late)).ShouldSatisfyAllConditions(row => row.Status.ShouldBe(WebhookDeliveryStatus.Delivered), row => row.Response.ShouldBe("thanks"));
        partner.Requests[^1].Headers["webhook-id"].ShouldBe(former);
        (await stage.Work(late)).ShouldBe(WorkOutcome.Done, "the same work done again sends nothing");
        partner.Requests.Count.ShouldBe(11);
    }

    [Fact]
    public async Task Redirects_are_not_followed_slowness_is_not_waited_for_and_who_is_gone_is_not_asked_again()
    {
        await using var stage = await WebhookStage.Open(DatabaseProvider.Sqlite);
        await using var elsewhere = new PartnerServer();
        var (app, admin, partner) = (stage.App, stage.Company.Admin, stage.Partner);
        var endpoint = await stage.Register();
        (partner.Answer, partner.Location) = (HttpStatusCode.TemporaryRedirect, elsewhere.Url);
        (await Try()).ShouldBe((WebhookDeliveryStatus.Pending, 307, ""));
        elsewhere.Requests.ShouldBeEmpty();

        (partner.Answer, partner.Location, partner.Delay) = (HttpStatusCode.OK, null, TimeSpan.FromSeconds(8));
        (await Try()).ShouldBe((WebhookDeliveryStatus.Pending, null, "No answer in time."));
        await using var another = new PartnerServer { Answer = HttpStatusCode.Gone };
        await app.Done(new UpdateWebhookEndpointCommand(endpoint.Id, new WebhookEndpointChanges(Url: another.Url)), admin);
        (await Try()).ShouldBe((WebhookDeliveryStatus.Failed, 410, ""));
        (await app.Done(new GetWebhookEndpointQuery(endpoint.Id), admin)).Enabled.ShouldBeFalse();

        async Task<(WebhookDeliveryStatus, int?, string?)> Try()
        {
            var ping = await app.Done(new PingWebhookEndpointCommand(endpoint.Id), admin);
            await stage.Work(ping);
            var row = await stage.Delivery(ping);
            return (row.Status, row.ResponseStatus, row.Response);
        }
    }

    [Fact]
    public async Task Our_own_network_is_out_of_reach_and_nobody_is_told_what_its_author_may_not_read()
    {
        await using var app = await TestApp.Start(DatabaseProvider.Sqlite);
        await using var partner = new PartnerServer();
        var company = await app.AddCompany();
        foreach (var url in (string[])[partner.Url, "ftp://partner.example/", "https://user@partner.example/", "/hooks"])
        {
            (await app.Refused(new CreateWebhookEndpointCommand(url, ["person.created"]), company.Admin)).ShouldBe("webhook_url_refused");
        }

        (await app.Refused(new CreateWebhookEndpointCommand("https://partner.example/", ["person.born"]), company.Admin)).ShouldBe("webhook_event_unknown");
        var machine = Actor.Machine(company.Id, Permission.ManageCompany, Permission.ReadPhishing);
        (await app.Refused(new CreateWebhookEndpointCommand("https://partner.example/", ["person.created"]), machine)).ShouldBe("webhook_beyond_own");
        var endpoint = await app.Done(new CreateWebhookEndpointCommand($"https://127.0.0.1:{partner.Port}/", ["simulation.launched"]), machine);

        var ping = await app.Done(new PingWebhookEndpointCommand(endpoint.Id), company.Admin);
        (await app.Work(company, WorkKind.Webhook, ping)).IsDone.ShouldBeFalse();
        (await app.Done(new ListWebhookDeliveriesQuery(), company.Admin)).Items.ShouldHaveSingleItem().Response.ShouldBe("It could not be reached.");
        partner.Requests.ShouldBeEmpty();
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task What_was_told_of_somebody_goes_with_them_and_that_they_go_is_told(DatabaseProvider provider)
    {
        await using var stage = await WebhookStage.Open(provider);
        var (app, admin) = (stage.App, stage.Company.Admin);
        await stage.Register("person.created", "person.updated", "person.deleted");
        stage.Partner.Body = "Hello Nele";
        var person = await app.Done(new CreateUserCommand("nele@example.com", "Nele", "Neu"), admin);
        await stage.WorkAll();
        var known = await app.InScope(admin, async sender => await (await sender.Send(new GetPersonalDataQuery(person))).Value.WebhookDeliveries.ToListAsync());
        known.ShouldHaveSingleItem().Data.ShouldContain("nele@example.com");

        app.Clock.Advance(TimeSpan.FromSeconds(1));
        await app.Done(new EraseUserCommand(person), admin);
        (await app.Work(stage.Company, WorkKind.PersonErasure, person)).IsDone.ShouldBeTrue();
        await stage.WorkAll();

        var rows = await app.InDatabase(stage.Company.Id, (_, db) => db.WebhookDeliveries.OrderBy(row => row.Id).Select(row => new { row.Type, row.Data, row.Response }).ToListAsync());
        rows.Select(row => row.Type).ShouldBe(["person.created", "person.deleted"]);
        rows.ShouldAllBe(row => row.Data == $$"""{"userId":"{{person}}"}""");
        rows[0].Response.ShouldBeNull();
        stage.Partner.Requests[^1].Body.ShouldContain("person.deleted");
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task What_people_do_with_their_mails_is_told_once_however_often_it_is_looked_at(DatabaseProvider provider)
    {
        await using var stage = await Stage.Open(provider, people: 3, WebhookStage.Local);
        await using var partner = new PartnerServer();
        await stage.RunRules();
        await stage.Send(new CreateWebhookEndpointCommand(
            partner.Url, ["simulation.launched", "simulation.completed", "recipient.clicked", "recipient.submitted", "recipient.reported"]));
        await stage.LaunchAndDeliver();
        await stage.Do(0, SimulationEventKind.Clicked);
        await stage.Do(0, SimulationEventKind.Clicked);
        await stage.Do(1, SimulationEventKind.Submitted);
        await stage.RunRules();
        stage.App.Clock.Advance(TimeSpan.FromSeconds(20));
        await stage.RunRules();

        var told = await Eventually.Get(() => Task.FromResult(partner.Requests.Select(Told).ToList()), told => told.Contains("simulation.launched ") && told.Count(line => line.StartsWith("recipient", StringComparison.Ordinal)) >= 3);
        told.Where(line => line.StartsWith("recipient", StringComparison.Ordinal)).Order(StringComparer.Ordinal).ShouldBe(
            ((string[])[$"recipient.clicked {stage.Company.People[0].Id}", $"recipient.clicked {stage.Company.People[1].Id}", $"recipient.submitted {stage.Company.People[1].Id}"])
                .Order(StringComparer.Ordinal));

        static string Told(PartnerRequest request)
        {
            var envelope = JsonDocument.Parse(request.Body).RootElement;
            var userId = envelope.GetProperty("data").TryGetProperty("userId", out var id) ? id.GetString() : "";
            return $"{envelope.GetProperty("type").GetString()} {userId}";
        }
    }
}
