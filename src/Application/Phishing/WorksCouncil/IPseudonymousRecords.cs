using SecurityTraining.Domain.Phishing;
using SecurityTraining.Domain.Phishing.WorksCouncil;

namespace SecurityTraining.Application.Phishing.WorksCouncil;

/// <summary>
/// What people did in works-council mode. These are no aggregates, and only this port leads to them: so neither the audit log nor anything
/// that reads what simulations have written down comes across them.
/// </summary>
public interface IPseudonymousRecords
{
    /// <summary>Written with the unit of work.</summary>
    void Add(PseudonymousHit hit);

    /// <summary>How many alike have been written down.</summary>
    Task<IReadOnlyDictionary<AlikeHits, int>> Count(IReadOnlyCollection<Guid> pseudonyms, CancellationToken ct);

    /// <summary>For changing within the unit of work.</summary>
    Task<IReadOnlyList<PseudonymousHit>> HitsOf(IReadOnlyCollection<Guid> pseudonyms, CancellationToken ct);

    /// <summary>All of a simulation, for counting.</summary>
    Task<IReadOnlyCollection<PseudonymousHit>> AllHits(Guid simulationId, CancellationToken ct);

    /// <summary>Removes some with the unit of work.</summary>
    /// <returns>How many; fewer than <paramref name="most"/>: there are no more.</returns>
    Task<int> RemoveHits(Guid simulationId, int most, CancellationToken ct);

    /// <summary>Removes some of a count that was broken off, with the unit of work.</summary>
    /// <returns>How many; fewer than <paramref name="most"/>: there are no more.</returns>
    Task<int> RemoveResults(Guid simulationId, int most, CancellationToken ct);

    /// <summary>Written with the unit of work, but for those that have been written already.</summary>
    Task Keep(IReadOnlyCollection<PseudonymousResult> results, CancellationToken ct);
}

/// <summary>Hits that differ in nothing that counts: a gateway that asks again and again must not push out the person.</summary>
public sealed record AlikeHits(Guid Pseudonym, SimulationEventKind Kind, Verdict Verdict, string? Address, string? Client);
