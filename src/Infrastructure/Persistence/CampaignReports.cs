using Microsoft.EntityFrameworkCore;
using SecurityTraining.Application.Mailing.Campaigns;
using SecurityTraining.Domain.Mailing;
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
                .Select(row => new VariantStats(row.Variant!.Value, row.Recipients, row.Sent, row.Opened, row.Clicked))],
            await Links(campaignId, ct));
    }

    /// <summary>An address that stands in the mail in several languages is one link; nobody gets more than one of them.</summary>
    private async Task<List<LinkStats>> Links(Guid campaignId, CancellationToken ct)
    {
        var followed = await db.CampaignEvents.AsNoTracking()
            .Where(line => line.CampaignId == campaignId && line.Kind == CampaignEventKind.Clicked && line.Verdict == Verdict.Human)
            .Join(db.CampaignMessages, line => line.MessageId, message => message.Id, (line, message) => new { message.EditionId, line.Link, line.MessageId })
            .GroupBy(line => new { line.EditionId, line.Link })
            .Select(some => new { some.Key.EditionId, some.Key.Link, People = some.Select(line => line.MessageId).Distinct().Count() })
            .ToListAsync(ct);
        var people = followed.ToDictionary(row => (row.EditionId, row.Link), row => row.People);
        var editions = await db.CampaignEditions.AsNoTracking()
            .Where(edition => edition.CampaignId == campaignId).OrderBy(edition => edition.Position)
            .Select(edition => new { edition.Id, edition.Links }).ToListAsync(ct);
        return
        [
            .. editions
                .SelectMany(edition => edition.Links.Select((address, index) => (Address: address, Clicked: people.GetValueOrDefault((edition.Id, (int?)index + 1)))))
                .GroupBy(link => link.Address, link => link.Clicked, StringComparer.Ordinal)
                .Select(link => new LinkStats(link.Key, link.Sum()))
                .OrderByDescending(link => link.Clicked),
        ];
    }
}
