using SecurityTraining.Domain.Identity;

namespace SecurityTraining.Domain.Billing;

public static class PlanFeatures
{
    /// <summary>What a plan must have for a machine to use this permission.</summary>
    public static PlanFeature OfMachines(Permission permission) => permission == Permission.Provision ? PlanFeature.Scim : PlanFeature.Api;
}
