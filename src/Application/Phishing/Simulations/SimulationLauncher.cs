using ErrorOr;
using SecurityTraining.Application.Common.Settings;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Application.Common.Work;
using SecurityTraining.Application.Phishing.Templates;
using SecurityTraining.Domain.Companies;
using SecurityTraining.Domain.People;
using SecurityTraining.Domain.Phishing;

namespace SecurityTraining.Application.Phishing.Simulations;

/// <summary>What launching means, whether an administrator or the clock does it.</summary>
internal sealed class SimulationLauncher(
    IRepository<LureTemplate> templates,
    IRepository<User> users,
    IRepository<Company> companies,
    LureDomainRules domains,
    IWorkQueue queue,
    PhishingOptions options,
    TimeProvider clock)
{
    public async Task<ErrorOr<Success>> Launch(Simulation simulation, CancellationToken ct)
    {
        var lures = await Check(simulation, ct);
        if (lures.IsError)
        {
            return lures.Errors;
        }

        var now = clock.GetUtcNow();
        if (simulation.Launch(lures.Value, now) is { IsError: true } refused)
        {
            return refused.Errors;
        }

        queue.Enqueue(WorkKind.SimulationFreeze, simulation.Id, now, groupId: simulation.Id);
        return Result.Success;
    }

    /// <returns>The lures, if the simulation could be launched at this moment.</returns>
    public async Task<ErrorOr<List<LureTemplate>>> Check(Simulation simulation, CancellationToken ct)
    {
        var plan = simulation.Plan;
        var lures = await templates.ListAsync(new IdsSpec<LureTemplate>(plan.TemplateIds), ct);
        if (lures.Count < plan.TemplateIds.Count)
        {
            return LureTemplateErrors.NotFound;
        }

        var company = await companies.GetByIdAsync(simulation.CompanyId, ct);
        var unknownFields = lures.SelectMany(lure => MergeFieldRules.Check(lure.Content, company!)).ToList();
        if (unknownFields.Count > 0)
        {
            return unknownFields;
        }

        var allowed = await domains.Load(ct);
        if (plan.SenderAddress is { } sender && allowed.CheckSender(sender) is { IsError: true } refused)
        {
            return refused.Errors;
        }

        var recipients = (await users.ListAsync(new AudienceDomainsSpec(plan.Audience), ct)).Count(allowed.MayReceive);
        if (recipients == 0)
        {
            return SimulationErrors.NoRecipients;
        }

        return recipients > options.MaxRecipients ? SimulationErrors.TooManyRecipients(options.MaxRecipients) : lures;
    }
}

/// <summary>The mail domain of each active person of the audience.</summary>
internal sealed class AudienceDomainsSpec : Specification<User, string>
{
    public AudienceDomainsSpec(Audience audience)
    {
        Query.InAudience(audience);
        Selector = user => user.EmailDomain;
    }
}

internal static class AudienceCriteria
{
    /// <summary>Active people whom the audience names, one by one or by department.</summary>
    public static SpecificationBuilder<User> InAudience(this SpecificationBuilder<User> query, Audience audience)
    {
        var (all, userIds, departmentIds) = audience;
        return query
            .Where(user => user.Status == UserStatus.Active)
            .Where(
                user => userIds.Contains(user.Id) || (user.DepartmentId != null && departmentIds.Contains(user.DepartmentId.Value)),
                condition: !all);
    }
}
