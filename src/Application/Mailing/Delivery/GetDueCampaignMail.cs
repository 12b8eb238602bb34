using ErrorOr;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Application.Mailing.Preferences;
using SecurityTraining.Application.Phishing;
using SecurityTraining.Application.Phishing.Delivery;
using SecurityTraining.Domain.Companies;
using SecurityTraining.Domain.Mailing;
using SecurityTraining.Domain.People;
using SecurityTraining.Domain.Phishing;

namespace SecurityTraining.Application.Mailing.Delivery;

/// <summary>What a sender needs for one mail of a campaign, and whether the person may still be written to at this very moment.</summary>
[PlatformScope]
public sealed record GetDueCampaignMailQuery(Guid MessageId) : IQuery<DueCampaignMail>;

public enum CampaignMailDecision
{
    Send,

    /// <summary>The campaign is paused, or the company suspended or in arrears: come back later.</summary>
    Wait,

    /// <summary>Sent already, or the campaign is over.</summary>
    Drop,

    /// <summary>The person does not want it, or no longer qualifies.</summary>
    Skip,
}

/// <param name="SkipReason">Only of those that are to be skipped.</param>
/// <param name="SenderName">Null: the installation's own.</param>
/// <param name="SenderAddress">Null: the installation's own.</param>
public sealed record DueCampaignMail(
    CampaignMailDecision Decision, string? SkipReason, CampaignAddressee To, Guid EditionId, string? SenderName, string? SenderAddress);

internal sealed class GetDueCampaignMailHandler(
    IRepository<CampaignMessage> messages,
    IRepository<Campaign> campaigns,
    IRepository<User> users,
    IRepository<Company> companies,
    PreferenceBook preferences,
    LureDomainRules domains,
    TimeProvider clock) : IQueryHandler<GetDueCampaignMailQuery, DueCampaignMail>
{
    public async Task<ErrorOr<DueCampaignMail>> Handle(GetDueCampaignMailQuery request, CancellationToken cancellationToken)
    {
        if (await messages.GetByIdAsync(request.MessageId, cancellationToken) is not { } message
            || await campaigns.GetByIdAsync(message.CampaignId, cancellationToken) is not { } campaign)
        {
            return CampaignErrors.MessageNotFound;
        }

        var (decision, reason) = await Decide(message, campaign, cancellationToken);
        var to = new CampaignAddressee(
            message.CompanyId, message.TrackingId, message.Email, message.FullName, message.Variant ?? SubjectVariant.A, message.MergeValues);
        return new DueCampaignMail(decision, reason, to, message.EditionId, campaign.Plan.SenderName, campaign.Plan.SenderAddress);
    }

    private async Task<(CampaignMailDecision Decision, string? Reason)> Decide(CampaignMessage message, Campaign campaign, CancellationToken ct)
    {
        if (message.Delivery != DeliveryStatus.Pending || campaign.Status is CampaignStatus.Completed or CampaignStatus.Cancelled)
        {
            return (CampaignMailDecision.Drop, null);
        }

        var company = await companies.GetByIdAsync(campaign.CompanyId, ct);
        if (campaign.Status == CampaignStatus.Paused || company?.MaySend(clock.GetUtcNow()) != true)
        {
            return (CampaignMailDecision.Wait, null);
        }

        var active = await users.ListAsync(new ActiveUserEmailsSpec([message.UserId]), ct);
        var domain = message.Email[(message.Email.LastIndexOf('@') + 1)..];
        if (active.SingleOrDefault()?.Email != message.Email || !(await domains.Load(ct)).MayReceive(domain))
        {
            return (CampaignMailDecision.Skip, SkipReasons.NotReachable);
        }

        var unwilling = await preferences.UnwillingAmong([message.UserId], campaign.Category!.Value, ct);
        return unwilling.Count > 0 ? (CampaignMailDecision.Skip, SkipReasons.Unsubscribed) : (CampaignMailDecision.Send, null);
    }
}
