using System.Text;
using System.Text.Json;
using ErrorOr;
using SecurityTraining.Application.Billing;
using SecurityTraining.Domain.Billing;
using Stripe;
using BillingErrors = SecurityTraining.Domain.Billing.BillingErrors;

namespace SecurityTraining.Infrastructure.Billing;

/// <summary>
/// Checks signatures with Stripe.net's own code, and reads of an event only its ids: what those stand for is asked for again, so neither the
/// version of the event nor its age matters.
/// </summary>
internal sealed class StripeSignatures(StripeOptions options, TimeProvider clock) : IBillingSignatures
{
    private const long ToleranceSeconds = 300;

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public ErrorOr<BillingEventNotice> Read(ReadOnlyMemory<byte> body, string? signature)
    {
        if (!options.IsConfigured)
        {
            return BillingErrors.NotConfigured;
        }

        try
        {
            var json = StrictUtf8.GetString(body.Span);
            return signature is not null && options.WebhookSecrets.Any(secret => IsGenuine(json, signature, secret))
                ? Notice(JsonSerializer.Deserialize<JsonElement>(json))
                : BillingErrors.SignatureInvalid;
        }
        catch (Exception exception) when (exception is JsonException or DecoderFallbackException or InvalidOperationException or KeyNotFoundException or ArgumentOutOfRangeException)
        {
            return BillingErrors.SignatureInvalid;
        }
    }

    private bool IsGenuine(string json, string signature, string secret)
    {
        try
        {
            EventUtility.ValidateSignature(json, signature, secret, ToleranceSeconds, clock.GetUtcNow().ToUnixTimeSeconds());
            return true;
        }
        catch (Exception exception) when (exception is StripeException or FormatException or OverflowException or KeyNotFoundException or IndexOutOfRangeException or ArgumentException)
        {
            return false;
        }
    }

    private static BillingEventNotice Notice(JsonElement happened)
    {
        var thing = happened.GetProperty("data").GetProperty("object");
        var id = Text(thing, "id");
        return new BillingEventNotice(
            Required(happened, "id", Domain.Billing.Subscription.MaxReferenceLength),
            Required(happened, "type", BillingEvent.MaxTypeLength),
            id is { Length: > Domain.Billing.Subscription.MaxReferenceLength } ? null : id,
            Text(thing, "object") == "customer" ? id : Text(thing, "customer"),
            DateTimeOffset.FromUnixTimeSeconds(happened.GetProperty("created").GetInt64()));
    }

    private static string Required(JsonElement happened, string name, int maxLength) =>
        Text(happened, name) is { Length: > 0 } text && text.Length <= maxLength && !text.Contains('\0')
            ? text
            : throw new JsonException($"{name} is missing or too long.");

    /// <summary>A reference may have been expanded into the thing itself.</summary>
    private static string? Text(JsonElement thing, string name) => !thing.TryGetProperty(name, out var value) ? null : value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Object => Text(value, "id"),
        _ => null,
    };
}
