using SecurityTraining.Application.UseCaseTests.Learning;
using SecurityTraining.Application.Webhooks;
using SecurityTraining.Application.Webhooks.Deliveries;
using SecurityTraining.Domain.Webhooks;
using SecurityTraining.Infrastructure.Persistence;
using SecurityTraining.TestKit;

namespace SecurityTraining.Application.UseCaseTests.Webhooks;

public sealed class WebhookFairnessTests
{
    [Theory, ClassData(typeof(Engines))]
    public async Task An_endpoint_that_hangs_delays_no_other(DatabaseProvider provider)
    {
        await using var stage = await WebhookStage.Open(provider);
        await using var quick = new PartnerServer();
        var (app, slow) = (stage.App, stage.Partner);
        slow.Delay = TimeSpan.FromMinutes(1);
        var hanging = await stage.Register("person.created");
        for (var number = 0; number < 200; number++)
        {
            await app.Done(new PingWebhookEndpointCommand(hanging.Id), stage.Company.Admin);
        }

        await app.StartWorkers();
        await Eventually.Get(() => Task.FromResult(slow.Requests.Count), requests => requests > 0);

        // Of the same company, and of another one.
        var other = await app.AddCompany(domain: "example.org");
        foreach (var company in (TestCompany[])[stage.Company, other])
        {
            var endpoint = await app.Done(new CreateWebhookEndpointCommand(quick.Url, ["person.created"]), company.Admin);
            var ping = await app.Done(new PingWebhookEndpointCommand(endpoint.Id), company.Admin);
            await Eventually.Get(
                async () => (await app.Done(new ListWebhookDeliveriesQuery(EndpointId: endpoint.Id), company.Admin)).Items.Single(row => row.Id == ping).Status,
                status => status == WebhookDeliveryStatus.Delivered,
                TimeSpan.FromSeconds(15));
        }

        var pending = (await app.Done(new ListWebhookDeliveriesQuery(EndpointId: hanging.Id, Limit: 200), stage.Company.Admin)).Items
            .Count(row => row is { Status: WebhookDeliveryStatus.Pending, Attempts: 0 });
        pending.ShouldBeGreaterThan(150, "the others have not waited for these");
    }
}
