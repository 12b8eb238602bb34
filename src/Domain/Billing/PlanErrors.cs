using System.Globalization;
using ErrorOr;

namespace SecurityTraining.Domain.Billing;

/// <summary>What a company's plan does not cover. Each says which plan does, so that a caller can offer it.</summary>
public static class PlanErrors
{
    /// <summary>Which limit or feature it is about, as callers write it.</summary>
    public const string LimitKey = "limit";

    /// <summary>How much of it the company may have.</summary>
    public const string AllowedKey = "allowed";

    /// <summary>The smallest plan that has it; absent if none has.</summary>
    public const string PlanKey = "plan";

    /// <summary>Since when a payment is overdue.</summary>
    public const string SinceKey = "since";

    /// <summary>What a problem may say beside its text.</summary>
    public static readonly IReadOnlyList<string> FactKeys = [LimitKey, AllowedKey, PlanKey, SinceKey];

    public const string FeatureCode = "plan_feature_missing";
    public const string LimitCode = "plan_limit_reached";
    public const string OverSeatsCode = "plan_seats_exceeded";

    internal const int PaymentRequired = 402;

    public static Error Missing(PlanFeature feature)
    {
        var plan = Plan.Cheapest(feature);
        return Error.Custom(
            PaymentRequired,
            FeatureCode,
            $"The plan does not include {Words(feature)}. The smallest that does is '{Plan.Name(plan.Kind)}'.",
            Facts(Plan.Name(feature), allowed: 0, plan));
    }

    public static Error TooManySimulations(int allowed)
    {
        var plan = Plan.Cheapest(PlanLimit.SimulationsPerMonth, allowed + 1L);
        return Error.Custom(
            PaymentRequired,
            LimitCode,
            $"The plan has {allowed.ToString(CultureInfo.InvariantCulture)} simulations a month, and all of them have been launched.{Offer(plan)}",
            Facts(Plan.Name(PlanLimit.SimulationsPerMonth), allowed, plan));
    }

    /// <summary>A trial or a larger plan has ended, and more people are active than the present plan has room for.</summary>
    public static Error MorePeopleThanSeats(int seats, int people)
    {
        var plan = Plan.Cheapest(PlanLimit.Seats, people);
        return Error.Custom(
            PaymentRequired,
            OverSeatsCode,
            string.Create(CultureInfo.InvariantCulture, $"{people} people are active, and the plan has room for {seats}. Deactivate some, or choose a larger plan.{Offer(plan)}"),
            Facts(Plan.Name(PlanLimit.Seats), seats, plan));
    }

    /// <param name="plan">Null: none has so much.</param>
    internal static string Offer(Plan? plan) => plan is null ? "" : $" The smallest plan with more is '{Plan.Name(plan.Kind)}'.";

    /// <summary>What a problem says beside its text.</summary>
    internal static Dictionary<string, object> Facts(string limit, long allowed, Plan? plan)
    {
        var facts = new Dictionary<string, object>(StringComparer.Ordinal) { [LimitKey] = limit, [AllowedKey] = allowed };
        if (plan is not null)
        {
            facts[PlanKey] = Plan.Name(plan.Kind);
        }

        return facts;
    }

    internal static string LimitName(PlanLimit limit) => Plan.Name(limit);

    private static string Words(PlanFeature feature) => feature switch
    {
        PlanFeature.Api => "API keys and webhooks",
        PlanFeature.SingleSignOn => "single sign-on",
        PlanFeature.Scim => "provisioning by SCIM",
        _ => "works-council mode",
    };
}
