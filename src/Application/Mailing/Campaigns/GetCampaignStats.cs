using ErrorOr;
using SecurityTraining.Application.Common;
using SecurityTraining.Domain.Identity;
using SecurityTraining.Domain.Mailing;

namespace SecurityTraining.Application.Mailing.Campaigns;

/// <summary>What became of a campaign.</summary>
[RequirePermission(Permission.ReadMailing)]
public sealed record GetCampaignStatsQuery(Guid Id) : IQuery<CampaignStats>;

/// <summary>Unique people; scanners and prefetching clients are left out. Whoever has clicked counts as having opened.</summary>
/// <param name="Failed">Refused by a mail server for good.</param>
/// <param name="Skipped">Unsubscribed, no longer to be written to, or the campaign was cancelled before their turn.</param>
/// <param name="Bounced">Given back after a mail server had taken them.</param>
/// <param name="Complained">Called spam.</param>
/// <param name="Variants">For each subject that has been sent.</param>
/// <param name="Links">For each link of the mail, in any of its languages, the most followed first.</param>
public sealed record CampaignStats(
    int Recipients,
    int Sent,
    int Failed,
    int Skipped,
    int Opened,
    int Clicked,
    int Bounced,
    int Unsubscribed,
    int Complained,
    IReadOnlyList<VariantStats> Variants,
    IReadOnlyList<LinkStats> Links);

public sealed record VariantStats(SubjectVariant Variant, int Recipients, int Sent, int Opened, int Clicked);

/// <param name="Address">As the template has it: fields are not filled in.</param>
/// <param name="Clicked">So many people have followed it.</param>
public sealed record LinkStats(string Address, int Clicked);

/// <summary>Reads across the mails of campaigns.</summary>
public interface ICampaignReports
{
    /// <returns>Null if the company has no such campaign.</returns>
    Task<CampaignStats?> Stats(Guid campaignId, CancellationToken ct);
}

internal sealed class GetCampaignStatsHandler(ICampaignReports reports) : IQueryHandler<GetCampaignStatsQuery, CampaignStats>
{
    public async Task<ErrorOr<CampaignStats>> Handle(GetCampaignStatsQuery request, CancellationToken cancellationToken) =>
        await reports.Stats(request.Id, cancellationToken) is { } stats ? stats : CampaignErrors.NotFound;
}
