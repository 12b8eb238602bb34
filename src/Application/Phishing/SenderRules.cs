using ErrorOr;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Settings;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Common;
using SecurityTraining.Domain.Companies;
using SecurityTraining.Domain.Phishing;

namespace SecurityTraining.Application.Phishing;

/// <summary>The domains to which, and from which, a company's lures may be sent at this moment.</summary>
public sealed record LureDomains(IReadOnlyList<string> Recipients, IReadOnlyList<string> Senders)
{
    public bool MayReceive(string domain) => Recipients.Any(allowed => DomainName.IsWithin(domain, allowed));

    public ErrorOr<Success> CheckSender(string address)
    {
        var domain = address[(address.LastIndexOf('@') + 1)..];
        return Senders.Any(allowed => DomainName.IsWithin(domain, allowed)) ? Result.Success : SimulationErrors.SenderNotAllowed(domain);
    }
}

/// <summary>Finds the current company's <see cref="LureDomains"/>.</summary>
public sealed class LureDomainRules(IRepository<MailDomain> domains, PhishingOptions options)
{
    public async Task<LureDomains> Load(CancellationToken ct)
    {
        var verified = await domains.ListAsync(new VerifiedDomainNamesSpec(), ct);
        IReadOnlyList<string> recipients = [.. verified, .. options.AllowedUnverifiedDomains];
        return new LureDomains(recipients, [.. recipients, .. options.SenderDomains]);
    }
}

/// <summary>Whether a plan's sender fits the company's domains and the sending profile that it names.</summary>
internal sealed class SenderRules(IRepository<SendingProfile> profiles)
{
    public async Task<ErrorOr<Success>> Check(SimulationPlan plan, LureDomains domains, CancellationToken ct)
    {
        SendingProfile? profile = null;
        if (plan.SendingProfileId is { } id)
        {
            profile = await profiles.GetByIdAsync(id, ct);
            if (profile is null)
            {
                return ValidationErrors.For("sendingProfileId", SendingProfileErrors.NotFound.Description);
            }
        }

        var sender = plan.SenderAddress ?? (profile is null ? null : $"any@{profile.SenderDomain}");
        if (sender is not null && domains.CheckSender(sender) is { IsError: true } refused)
        {
            return refused;
        }

        return profile is not null && sender is not null ? profile.CheckSender(sender) : Result.Success;
    }

    /// <returns>Null: the installation's.</returns>
    public async Task<string?> DomainOf(SimulationPlan plan, CancellationToken ct) =>
        plan.SendingProfileId is { } id ? (await profiles.GetByIdAsync(id, ct))?.SenderDomain : null;
}

public sealed class VerifiedDomainNamesSpec : Specification<MailDomain, string>
{
    public VerifiedDomainNamesSpec()
    {
        Query.Where(domain => domain.VerifiedAt != null);
        Selector = domain => domain.Name;
    }
}
