namespace SecurityTraining.Infrastructure.Jobs;

/// <summary>
/// Lets many callers share one transaction: while one group is being written, the next gathers. A lone caller waits for nobody, and
/// everybody is answered only after the commit, so that nothing acknowledged lives in memory alone.
/// </summary>
/// <param name="commit">Writes a group; answers with one result for each item, in order.</param>
internal sealed class GroupCommit<TKey, TItem, TResult>(Func<TKey, IReadOnlyList<TItem>, Task<IReadOnlyList<TResult>>> commit)
    where TKey : notnull
{
    private const int MaxGroup = 128;

    private readonly Dictionary<TKey, Queue<Waiting>> _gathering = [];
    private readonly Lock _lock = new();

    public Task<TResult> Add(TKey key, TItem item)
    {
        var waiting = new Waiting(item);
        var isFirst = false;
        lock (_lock)
        {
            if (!_gathering.TryGetValue(key, out var queue))
            {
                _gathering[key] = queue = new Queue<Waiting>();
                isFirst = true;
            }

            queue.Enqueue(waiting);
        }

        if (isFirst)
        {
            _ = Task.Run(() => Drain(key));
        }

        return waiting.Answer.Task;
    }

    private async Task Drain(TKey key)
    {
        while (TakeGroup(key) is { Count: > 0 } group)
        {
            try
            {
                var results = await commit(key, [.. group.Select(waiting => waiting.Item)]);
                for (var i = 0; i < group.Count; i++)
                {
                    group[i].Answer.SetResult(results[i]);
                }
            }
            catch (Exception exception)
            {
                group.ForEach(waiting => waiting.Answer.TrySetException(exception));
            }
        }
    }

    private List<Waiting> TakeGroup(TKey key)
    {
        lock (_lock)
        {
            var queue = _gathering[key];
            if (queue.Count == 0)
            {
                _gathering.Remove(key);
            }

            var group = new List<Waiting>(Math.Min(queue.Count, MaxGroup));
            while (group.Count < MaxGroup && queue.TryDequeue(out var waiting))
            {
                group.Add(waiting);
            }

            return group;
        }
    }

    private sealed record Waiting(TItem Item)
    {
        public TaskCompletionSource<TResult> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
