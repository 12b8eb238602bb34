using SecurityTraining.Application.Common;
using SecurityTraining.Application.Webhooks;
using SecurityTraining.Application.Webhooks.Deliveries;
using SecurityTraining.WebApi.Http;

namespace SecurityTraining.WebApi.Endpoints;

internal static class WebhookEndpoints
{
    private const string Endpoints = "/api/v1/webhook-endpoints";
    private const string Deliveries = "/api/v1/webhook-deliveries";

    public static void MapWebhooks(this RouteGroupBuilder api)
    {
        var endpoints = api.MapGroup("/webhook-endpoints").WithTags("Webhooks");
        endpoints.MapGet("/", ([AsParameters] ListWebhookEndpointsQuery query, ISender sender, CancellationToken ct) =>
            sender.Send(query, ct).ToOk()).WithFieldSelection<WebhookEndpointRow>();
        endpoints.MapPost("/", (CreateWebhookEndpointCommand command, ISender sender, CancellationToken ct) =>
            sender.Send(command, ct).ToCreated(endpoint => $"{Endpoints}/{endpoint.Id}"));
        endpoints.MapGet("/{id:guid}", (Guid id, ISender sender, CancellationToken ct) =>
            sender.Send(new GetWebhookEndpointQuery(id), ct).ToOk()).WithFieldSelection<WebhookEndpointRow>();
        endpoints.MapPatch("/{id:guid}", (Guid id, WebhookEndpointChanges changes, ISender sender, CancellationToken ct) =>
            sender.Send(new UpdateWebhookEndpointCommand(id, changes), new GetWebhookEndpointQuery(id), ct).ToOk());
        endpoints.MapDelete("/{id:guid}", (Guid id, ISender sender, CancellationToken ct) =>
            sender.Send(new DeleteWebhookEndpointCommand(id), ct).ToNoContent());
        endpoints.MapPost("/{id:guid}/rotate-secret", (Guid id, RotationRequest? request, ISender sender, CancellationToken ct) =>
            sender.Send(new RotateWebhookSecretCommand(id, request?.OverlapHours), ct).ToOk());
        endpoints.MapPost("/{id:guid}/ping", (Guid id, ISender sender, CancellationToken ct) =>
            sender.Send(new PingWebhookEndpointCommand(id), ct).ToAccepted(delivery => $"{Deliveries}?endpointId={id}")).WithIdempotency();

        var deliveries = api.MapGroup("/webhook-deliveries").WithTags("Webhooks");
        deliveries.MapGet("/", ([AsParameters] ListWebhookDeliveriesQuery query, ISender sender, CancellationToken ct) =>
            sender.Send(query, ct).ToOk()).WithFieldSelection<WebhookDeliveryRow>();
        deliveries.MapPost("/{id:guid}/replay", (Guid id, ISender sender, CancellationToken ct) =>
            sender.Send(new ReplayWebhookDeliveryCommand(id), ct).ToAccepted(_ => Deliveries)).WithIdempotency();
    }

    /// <param name="OverlapHours">For how long the former secret goes on signing: 0 to 168, by default 24.</param>
    internal sealed record RotationRequest(int? OverlapHours = null);
}
