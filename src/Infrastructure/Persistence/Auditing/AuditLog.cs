using System.Globalization;
using Microsoft.EntityFrameworkCore;
using SecurityTraining.Application.Auditing;
using SecurityTraining.Application.Common;
using SecurityTraining.Domain.Auditing;

namespace SecurityTraining.Infrastructure.Persistence.Auditing;

internal sealed class AuditLog(AppDbContext db, ITenant tenant) : IAuditLog
{
    public async Task<CursorPage<AuditLogRow>> Page(AuditLogFilter filter, long? before, int limit, CancellationToken ct)
    {
        var entries = Find(filter);
        if (before is { } seq)
        {
            entries = entries.Where(entry => entry.Seq < seq);
        }

        var found = await entries.OrderByDescending(entry => entry.Seq).Take(limit + 1).ToListAsync(ct);
        var more = found.Count > limit;
        var rows = found.Take(limit).Select(AuditLogRow.Of).ToList();
        return new CursorPage<AuditLogRow>(rows, more ? rows[^1].Seq.ToString(CultureInfo.InvariantCulture) : null);
    }

    public IAsyncEnumerable<AuditLogRow> Rows(AuditLogFilter filter, CancellationToken ct) =>
        Find(filter).OrderBy(entry => entry.Seq).AsAsyncEnumerable().Select(AuditLogRow.Of);

    public IAsyncEnumerable<AuditEntry> Chain(long until, CancellationToken ct) =>
        db.AuditEntries.AsNoTracking().Where(entry => entry.Seq <= until).OrderBy(entry => entry.Seq).AsAsyncEnumerable();

    public async Task<long> Newest(CancellationToken ct) => await db.AuditEntries.MaxAsync(entry => (long?)entry.Seq, ct) ?? 0;

    public async Task<AuditHead> Head(CancellationToken ct) =>
        await db.AuditHeads.AsNoTracking().SingleOrDefaultAsync(ct) ?? AuditHead.Start(tenant.CompanyId!.Value);

    private IQueryable<AuditEntry> Find(AuditLogFilter filter)
    {
        var entries = db.AuditEntries.AsNoTracking();
        entries = filter.ActorId is { } actor ? entries.Where(entry => entry.ActorId == actor) : entries;
        entries = filter.Action is { } action ? entries.Where(entry => entry.Action == action) : entries;
        entries = filter.TargetId is { } target ? entries.Where(entry => entry.TargetId == target) : entries;
        entries = filter.From is { } from ? entries.Where(entry => entry.At >= from) : entries;
        return filter.To is { } to ? entries.Where(entry => entry.At < to) : entries;
    }
}
