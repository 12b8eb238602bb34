using ErrorOr;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Application.Common.Work;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.Webhooks;

namespace SecurityTraining.Application.Webhooks;

/// <summary>Sends an event that says nothing, to see whether it arrives.</summary>
/// <returns>The delivery.</returns>
[RequirePermission(Permission.ManageCompany)]
public sealed record PingWebhookEndpointCommand(Guid Id) : ICommand<Guid>;

internal sealed class PingWebhookEndpointHandler(
    IRepository<WebhookEndpoint> endpoints, IRepository<WebhookDelivery> deliveries, IWorkQueue queue, TimeProvider clock)
    : ICommandHandler<PingWebhookEndpointCommand, Guid>
{
    public async Task<ErrorOr<Guid>> Handle(PingWebhookEndpointCommand request, CancellationToken cancellationToken)
    {
        if (await endpoints.GetByIdAsync(request.Id, cancellationToken) is not { } endpoint)
        {
            return WebhookErrors.NotFound;
        }

        if (!endpoint.IsEnabled)
        {
            return WebhookErrors.Disabled;
        }

        var now = clock.GetUtcNow();
        var news = new WebhookNews(WebhookEvents.Ping, Guid.CreateVersion7(now), UserId: null, now, "{}");
        var delivery = WebhookDelivery.Of(endpoint, news, now);
        deliveries.Add(delivery);
        queue.Enqueue(WorkKind.Webhook, delivery.Id, now, laneId: endpoint.Id);
        return delivery.Id;
    }
}
