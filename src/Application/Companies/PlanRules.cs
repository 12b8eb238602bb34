using ErrorOr;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Billing;
using SecurityTraining.Domain.Companies;
using SecurityTraining.Domain.Identity;

namespace SecurityTraining.Application.Companies;

/// <summary>Whether the current company's plan has what is asked for.</summary>
internal sealed class PlanRules(IRepository<Company> companies, ITenant tenant, TimeProvider clock)
{
    public async Task<ErrorOr<Success>> Require(PlanFeature feature, CancellationToken ct) =>
        (await companies.GetByIdAsync(tenant.CompanyId!.Value, ct))!.Require(feature, clock.GetUtcNow());

    /// <summary>What the key is for: a directory's key needs less than other machines' do.</summary>
    public async Task<ErrorOr<Success>> Require(ApiKey key, CancellationToken ct)
    {
        foreach (var feature in ApiKeyScopes.Permissions(key.Scopes).Select(PlanFeatures.OfMachines).Distinct())
        {
            if (await Require(feature, ct) is { IsError: true } missing)
            {
                return missing;
            }
        }

        return Result.Success;
    }
}
