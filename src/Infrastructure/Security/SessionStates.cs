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
/// Remembers for five seconds that a session is good, and what for. That counts only as long as the number of <see cref="SessionEpoch"/> has not
/// changed. Where there are other instances it is read for each request, or for all that come at the same time.
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
    private readonly LocalSessionEpoch _local;
    private readonly SharedReads<long>? _epoch;
    private readonly MemoryCache _known = new(new MemoryCacheOptions { SizeLimit = MaxRemembered });
    private readonly MemoryCache _doubted = new(new MemoryCacheOptions());

    public SessionStates(IServiceScopeFactory scopes, DatabaseEngine engine, LocalSessionEpoch local, TimeProvider clock)
    {
        _scopes = scopes;
        _clock = clock;
        _local = local;
        _epoch = engine.ServesManyInstances ? new SharedReads<long>(ReadEpoch) : null;
    }

    public async ValueTask<SessionState?> Find(Guid companyId, Guid sessionId, CancellationToken ct)
    {
        if (_doubted.TryGetValue(sessionId, out DateTimeOffset until) && until > _clock.GetUtcNow())
        {
            return await Ask(companyId, sessionId, ct);
        }

        var key = (companyId, sessionId);
        var epoch = _epoch is null ? _local.Value : await _epoch.Read().WaitAsync(ct);
        if (_known.TryGetValue(key, out Known? known) && known!.Epoch == epoch && known.Until > _clock.GetUtcNow())
        {
            return known.State;
        }

        // The time and the number before the question count: the answer may be old already when it comes.
        var asked = _clock.GetUtcNow();
        var state = await Ask(companyId, sessionId, ct);
        _known.Set(key, new Known(state, epoch, asked + Memory), new MemoryCacheEntryOptions { Size = 1, AbsoluteExpirationRelativeToNow = Memory });
        return state;
    }

    public void Forget(Guid sessionId) => _doubted.Set(sessionId, _clock.GetUtcNow() + Doubt, Doubt);

    public void Dispose()
    {
        _known.Dispose();
        _doubted.Dispose();
    }

    private async Task<SessionState?> Ask(Guid companyId, Guid sessionId, CancellationToken ct)
    {
        await using var scope = _scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<ITenant>().Enter(companyId);
        var db = scope.ServiceProvider.GetRequiredService<AppDbContext>();
        var now = _clock.GetUtcNow();
        var found = await (
            from session in db.Sessions
            join user in db.Users on session.UserId equals user.Id
            join custom in db.CustomRoles on user.CustomRoleId equals (Guid?)custom.Id into customs
            from custom in customs.DefaultIfEmpty()
            where session.Id == sessionId && session.RevokedAt == null && session.ExpiresAt > now && user.Status == UserStatus.Active
                && db.Companies.Any(company => company.Status == CompanyStatus.Active)
            select new { user.Role, Custom = custom }).AsNoTracking().SingleOrDefaultAsync(ct);
        return found is null ? null : new SessionState(found.Role, found.Custom?.Rights);
    }

    private async Task<long> ReadEpoch()
    {
        await using var scope = _scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<ITenant>().EnterControlPlane();
        return await SessionEpoch.Read(scope.ServiceProvider.GetRequiredService<AppDbContext>(), CancellationToken.None);
    }

    private sealed record Known(SessionState? State, long Epoch, DateTimeOffset Until);
}
