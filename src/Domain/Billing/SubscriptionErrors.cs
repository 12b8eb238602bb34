using System.Globalization;
using ErrorOr;

namespace SecurityTraining.Domain.Billing;

/// <summary>What an unpaid bill keeps people from. Each says since when, and what to do.</summary>
public static class SubscriptionErrors
{
    public const string ReadOnlyCode = "subscription_read_only";
    public const string SuspendedCode = "subscription_suspended";

    /// <param name="since">When the payment became overdue.</param>
    public static Error ReadOnly(DateTimeOffset since) => Refuse(
        ReadOnlyCode,
        since,
        "Until it is paid, everything can be read and courses can be finished, but nothing else can be changed or sent. Whoever manages billing can pay.");

    /// <inheritdoc cref="ReadOnly"/>
    public static Error Suspended(DateTimeOffset since) => Refuse(
        SuspendedCode, since, "Until it is paid, only those who manage billing can sign in, and do nothing else. Nothing has been deleted.");

    private static Error Refuse(string code, DateTimeOffset since, string consequence) => Error.Custom(
        PlanErrors.PaymentRequired,
        code,
        string.Create(CultureInfo.InvariantCulture, $"A payment has been overdue since {since.UtcDateTime:yyyy-MM-dd}. {consequence}"),
        new Dictionary<string, object>(StringComparer.Ordinal) { [PlanErrors.SinceKey] = since.UtcDateTime });
}
