using System.Linq.Expressions;
using ErrorOr;
using SecurityTraining.Application.Common.Settings;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Application.Common.Work;
using SecurityTraining.Application.People.Groups;
using SecurityTraining.Application.Phishing.LandingPages;
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
    LandingPageChoice pages,
    GroupCriteria groups,
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
        if (simulation.Launch(lures.Value, now, await pages.NamedBy(lures.Value, ct)) is { IsError: true } refused)
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
        var named = await pages.NamedBy(lures, ct);
        if (lures.Any(lure => lure.LandingPageId is { } page && !named.ContainsKey(page)))
        {
            return LandingPageErrors.NotFound;
        }

        var unknownFields = lures
            .Select(lure => lure.PageIn(named) is { } page ? lure.Content.LeadingTo(page) : lure.Content)
            .SelectMany(content => MergeFieldRules.Check(content, company!)).ToList();
        if (unknownFields.Count > 0)
        {
            return unknownFields;
        }

        var allowed = await domains.Load(ct);
        if (plan.SenderAddress is { } sender && allowed.CheckSender(sender) is { IsError: true } refused)
        {
            return refused.Errors;
        }

        var members = await groups.MembersOf(plan.Audience.GroupIds ?? [], ct);
        var recipients = (await users.ListAsync(new AudienceDomainsSpec(plan.Audience, members), ct)).Count(allowed.MayReceive);
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
    public AudienceDomainsSpec(Audience audience, Expression<Func<User, bool>> members)
    {
        Query.InAudience(audience, members);
        Selector = user => user.EmailDomain;
    }
}

internal static class AudienceCriteria
{
    /// <summary>Active people whom the audience names, one by one, by department or by group.</summary>
    /// <param name="members">Who belongs to the audience's groups.</param>
    public static SpecificationBuilder<User> InAudience(
        this SpecificationBuilder<User> query, Audience audience, Expression<Func<User, bool>> members)
    {
        var (all, userIds, departmentIds, groupIds) = audience;
        query.Where(user => user.Status == UserStatus.Active);
        if (all)
        {
            return query;
        }

        Expression<Func<User, bool>> named = userIds.Count > 0 ? user => userIds.Contains(user.Id) : _ => false;
        if (departmentIds.Count > 0)
        {
            named = named.Or(user => user.DepartmentId != null
                && (departmentIds.Contains(user.DepartmentId.Value) || user.Department!.Ancestors.Any(above => departmentIds.Contains(above.AncestorId))));
        }

        return query.Where(groupIds is { Count: > 0 } ? named.Or(members) : named);
    }
}
