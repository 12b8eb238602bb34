using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.DependencyInjection;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Security;
using SecurityTraining.Domain.Companies;
using SecurityTraining.Domain.People;
using SecurityTraining.Infrastructure.Persistence;

namespace SecurityTraining.Infrastructure.Security;

/// <summary>Remembers for five seconds that a session is good; what other instances do to it is noticed after that.</summary>
internal sealed class SessionStates(IServiceScopeFactory scopes, TimeProvider clock) : ISessionStates, IDisposable
{
    private const int MaxRemembered = 50_000;

    private static readonly TimeSpan Memory = TimeSpan.FromSeconds(5);

    /// <summary>
    /// A revocation is announced before it is committed. Until it surely is, or has been rolled back, nothing about the session is believed
    /// but what the database says.
    /// </summary>
    private static readonly TimeSpan Doubt = TimeSpan.FromSeconds(30);

    private readonly MemoryCache _known = new(new MemoryCacheOptions { SizeLimit = MaxRemembered });
    private readonly MemoryCache _doubted = new(new MemoryCacheOptions());

    public async ValueTask<bool> IsActive(Guid companyId, Guid sessionId, CancellationToken ct)
    {
        if (_doubted.TryGetValue(sessionId, out DateTimeOffset until) && until > clock.GetUtcNow())
        {
            return await Ask(companyId, sessionId, ct);
        }

        var key = (companyId, sessionId);
        if (_known.TryGetValue(key, out State? state) && state!.Until > clock.GetUtcNow())
        {
            return state.IsActive;
        }

        // The time before the question counts: the answer may be old already when it comes.
        var asked = clock.GetUtcNow();
        var isActive = await Ask(companyId, sessionId, ct);
        _known.Set(key, new State(isActive, asked + Memory), new MemoryCacheEntryOptions { Size = 1, AbsoluteExpirationRelativeToNow = Memory });
        return isActive;
    }

    public void Forget(Guid sessionId) => _doubted.Set(sessionId, clock.GetUtcNow() + Doubt, Doubt);

    public void Dispose()
    {
        _known.Dispose();
        _doubted.Dispose();
    }

    private async Task<bool> Ask(Guid companyId, Guid sessionId, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<ITenant>().Enter(companyId);
        var db = scope.ServiceProvider.GetRequiredService<AppDbContext>();
        var now = clock.GetUtcNow();
        return await db.Sessions
            .Where(session => session.Id == sessionId && session.RevokedAt == null && session.ExpiresAt > now)
            .Where(session => db.Users.Any(user => user.Id == session.UserId && user.Status == UserStatus.Active))
            .AnyAsync(_ => db.Companies.Any(company => company.Status == CompanyStatus.Active), ct);
    }

    private sealed record State(bool IsActive, DateTimeOffset Until);
}
