using SecurityTraining.Application.Common.Security;

namespace SecurityTraining.Application.Phishing.Tracking;

/// <summary>Where hits come in: many at once, each answered after it has been written down.</summary>
public interface IHitIntake
{
    /// <returns>Null if there is nobody behind the (rightly signed) token, for instance because the simulation has been deleted.</returns>
    Task<HitOutcome?> Record(TrackingTarget target, Domain.Phishing.SimulationEventKind kind, Domain.Phishing.HitEvidence evidence);
}

/// <summary>The pages behind a lure.</summary>
public interface ILurePages
{
    /// <summary>What the link leads to: captures nothing, whatever is typed into it.</summary>
    Task<string> LandingPage(HitOutcome hit, CancellationToken ct);

    /// <summary>Shows the person the very mail that they got, with everything that gives it away explained, in their language.</summary>
    Task<string> TeachingPage(HitOutcome hit, CancellationToken ct);
}
