using ErrorOr;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Application.Mailing.Templates;
using SecurityTraining.Application.Phishing;
using SecurityTraining.Domain.Companies;
using SecurityTraining.Domain.Mailing;

namespace SecurityTraining.Application.Mailing.Campaigns;

/// <summary>Checks what a campaign names: its template, people, departments, groups and the sender's domain must be within the company's reach.</summary>
internal sealed class CampaignReferences(
    IRepository<MailTemplate> templates,
    AudienceReferences audiences,
    IRepository<Company> companies,
    LureDomainRules domains,
    ITenant tenant)
{
    public async Task<List<Error>> Check(CampaignPlan plan, SubjectTest? test, CancellationToken ct)
    {
        var errors = new List<Error>();
        if (!await templates.AnyAsync(new ByIdSpec<MailTemplate>(plan.TemplateId), ct))
        {
            errors.Add(ValidationErrors.For("templateId", MailTemplateErrors.NotFound.Description));
        }

        errors.AddRange(await audiences.Check(plan.Audience, ct));
        var company = await companies.GetByIdAsync(tenant.CompanyId!.Value, ct);
        foreach (var field in (test?.Subjects.Values ?? []).SelectMany(subject => CampaignFieldRules.Unknown(subject, company!)))
        {
            errors.Add(MailTemplateErrors.UnknownMergeField("subjectTest.subjects", field).On("subjectTest.subjects"));
        }

        if (errors.Count == 0 && plan.SenderAddress is { } sender && (await domains.Load(ct)).CheckSender(sender) is { IsError: true } refused)
        {
            errors.AddRange(refused.Errors);
        }

        return errors;
    }
}
