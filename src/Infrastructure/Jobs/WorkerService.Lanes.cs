using System.Collections.Concurrent;
using SecurityTraining.Application.Common.Work;

namespace SecurityTraining.Infrastructure.Jobs;

/// <content>Work that waits in lanes. Each lane in which something is due gets its turn, and none waits for what another one waits for.</content>
internal sealed partial class WorkerService
{
    /// <summary>In this process and of one kind; if there are more, they take turns.</summary>
    private const int MaxOpenLanes = 64;

    /// <summary>So often a lane claims a few items before others may have its place.</summary>
    private const int ClaimsInTurn = 4;

    private async Task WorkLanes(IWorkHandler handler, CancellationToken stopping)
    {
        using var places = new SemaphoreSlim(MaxOpenLanes);
        var open = new ConcurrentDictionary<Guid, Task>();
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                foreach (var lane in (await ledger.DueLanes(handler.Kind, stopping)).Where(lane => !open.ContainsKey(lane)))
                {
                    await places.WaitAsync(stopping);
                    var turn = new TaskCompletionSource();
                    open[lane] = turn.Task;
                    _ = TakeTurn(lane, turn);
                }

                await signal.Wait(handler.Kind, options.Poll, stopping);
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                break;
            }
            catch (Exception exception)
            {
                LogQueueUnreachable(exception, handler.Kind);
                await Task.Delay(options.Poll, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }

        await Task.WhenAll(open.Values);

        async Task TakeTurn(Guid lane, TaskCompletionSource turn)
        {
            var hasMore = await WorkLane(handler, lane, stopping);
            open.TryRemove(lane, out _);
            places.Release();
            turn.SetResult();
            if (hasMore)
            {
                signal.Raise(handler.Kind);
            }
        }
    }

    /// <returns>Whether the turn has ended before the work has.</returns>
    private async Task<bool> WorkLane(IWorkHandler handler, Guid lane, CancellationToken stopping)
    {
        try
        {
            for (var claim = 0; claim < ClaimsInTurn; claim++)
            {
                var claimed = await ledger.Claim(handler.Kind, lane, Parallelism, stopping);
                var areDone = await Task.WhenAll(claimed.Select(work => Handle(handler, work, stopping)));
                if (claimed.Count < Parallelism)
                {
                    return false;
                }

                // What hangs or refuses gives its place to others sooner.
                if (areDone.Contains(false))
                {
                    return true;
                }
            }

            return true;
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            return false;
        }
        catch (Exception exception)
        {
            LogQueueUnreachable(exception, handler.Kind);
            return false;
        }
    }
}
