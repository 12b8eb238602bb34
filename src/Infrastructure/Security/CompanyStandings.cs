using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.DependencyInjection;
using SecurityTraining.Application.Common;
using SecurityTraining.Domain.Billing;
using SecurityTraining.Infrastructure.Persistence;

namespace SecurityTraining.Infrastructure.Security;

/// <summary>
/// Remembers for five seconds what a company's plan and payments allow. A change by this instance is known at once, as an ended session is;
/// dates that are weeks apart bear that other instances learn of it some seconds later.
/// </summary>
internal sealed class CompanyStandings(IServiceScopeFactory scopes, LocalSessionEpoch epoch, TimeProvider clock) : ICompanyStandings, IDisposable
{
    private const int MaxRemembered = 50_000;

    private static readonly TimeSpan Memory = TimeSpan.FromSeconds(5);

    /// <summary>Then the place of what nobody asks for any more is free again.</summary>
    private static readonly TimeSpan Keep = TimeSpan.FromHours(1);

    private readonly MemoryCache _known = new(new MemoryCacheOptions { SizeLimit = MaxRemembered });

    public ValueTask<CompanyStanding?> Find(Guid companyId, CancellationToken ct) =>
        _known.TryGetValue(companyId, out Known? known) && known!.Epoch == epoch.Value && known.Until > clock.GetUtcNow()
            ? ValueTask.FromResult(known.Standing)
            : new ValueTask<CompanyStanding?>(Ask(companyId, ct));

    public void Dispose() => _known.Dispose();

    private async Task<CompanyStanding?> Ask(Guid companyId, CancellationToken ct)
    {
        // The time and the number before the question count: the answer may be old already when it comes.
        var (asked, number) = (clock.GetUtcNow(), epoch.Value);
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<ITenant>().Enter(companyId);
        var standing = await scope.ServiceProvider.GetRequiredService<AppDbContext>().Companies
            .Where(company => company.Id == companyId)
            .Select(company => new CompanyStanding(company.Plan, company.TrialEndsAt, company.PaymentOverdueSince))
            .SingleOrDefaultAsync(ct);
        _known.Set(
            companyId, new Known(standing, number, asked + Memory), new MemoryCacheEntryOptions { Size = 1, AbsoluteExpirationRelativeToNow = Keep });
        return standing;
    }

    private sealed record Known(CompanyStanding? Standing, long Epoch, DateTimeOffset Until);
}
