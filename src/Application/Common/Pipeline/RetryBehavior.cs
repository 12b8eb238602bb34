using System.Reflection;
using ErrorOr;
using MediatR;

namespace SecurityTraining.Application.Common.Pipeline;

/// <summary>
/// For commands that, when somebody else's change comes first, find another good answer by looking again: the same token refreshed twice,
/// the same address registered twice, the last seat given away. The caller never learns of the race.
/// </summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class RetryOnConflictAttribute : Attribute
{
    /// <summary>The command waits for somebody outside: its retries make only their like wait, not what is done in milliseconds.</summary>
    public bool AsksProvider { get; init; }
}

/// <summary>Runs such a command again, with a new handler and nothing left of the failed unit of work.</summary>
internal sealed class RetryBehavior<TRequest, TResponse>(ITenant tenant, CompanyTurns turns) : IPipelineBehavior<TRequest, TResponse>
    where TRequest : IRequest<TResponse>
    where TResponse : IErrorOr
{
    /// <summary>Retries of this process go one after the other, so only other machines and newcomers can win against them.</summary>
    private const int MaxRetries = 20;

    private static readonly RetryOnConflictAttribute? Retried = typeof(TRequest).GetCustomAttribute<RetryOnConflictAttribute>(inherit: false);

    public async Task<TResponse> Handle(TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResponse> next)
    {
        var response = await next();
        if (Retried is null || !HasLostRace(response))
        {
            return response;
        }

        using (await turns.Take(tenant.CompanyId, Retried.AsksProvider, cancellationToken))
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
    private const int Count = 64;

    private readonly SemaphoreSlim[] _turns = Make();
    private readonly SemaphoreSlim[] _longTurns = Make();

    /// <param name="companyId">Whose turn.</param>
    /// <param name="isLong">It may take as long as somebody outside takes to answer.</param>
    /// <param name="ct">Ends the waiting.</param>
    public async Task<IDisposable> Take(Guid? companyId, bool isLong, CancellationToken ct)
    {
        var turn = (isLong ? _longTurns : _turns)[(uint)companyId.GetHashCode() % Count];
        await turn.WaitAsync(ct);
        return new Turn(turn);
    }

    public void Dispose() => Array.ForEach([.. _turns, .. _longTurns], turn => turn.Dispose());

    private static SemaphoreSlim[] Make() => [.. Enumerable.Range(0, Count).Select(_ => new SemaphoreSlim(1, 1))];

    private sealed class Turn(SemaphoreSlim turn) : IDisposable
    {
        public void Dispose() => turn.Release();
    }
}
