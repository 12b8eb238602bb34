using ErrorOr;
using Microsoft.Extensions.DependencyInjection;
using SecurityTraining.Application.Common;
using SecurityTraining.Application.Common.Work;

namespace SecurityTraining.Infrastructure.Jobs;

internal sealed class CompanyScope(IServiceScopeFactory scopes) : ICompanyScope
{
    public async Task<ErrorOr<T>> Send<T>(Guid companyId, IMessage<T> message, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Caller>().ActAsSystem();
        scope.ServiceProvider.GetRequiredService<ITenant>().Enter(companyId);
        return await scope.ServiceProvider.GetRequiredService<ISender>().Send(message, ct);
    }
}
