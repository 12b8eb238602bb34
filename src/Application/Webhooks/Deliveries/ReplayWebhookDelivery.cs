using ErrorOr;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Application.Common.Work;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.Webhooks;

namespace SecurityTraining.Application.Webhooks.Deliveries;

/// <summary>Tells a partner again, under the same id.</summary>
[RequirePermission(Permission.ManageCompany)]
public sealed record ReplayWebhookDeliveryCommand(Guid Id) : ICommand<Guid>;

internal sealed class ReplayWebhookDeliveryHandler(
    IRepository<WebhookDelivery> deliveries, IRepository<WebhookEndpoint> endpoints, IWorkQueue queue, TimeProvider clock)
    : ICommandHandler<ReplayWebhookDeliveryCommand, Guid>
{
    public async Task<ErrorOr<Guid>> Handle(ReplayWebhookDeliveryCommand request, CancellationToken cancellationToken)
    {
        if (await deliveries.GetByIdAsync(request.Id, cancellationToken) is not { } delivery)
        {
            return WebhookErrors.DeliveryNotFound;
        }

        if (await endpoints.GetByIdAsync(delivery.EndpointId, cancellationToken) is not { IsEnabled: true })
        {
            return WebhookErrors.Disabled;
        }

        return delivery.Replay()
            .ThenDo(_ => queue.Enqueue(WorkKind.Webhook, delivery.Id, clock.GetUtcNow(), laneId: delivery.EndpointId))
            .Then(_ => delivery.Id);
    }
}
