using System.Security.Cryptography;
using SecurityTraining.Application.Common.Security;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Phishing;
using SecurityTraining.Domain.Phishing.WorksCouncil;

namespace SecurityTraining.Application.Phishing.WorksCouncil;

/// <summary>Makes, uses and destroys the keys to simulations' pseudonyms.</summary>
internal sealed class Pseudonyms(IRepository<PseudonymKey> keys, ICompanySecrets secrets)
{
    public void MakeKey(Simulation simulation)
    {
        var key = Convert.ToBase64String(RandomNumberGenerator.GetBytes(Pseudonymizer.KeyBytes));
        keys.Add(PseudonymKey.For(simulation, secrets.Protect(simulation.CompanyId, SecretUse.PseudonymKey, key)));
    }

    /// <returns>Without those whose keys have been destroyed.</returns>
    public async Task<IReadOnlyDictionary<Guid, Pseudonymizer>> Of(IReadOnlyCollection<Guid> simulationIds, CancellationToken ct) =>
        (await keys.ListAsync(new KeysSpec(simulationIds), ct)).ToDictionary(key => key.Id, key =>
            new Pseudonymizer(Convert.FromBase64String(secrets.Reveal(key.CompanyId, SecretUse.PseudonymKey, key.ProtectedKey))));

    public async Task DestroyKey(Simulation simulation, DateTimeOffset now, CancellationToken ct)
    {
        if (await keys.GetByIdAsync(simulation.Id, ct) is { } key)
        {
            keys.Remove(key);
        }

        simulation.NoteKeyDestroyed(now);
    }

    private sealed class KeysSpec : Specification<PseudonymKey>
    {
        public KeysSpec(IReadOnlyCollection<Guid> simulationIds) => Query.Where(key => simulationIds.Contains(key.Id)).AsNoTracking();
    }
}
