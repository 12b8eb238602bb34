using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.WebUtilities;

namespace SecurityTraining.TestKit.Stripe;

/// <summary>What somebody has asked of the provider.</summary>
/// <param name="Path">Below <c>/v1/</c>.</param>
/// <param name="Form">Of the body, or of the query; names in brackets as they came, such as <c>items[0][price]</c>.</param>
public sealed record StripeCall(string Method, string Path, IReadOnlyDictionary<string, string> Form, string? IdempotencyKey, string? Version)
{
    public string? this[string name] => Form.GetValueOrDefault(name);

    internal bool Expands(string name) => Form.Any(field => field.Key.StartsWith("expand[", StringComparison.Ordinal) && field.Value == name);
}

/// <summary>How the provider fails.</summary>
public enum StripeFault
{
    None,

    /// <summary>The connection is cut before anything has happened.</summary>
    Refuse,

    /// <summary>No answer comes.</summary>
    Hang,

    /// <summary>500, and nothing has happened.</summary>
    Error,

    /// <summary>429 with <c>Retry-After</c>, and nothing has happened.</summary>
    Busy,

    /// <summary>401, as after the key has been withdrawn.</summary>
    Unauthorized,

    /// <summary>The work is done, and the connection is cut before the answer.</summary>
    LoseAnswer,
}

/// <summary>An answer that is an error object.</summary>
internal sealed class StripeRefusal(int status, string type, string message, string? code = null) : Exception(message)
{
    public int Status => status;

    public JsonObject Body => new() { ["error"] = new JsonObject { ["type"] = type, ["code"] = code, ["message"] = Message } };

    public static StripeRefusal Missing(string what) => new(404, "invalid_request_error", $"No such {what}", "resource_missing");

    public static StripeRefusal Invalid(string message) => new(400, "invalid_request_error", message);

    public static StripeRefusal Declined() => new(402, "card_error", "Your card was declined.", "card_declined");
}

internal static class StripeWire
{
    public static Dictionary<string, string> ParseForm(string text) => QueryHelpers.ParseQuery(text)
        .ToDictionary(field => field.Key, field => field.Value.ToString(), StringComparer.Ordinal);

    public static JsonObject List(string url, IEnumerable<JsonNode> items, bool hasMore = false) => new()
    {
        ["object"] = "list",
        ["url"] = url,
        ["has_more"] = hasMore,
        ["data"] = new JsonArray([.. items.Select(item => item.DeepClone())]),
    };

    public static long Number(this JsonObject thing, string name) => thing[name]!.GetValue<long>();

    public static string? Text(this JsonObject thing, string name) => thing[name]?.GetValue<string>();

    public static JsonObject Metadata(this StripeCall call, string prefix = "metadata") => new(call.Form
        .Where(field => field.Key.StartsWith(prefix + "[", StringComparison.Ordinal))
        .Select(field => KeyValuePair.Create(field.Key[(prefix.Length + 1)..^1], (JsonNode?)field.Value)));

    /// <summary>As <c>Stripe-Signature</c> says it: HMAC-SHA256 over the time and the raw body.</summary>
    public static string Sign(string body, DateTimeOffset at, params string[] secrets)
    {
        var time = at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var signatures = secrets.Select(secret =>
            $"v1={Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes($"{time}.{body}")))}");
        return $"t={time},{string.Join(',', signatures)}";
    }
}
