using ErrorOr;
using SecurityTraining.Application.Common.Settings;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Application.Common.Work;
using SecurityTraining.Application.Mailing.Delivery;
using SecurityTraining.Application.Mailing.Templates;
using SecurityTraining.Application.People.Groups;
using SecurityTraining.Application.Phishing;
using SecurityTraining.Application.Phishing.Simulations;
using SecurityTraining.Domain.Companies;
using SecurityTraining.Domain.Mailing;
using SecurityTraining.Domain.People;

namespace SecurityTraining.Application.Mailing.Campaigns;

/// <summary>What sending means, whether an administrator or the clock does it.</summary>
internal sealed class CampaignStarter(
    IRepository<MailTemplate> templates,
    IRepository<User> users,
    IRepository<Company> companies,
    LureDomainRules domains,
    GroupCriteria groups,
    IMailHtml html,
    IWorkQueue queue,
    PhishingOptions options,
    TimeProvider clock)
{
    public async Task<ErrorOr<Success>> Start(Campaign campaign, CancellationToken ct)
    {
        var template = await Check(campaign, ct);
        if (template.IsError)
        {
            return template.Errors;
        }

        var versions = template.Value.Versions.Select(version => TrackedContents.Of(version, html)).ToList();
        if (versions.Exists(version => version.Links.Count > TrackedContent.MaxLinks))
        {
            return CampaignErrors.TooManyLinks;
        }

        var now = clock.GetUtcNow();
        if (campaign.Start(template.Value.Category, versions, now) is { IsError: true } refused)
        {
            return refused.Errors;
        }

        queue.Enqueue(WorkKind.CampaignFreeze, campaign.Id, now, groupId: campaign.Id);
        if (campaign.Test?.DecideAfterHours is { } hours)
        {
            queue.Enqueue(WorkKind.CampaignWinner, campaign.Id, now.AddHours(hours), groupId: campaign.Id);
        }

        return Result.Success;
    }

    /// <returns>The template, if the campaign could be sent at this moment.</returns>
    public async Task<ErrorOr<MailTemplate>> Check(Campaign campaign, CancellationToken ct)
    {
        var plan = campaign.Plan;
        if (await templates.GetByIdAsync(plan.TemplateId, ct) is not { } template)
        {
            return MailTemplateErrors.NotFound;
        }

        var company = (await companies.GetByIdAsync(campaign.CompanyId, ct))!;
        if (company.RequireSeatsForAll(clock.GetUtcNow()) is { IsError: true } tooManyPeople)
        {
            return tooManyPeople.Errors;
        }

        if (CampaignFieldRules.Check(template.Versions, company) is { Count: > 0 } unknownFields)
        {
            return unknownFields;
        }

        var allowed = await domains.Load(ct);
        if (plan.SenderAddress is { } sender && allowed.CheckSender(sender) is { IsError: true } refused)
        {
            return refused.Errors;
        }

        var (members, excluded) = await groups.MembersOf(plan.Audience, ct);
        var recipients = (await users.ListAsync(new AudiencePlacesSpec(plan.Audience, members, excluded), ct))
            .Count(person => allowed.MayReceive(person.EmailDomain));
        if (recipients == 0)
        {
            return CampaignErrors.NoRecipients;
        }

        return recipients > options.MaxRecipients ? CampaignErrors.TooManyRecipients(options.MaxRecipients) : template;
    }
}
