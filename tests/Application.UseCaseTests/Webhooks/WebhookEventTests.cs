using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using SecurityTraining.Application.Phishing.Reports;
using SecurityTraining.Application.Phishing.Simulations;
using SecurityTraining.Application.UseCaseTests.Phishing;
using SecurityTraining.Application.Webhooks;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.Phishing;
using SecurityTraining.Domain.Phishing.Reports;
using SecurityTraining.Domain.Webhooks;
using SecurityTraining.Infrastructure.Persistence;
using SecurityTraining.TestKit;

namespace SecurityTraining.Application.UseCaseTests.Webhooks;

public sealed class WebhookEventTests
{
    [Theory, ClassData(typeof(Engines))]
    public async Task A_verdict_on_a_reported_mail_is_told_without_a_word_of_the_mail(DatabaseProvider provider)
    {
        await using var stage = await Stage.Open(provider, people: 1, WebhookStage.Local);
        await using var partner = new PartnerServer();
        await stage.Send(new CreateWebhookEndpointCommand(partner.Url, ["report.resolved"]));
        var person = stage.Company.People[0];
        var report = await stage.Send(new ReportMailCommand(Encoding.UTF8.GetBytes(Mails.Real(person))), new Actor(person.Id, stage.Company.Id, Role.Employee));

        await stage.Send(new ResolveReportedMailCommand(report.ReportId!.Value, ReportVerdict.Malicious, "Thank you."));
        await Eventually.Get(() => Task.FromResult(partner.Requests.Count), requests => requests == 1);

        var told = JsonDocument.Parse(partner.Requests[0].Body).RootElement;
        told.GetProperty("type").GetString().ShouldBe("report.resolved");
        told.GetProperty("data").GetRawText().ShouldBe($$"""{"reportId":"{{report.ReportId}}","verdict":"malicious","reports":1}""");
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_simulation_that_completes_once_more_is_told_once_under_an_id_that_stays(DatabaseProvider provider)
    {
        await using var stage = await Stage.Open(provider, people: 2);
        await stage.Send(new CreateWebhookEndpointCommand("https://partner.invalid/", ["simulation.completed"]));
        var id = await stage.Launch(simulation => simulation with { SpreadMinutes = 60 });
        await stage.WaitFor(id, summary => summary.Recipients == 2);
        var skipped = (await stage.Results(id))[0];
        await stage.Send(new SkipRecipientCommand(id, skipped.Id));
        stage.App.Clock.Advance(TimeSpan.FromMinutes(61));
        await stage.WaitFor(id, SimulationStatus.Completed);

        await stage.Send(new RetryRecipientCommand(id, skipped.Id));
        await stage.WaitFor(id, SimulationStatus.Completed);
        var told = await stage.App.InDatabase(stage.Company.Id, (_, db) => db.WebhookDeliveries.Select(delivery => delivery.EventId).ToListAsync());
        told.ShouldBe([WebhookEvents.IdOf("simulation.completed", id)]);
    }
}
