using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using SecurityTraining.Application.Common.Work;
using SecurityTraining.Application.UseCaseTests.Learning;
using SecurityTraining.Application.Webhooks;
using SecurityTraining.Application.Webhooks.Deliveries;
using SecurityTraining.Domain.Webhooks;
using SecurityTraining.Infrastructure.Persistence;
using SecurityTraining.TestKit;

namespace SecurityTraining.Application.UseCaseTests.Webhooks;

/// <summary>A company with a partner, who listens on this machine.</summary>
internal sealed class WebhookStage(TestApp app, TestCompany company, PartnerServer partner) : IAsyncDisposable
{
    /// <summary>As an operator allows it for development.</summary>
    public static readonly Dictionary<string, string?> Local = new(StringComparer.Ordinal) { ["OutboundHttp:AllowPrivateAddresses"] = "true" };

    public TestApp App => app;

    public TestCompany Company => company;

    public PartnerServer Partner => partner;

    public static async Task<WebhookStage> Open(DatabaseProvider provider, int people = 1)
    {
        var app = await TestApp.Start(provider, settings: Local);
        return new WebhookStage(app, await app.AddCompany(people), new PartnerServer());
    }

    public Task<NewWebhookEndpoint> Register(params string[] events) =>
        app.Done(new CreateWebhookEndpointCommand(partner.Url, events.Length > 0 ? events : [.. WebhookEvents.All]), company.Admin);

    /// <summary>What the queue does with it when it is due.</summary>
    public Task<WorkOutcome> Work(Guid deliveryId) => app.Work(company, WorkKind.Webhook, deliveryId);

    /// <summary>Everything that is waiting, in the order in which it happened.</summary>
    public async Task WorkAll()
    {
        var pending = await app.InDatabase(company.Id, (_, db) => db.WebhookDeliveries
            .Where(delivery => delivery.Status == WebhookDeliveryStatus.Pending).OrderBy(delivery => delivery.Id).Select(delivery => delivery.Id).ToListAsync());
        foreach (var id in pending)
        {
            await Work(id);
        }
    }

    public async Task<WebhookDeliveryRow> Delivery(Guid id) =>
        (await app.Done(new ListWebhookDeliveriesQuery(Limit: 200), company.Admin)).Items.Single(row => row.Id == id);

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        await partner.DisposeAsync();
    }

    /// <summary>As a partner would, who knows nothing of this service but the standard.</summary>
    public static bool Verifies(PartnerRequest request, string secret)
    {
        var signed = $"{request.Headers["webhook-id"]}.{request.Headers["webhook-timestamp"]}.{request.Body}";
        var key = Convert.FromBase64String(secret["whsec_".Length..]);
        var expected = "v1," + Convert.ToBase64String(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(signed)));
        return request.Headers["webhook-signature"].Split(' ').Contains(expected, StringComparer.Ordinal);
    }
}
