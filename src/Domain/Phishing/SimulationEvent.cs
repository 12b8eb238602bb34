using System.Linq.Expressions;
using SecurityTraining.Domain.Common;

namespace SecurityTraining.Domain.Phishing;

/// <param name="Client">Family of the client, such as <c>Firefox on Linux</c>; never the whole header.</param>
public sealed record Hit(SimulationEventKind Kind, DateTimeOffset At, Verdict Verdict, string? Client)
{
    public const int MaxClientLength = 80;

    /// <summary>Of the landing page whose form was submitted, from 1; null for other kinds.</summary>
    public int? Stage { get; init; }

    public IReadOnlyList<VerdictReason> Reasons { get; init; } = [];

    /// <summary>Null: nothing is known of where it came from.</summary>
    public HitOrigin? Origin { get; init; }

    /// <inheritdoc cref="HitEvidence.Caller"/>
    public string? Caller => Origin?.Address ?? Client;
}

/// <summary>One line of a simulation's timeline.</summary>
public sealed class SimulationEvent : Entity, ICompanyOwned
{
    internal SimulationEvent(Recipient recipient, Hit hit) : base(hit.At)
    {
        CompanyId = recipient.CompanyId;
        SimulationId = recipient.SimulationId;
        RecipientId = recipient.Id;
        Kind = hit.Kind;
        At = hit.At;
        Verdict = hit.Verdict;
        Client = hit.Client;
        Stage = hit.Stage;
        Reasons = hit.Reasons;
        Address = hit.Origin?.Address;
        Network = hit.Origin?.Network;
    }

    private SimulationEvent()
    {
        Reasons = null!;
    }

    public Guid CompanyId { get; private set; }

    public Guid SimulationId { get; private set; }

    public Guid RecipientId { get; private set; }

    public SimulationEventKind Kind { get; private set; }

    public DateTimeOffset At { get; private set; }

    public Verdict Verdict { get; private set; }

    public IReadOnlyList<VerdictReason> Reasons { get; private set; }

    public string? Client { get; private set; }

    /// <inheritdoc cref="Hit.Stage"/>
    public int? Stage { get; private set; }

    /// <inheritdoc cref="HitOrigin" path="/param[@name='Address']"/>
    public string? Address { get; private set; }

    /// <inheritdoc cref="HitOrigin" path="/param[@name='Network']"/>
    public string? Network { get; private set; }

    /// <summary>Requests for something in a mail, by whomever.</summary>
    public static Expression<Func<SimulationEvent, bool>> Hits { get; } = line =>
        line.Kind == SimulationEventKind.Opened || line.Kind == SimulationEventKind.Clicked
        || line.Kind == SimulationEventKind.Submitted || line.Kind == SimulationEventKind.AttachmentOpened;

    private static readonly Func<SimulationEvent, bool> IsOfHits = Hits.Compile();

    /// <inheritdoc cref="Hits"/>
    public bool IsHit => IsOfHits(this);

    public bool IsDecidedByHand => Reasons.Contains(VerdictReason.ByHand);

    internal void Rejudge(Judgement judgement)
    {
        Verdict = judgement.Verdict;
        Reasons = judgement.Reasons;
    }

    internal void ForgetOrigin() => (Address, Network) = (null, null);
}
