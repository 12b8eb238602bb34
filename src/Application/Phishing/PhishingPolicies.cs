using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Phishing;

namespace SecurityTraining.Application.Phishing;

/// <summary>The switch that stops every company's lures; what it says is nobody's secret and belongs to no company.</summary>
public interface IInstallationStop
{
    /// <returns>Null: lures are sent.</returns>
    Task<InstallationStop?> Find(CancellationToken ct);

    /// <param name="stop">Null: lures are sent again.</param>
    Task Set(InstallationStop? stop, CancellationToken ct);
}

public sealed record InstallationStop(DateTimeOffset Since, string Reason);

/// <summary>What holds for the current company, whether it has ever said so or not.</summary>
internal sealed class PhishingPolicies(IRepository<PhishingPolicy> policies, IInstallationStop installation, ITenant tenant)
{
    public async Task<PhishingPolicy> Get(CancellationToken ct) =>
        await policies.SingleOrDefaultAsync(new UntrackedPolicySpec(tenant.CompanyId!.Value), ct) ?? PhishingPolicy.Of(tenant.CompanyId!.Value);

    public async Task<PhishingPolicy> GetForChange(CancellationToken ct)
    {
        var companyId = tenant.CompanyId!.Value;
        if (await policies.GetByIdAsync(companyId, ct) is { } known)
        {
            return known;
        }

        var policy = PhishingPolicy.Of(companyId);
        policies.Add(policy);
        return policy;
    }

    /// <summary>Whether the company's switch or the installation's is on.</summary>
    public async Task<bool> AreLuresStopped(CancellationToken ct) =>
        (await Get(ct)).StoppedAt is not null || await installation.Find(ct) is not null;

    private sealed class UntrackedPolicySpec : SingleResultSpecification<PhishingPolicy>
    {
        public UntrackedPolicySpec(Guid companyId) => Query.Where(policy => policy.Id == companyId).AsNoTracking();
    }
}
