using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Specifications;
using SecurityTraining.Domain.Companies;
using SecurityTraining.Domain.Content;

namespace SecurityTraining.Application.Content;

/// <summary>The current company's account of its room, opened when it is first needed.</summary>
internal sealed class StorageAccount(IRepository<ContentStorage> storages, IRepository<Company> companies, ITenant tenant, TimeProvider clock)
{
    public async Task<ContentStorage> Get(CancellationToken ct)
    {
        var companyId = tenant.CompanyId ?? throw new InvalidOperationException("There is no company to keep files for.");
        if (await storages.GetByIdAsync(companyId, ct) is not { } storage)
        {
            storage = ContentStorage.Of(companyId);
            storages.Add(storage);
        }

        var company = (await companies.GetByIdAsync(companyId, ct))!;
        storage.Allow(company.PlanAt(clock.GetUtcNow()).StorageBytes);
        return storage;
    }
}
