using System.Globalization;
using ErrorOr;

namespace SecurityTraining.Domain.Billing;

/// <summary>What keeps somebody from buying, changing or ending a subscription.</summary>
public static class BillingErrors
{
    private const int BadGateway = 502;
    private const int ServiceUnavailable = 503;
    private const int GatewayTimeout = 504;

    public static readonly Error NotConfigured = Error.Custom(
        ServiceUnavailable, "billing_not_configured", "This installation has no payment provider.");

    public static readonly Error ProviderFailed = Error.Custom(
        BadGateway, "billing_provider_failed", "The payment provider could not be reached, or failed. What was asked for is looked up again; try later.");

    public static readonly Error ProviderRefused = Error.Custom(
        BadGateway, "billing_provider_refused", "The payment provider has refused the request. The operator's log says why.");

    public static readonly Error ProviderTimeout = Error.Custom(
        GatewayTimeout, "billing_provider_timeout", "The payment provider did not answer in time. What was asked for is looked up again; try later.");

    public static readonly Error PaymentDeclined = Error.Custom(
        PlanErrors.PaymentRequired, "payment_declined", "The payment was declined, and nothing has been changed. Choose another payment method in the customer portal.");

    public static readonly Error NoSubscription = Error.Conflict("no_subscription", "The company has no subscription.");

    public static readonly Error AlreadySubscribed = Error.Conflict(
        "already_subscribed", "The company has a subscription. Change its plan or its seats instead.");

    public static readonly Error ByAgreement = Error.Conflict(
        "plan_by_agreement", "The company's plan has been agreed upon, and is changed by whoever operates the installation.");

    public static readonly Error CancellationPending = Error.Conflict(
        "subscription_cancelled", "The subscription has been cancelled. Resume it before you change it.");

    public static readonly Error PriceMissing = Error.Custom(
        ServiceUnavailable, "billing_price_missing", "The payment provider has no price for this plan.");

    public static readonly Error SignatureInvalid = Error.Validation("signature_invalid", "The signature is not one of the payment provider's, or too old.");

    public static readonly Error EventNotFound = Error.NotFound("billing_event_not_found", "There is no such event.");

    public static readonly Error EventPending = Error.Conflict("billing_event_pending", "The event is being worked on.");

    public static readonly Error EventOfNobody = Error.Conflict("billing_event_of_nobody", "The event is about no company of this installation.");

    /// <summary>What the provider has no longer, or never had.</summary>
    public static readonly Error Unknown = Error.NotFound("billing_object_not_found", "The payment provider does not know this.");

    /// <param name="retryAfterSeconds">When to come back.</param>
    public static Error ProviderBusy(int retryAfterSeconds) => Error.Custom(
        ServiceUnavailable,
        "billing_provider_busy",
        "The payment provider takes no more requests for the moment.",
        new Dictionary<string, object>(StringComparer.Ordinal) { ["retryAfterSeconds"] = retryAfterSeconds });

    public static Error SeatsInUse(int people) => Error.Conflict(
        "seats_in_use", string.Create(CultureInfo.InvariantCulture, $"{people} people are active; there cannot be fewer seats."));

    public static Error TooManySeats(Plan plan) => Error.Conflict(
        "plan_seats_exceeded_by_order",
        string.Create(CultureInfo.InvariantCulture, $"The plan has at most {plan.Seats} seats.{PlanErrors.Offer(Plan.Cheapest(PlanLimit.Seats, plan.Seats + 1L))}"));

    /// <summary>The provider is away or overloaded; what was refused may work later, as it is.</summary>
    public static bool IsPassing(Error error) =>
        error.Code == ProviderFailed.Code || error.Code == ProviderTimeout.Code || error.Code == "billing_provider_busy";
}
