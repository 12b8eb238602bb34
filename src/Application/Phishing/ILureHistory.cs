using SecurityTraining.Domain.Phishing;

namespace SecurityTraining.Application.Phishing;

/// <summary>Reads what the current company's people have been sent in all its simulations.</summary>
public interface ILureHistory
{
    /// <param name="userIds">At most a few hundred at once.</param>
    Task<ILookup<Guid, PastLure>> Of(IReadOnlyCollection<Guid> userIds, CancellationToken ct);
}
