using ErrorOr;
using SecurityTraining.Application.Common.Work;
using SecurityTraining.Domain.People;

namespace SecurityTraining.Application.People.Imports;

/// <summary>
/// Finds the active people whom a file does not name. Administrators and whoever imports are never missing: no file locks a company out.
/// </summary>
internal sealed class MissingPeople(ICompanyScope company)
{
    private const int PortionSize = 500;

    /// <summary>Counts them, and shows some; too many for a file that deactivates them unconfirmed end the import.</summary>
    public async Task<ErrorOr<ImportStatus>> Record(Guid companyId, ImportWork work, PeopleAddresses named, CancellationToken ct)
    {
        var (active, missing, samples) = (0, 0, new List<ImportSample>());
        await foreach (var portion in Active(companyId, work, ct))
        {
            if (portion.IsError)
            {
                return portion.Errors;
            }

            active += portion.Value.Count;
            foreach (var person in portion.Value.Where(person => !named.Contains(person.Email)))
            {
                missing++;
                if (samples.Count < PeopleImport.MaxSamples)
                {
                    samples.Add(new ImportSample(Line: null, person.Email, $"{person.FirstName} {person.LastName}", []));
                }
            }
        }

        return await company.Send(companyId, new RecordMissingPeopleCommand(work.Id, missing, active, samples), ct);
    }

    public async Task<ErrorOr<Success>> Deactivate(Guid companyId, ImportWork work, PeopleAddresses named, CancellationToken ct)
    {
        await foreach (var portion in Active(companyId, work, ct))
        {
            if (portion.IsError)
            {
                return portion.Errors;
            }

            var ids = portion.Value.Where(person => !named.Contains(person.Email)).Select(person => person.Id).ToList();
            if (ids.Count > 0 && await company.Send(companyId, new DeactivateMissingCommand(work.Id, ids), ct) is { IsError: true } refused)
            {
                return refused.Errors;
            }
        }

        return Result.Success;
    }

    private async IAsyncEnumerable<ErrorOr<IReadOnlyList<ActivePerson>>> Active(
        Guid companyId, ImportWork work, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        Guid? after = null;
        while (true)
        {
            var portion = await company.Send(companyId, new ListActivePeopleQuery(work.RequestedBy, after, PortionSize), ct);
            yield return portion;
            if (portion.IsError || portion.Value.Count < PortionSize)
            {
                yield break;
            }

            after = portion.Value[^1].Id;
        }
    }
}
