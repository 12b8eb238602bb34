using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Security;
using SecurityTraining.Infrastructure.Persistence.Work;

namespace SecurityTraining.Infrastructure.Persistence;

internal sealed class SignInRoutes(AppDbContext db, IServiceScopeFactory scopes, TimeProvider clock) : ISignInRoutes
{
    public async Task<SignInRoute?> Find(string email, CancellationToken ct)
    {
        // A scope of its own: looking across companies must not change which company this scope has entered.
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<ITenant>().EnterControlPlane();
        var control = scope.ServiceProvider.GetRequiredService<AppDbContext>();
        var hash = Hash(email);
        return await control.SignInRoutes.AsNoTracking()
            .Where(route => route.EmailHash == hash)
            .Select(route => new SignInRoute(route.CompanyId, route.UserId, route.UnprovenUntil))
            .SingleOrDefaultAsync(ct);
    }

    public void Add(string email, SignInRoute route) =>
        db.Add(new SignInRouteRow
        {
            EmailHash = Hash(email),
            CompanyId = route.CompanyId,
            UserId = route.UserId,
            UnprovenUntil = route.UnprovenUntil,
        });

    public async Task<bool> TryHold(string email, SignInRoute route, DateTimeOffset until, CancellationToken ct)
    {
        if (await Load(email, ct) is not { } row)
        {
            Add(email, route with { UnprovenUntil = until });
            return true;
        }

        if (!(row.UnprovenUntil <= clock.GetUtcNow()))
        {
            return false;
        }

        (row.CompanyId, row.UserId, row.UnprovenUntil) = (route.CompanyId, route.UserId, until);
        return true;
    }

    public async Task<bool> TryProve(string email, SignInRoute route, CancellationToken ct)
    {
        if (await Load(email, ct) is not { } row)
        {
            Add(email, route);
            return true;
        }

        if (row.UserId != route.UserId && row.UnprovenUntil is null)
        {
            return false;
        }

        (row.CompanyId, row.UserId, row.UnprovenUntil) = (route.CompanyId, route.UserId, null);
        return true;
    }

    public async Task Release(string email, SignInRoute route, CancellationToken ct)
    {
        if (await Load(email, ct) is { } row && row.UserId == route.UserId)
        {
            db.Remove(row);
        }
    }

    private Task<SignInRouteRow?> Load(string email, CancellationToken ct)
    {
        var hash = Hash(email);
        return db.SignInRoutes.SingleOrDefaultAsync(route => route.EmailHash == hash, ct);
    }

    public async Task Remove(string email, SignInRoute route, CancellationToken ct)
    {
        var hash = Hash(email);
        var found = await db.SignInRoutes.SingleOrDefaultAsync(
            row => row.EmailHash == hash && row.CompanyId == route.CompanyId && row.UserId == route.UserId, ct);
        if (found is not null)
        {
            db.Remove(found);
        }
    }

    private static byte[] Hash(string email) => SHA256.HashData(Encoding.UTF8.GetBytes(email));
}
