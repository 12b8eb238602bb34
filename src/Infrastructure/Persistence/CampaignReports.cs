using Microsoft.EntityFrameworkCore;
using SecurityTraining.Application.Mailing.Campaigns;
using SecurityTraining.Domain.Phishing;

namespace SecurityTraining.Infrastructure.Persistence;

internal sealed class CampaignReports(AppDbContext db) : ICampaignReports
{
    public async Task<CampaignStats?> Stats(Guid campaignId, CancellationToken ct)
    {
        if (!await db.Campaigns.AnyAsync(campaign => campaign.Id == campaignId, ct))
        {
            return null;
        }

        var rows = await db.CampaignMessages.AsNoTracking()
            .Where(message => message.CampaignId == campaignId)
            .GroupBy(message => message.Variant)
            .Select(some => new
            {
                Variant = some.Key,
                Recipients = some.Count(),
                Sent = some.Count(message => message.Delivery == DeliveryStatus.Sent),
                Failed = some.Count(message => message.Delivery == DeliveryStatus.Failed),
                Skipped = some.Count(message => message.Delivery == DeliveryStatus.Skipped),
                Opened = some.Count(message => message.OpenedAt != null),
                Clicked = some.Count(message => message.ClickedAt != null),
                Bounced = some.Count(message => message.BouncedAt != null),
                Unsubscribed = some.Count(message => message.UnsubscribedAt != null),
                Complained = some.Count(message => message.ComplainedAt != null),
            })
            .ToListAsync(ct);
        return new CampaignStats(
            rows.Sum(row => row.Recipients),
            rows.Sum(row => row.Sent),
            rows.Sum(row => row.Failed),
            rows.Sum(row => row.Skipped),
            rows.Sum(row => row.Opened),
            rows.Sum(row => row.Clicked),
            rows.Sum(row => row.Bounced),
            rows.Sum(row => row.Unsubscribed),
            rows.Sum(row => row.Complained),
            [.. rows.Where(row => row.Variant is not null).OrderBy(row => row.Variant)
                .Select(row => new VariantStats(row.Variant!.Value, row.Recipients, row.Sent, row.Opened, row.Clicked))]);
    }
}
