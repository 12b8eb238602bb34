using SecurityTraining.Domain.Common;

namespace SecurityTraining.Domain.Phishing.WorksCouncil;

/// <summary>The only thing that ties people to what they did in a simulation in works-council mode. It has the simulation's id.</summary>
public sealed class PseudonymKey : AggregateRoot, ICompanyOwned
{
    private PseudonymKey(Simulation simulation, byte[] protectedKey)
    {
        Id = simulation.Id;
        CompanyId = simulation.CompanyId;
        ProtectedKey = protectedKey;
    }

    private PseudonymKey()
    {
        ProtectedKey = null!;
    }

    public Guid CompanyId { get; private set; }

    /// <summary>Encrypted, bound to the company.</summary>
    public byte[] ProtectedKey { get; private set; }

    public static PseudonymKey For(Simulation simulation, byte[] protectedKey) => new(simulation, protectedKey);
}
