using ErrorOr;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Phishing;

namespace SecurityTraining.Application.Phishing.Simulations;

/// <summary>Checks what a plan names: templates, people, departments and the sender's domain must be within the company's reach.</summary>
internal sealed class SimulationReferences(
    IRepository<LureTemplate> templates,
    AudienceReferences audiences,
    LureDomainRules domains,
    SenderRules senders)
{
    public async Task<List<Error>> Check(SimulationPlan plan, CancellationToken ct)
    {
        var errors = new List<Error>();
        if (await templates.CountAsync(new IdsSpec<LureTemplate>(plan.TemplateIds), ct) < plan.TemplateIds.Count)
        {
            errors.Add(ValidationErrors.For("templateIds", LureTemplateErrors.NotFound.Description));
        }

        errors.AddRange(await audiences.Check(plan.Audience, ct));
        if (errors.Count == 0 && await senders.Check(plan, await domains.Load(ct), ct) is { IsError: true } refused)
        {
            errors.AddRange(refused.Errors);
        }

        return errors;
    }
}
