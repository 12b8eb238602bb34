using ErrorOr;
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

public sealed class VerifiedDomainNamesSpec : Specification<MailDomain, string>
{
    public VerifiedDomainNamesSpec()
    {
        Query.Where(domain => domain.VerifiedAt != null);
        Selector = domain => domain.Name;
    }
}
