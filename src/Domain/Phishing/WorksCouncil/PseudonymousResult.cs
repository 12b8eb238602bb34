using SecurityTraining.Domain.Common;

namespace SecurityTraining.Domain.Phishing.WorksCouncil;

/// <summary>
/// What one pseudonym did, as far as that may be shown. Its id is the pseudonym and not, as elsewhere, one that tells the time: neither times
/// nor order are kept, so that nothing but the key leads to a person.
/// </summary>
public sealed class PseudonymousResult : Entity, ICompanyOwned
{
    private PseudonymousResult(Simulation simulation, Guid pseudonym)
    {
        Id = pseudonym;
        CompanyId = simulation.CompanyId;
        SimulationId = simulation.Id;
    }

    private PseudonymousResult()
    {
    }

    public Guid CompanyId { get; private set; }

    public Guid SimulationId { get; private set; }

    /// <summary>Null: how many did so is not shown, so that nobody's doing so is.</summary>
    public bool? Opened { get; private set; }

    /// <inheritdoc cref="Opened"/>
    public bool? Clicked { get; private set; }

    /// <inheritdoc cref="Opened"/>
    public bool? Submitted { get; private set; }

    /// <inheritdoc cref="Opened"/>
    public bool? Reported { get; private set; }

    /// <param name="total">What is shown of all people together.</param>
    /// <returns>Null: they did nothing that is shown.</returns>
    public static PseudonymousResult? Of(Simulation simulation, Guid pseudonym, Deeds deeds, DisclosedCounts total)
    {
        var result = new PseudonymousResult(simulation, pseudonym)
        {
            Opened = total.Opened is null ? null : deeds.Opened,
            Clicked = total.Clicked is null ? null : deeds.Clicked,
            Submitted = total.Submitted is null ? null : deeds.Submitted,
            Reported = total.Reported is null ? null : deeds.Reported,
        };
        return result is { Opened: true } or { Clicked: true } or { Submitted: true } or { Reported: true } ? result : null;
    }
}
