using SecurityTraining.Domain.Common;

namespace SecurityTraining.Domain.Phishing.WorksCouncil;

/// <summary>
/// What came in over the links of one pseudonym, for as long as the simulation collects. It is judged once more with hindsight when the
/// results are counted, and then goes.
/// </summary>
public sealed class PseudonymousHit : Entity, ICompanyOwned
{
    /// <summary>Of each kind and verdict so many are written down from one caller: more of the same change nothing.</summary>
    public const int MaxAlike = 20;

    /// <summary>Of one pseudonym, so that nobody fills the database with one link.</summary>
    public const int MaxTogether = 2000;

    private PseudonymousHit(Recipient recipient, Guid pseudonym, Hit hit) : base(hit.At)
    {
        CompanyId = recipient.CompanyId;
        SimulationId = recipient.SimulationId;
        Pseudonym = pseudonym;
        Kind = hit.Kind;
        At = hit.At;
        Verdict = hit.Verdict;
        Reasons = hit.Reasons;
        Client = hit.Client;
        Address = hit.Origin?.Address;
        Network = hit.Origin?.Network;
    }

    private PseudonymousHit()
    {
        Reasons = null!;
    }

    public Guid CompanyId { get; private set; }

    public Guid SimulationId { get; private set; }

    public Guid Pseudonym { get; private set; }

    public SimulationEventKind Kind { get; private set; }

    public DateTimeOffset At { get; private set; }

    public Verdict Verdict { get; private set; }

    public IReadOnlyList<VerdictReason> Reasons { get; private set; }

    public string? Client { get; private set; }

    /// <inheritdoc cref="HitOrigin" path="/param[@name='Address']"/>
    public string? Address { get; private set; }

    /// <inheritdoc cref="HitOrigin" path="/param[@name='Network']"/>
    public string? Network { get; private set; }

    /// <inheritdoc cref="HitEvidence.Caller"/>
    public string? Caller => Address ?? Client;

    public static PseudonymousHit Of(Recipient recipient, Guid pseudonym, Hit hit) => new(recipient, pseudonym, hit);

    public void ForgetOrigin() => (Client, Address, Network) = (null, null, null);
}
