using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using SecurityTraining.Application.Webhooks;
using SecurityTraining.Domain.Common;
using SecurityTraining.Domain.Webhooks;
using SecurityTraining.Infrastructure.Http;

namespace SecurityTraining.Infrastructure.Webhooks;

/// <summary>Signed as Standard Webhooks says (standardwebhooks.com, symmetric signatures); each try with a time of its own.</summary>
internal sealed class WebhookSender(GuardedHttp http, TimeProvider clock) : IWebhookSender
{
    private const int MaxAnswerBytes = 4 * WebhookDelivery.MaxResponseLength;

    private static readonly MediaTypeHeaderValue Json = new("application/json");

    public bool MayAsk(Uri address) => http.IsAcceptable(address);

    public async Task<WebhookAnswer> Send(WebhookMessage message, CancellationToken ct)
    {
        if (!http.IsAcceptable(message.Url))
        {
            return new WebhookAnswer(Status: null, "The address is not one that may be asked.");
        }

        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, message.Url);
            Fill(request, message);
            using var answer = await http.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct);
            return new WebhookAnswer((int)answer.StatusCode, await Beginning(answer, ct));
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or OperationCanceledException && !ct.IsCancellationRequested)
        {
            return new WebhookAnswer(Status: null, exception is OperationCanceledException ? "No answer in time." : "It could not be reached.");
        }
    }

    private void Fill(HttpRequestMessage request, WebhookMessage message)
    {
        var (id, timestamp) = (message.Id.ToString(), clock.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));
        var signed = Encoding.UTF8.GetBytes($"{id}.{timestamp}.{message.Body}");
        var signatures = message.Secrets.Select(secret =>
            $"v1,{Convert.ToBase64String(HMACSHA256.HashData(Convert.FromBase64String(secret[WebhookSecret.Prefix.Length..]), signed))}");
        request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(message.Body));
        request.Content.Headers.ContentType = Json;
        request.Headers.Add("webhook-id", id);
        request.Headers.Add("webhook-timestamp", timestamp);
        request.Headers.Add("webhook-signature", string.Join(' ', signatures));
        request.Headers.UserAgent.ParseAdd("SecurityTraining-Webhooks/1");
    }

    /// <summary>However long the answer is, or takes.</summary>
    private async Task<string> Beginning(HttpResponseMessage answer, CancellationToken ct)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(http.Client.Timeout);
        var bytes = new byte[MaxAnswerBytes];
        var length = 0;
        try
        {
            await using var body = await answer.Content.ReadAsStreamAsync(patience.Token);
            length = await body.ReadAtLeastAsync(bytes, MaxAnswerBytes, throwOnEndOfStream: false, patience.Token);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or OperationCanceledException && !ct.IsCancellationRequested)
        {
            // The status has been read, and it alone decides.
        }

        // No database takes U+0000 in a text.
        return Encoding.UTF8.GetString(bytes, 0, length).Replace('\0', ' ').Cut(WebhookDelivery.MaxResponseLength);
    }
}

internal static class WebhookServices
{
    public static IServiceCollection AddWebhooks(this IServiceCollection services) => services.AddSingleton<IWebhookSender, WebhookSender>();
}
