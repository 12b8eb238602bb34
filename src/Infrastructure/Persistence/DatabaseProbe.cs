using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Operation;

namespace SecurityTraining.Infrastructure.Persistence;

internal sealed class DatabaseProbe(IServiceScopeFactory scopes) : IDatabaseProbe
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    public async Task<bool> Answers(CancellationToken ct)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(ct);
        deadline.CancelAfter(Patience);
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<ITenant>().EnterControlPlane();
        try
        {
            await scope.ServiceProvider.GetRequiredService<AppDbContext>().WorkItems.AnyAsync(deadline.Token);
            return true;
        }
        catch (Exception exception) when (exception is System.Data.Common.DbException or OperationCanceledException or InvalidOperationException or TimeoutException)
        {
            return false;
        }
    }
}
