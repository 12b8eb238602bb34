using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace SecurityTraining.TestKit.Stripe;

/// <summary>
/// The payment provider on a loopback port, as far as the product uses it, after Stripe's public OpenAPI description. It holds customers,
/// subscriptions, invoices and charges, lets the test pay, renew and decline, writes an event for whatever happens, and fails on command.
/// </summary>
public sealed partial class FakeStripe : IAsyncDisposable
{
    public const string SecretKey = "sk_test_fake";
    public const string WebhookSecret = "whsec_fake";

    private readonly WebApplication _app;
    private readonly Lock _lock = new();
    private readonly ConcurrentQueue<StripeCall> _calls = new();
    private readonly Dictionary<string, (string Request, int Status, string Body)> _answers = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _stopping = new();
    private int _faultsLeft;
    private bool _failsChangesOnly;
    private StripeFault _fault;

    private FakeStripe(WebApplication app)
    {
        _app = app;
        AddPrices();
    }

    public string Url => _app.Urls.Single();

    /// <summary>What the product must be told to find it.</summary>
    public Dictionary<string, string?> Settings => new(StringComparer.Ordinal)
    {
        ["Stripe:ApiKey"] = SecretKey,
        ["Stripe:ApiBase"] = Url,
        ["Stripe:WebhookSecrets:0"] = WebhookSecret,
        ["Stripe:TimeoutSeconds"] = "2",
        ["Stripe:MaxNetworkRetries"] = "1",
        ["Stripe:PriceCacheSeconds"] = "0",
    };

    /// <summary>Oldest first, also those that failed.</summary>
    public IReadOnlyList<StripeCall> Calls => [.. _calls];

    /// <summary>What time it is there.</summary>
    public TimeProvider Clock { get; set; } = TimeProvider.System;

    public static async Task<FakeStripe> Start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var stripe = new FakeStripe(app);
        app.Run(stripe.Serve);
        await app.StartAsync();
        return stripe;
    }

    /// <summary>Fails the next calls; by default until it is told otherwise.</summary>
    /// <param name="fault">How.</param>
    /// <param name="times">How many.</param>
    /// <param name="changesOnly">Not what only asks.</param>
    public void Fail(StripeFault fault, int times = int.MaxValue, bool changesOnly = false)
    {
        lock (_lock)
        {
            (_fault, _faultsLeft, _failsChangesOnly) = (fault, times, changesOnly);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _app.DisposeAsync();
        _stopping.Dispose();
    }

    private async Task Serve(HttpContext context)
    {
        var call = await Read(context.Request);
        _calls.Enqueue(call);
        var fault = NextFault(call);
        switch (fault)
        {
            case StripeFault.Refuse:
                context.Abort();
                return;
            case StripeFault.Hang:
                using (var gone = CancellationTokenSource.CreateLinkedTokenSource(_stopping.Token, context.RequestAborted))
                {
                    await Task.Delay(Timeout.InfiniteTimeSpan, gone.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                }

                context.Abort();
                return;
            case StripeFault.Error:
                await Write(context, new StripeRefusal(500, "api_error", "An unknown error occurred"));
                return;
            case StripeFault.Busy:
                context.Response.Headers.RetryAfter = "1";
                await Write(context, new StripeRefusal(429, "invalid_request_error", "Too many requests", "rate_limit"));
                return;
        }

        if (fault == StripeFault.Unauthorized || context.Request.Headers.Authorization != $"Bearer {SecretKey}")
        {
            await Write(context, new StripeRefusal(401, "invalid_request_error", "Invalid API Key provided"));
            return;
        }

        var (status, body) = Answer(call);
        if (fault == StripeFault.LoseAnswer)
        {
            context.Abort();
            return;
        }

        await Write(context, status, body);
    }

    /// <summary>One call at a time; a key that has been seen gets the answer that it got.</summary>
    private (int Status, string Body) Answer(StripeCall call)
    {
        lock (_lock)
        {
            var request = $"{call.Method} {call.Path}?{string.Join('&', call.Form.Select(field => $"{field.Key}={field.Value}"))}";
            if (call.IdempotencyKey is { } key && _answers.TryGetValue(key, out var known))
            {
                return known.Request == request
                    ? (known.Status, known.Body)
                    : (400, new StripeRefusal(400, "idempotency_error", "Keys for idempotent requests can only be used with the same parameters.").Body.ToJsonString());
            }

            (int Status, string Body) answer;
            try
            {
                answer = (200, Dispatch(call).ToJsonString());
            }
            catch (StripeRefusal refusal)
            {
                answer = (refusal.Status, refusal.Body.ToJsonString());
            }

            if (call is { Method: "POST", IdempotencyKey: { } newKey })
            {
                _answers[newKey] = (request, answer.Status, answer.Body);
            }

            return answer;
        }
    }

    private JsonNode Dispatch(StripeCall call) => (call.Method, call.Path.Split('/')) switch
    {
        ("POST", ["customers"]) => CreateCustomer(call),
        ("GET", ["customers", var id]) => Find(_customers, id, "customer"),
        ("GET", ["customers", var id, "payment_methods"]) => StripeWire.List($"/v1/customers/{id}/payment_methods", _methods.Where(method => method.Text("customer") == id)),
        ("GET", ["prices"]) => Page(call, _prices.Where(price => call.Form.Any(field => field.Key.StartsWith("lookup_keys", StringComparison.Ordinal) && field.Value == price.Text("lookup_key")))),
        ("POST", ["checkout", "sessions"]) => CreateCheckout(call),
        ("GET", ["checkout", "sessions"]) => Page(call, Of(_sessions, call)),
        ("POST", ["checkout", "sessions", var id, "expire"]) => ExpireCheckout(id),
        ("POST", ["billing_portal", "sessions"]) => OpenPortal(call),
        ("GET", ["subscriptions"]) => Page(call, Of(_subscriptions, call, defaultStatus: "live")),
        ("GET", ["subscriptions", var id]) => Find(_subscriptions, id, "subscription"),
        ("POST", ["subscriptions", var id]) => UpdateSubscription(Find(_subscriptions, id, "subscription"), call),
        ("DELETE", ["subscriptions", var id]) => CancelNow(Find(_subscriptions, id, "subscription")),
        ("GET", ["invoices"]) => Page(call, Of(_invoices, call)),
        ("GET", ["invoice_payments"]) => Page(call, [PaymentOf(Find(_invoices, call["invoice"], "invoice"))]),
        ("GET", ["invoices", var id]) => Find(_invoices, id, "invoice"),
        ("POST", ["invoices", "create_preview"]) => Preview(call),
        ("GET", ["charges"]) => Page(call, Of(_charges, call)),
        ("GET", ["charges", var id]) => Find(_charges, id, "charge"),
        ("GET", ["events"]) => Page(call, _events),
        ("GET", ["events", var id]) => _events.Find(happened => happened.Text("id") == id) ?? throw StripeRefusal.Missing("event"),
        _ => throw new StripeRefusal(404, "invalid_request_error", $"Unrecognized request URL ({call.Method}: /v1/{call.Path})."),
    };

    private StripeFault NextFault(StripeCall call)
    {
        lock (_lock)
        {
            if (_faultsLeft == 0 || (_failsChangesOnly && call.Method == "GET"))
            {
                return StripeFault.None;
            }

            _faultsLeft--;
            return _fault;
        }
    }

    /// <summary>Newest first, after the object that the caller has seen last.</summary>
    private static JsonObject Page(StripeCall call, IEnumerable<JsonObject> all)
    {
        var items = all.Reverse().ToList();
        var start = call["starting_after"] is { } last ? items.FindIndex(item => item.Text("id") == last) + 1 : 0;
        var limit = int.Parse(call["limit"] ?? "10", System.Globalization.CultureInfo.InvariantCulture);
        return StripeWire.List($"/v1/{call.Path}", items.Skip(start).Take(limit), items.Count > start + limit);
    }

    private static IEnumerable<JsonObject> Of(Dictionary<string, JsonObject> things, StripeCall call, string? defaultStatus = null)
    {
        var status = call["status"] ?? defaultStatus;
        return things.Values.Where(thing =>
            (call["customer"] is not { } customer || thing.Text("customer") == customer)
            && (call["subscription"] is not { } subscription || thing["parent"]?["subscription_details"]?["subscription"]?.GetValue<string>() == subscription)
            && status switch { null or "all" => true, "live" => thing.Text("status") != "canceled", _ => thing.Text("status") == status });
    }

    private static JsonObject Find(Dictionary<string, JsonObject> things, string? id, string what) =>
        id is not null && things.TryGetValue(id, out var thing) ? thing : throw StripeRefusal.Missing($"{what}: '{id}'");

    private static async Task<StripeCall> Read(HttpRequest request)
    {
        using var reader = new StreamReader(request.Body);
        var form = HttpMethods.IsPost(request.Method) ? await reader.ReadToEndAsync() : request.QueryString.Value ?? "";
        return new StripeCall(
            request.Method,
            request.Path.Value!["/v1/".Length..],
            StripeWire.ParseForm(form),
            request.Headers["Idempotency-Key"].FirstOrDefault(),
            request.Headers["Stripe-Version"].FirstOrDefault());
    }

    private static Task Write(HttpContext context, StripeRefusal refusal) => Write(context, refusal.Status, refusal.Body.ToJsonString());

    private static Task Write(HttpContext context, int status, string body)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        context.Response.Headers["Request-Id"] = "req_fake";
        return context.Response.WriteAsync(body);
    }
}
