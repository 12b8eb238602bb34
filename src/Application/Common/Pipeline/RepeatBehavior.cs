using ErrorOr;
using MediatR;

namespace SecurityTraining.Application.Common.Pipeline;

/// <summary>Runs a command again that lost a race, if its message says that this is safe (<see cref="RepeatOnConflictAttribute"/>).</summary>
internal sealed class RepeatBehavior<TRequest, TResponse>(ITenant tenant, CompanyTurns turns) : IPipelineBehavior<TRequest, TResponse>
    where TRequest : IRequest<TResponse>
    where TResponse : IErrorOr
{
    /// <summary>Commands of this process repeat one after the other, so only other machines and newcomers can win against them.</summary>
    private const int MaxRepeats = 20;

    private static readonly bool MayRepeat = typeof(TRequest).IsDefined(typeof(RepeatOnConflictAttribute), inherit: false);

    public Task<TResponse> Handle(TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResponse> next) =>
        MayRepeat ? RepeatWhileOvertaken(next, cancellationToken) : next();

    private async Task<TResponse> RepeatWhileOvertaken(RequestHandlerDelegate<TResponse> next, CancellationToken ct)
    {
        var response = await next();
        if (!IsOvertaken(response))
        {
            return response;
        }

        using (await turns.Take(tenant.CompanyId, ct))
        {
            for (var repeats = 1; repeats <= MaxRepeats && IsOvertaken(response); repeats++)
            {
                await Task.Delay(Random.Shared.Next(repeats * 2), ct);
                response = await next();
            }
        }

        return response;
    }

    /// <summary>A unique value that was free a moment ago counts too: the next run finds it taken, and can say what that means.</summary>
    private static bool IsOvertaken(TResponse response) =>
        response.IsError && (response.Errors![0] == CommonErrors.ConcurrentChange || response.Errors[0] == CommonErrors.AlreadyExists);
}

/// <summary>Lets those who repeat go one after the other, company by company (companies may share a turn, which only costs time).</summary>
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
