using ErrorOr;
using SecurityTraining.Domain.Companies;

namespace SecurityTraining.Domain.Billing;

/// <summary>As much of a company as says what its plan and its payments allow at any time.</summary>
public sealed record CompanyStanding(PlanKind Plan, DateTimeOffset? TrialEndsAt, DateTimeOffset? PaymentOverdueSince)
{
    /// <summary>Whether somebody may change something.</summary>
    public ErrorOr<Success> AllowChanges(DateTimeOffset now) => DunningPolicy.PhaseAt(PaymentOverdueSince, now) switch
    {
        BillingPhase.ReadOnly => SubscriptionErrors.ReadOnly(PaymentOverdueSince!.Value),
        _ => AllowReading(now),
    };

    /// <summary>Whether somebody may see anything but billing.</summary>
    public ErrorOr<Success> AllowReading(DateTimeOffset now) => DunningPolicy.PhaseAt(PaymentOverdueSince, now) == BillingPhase.Suspended
        ? SubscriptionErrors.Suspended(PaymentOverdueSince!.Value)
        : Result.Success;

    public ErrorOr<Success> Require(PlanFeature feature, DateTimeOffset now) =>
        Company.PlanAt(Plan, TrialEndsAt, now).Has(feature) ? Result.Success : PlanErrors.Missing(feature);
}
