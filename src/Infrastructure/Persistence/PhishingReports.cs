using AutoMapper;
using AutoMapper.QueryableExtensions;
using Microsoft.EntityFrameworkCore;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Phishing;
using SecurityTraining.Application.Phishing.Simulations;
using SecurityTraining.Domain.Phishing;

namespace SecurityTraining.Infrastructure.Persistence;

internal sealed class PhishingReports(AppDbContext db, IConfigurationProvider mapping) : IPhishingReports
{
    public async Task<SimulationSummary?> Summary(Guid simulationId, CancellationToken ct)
    {
        var counts = await db.Recipients.AsNoTracking()
            .Where(recipient => recipient.SimulationId == simulationId)
            .GroupBy(_ => 1)
            .Select(all => new SimulationSummary(
                all.Count(),
                all.Count(recipient => recipient.Delivery == DeliveryStatus.Sent),
                all.Count(recipient => recipient.Delivery == DeliveryStatus.Failed),
                all.Count(recipient => recipient.Delivery == DeliveryStatus.Skipped),
                all.Count(recipient => recipient.OpenedAt != null),
                all.Count(recipient => recipient.ClickedAt != null),
                all.Count(recipient => recipient.SubmittedAt != null),
                all.Count(recipient => recipient.ReportedAt != null))
            {
                Raw = new RawHits(
                    all.Sum(recipient => recipient.RawOpened), all.Sum(recipient => recipient.RawClicked), all.Sum(recipient => recipient.RawSubmitted)),
            })
            .SingleOrDefaultAsync(ct);
        if (counts is not null)
        {
            return counts;
        }

        return await db.Simulations.AnyAsync(simulation => simulation.Id == simulationId, ct) ? new SimulationSummary(0, 0, 0, 0, 0, 0, 0, 0) : null;
    }

    public async Task<CursorPage<TimelineRow>> Timeline(Guid simulationId, string? cursor, int limit, CancellationToken ct)
    {
        var lines = db.SimulationEvents.AsNoTracking().Where(line => line.SimulationId == simulationId);
        if (cursor is not null && TimeCursor.TryParse(cursor, out var place))
        {
            var (at, id) = place!;
            lines = lines.Where(line => line.At < at || (line.At == at && line.Id < id));
        }

        var rows = await lines
            .OrderByDescending(line => line.At).ThenByDescending(line => line.Id)
            .Take(limit + 1)
            .Join(
                db.Recipients,
                line => line.RecipientId,
                recipient => recipient.Id,
                (line, recipient) => new { Line = line, recipient.Email, recipient.FullName })
            .OrderByDescending(row => row.Line.At).ThenByDescending(row => row.Line.Id)
            .Select(row => new TimelineRow(
                row.Line.Id, row.Line.At, row.Line.Kind, row.Line.Verdict, row.Line.Client, row.Line.RecipientId, row.Email, row.FullName, row.Line.Stage))
            .ToListAsync(ct);
        var more = rows.Count > limit;
        var items = more ? rows[..limit] : rows;
        return new CursorPage<TimelineRow>(items, more ? new TimeCursor(items[^1].At, items[^1].Id).ToString() : null);
    }

    public IAsyncEnumerable<RecipientRow> Results(Guid simulationId, CancellationToken ct) =>
        db.Recipients.AsNoTracking()
            .Where(recipient => recipient.SimulationId == simulationId)
            .OrderBy(recipient => recipient.Email)
            .ProjectTo<RecipientRow>(mapping)
            .AsAsyncEnumerable();
}
