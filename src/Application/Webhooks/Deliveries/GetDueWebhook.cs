using System.Text.Json;
using ErrorOr;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Security;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Companies;
using SecurityTraining.Domain.Webhooks;

namespace SecurityTraining.Application.Webhooks.Deliveries;

/// <summary>What a worker needs to tell a partner.</summary>
[PlatformScope]
public sealed record GetDueWebhookQuery(Guid DeliveryId) : IQuery<DueWebhook>;

/// <param name="Message">Null: the endpoint is switched off.</param>
/// <param name="IsHeldBack">The company is suspended or in arrears: nobody is told anything until it is not.</param>
public sealed record DueWebhook(WebhookMessage? Message, bool IsHeldBack);

internal sealed class GetDueWebhookHandler(
    IRepository<WebhookDelivery> deliveries,
    IRepository<WebhookEndpoint> endpoints,
    IRepository<Company> companies,
    ICompanySecrets secrets,
    TimeProvider clock) : IQueryHandler<GetDueWebhookQuery, DueWebhook>
{
    public async Task<ErrorOr<DueWebhook>> Handle(GetDueWebhookQuery request, CancellationToken cancellationToken)
    {
        if (await deliveries.GetByIdAsync(request.DeliveryId, cancellationToken) is not { Status: WebhookDeliveryStatus.Pending } delivery
            || await endpoints.GetByIdAsync(delivery.EndpointId, cancellationToken) is not { } endpoint)
        {
            return WebhookErrors.DeliveryNotFound;
        }

        var now = clock.GetUtcNow();
        var isHeldBack = (await companies.GetByIdAsync(delivery.CompanyId, cancellationToken))?.MaySend(now) != true;
        var known = endpoint.SecretsAt(now).Select(secret => secrets.Reveal(endpoint.CompanyId, SecretUse.Webhook, secret)).ToList();
        var message = endpoint.IsEnabled ? new WebhookMessage(new Uri(endpoint.Url), delivery.EventId, WebhookEnvelope.Of(delivery), known) : null;
        return new DueWebhook(message, isHeldBack);
    }
}

/// <summary>What partners get: the same members in the same order for every event.</summary>
internal static class WebhookEnvelope
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public static string Of(WebhookDelivery delivery) => JsonSerializer.Serialize(
        new Envelope(
            delivery.EventId, delivery.Type, delivery.OccurredAt.UtcDateTime, delivery.CompanyId, JsonSerializer.Deserialize<JsonElement>(delivery.Data)),
        Json);

    private sealed record Envelope(Guid Id, string Type, DateTime OccurredAt, Guid CompanyId, JsonElement Data);
}
