using SecurityTraining.Domain.Webhooks;

namespace SecurityTraining.Application.Webhooks;

/// <summary>Tells partners, signed as Standard Webhooks says.</summary>
public interface IWebhookSender
{
    /// <summary>Whether such an address may be asked at all; what it leads to is checked each time.</summary>
    bool MayAsk(Uri address);

    /// <returns>Never throws for what a server or a network can do.</returns>
    Task<WebhookAnswer> Send(WebhookMessage message, CancellationToken ct);
}

/// <param name="Id">Of the event.</param>
/// <param name="Body">JSON.</param>
/// <param name="Secrets">As partners know them; each signs.</param>
public sealed record WebhookMessage(Uri Url, Guid Id, string Body, IReadOnlyList<string> Secrets);
