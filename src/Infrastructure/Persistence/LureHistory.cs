using Microsoft.EntityFrameworkCore;
using SecurityTraining.Application.Phishing;
using SecurityTraining.Domain.Phishing;

namespace SecurityTraining.Infrastructure.Persistence;

internal sealed class LureHistory(AppDbContext db) : ILureHistory
{
    public async Task<ILookup<Guid, PastLure>> Of(IReadOnlyCollection<Guid> userIds, CancellationToken ct)
    {
        var past = await db.Recipients.AsNoTracking()
            .Where(recipient => userIds.Contains(recipient.UserId) && recipient.SentAt != null)
            .Join(
                db.Set<SimulationLure>(),
                recipient => recipient.LureId,
                lure => lure.Id,
                (recipient, lure) => new PastLure(
                    recipient.UserId,
                    lure.TemplateId,
                    recipient.SentAt!.Value,
                    recipient.ClickedAt != null,
                    recipient.SubmittedAt != null,
                    recipient.ReportedAt != null)
                {
                    IsPseudonymous = recipient.IsPseudonymous,
                })
            .ToListAsync(ct);
        return past.ToLookup(lure => lure.UserId);
    }
}
