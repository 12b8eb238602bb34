using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.DependencyInjection;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Security;
using SecurityTraining.Domain.Companies;
using SecurityTraining.Domain.People;
using SecurityTraining.Infrastructure.Persistence;

namespace SecurityTraining.Infrastructure.Security;

/// <summary>
/// Remembers for five seconds that a session is good. Where other instances may end it, what is remembered counts only as long as the number
/// in <see cref="SessionEpoch"/> has not changed, which is read for each request, or for all that come at the same time.
/// </summary>
internal sealed class SessionStates : ISessionStates, IDisposable
{
    private const int MaxRemembered = 50_000;

    private static readonly TimeSpan Memory = TimeSpan.FromSeconds(5);

    /// <summary>
    /// A revocation is announced before it is committed. Until it surely is, or has been rolled back, nothing about the session is believed
    /// but what the database says.
    /// </summary>
    private static readonly TimeSpan Doubt = TimeSpan.FromSeconds(30);

    private readonly IServiceScopeFactory _scopes;
    private readonly TimeProvider _clock;
    private readonly SharedReads<long>? _epoch;
    private readonly MemoryCache _known = new(new MemoryCacheOptions { SizeLimit = MaxRemembered });
    private readonly MemoryCache _doubted = new(new MemoryCacheOptions());

    public SessionStates(IServiceScopeFactory scopes, DatabaseEngine engine, TimeProvider clock)
    {
        _scopes = scopes;
        _clock = clock;
        _epoch = engine.ServesManyInstances ? new SharedReads<long>(ReadEpoch) : null;
    }

    public async ValueTask<bool> IsActive(Guid companyId, Guid sessionId, CancellationToken ct)
    {
        if (_doubted.TryGetValue(sessionId, out DateTimeOffset until) && until > _clock.GetUtcNow())
        {
            return await Ask(companyId, sessionId, ct);
        }

        var key = (companyId, sessionId);
        var epoch = _epoch is null ? 0 : await _epoch.Read().WaitAsync(ct);
        if (_known.TryGetValue(key, out State? state) && state!.Epoch == epoch && state.Until > _clock.GetUtcNow())
        {
            return state.IsActive;
        }

        // The time and the number before the question count: the answer may be old already when it comes.
        var asked = _clock.GetUtcNow();
        var isActive = await Ask(companyId, sessionId, ct);
        _known.Set(key, new State(isActive, epoch, asked + Memory), new MemoryCacheEntryOptions { Size = 1, AbsoluteExpirationRelativeToNow = Memory });
        return isActive;
    }

    public void Forget(Guid sessionId) => _doubted.Set(sessionId, _clock.GetUtcNow() + Doubt, Doubt);

    public void Dispose()
    {
        _known.Dispose();
        _doubted.Dispose();
    }

    private async Task<bool> Ask(Guid companyId, Guid sessionId, CancellationToken ct)
    {
        await using var scope = _scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<ITenant>().Enter(companyId);
        var db = scope.ServiceProvider.GetRequiredService<AppDbContext>();
        var now = _clock.GetUtcNow();
        return await db.Sessions
            .Where(session => session.Id == sessionId && session.RevokedAt == null && session.ExpiresAt > now)
            .Where(session => db.Users.Any(user => user.Id == session.UserId && user.Status == UserStatus.Active))
            .AnyAsync(_ => db.Companies.Any(company => company.Status == CompanyStatus.Active), ct);
    }

    private async Task<long> ReadEpoch()
    {
        await using var scope = _scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<ITenant>().EnterControlPlane();
        return await SessionEpoch.Read(scope.ServiceProvider.GetRequiredService<AppDbContext>(), CancellationToken.None);
    }

    private sealed record State(bool IsActive, long Epoch, DateTimeOffset Until);
}
