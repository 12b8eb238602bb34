using ErrorOr;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Settings;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Application.Common.Work;
using SecurityTraining.Application.Phishing.LandingPages;
using SecurityTraining.Application.Phishing.Templates;
using SecurityTraining.Application.Phishing.WorksCouncil;
using SecurityTraining.Domain.Billing;
using SecurityTraining.Domain.Companies;
using SecurityTraining.Domain.Phishing;
using SecurityTraining.Domain.Phishing.WorksCouncil;

namespace SecurityTraining.Application.Phishing.Simulations;

/// <summary>What launching means, whether an administrator or the clock does it.</summary>
internal sealed class SimulationLauncher(
    IRepository<LureTemplate> templates,
    IRepository<Company> companies,
    LureDomainRules domains,
    SenderRules senders,
    LandingPageChoice pages,
    PhishingPolicies policies,
    AudienceReferences audiences,
    SimulationForecast forecast,
    Pseudonyms pseudonyms,
    IWorkQueue queue,
    PhishingOptions options,
    TimeProvider clock)
{
    public async Task<ErrorOr<Success>> Launch(Simulation simulation, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var lures = await Check(simulation, simulation.StartIfLaunched(now), ct);
        if (lures.IsError)
        {
            return lures.Errors;
        }

        var named = await pages.NamedBy(lures.Value, ct);
        if (simulation.ApprovedAt is { } approvedAt
            && (lures.Value.Exists(lure => lure.UpdatedAt > approvedAt) || named.Values.Any(page => page.UpdatedAt > approvedAt)))
        {
            return PhishingPolicyErrors.ChangedSinceApproval;
        }

        var company = (await companies.GetByIdAsync(simulation.CompanyId, ct))!;
        if (company.CountSimulation(now) is { IsError: true } beyondPlan)
        {
            return beyondPlan.Errors;
        }

        var holidays = (await policies.Get(ct)).Holidays.Select(holiday => holiday.Date);
        if (simulation.Launch(lures.Value, now, holidays, named) is { IsError: true } refused)
        {
            return refused.Errors;
        }

        simulation.SendFrom(await senders.DomainOf(simulation.Plan, ct));
        queue.Enqueue(WorkKind.SimulationFreeze, simulation.Id, now, groupId: simulation.Id);
        if (simulation.WorksCouncil is { } terms)
        {
            pseudonyms.MakeKey(simulation);
            queue.Enqueue(WorkKind.WorksCouncilClosing, simulation.Id, now.AddDays(terms.CollectDays));
        }

        return Result.Success;
    }

    /// <summary>Has a simulation launched at its start.</summary>
    public async Task<ErrorOr<Success>> Schedule(Simulation simulation, DateTimeOffset startsAt, CancellationToken ct)
    {
        var scheduled = simulation.Schedule(startsAt, clock.GetUtcNow());
        if (scheduled.IsError)
        {
            return scheduled.Errors.On("startsAt");
        }

        // What would keep it from being launched is better said now than at night.
        if (await Check(simulation, startsAt, ct) is { IsError: true } refused)
        {
            return refused.Errors;
        }

        queue.Enqueue(WorkKind.SimulationLaunch, simulation.Id, startsAt, groupId: simulation.Id);
        return Result.Success;
    }

    /// <param name="start">When the plan would begin.</param>
    /// <returns>The lures, if the simulation could be launched at this moment.</returns>
    public async Task<ErrorOr<List<LureTemplate>>> Check(Simulation simulation, DateTimeOffset start, CancellationToken ct)
    {
        if (await policies.AreLuresStopped(ct))
        {
            return PhishingPolicyErrors.Stopped;
        }

        var plan = simulation.Plan;
        var lures = await templates.ListAsync(new IdsSpec<LureTemplate>(plan.TemplateIds), ct);
        if (lures.Count < plan.TemplateIds.Count)
        {
            return LureTemplateErrors.NotFound;
        }

        if (!await audiences.KnowExcluded(plan.Audience, ct))
        {
            return SimulationErrors.ExclusionGone;
        }

        var company = (await companies.GetByIdAsync(simulation.CompanyId, ct))!;
        var now = clock.GetUtcNow();
        if (company.RequireSimulation(start > now ? start : now, now) is { IsError: true } beyondPlan)
        {
            return beyondPlan.Errors;
        }

        if (simulation.IsPseudonymous && company.Require(PlanFeature.WorksCouncil, start) is { IsError: true } missing)
        {
            return missing.Errors;
        }

        var named = await pages.NamedBy(lures, ct);
        if (lures.Any(lure => lure.LandingPageId is { } page && !named.ContainsKey(page)))
        {
            return LandingPageErrors.NotFound;
        }

        var unknownFields = lures
            .Select(lure => lure.PageIn(named) is { } page ? lure.Content.LeadingTo(page) : lure.Content)
            .SelectMany(content => MergeFieldRules.Check(content, company)).ToList();
        if (unknownFields.Count > 0)
        {
            return unknownFields;
        }

        var allowed = await domains.Load(ct);
        if (await senders.Check(plan, allowed, ct) is { IsError: true } refused)
        {
            return refused.Errors;
        }

        if (plan.EndsAt is { } end && (end <= start || end > start + SendWindow.MaxLength))
        {
            return SendWindowErrors.EndBeforeStart.On("endsAt");
        }

        var planned = await forecast.For(simulation, start, ct);
        if (planned.WithoutRoom > 0)
        {
            return SendWindowErrors.NoRoom;
        }

        var recipients = planned.Mails.Count;
        if (recipients == 0)
        {
            return SimulationErrors.NoRecipients;
        }

        if (simulation.WorksCouncil is { MinRecipients: var least } && recipients < least)
        {
            return WorksCouncilErrors.TooFewRecipients(least);
        }

        return recipients > options.MaxRecipients ? SimulationErrors.TooManyRecipients(options.MaxRecipients) : lures;
    }

    /// <param name="there">So many people the simulation has already.</param>
    public async Task<ErrorOr<Success>> CheckSize(Audience added, int there, CancellationToken ct) =>
        there + await forecast.Size(added, ct) > options.MaxRecipients
            ? SimulationErrors.TooManyRecipients(options.MaxRecipients)
            : Result.Success;
}
