using Microsoft.EntityFrameworkCore;
using SecurityTraining.Application.Phishing.WorksCouncil;
using SecurityTraining.Domain.Phishing.WorksCouncil;

namespace SecurityTraining.Infrastructure.Persistence;

internal sealed class PseudonymousRecords(AppDbContext db) : IPseudonymousRecords
{
    public void Add(PseudonymousHit hit) => db.Add(hit);

    public async Task<IReadOnlyDictionary<AlikeHits, int>> Count(IReadOnlyCollection<Guid> pseudonyms, CancellationToken ct) =>
        await db.PseudonymousHits.AsNoTracking()
            .Where(hit => pseudonyms.Contains(hit.Pseudonym))
            .GroupBy(hit => new { hit.Pseudonym, hit.Kind, hit.Verdict, hit.Address, hit.Client })
            .Select(alike => new { alike.Key, Count = alike.Count() })
            .ToDictionaryAsync(row => new AlikeHits(row.Key.Pseudonym, row.Key.Kind, row.Key.Verdict, row.Key.Address, row.Key.Client), row => row.Count, ct);

    public async Task<IReadOnlyList<PseudonymousHit>> HitsOf(IReadOnlyCollection<Guid> pseudonyms, CancellationToken ct) =>
        await db.PseudonymousHits.Where(hit => pseudonyms.Contains(hit.Pseudonym)).ToListAsync(ct);

    public async Task<IReadOnlyCollection<PseudonymousHit>> AllHits(Guid simulationId, CancellationToken ct) =>
        await db.PseudonymousHits.AsNoTracking().Where(hit => hit.SimulationId == simulationId).ToListAsync(ct);

    public async Task<int> RemoveHits(Guid simulationId, int most, CancellationToken ct)
    {
        var some = await db.PseudonymousHits.Where(hit => hit.SimulationId == simulationId).OrderBy(hit => hit.Id).Take(most).ToListAsync(ct);
        db.RemoveRange(some);
        return some.Count;
    }

    public async Task<int> RemoveResults(Guid simulationId, int most, CancellationToken ct)
    {
        var some = await db.PseudonymousResults.Where(result => result.SimulationId == simulationId).OrderBy(result => result.Id).Take(most).ToListAsync(ct);
        db.RemoveRange(some);
        return some.Count;
    }

    public async Task Keep(IReadOnlyCollection<PseudonymousResult> results, CancellationToken ct)
    {
        var ids = results.Select(result => result.Id).ToList();
        var there = await db.PseudonymousResults.Where(result => ids.Contains(result.Id)).Select(result => result.Id).ToListAsync(ct);
        db.AddRange(results.Where(result => !there.Contains(result.Id)));
    }
}
