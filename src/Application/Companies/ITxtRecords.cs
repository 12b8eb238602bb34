namespace SecurityTraining.Application.Companies;

/// <summary>What the owners of domains publish in the DNS.</summary>
public interface ITxtRecords
{
    /// <returns>The texts at the name, each as a whole; none also if nobody could be asked or nobody answered in time.</returns>
    Task<IReadOnlyList<string>> Find(string name, CancellationToken ct);
}
