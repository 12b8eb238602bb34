using System.Net;
using ErrorOr;
using Microsoft.Extensions.Logging;
using Stripe;
using BillingErrors = SecurityTraining.Domain.Billing.BillingErrors;

namespace SecurityTraining.Infrastructure.Billing;

/// <summary>
/// The one way to the payment provider: Stripe.net's own client, which pins the version of the API and repeats what failed on the way, with
/// growing pauses and under the same idempotency key. Whatever goes wrong comes back as a named error.
/// </summary>
internal sealed partial class StripeConnection(StripeOptions options, ILogger<StripeConnection> logger) : IDisposable
{
    private const int DefaultRetryAfterSeconds = 5;

    private readonly HttpClient _http = new(new SocketsHttpHandler
    {
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        ConnectTimeout = TimeSpan.FromSeconds(Math.Min(5, options.TimeoutSeconds)),
        AllowAutoRedirect = false,
    })
    {
        Timeout = TimeSpan.FromSeconds(options.TimeoutSeconds),
    };

    private StripeClient? _client;

    public bool IsConfigured => options.IsConfigured;

    public async Task<ErrorOr<T>> Ask<T>(Func<V1Services, CancellationToken, Task<T>> call, CancellationToken ct)
    {
        if (!options.IsConfigured)
        {
            return BillingErrors.NotConfigured;
        }

        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(_http.Timeout * 2);
        try
        {
            return await call(Client.V1, patience.Token);
        }
        catch (StripeException exception)
        {
            return Translate(exception);
        }
        catch (HttpRequestException exception)
        {
            LogUnreachable(exception);
            return BillingErrors.ProviderFailed;
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            LogSlow(_http.Timeout.TotalSeconds);
            return BillingErrors.ProviderTimeout;
        }
    }

    /// <summary>So that the provider does once what is sent more than once.</summary>
    public static RequestOptions Once(string key) => new() { IdempotencyKey = key };

    public void Dispose() => _http.Dispose();

    private StripeClient Client => LazyInitializer.EnsureInitialized(ref _client, () => new StripeClient(
        options.ApiKey,
        httpClient: new SystemNetHttpClient(_http, options.MaxNetworkRetries, appInfo: null, enableTelemetry: false),
        apiBase: options.ApiBase?.ToString().TrimEnd('/')));

    private Error Translate(StripeException exception)
    {
        var status = exception.HttpStatusCode;
        switch (status)
        {
            case HttpStatusCode.PaymentRequired:
                return BillingErrors.PaymentDeclined;
            case HttpStatusCode.NotFound:
                return BillingErrors.Unknown;
            case HttpStatusCode.TooManyRequests:
                return BillingErrors.ProviderBusy(RetryAfter(exception));
            default:
                LogRefused((int)status, exception.StripeError?.Type, exception.StripeError?.Code, exception.StripeResponse?.RequestId);
                return (int)status is >= 400 and < 500 and not (int)HttpStatusCode.Conflict ? BillingErrors.ProviderRefused : BillingErrors.ProviderFailed;
        }
    }

    private static int RetryAfter(StripeException exception) =>
        exception.StripeResponse?.Headers?.RetryAfter?.Delta is { TotalSeconds: > 0 and < 3600 } delay
            ? (int)Math.Ceiling(delay.TotalSeconds)
            : DefaultRetryAfterSeconds;

    [LoggerMessage(LogLevel.Warning, "The payment provider could not be reached")]
    private partial void LogUnreachable(Exception exception);

    [LoggerMessage(LogLevel.Warning, "The payment provider did not answer within {Seconds} s")]
    private partial void LogSlow(double seconds);

    [LoggerMessage(LogLevel.Error, "The payment provider answered {Status} ({Type}, {Code}) to request {RequestId}")]
    private partial void LogRefused(int status, string? type, string? code, string? requestId);
}
