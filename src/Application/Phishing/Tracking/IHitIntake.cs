using SecurityTraining.Application.Common.Security;

namespace SecurityTraining.Application.Phishing.Tracking;

/// <summary>Where hits come in: many at once, each answered after it has been written down.</summary>
public interface IHitIntake
{
    /// <returns>Null if there is nobody behind the (rightly signed) token, for instance because the simulation has been deleted.</returns>
    /// <param name="target">Whose hit it is.</param>
    /// <param name="kind">What was asked for.</param>
    /// <param name="evidence">What the request shows of itself.</param>
    /// <param name="stage">Of the landing page whose form was submitted, from 1.</param>
    Task<HitOutcome?> Record(
        TrackingTarget target, Domain.Phishing.SimulationEventKind kind, Domain.Phishing.HitEvidence evidence, int? stage = null);
}

/// <summary>The pages behind a lure.</summary>
public interface ILurePages
{
    /// <summary>A stage of what the link leads to: captures nothing, whatever is typed into it. After the last one, the teaching page.</summary>
    /// <param name="hit">Who is to see it.</param>
    /// <param name="stage">From 1.</param>
    /// <param name="ct">Ends the work.</param>
    Task<LurePage> Stage(HitOutcome hit, int stage, CancellationToken ct);

    /// <summary>Shows the person the very mail that they got, with everything that gives it away explained, in their language.</summary>
    Task<LurePage> TeachingPage(HitOutcome hit, CancellationToken ct);
}

/// <param name="Html">A whole document.</param>
/// <param name="IsTeaching">The service's own words around the mail; otherwise a landing page, which a company has written.</param>
public sealed record LurePage(string Html, bool IsTeaching);

/// <summary>What is kept of the addresses that hits come from, under a key of each company.</summary>
public interface IHitOrigins
{
    /// <returns>Null where the address tells nothing: none is known, or it is the machine's own, so that a proxy has kept it to itself.</returns>
    Domain.Phishing.HitOrigin? Of(Guid companyId, System.Net.IPAddress? address);

    /// <summary>The kept hashes of everything within a range: at most 65,536.</summary>
    HitRange Within(Guid companyId, System.Net.IPNetwork range);
}

/// <param name="IsOfNetworks">The hashes are of networks, otherwise of addresses.</param>
public sealed record HitRange(bool IsOfNetworks, IReadOnlySet<string> Hashes)
{
    public bool Contains(string? address, string? network) => (IsOfNetworks ? network : address) is { } hash && Hashes.Contains(hash);
}
