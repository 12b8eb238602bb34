using ErrorOr;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.People;
using SecurityTraining.Domain.Phishing;

namespace SecurityTraining.Application.Phishing.Simulations;

/// <summary>Checks what a plan names: templates, people, departments and the sender's domain must be within the company's reach.</summary>
internal sealed class SimulationReferences(
    IRepository<LureTemplate> templates,
    IRepository<User> users,
    IRepository<Department> departments,
    IRepository<Group> groups,
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

        errors.AddRange(await CheckAudience(plan.Audience, ct));
        if (errors.Count == 0 && await senders.Check(plan, await domains.Load(ct), ct) is { IsError: true } refused)
        {
            errors.AddRange(refused.Errors);
        }

        return errors;
    }

    public async Task<List<Error>> CheckAudience(Audience audience, CancellationToken ct)
    {
        var errors = new List<Error>();
        var excluded = audience.Excluded;
        List<Guid> userIds = [.. audience.UserIds.Union(excluded?.UserIds ?? [])];
        List<Guid> departmentIds = [.. audience.DepartmentIds.Union(excluded?.DepartmentIds ?? [])];
        List<Guid> groupIds = [.. (audience.GroupIds ?? []).Union(excluded?.GroupIds ?? [])];
        if (userIds.Count > 0 && await users.CountAsync(new IdsSpec<User>(userIds), ct) < userIds.Count)
        {
            errors.Add(ValidationErrors.For("recipients.userIds", UserErrors.NotFound.Description));
        }

        if (departmentIds.Count > 0 && await departments.CountAsync(new IdsSpec<Department>(departmentIds), ct) < departmentIds.Count)
        {
            errors.Add(ValidationErrors.For("recipients.departmentIds", DepartmentErrors.NotFound.Description));
        }

        if (groupIds.Count > 0 && await groups.CountAsync(new IdsSpec<Group>(groupIds), ct) < groupIds.Count)
        {
            errors.Add(ValidationErrors.For("recipients.groupIds", GroupErrors.NotFound.Description));
        }

        return errors;
    }
}
