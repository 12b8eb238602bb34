namespace SecurityTraining.Infrastructure.Security;

/// <summary>
/// Reads once for everybody who has asked in the meantime. Whoever asks gets what was read after they had asked, never before: so it is as
/// good as a read of one's own, and under load costs one for many.
/// </summary>
internal sealed class SharedReads<T>(Func<Task<T>> read)
{
    private readonly Lock _gate = new();
    private Task<T>? _running;
    private Task<T>? _next;

    public Task<T> Read()
    {
        lock (_gate)
        {
            if (_running is null or { IsCompleted: true })
            {
                // Whoever waits for the next read has come before us; that one then has not begun either.
                return _next is { } waiting ? waiting : _running = Task.Run(read);
            }

            return _next ??= After(_running);
        }
    }

    private async Task<T> After(Task<T> running)
    {
        await ((Task)running).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ForceYielding);
        Task<T> mine;
        lock (_gate)
        {
            _next = null;
            _running = mine = Task.Run(read);
        }

        return await mine;
    }
}
