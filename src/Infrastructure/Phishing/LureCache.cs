using Microsoft.Extensions.Caching.Memory;
using SecurityTraining.Application.Common.Work;
using SecurityTraining.Application.Phishing;

namespace SecurityTraining.Infrastructure.Phishing;

/// <summary>Lures that have been launched, parsed and cleaned once: they never change again.</summary>
internal sealed class LureCache(ICompanyScope companies, ILureHtml html) : IDisposable
{
    private const int MaxLures = 500;

    private static readonly TimeSpan Idle = TimeSpan.FromMinutes(30);

    private readonly MemoryCache _lures = new(new MemoryCacheOptions { SizeLimit = MaxLures });

    public async ValueTask<CompiledLure> Get(Guid companyId, Guid lureId, CancellationToken ct)
    {
        if (_lures.TryGetValue((companyId, lureId), out CompiledLure? cached))
        {
            return cached!;
        }

        var found = await companies.Send(companyId, new GetFrozenLureQuery(lureId), ct);
        if (found.IsError)
        {
            throw new InvalidOperationException($"Lure {lureId} cannot be loaded: {found.FirstError.Code}.");
        }

        return _lures.Set(
            (companyId, lureId), new CompiledLure(found.Value.Content, html), new MemoryCacheEntryOptions { Size = 1, SlidingExpiration = Idle });
    }

    public void Dispose() => _lures.Dispose();
}
