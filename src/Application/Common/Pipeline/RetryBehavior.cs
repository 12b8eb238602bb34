using ErrorOr;
using MediatR;

namespace SecurityTraining.Application.Common.Pipeline;

/// <summary>
/// For commands that, when somebody else's change comes first, find another good answer by looking again: the same token refreshed twice,
/// the same address registered twice, the last seat given away. The caller never learns of the race.
/// </summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class RetryOnConflictAttribute : Attribute;

/// <summary>Runs such a command again, with a new handler and nothing left of the failed unit of work.</summary>
internal sealed class RetryBehavior<TRequest, TResponse>(ITenant tenant, CompanyTurns turns) : IPipelineBehavior<TRequest, TResponse>
    where TRequest : IRequest<TResponse>
    where TResponse : IErrorOr
{
    /// <summary>Retries of this process go one after the other, so only other machines and newcomers can win against them.</summary>
    private const int MaxRetries = 20;

    private static readonly bool IsRetried = typeof(TRequest).IsDefined(typeof(RetryOnConflictAttribute), inherit: false);

    public async Task<TResponse> Handle(TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResponse> next)
    {
        var response = await next();
        if (!IsRetried || !HasLostRace(response))
        {
            return response;
        }

        using (await turns.Take(tenant.CompanyId, cancellationToken))
        {
            for (var retry = 0; retry < MaxRetries && HasLostRace(response); retry++)
            {
                await Task.Delay(Random.Shared.Next(retry * 2), cancellationToken);
                response = await next();
            }
        }

        return response;
    }

    private static bool HasLostRace(TResponse response) =>
        response.IsError && response.Errors![0].Code is var code
        && (code == CommonErrors.ConcurrentChange.Code || code == CommonErrors.AlreadyExists.Code);
}

/// <summary>Lets retries go one after the other, company by company (companies may share a turn, which only costs time).</summary>
internal sealed class CompanyTurns : IDisposable
{
    private readonly SemaphoreSlim[] _turns = [.. Enumerable.Range(0, 64).Select(_ => new SemaphoreSlim(1, 1))];

    public async Task<IDisposable> Take(Guid? companyId, CancellationToken ct)
    {
        var turn = _turns[(uint)companyId.GetHashCode() % _turns.Length];
        await turn.WaitAsync(ct);
        return new Turn(turn);
    }

    public void Dispose() => Array.ForEach(_turns, turn => turn.Dispose());

    private sealed class Turn(SemaphoreSlim turn) : IDisposable
    {
        public void Dispose() => turn.Release();
    }
}
