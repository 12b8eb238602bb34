using Microsoft.EntityFrameworkCore;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Phishing.Verdicts;
using SecurityTraining.Domain.Phishing;

namespace SecurityTraining.Infrastructure.Persistence;

internal sealed class HitReports(AppDbContext db) : IHitReports
{
    public async Task<CursorPage<HitRow>> Hits(GetSimulationHitsQuery query, CancellationToken ct)
    {
        var hits = HitsOf(query.Id)
            .Where(line => query.Verdict == null || line.Verdict == query.Verdict)
            .Where(line => query.RecipientId == null || line.RecipientId == query.RecipientId);
        if (query.Cursor is not null && TimeCursor.TryParse(query.Cursor, out var place))
        {
            var (at, id) = place!;
            hits = hits.Where(line => line.At < at || (line.At == at && line.Id < id));
        }

        var limit = query.LimitOrDefault();
        var rows = await Rows(hits.OrderByDescending(line => line.At).ThenByDescending(line => line.Id).Take(limit + 1)).ToListAsync(ct);
        var more = rows.Count > limit;
        var items = more ? rows[..limit] : rows;
        return new CursorPage<HitRow>(items, more ? new TimeCursor(items[^1].At, items[^1].Id).ToString() : null);
    }

    public Task<HitRow?> Hit(Guid simulationId, Guid hitId, CancellationToken ct) =>
        Rows(HitsOf(simulationId).Where(line => line.Id == hitId)).SingleOrDefaultAsync(ct);

    private IQueryable<SimulationEvent> HitsOf(Guid simulationId) => db.SimulationEvents.AsNoTracking()
        .Where(line => line.SimulationId == simulationId)
        .Where(SimulationEvent.Hits);

    private IQueryable<HitRow> Rows(IQueryable<SimulationEvent> hits) => hits
        .Join(db.Recipients, line => line.RecipientId, recipient => recipient.Id, (line, recipient) => new { Line = line, recipient.Email, recipient.FullName })
        .OrderByDescending(row => row.Line.At).ThenByDescending(row => row.Line.Id)
        .Select(row => new HitRow(
            row.Line.Id, row.Line.At, row.Line.Kind, row.Line.Verdict, row.Line.Reasons, row.Line.Client, row.Line.RecipientId, row.Email, row.FullName));
}
